package servicelevel_test

import (
	"slices"
	"strings"

	"github.com/palier-go/palier/servicelevel"
)

// rests reports whether a decision is among those that figures rest on.
func rests(list []servicelevel.Assumption, id string) bool {
	return slices.ContainsFunc(list, func(a servicelevel.Assumption) bool { return a.Rule == id })
}

// decisionsOf lists the ids of decisions, each once.
func decisionsOf(list []servicelevel.Assumption) string {
	var ids []string
	for _, a := range list {
		ids = append(ids, a.Rule)
	}
	return strings.Join(slices.Compact(ids), ", ")
}
