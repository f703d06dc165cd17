package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/servicelevel"
)

// The names at the head of paper come from outside: none of them ends its string.
func TestQuote(t *testing.T) {
	assert.Equal(t, `"NX\00002d3108"`, quote("NX-3108"))
	assert.Equal(t, `"\000022\00007d\00003c\00002fstyle\00003e\00005c"`, quote(`"}</style>\`))
	assert.Equal(t, `"\0000c9l\00e001"`, quote("Él\ue001"))
}

func TestCut(t *testing.T) {
	assert.Equal(t, strings.Repeat("é", 60), cut(strings.Repeat("é", 60)))
	assert.Equal(t, strings.Repeat("é", 59)+"…", cut(strings.Repeat("é", 61)))
}

// TestPaperSaysWhoseItIs on each page after the first, whose head does.
func TestPaperSaysWhoseItIs(t *testing.T) {
	m := opened(t, files[0])
	page := string(pageOf(t, m, servicelevel.French))
	assert.Contains(t, page, "@top-left{content:"+quote("Librairie des Quais")+"}")
	assert.Contains(t, page, "@top-right{content:"+quote("NUXIT\u00a0· NX-3108 · 2026-05")+"}")
}
