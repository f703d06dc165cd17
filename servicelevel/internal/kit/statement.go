package kit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// TaxText words a document: "pack 169.00 S 0.2, fee 45.00 S 0.22; S 0.22 of 45.00 is 9.90 …".
func TaxText(d *invoice.Document) string {
	var parts []string
	for _, l := range d.Lines {
		parts = append(parts, fmt.Sprintf("%s %s %s %s", l.Kind, l.Amount.StringFixed(2), l.Category, l.Rate))
	}
	all := []string{strings.Join(parts, ", ")}
	for _, x := range d.Taxes {
		all = append(all, fmt.Sprintf("%s %s of %s is %s", x.Category, x.Rate, x.Net.StringFixed(2), x.Tax.StringFixed(2)))
	}
	return strings.Join(all, "; ")
}

// DecisionsOf lists the ids of decisions, each once.
func DecisionsOf(list []statement.Assumption) string {
	var ids []string
	for _, a := range list {
		ids = append(ids, a.Rule)
	}
	return strings.Join(slices.Compact(ids), ", ")
}

// Rests reports whether a decision is among those that figures rest on.
func Rests(list []statement.Assumption, id string) bool {
	return slices.ContainsFunc(list, func(a statement.Assumption) bool { return a.Rule == id })
}
