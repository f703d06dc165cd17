package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// colour is one colour of the page, by the name that the style sheet uses.
type colour struct{ name, value string }

// palette holds every colour of the page; the style sheet names them and no other.
func palette() []colour {
	return []colour{
		{"desk", "#e9ece8"},     // around the sheet
		{"paper", "#ffffff"},    // the sheet
		{"wash", "#f4f6f3"},     // cards, closed days
		{"rule", "#d3dad5"},     // hairlines
		{"ink", "#17242b"},      // text
		{"soft", "#4d5c63"},     // lesser text
		{"brand", "#0f4c5c"},    // headings, links, work
		{"band", "#cfe3e4"},     // office hours, credit
		{"edge", "#5b8a91"},     // edges of the two
		{"good", "#1f6140"},     // kept
		{"bad", "#9a2f1c"},      // missed, downtime
		{"badwash", "#fbefeb"},  // behind what was missed
		{"goodwash", "#edf5ef"}, // behind what was kept
	}
}

// style is the style sheet behind the colours as custom properties, and what stands at
// the head of each page of paper after the first.
func style(sheet string, m *month) string {
	var b strings.Builder
	b.WriteString(":root{")
	for _, c := range palette() {
		b.WriteString("--" + c.name + ":" + c.value + ";")
	}
	b.WriteString("}\n" + sheet)
	fmt.Fprintf(&b, "@page{@top-left{content:%s}@top-right{content:%s}}\n@page:first{@top-left{content:none}@top-right{content:none}}\n",
		quote(cut(m.Customer)), quote(cut(m.Provider)+nbsp+"· "+m.Contract+" · "+m.Month.String()))
	return b.String()
}

// maxHead bounds, in runes, a name at the head of a page, which has one line for it.
const maxHead = 60

// cut shortens a name that has no room in a line.
func cut(name string) string {
	if utf8.RuneCountInString(name) <= maxHead {
		return name
	}
	return string([]rune(name)[:maxHead-1]) + "…"
}

// quote writes a text as a string of CSS: whatever is not a letter or a digit of ASCII is
// escaped, so that nothing in it can end the string or the style sheet.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\%06x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
