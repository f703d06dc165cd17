package text

import (
	"strings"
	"unicode/utf8"
)

// BadName says what is wrong with a name or an id, or "" if nothing is: it must be text
// with no control character, or line break of Unicode, and no space at either end.
func BadName(s string) string {
	if s == "" {
		return "must not be empty"
	}
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return badRunes(s)
		}
	}
	return ""
}

func badRunes(s string) string {
	control := func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' }
	switch {
	case !utf8.ValidString(s), strings.ContainsFunc(s, control):
		return "must be text without control characters"
	case strings.TrimSpace(s) != s:
		return "must not begin or end with a space"
	}
	return ""
}
