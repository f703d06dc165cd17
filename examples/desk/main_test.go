package main

import (
	"bytes"
	"io"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
)

// The story prints what its recorded output says, and ends with book, ledger and statements
// saying the same.
func TestRun(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("testdata/output.txt")
	require.NoError(t, err)
	var got bytes.Buffer
	require.NoError(t, run(&got))
	require.Equal(t, string(want), got.String())
}

// Statements or a state that say otherwise than the ledger are found.
func TestCompareFindsADifference(t *testing.T) {
	t.Parallel()
	events := days(servicelevel.NUXIT().Location())
	statements, state, err := tell(io.Discard, events)
	require.NoError(t, err)
	statements[1].Tickets[0].FromAllowance += time.Minute
	require.ErrorContains(t, compare(io.Discard, events, statements, state), "T1: the ledger says")
	statements[1].Tickets[0].FromAllowance -= time.Minute
	require.NoError(t, compare(io.Discard, events, statements, state))
	state.Lots[0].Used += time.Minute
	require.ErrorContains(t, compare(io.Discard, events, statements, state), "the ledger has 14h0m0s left, the book 13h59m0s")
}
