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
			return badEnds(s)
		}
	}
	return ""
}

func badEnds(s string) string {
	if reason := BadLine(s); reason != "" {
		return reason
	}
	if strings.TrimSpace(s) != s {
		return "must not begin or end with a space"
	}
	return ""
}

// BadLine says what is wrong with a text of one line, which may be empty: it must have no
// control character and no line break. Databases and XML refuse some of these, and no page
// shows them.
func BadLine(s string) string { return bad(s, "must be text without control characters", "") }

// BadText is BadLine of a text that may have line breaks and tabs.
func BadText(s string) string {
	return bad(s, "must be text without control characters but line breaks and tabs", "\n\r\t")
}

func bad(s, reason, but string) string {
	for i := range len(s) {
		if s[i]-' ' >= 0x7f-' ' { // below a space or from 0x7f on: few texts have any
			control := func(r rune) bool {
				return (r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029') && !strings.ContainsRune(but, r)
			}
			switch {
			case !utf8.ValidString(s):
				return "must be UTF-8"
			case strings.ContainsFunc(s, control):
				return reason
			}
			return ""
		}
	}
	return ""
}
