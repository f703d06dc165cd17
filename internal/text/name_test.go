package text_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/internal/text"
)

// TestBadTexts: the first and the last character of those that are refused, alone and at either end of a long text, and
// their neighbours.
func TestBadTexts(t *testing.T) {
	t.Parallel()
	const name, line, many = "must be text without control characters", "must be text without control characters",
		"must be text without control characters but line breaks and tabs"
	for s, want := range map[string][3]string{
		"\x00":       {name, line, many},
		"\t":         {name, line, ""},
		"\n":         {name, line, ""},
		"\v":         {name, line, many},
		"\r":         {name, line, ""},
		"\x1f":       {name, line, many},
		"!":          {},
		"~":          {},
		"\x7f":       {name, line, many},
		"\u0080":     {name, line, many},
		"\u009f":     {name, line, many},
		"\u00a1":     {},
		"\u2027":     {},
		"\u2028":     {name, line, many},
		"\u2029":     {name, line, many},
		"\u202a":     {},
		"\x80":       {"must be UTF-8", "must be UTF-8", "must be UTF-8"},
		"\xff":       {"must be UTF-8", "must be UTF-8", "must be UTF-8"},
		"\U0001f642": {},
	} {
		for _, of := range []string{s, s + strings.Repeat("a", 23), strings.Repeat("a", 23) + s, "é" + s + "é"} {
			got := [3]string{text.BadName(of), text.BadLine(of), text.BadText(of)}
			assert.Equal(t, want, got, "%q", of)
		}
	}
	for s, want := range map[string]string{
		"": "must not be empty", " ": "must not begin or end with a space", " a": "must not begin or end with a space",
		"a ": "must not begin or end with a space", "\u00a0a": "must not begin or end with a space", "a b": "", "a\u00a0b": "",
	} {
		assert.Equal(t, want, text.BadName(s), "%q", s)
		assert.Empty(t, text.BadLine(s), "%q", s)
	}
}
