package main

import "strings"

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

// style is the style sheet behind the colours as custom properties.
func style(sheet string) string {
	var b strings.Builder
	b.WriteString(":root{")
	for _, c := range palette() {
		b.WriteString("--" + c.name + ":" + c.value + ";")
	}
	b.WriteString("}\n" + sheet)
	return b.String()
}
