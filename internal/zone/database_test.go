package zone

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestHiddenZones checks the copy of Europe/Paris against the machine's.
func TestHiddenZones(t *testing.T) {
	t.Parallel()
	hidden := func(string) (*time.Location, error) { return nil, errors.New("no zones here") }
	_, err := onMachine("Asia/Tokyo", hidden)
	require.Error(t, err)
	ours, err := onMachine(Paris, hidden)
	require.NoError(t, err)
	assert.Equal(t, Paris, ours.String())
	machine, err := time.LoadLocation(Paris)
	if err != nil {
		t.Skip("this machine has no zones")
	}
	used, err := onMachine(Paris, time.LoadLocation)
	require.NoError(t, err)
	assert.Equal(t, machine, used, "the machine's goes first")
	from, until := time.Date(1800, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2150, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	assert.Equal(t, changes(machine, from, until), changes(ours, from, until))
	assert.NotEmpty(t, changes(ours, from, until))
	assert.Less(t, len(paris), 4096)
}

// changes lists when the clocks of a zone change, and to which offset.
func changes(loc *time.Location, from, until int64) (list [][2]int64) {
	for at := Next(from, until, loc); at < until; at = Next(at, until, loc) {
		list = append(list, [2]int64{at, Offset(at, loc)})
	}
	return list
}
