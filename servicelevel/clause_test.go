package servicelevel_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/joint"
	"github.com/palier-go/palier/servicelevel/plans"
)

// ownClauses is NUXIT's edition under another id, with rules of the host's own.
func ownClauses(id, fee string) plans.Edition {
	e := plans.NUXIT()
	e.ID = id
	e.Plan(servicelevel.Business).Fee.Rules = []string{"H7", "S52"}
	e.Clauses = []plans.Clause{
		{ID: "H7", Wording: servicelevel.Wording{FR: fee, EN: fee}},
		{ID: "CGV 5.2", Wording: servicelevel.Wording{FR: "Cinq pour cent par heure.", EN: "Five percent an hour."}},
		{ID: "H9", Wording: servicelevel.Wording{FR: "Jamais cité.", EN: "Never cited."}},
	}
	return e
}

// TestStatementHasTheWordsOfItsClauses: what is cited and is not of the registry can be read in
// the statement, wherever it is cited, and nothing else is.
func TestStatementHasTheWordsOfItsClauses(t *testing.T) {
	t.Parallel()
	c := compiled(ownClauses("host", "Old fee."))
	w, ok := c.Clause("H7")
	assert.True(t, ok)
	assert.Equal(t, "Old fee.", w.EN)
	w, ok = c.Clause("S52")
	assert.True(t, ok)
	assert.Contains(t, w.EN, "€90")
	_, ok = c.Clause("H8")
	assert.False(t, ok)
	_, ok = (*servicelevel.Catalogue)(nil).Clause("H7")
	assert.False(t, ok)

	ct := contract("host", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), Rules: penalty.Rules{Target: "unknown", Rate: "CGV 5.2"}}
	ct.Options.Late = &penalty.Terms{Target: *dec("1"), Rate: *dec("0.05"), Rules: penalty.Rules{Rate: "H9"}}
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 12:00")}}
	s, err := c.Statement(ct, act, month("2026-05"))
	require.NoError(t, err)
	words := func(text string) servicelevel.Wording { return servicelevel.Wording{FR: text, EN: text} }
	five := servicelevel.Wording{FR: "Cinq pour cent par heure.", EN: "Five percent an hour."}
	want := []plans.CitedClause{{ID: "H7", Edition: "host", Wording: words("Old fee.")}, {ID: "CGV 5.2", Edition: "host", Wording: five}}
	assert.Equal(t, want, s.Clauses)
	act.Requests = []servicelevel.Request{incident("T1", "2026-05-10 10:00")}
	late, err := c.Statement(ct, act, month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, "H9", late.Clauses[2].ID)
	var back servicelevel.Statement
	require.NoError(t, json.Unmarshal([]byte(encode(t, s)), &back))
	for _, c := range want {
		w, ok := back.Clause(c.ID)
		assert.True(t, ok)
		assert.Equal(t, c.Wording, w)
	}
	w, ok = back.Clause("D9")
	assert.True(t, ok)
	assert.NotEmpty(t, w.FR)
	_, ok = back.Clause("unknown")
	assert.False(t, ok)
	ct.Edition = "nuxit"
	s, err = servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	require.NoError(t, err)
	assert.Nil(t, s.Clauses)
}

// TestClausesOfTwoEditions: what two editions call by one name is there in the words of both.
func TestClausesOfTwoEditions(t *testing.T) {
	t.Parallel()
	c, err := compiled(ownClauses("old", "Old fee.")).With(compiled(ownClauses("new", "New fee.")))
	require.NoError(t, err)
	w, _ := c.Clause("H7")
	assert.Equal(t, "Old fee.", w.EN)
	ct := contract("old", servicelevel.Business, "2026-01-01")
	ct.Rent, ct.Options.ProRata = dec("149.00"), true
	ct.Changes = []servicelevel.Change{{On: day("2026-05-11"), Level: servicelevel.Business, Edition: "new"}}
	s, err := c.Statement(ct, servicelevel.Activity{}, month("2026-05"))
	require.NoError(t, err)
	require.Len(t, s.Clauses, 2)
	assert.Equal(t, []string{"old", "new"}, []string{s.Clauses[0].Edition, s.Clauses[1].Edition})
	w, _ = s.Clause("H7")
	assert.Equal(t, "New fee.", w.EN, "the statement's edition is that of its last day")
	other := s.Clone()
	other.Contract = "other"
	doc, err := joint.Consolidate(nil, s, other)
	require.NoError(t, err)
	assert.Equal(t, s.Clauses, doc.Clauses)
}

func TestClausesAreRefused(t *testing.T) {
	t.Parallel()
	e := ownClauses("host", "Fee.")
	e.Clauses = append(e.Clauses, e.Clauses[0], plans.Clause{ID: "S84", Wording: e.Clauses[0].Wording}, plans.Clause{ID: "H1, H2"}, plans.Clause{ID: ""})
	err := e.Validate()
	for _, want := range []string{
		"clauses[3].id: must not be given twice", "clauses[4].id: must not be the id of a rule of the registry",
		"clauses[5].id: must have no comma", "clauses[5].wording.fr: must not be empty", "clauses[6].id: must be 1 to 100 bytes",
	} {
		assert.ErrorContains(t, err, want)
	}
	e = ownClauses("host", "Fee.")
	for len(e.Clauses) <= 1000 {
		e.Clauses = append(e.Clauses, plans.Clause{ID: "X" + string(rune(0x100+len(e.Clauses))), Wording: e.Clauses[0].Wording})
	}
	require.ErrorContains(t, e.Validate(), "clauses: must be at most 1000")
	e.Clauses = e.Clauses[:1000]
	require.NoError(t, e.Validate())
}

func TestDiffOfClauses(t *testing.T) {
	t.Parallel()
	a, b := ownClauses("a", "Old fee."), ownClauses("b", "New fee.")
	b.Clauses = b.Clauses[:2]
	assert.Equal(t, []string{"clauses[H7].wording.fr", "clauses[H7].wording.en", "clauses[H9].wording.fr", "clauses[H9].wording.en"}, func() (paths []string) {
		for _, d := range diff(compiled(a), compiled(b)) {
			paths = append(paths, d.Path)
		}
		return paths
	}())
}
