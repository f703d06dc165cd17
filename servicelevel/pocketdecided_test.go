package servicelevel_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/statement"
)

// decisionForms are how the decisions read that a clause leaves open.
var decisionForms = []form{
	{"D9 below", `The guarantee of (?:availability|the time to intervene) is missed only strictly below the target: exactly the target is met\.`, `La garantie de (?:disponibilité|délai) n'est manquée que strictement sous la cible : atteinte exactement, elle est tenue\.`},
	{"D9 at", `The guarantee of (?:availability|the time to intervene) is missed at exactly the target and below it\.`, `La garantie de (?:disponibilité|délai) est manquée sous la cible, et à la cible exactement\.`},
	{"D9 rounded", `Before it is compared with the target, the (?:availability|share of the month without lateness) is rounded to the nearest {P}, halves up\.`, `Avant d'être comparée à la cible, la (?:disponibilité|part du mois sans retard) est arrondie à {P} près, les demis vers le haut\.`},
	{"D10 all", `Once the guarantee is missed, all (?:downtime|lateness) is penalised\.`, `Si la garantie est manquée, (?:toute l'indisponibilité est pénalisée|tout le retard est pénalisé)\.`},
	{"D10 excess", `Only what exceeds the (?:downtime|lateness) that is allowed is penalised\.`, `Seul est pénalisé ce qui dépasse (?:l'indisponibilité admise|le retard admis)\.`},
	{"D10 past", `Once the guarantee is missed, what each (?:outage lasts|intervention is late) beyond {T} is penalised\.`, `Si la garantie est manquée, est pénalisé ce que chaque (?:interruption dure|intervention a de retard) au-delà de {T}\.`},
	{"D11 pro rata", `The penalty for (?:downtime|late interventions) is pro rata, fractions of a second included, and rounded once at the end\.`, `La pénalité (?:d'indisponibilité|des interventions tardives) est au prorata, fractions de seconde comprises, et arrondie une fois à la fin\.`},
	{"D11 begun", `Each unit of {T} of (?:downtime|lateness) begun is penalised in full, on the total\.`, `Chaque unité commencée de {T} (?:d'indisponibilité|de retard) est pénalisée en entier, sur le total\.`},
	{"D11 full", `Only full units of {T} of (?:downtime|lateness) are penalised, on the total\.`, `Seules les unités entières de {T} (?:d'indisponibilité|de retard) sont pénalisées, sur le total\.`},
	{"D11 pro rata each", `The penalty for (?:downtime|late interventions) is pro rata, each (?:outage|intervention) by itself\.`, `La pénalité (?:d'indisponibilité|des interventions tardives) est au prorata, chaque (?:interruption|intervention) à part\.`},
	{"D11 begun each", `Each unit of {T} of (?:downtime|lateness) begun is penalised in full, each (?:outage|intervention) by itself\.`, `Chaque unité commencée de {T} (?:d'indisponibilité|de retard) est pénalisée en entier, chaque (?:interruption|intervention) à part\.`},
	{"D11 full each", `Only full units of {T} of (?:downtime|lateness) are penalised, each (?:outage|intervention) by itself\.`, `Seules les unités entières de {T} (?:d'indisponibilité|de retard) sont pénalisées, chaque (?:interruption|intervention) à part\.`},
	{"D11 dates", `Each calendar day of (?:downtime|lateness), be it in part, counts as one unit, on the total\.`, `Chaque jour civil (?:d'indisponibilité|de retard), même en partie, compte pour une unité, sur le total\.`},
	{"D11 dates each", `Each calendar day of (?:downtime|lateness), be it in part, counts as one unit, each (?:outage|intervention) by itself\.`, `Chaque jour civil (?:d'indisponibilité|de retard), même en partie, compte pour une unité, chaque (?:interruption|intervention) à part\.`},
	{"D11 length", `The penalty goes by how long (?:the downtime|lateness) lasted in all, not pro rata\.`, `La pénalité suit la durée totale (?:de l'indisponibilité|des retards), sans prorata\.`},
	{"D11 length each", `The penalty goes by how (?:long each outage lasted|late each intervention was), not pro rata\.`, `La pénalité suit (?:la durée de chaque interruption|le retard de chaque intervention), sans prorata\.`},
	{"D11 same", `The penalty is the same however long (?:the downtime|lateness) lasted in all\.`, `La pénalité est la même quelle que soit la durée totale (?:de l'indisponibilité|des retards)\.`},
	{"D11 same each", `Each (?:outage costs the same, however long it lasted|late intervention costs the same, however late it was)\.`, `Chaque (?:interruption coûte autant, quelle que soit sa durée|intervention tardive coûte autant, quel que soit son retard)\.`},
	{"D12 most", `The penalty for (?:downtime|late interventions) does not exceed {P} of the rent\.`, `La pénalité (?:d'indisponibilité|des interventions tardives) ne dépasse pas {P} du loyer\.`},
	{"D12 charges", `The penalty for (?:downtime|late interventions) does not exceed {P} of the rent charged\.`, `La pénalité (?:d'indisponibilité|des interventions tardives) ne dépasse pas {P} du loyer facturé\.`},
	{"D12 service", `The days of service owed for downtime do not exceed {P} of the days of the period\.`, `Les jours de service dus pour l'indisponibilité ne dépassent pas {P} des jours de la période\.`},
	{"D12 year", `The penalties for (?:downtime|late interventions) of a year together do not exceed {P} of the rent\.`, `Les pénalités (?:d'indisponibilité|des interventions tardives) d'une année ne dépassent pas {P} du loyer ensemble\.`},
	{"D12 charges year", `The penalties for (?:downtime|late interventions) of a year together do not exceed {P} of the rent charged\.`, `Les pénalités (?:d'indisponibilité|des interventions tardives) d'une année ne dépassent pas {P} du loyer facturé ensemble\.`},
	{"D12 months", `The penalties for (?:downtime|late interventions) of {N} months in a row together do not exceed {P} of the rent\.`, `Les pénalités (?:d'indisponibilité|des interventions tardives) de {N} mois qui se suivent ne dépassent pas {P} du loyer ensemble\.`},
	{"D12 charges months", `The penalties for (?:downtime|late interventions) of {N} months in a row together do not exceed {P} of the rent charged\.`, `Les pénalités (?:d'indisponibilité|des interventions tardives) de {N} mois qui se suivent ne dépassent pas {P} du loyer facturé ensemble\.`},
	{"D12 none", `The penalty for (?:downtime|late interventions) has no cap\.`, `La pénalité (?:d'indisponibilité|des interventions tardives) n'a pas de plafond\.`},
	{"D12 most each", `Each (?:outage|late intervention) costs at most {P} of the rent\.`, `Chaque (?:interruption|intervention tardive) coûte au plus {P} du loyer\.`},
	{"D14 budget", `Of maintenance, up to {T} a period does not count; what comes after that does\.`, `De la maintenance, jusqu'à {T} par période ne compte pas ; ce qui vient après compte\.`},
	{"D19 lump", `The late interventions of a month cost (?:{P} of the rent|{P} of a day's rent|{A}) more, once\.`, `Les interventions tardives d'un mois coûtent en plus, une fois, (?:{P} du loyer|{P} du loyer d'un jour|{A})\.`},
	{"D19 least", `The late interventions of a month cost at least (?:{P} of the rent|{P} of a day's rent|{A})\.`, `Les interventions tardives d'un mois coûtent au moins (?:{P} du loyer|{P} du loyer d'un jour|{A})\.`},
}

// TestPocketCalculatorOfDecisions: what is said of the decisions of a clause is what its
// explanation did: a default never stands where something else was done, and nothing was done
// that no decision says.
func TestPocketCalculatorOfDecisions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		for _, s := range drawStatements(t) {
			decidedAs(t, &s)
		}
		cat, ct, act := drawLateness(t)
		for _, m := range []string{"2026-03", "2026-05", "2026-06", "2026-10", "2026-11"} {
			if s, err := cat.Statement(ct, act, month(m)); err == nil {
				s.Explain()
				decidedAs(t, &s)
			}
		}
	})
}

// decidedAs compares the decisions of a statement with its explanations, in both languages.
func decidedAs(t require.TestingT, s *servicelevel.Statement) {
	for i, l := range tonguesIn(modelCurrency(s.Currency)) {
		for _, of := range []statement.Subject{statement.OfAvailability, statement.OfLateness} {
			decided := decidedBy(t, s, of, l, i == 1)
			for _, text := range explanationsOf(s, of) {
				sentence := []string{text.EN, text.FR}[i]
				read := (*tongue).read
				if of == statement.OfLateness {
					read = (*tongue).readLateness
				}
				list, err := read(l, sentence)
				require.NoError(t, err, sentence)
				parts, _ := byClause(list)
				for _, part := range parts {
					e := explanation{list: part, decided: decided, among: len(parts) > 1}
					require.NoError(t, e.check(), "%s\n%v", sentence, decided)
				}
			}
		}
	}
}

// decidedBy reads what is said of the decisions of a clause.
func decidedBy(t require.TestingT, s *servicelevel.Statement, of statement.Subject, l *tongue, french bool) (list []clause) {
	for i := range s.Assumptions {
		a := &s.Assumptions[i]
		ours := a.Of == of || a.Choice == "maintenance_budget" && of == statement.OfAvailability || strings.HasPrefix(a.Choice, "lump") && of == statement.OfLateness
		if !ours || a.Rule == "D36" {
			continue
		}
		text := a.Explained.EN
		if french {
			text = a.Explained.FR
		}
		read, err := l.take(nil, l.decisions, text)
		require.NoError(t, err)
		list = append(list, read...)
	}
	return list
}

// explanationsOf are what is said of the availability, or of what came late.
func explanationsOf(s *servicelevel.Statement, of statement.Subject) (list []servicelevel.Wording) {
	if of == statement.OfAvailability {
		for i := range s.Availability {
			list = append(list, s.Availability[i].Explained)
		}
		return list
	}
	for i := range s.Lateness {
		list = append(list, s.Lateness[i].Explained)
	}
	return list
}

// explanation is what is said of a penalty, and what of the decisions that it rests on.
type explanation struct {
	list, decided []clause
	among         bool // of several clauses, each of which may have decided otherwise
}

// said returns the figures of a clause of one of some kinds.
func (e *explanation) said(kinds ...string) (v []*big.Rat, ok bool) {
	for _, c := range e.list {
		if slices.Contains(kinds, c.kind) {
			return c.values, true
		}
	}
	return nil, false
}

// decision returns the figures of what is said of a decision.
func (e *explanation) decision(kind string) (v []*big.Rat, ok bool) {
	d := explanation{list: e.decided}
	return d.said(kind)
}

// agree requires that something is decided if, and only if, it was done, and with one figure.
func (e *explanation) agree(kind string, done bool, did *big.Rat) error {
	v, decided := e.decision(kind)
	if e.among && done && did != nil && slices.ContainsFunc(e.decided, func(c clause) bool { return c.kind == kind && c.values[0].Cmp(did) == 0 }) {
		return nil
	}
	if decided != done && !(e.among && decided) {
		return fmt.Errorf("%s: decided %v, done %v", kind, decided, done)
	}
	if done && did != nil && v[0].Cmp(did) != 0 {
		return fmt.Errorf("%s: decided %v, done %v", kind, v[0], did)
	}
	return nil
}

// atOrNone is a figure, or none.
func atOrNone(v []*big.Rat, i int) *big.Rat {
	if i < len(v) {
		return v[i]
	}
	return nil
}

func (e *explanation) check() error {
	var faults []error
	agree := func(kind string, done bool, did *big.Rat) {
		if err := e.agree(kind, done, did); err != nil {
			faults = append(faults, err)
		}
	}
	v, tested := e.said("missed", "kept")
	if !tested {
		if v, tested = e.said("late_missed", "late_kept"); tested {
			v = v[1:]
		}
	}
	if tested {
		agree("D9 at", v[4] != nil, nil)
		agree("D9 below", v[4] == nil, nil)
		agree("D9 rounded", v[2] != nil, v[2])
	}
	_, full := e.said("full")
	_, excess := e.said("excess")
	past, beyond := e.said("past_free")
	if full || excess || beyond {
		agree("D10 all", full, nil)
		agree("D10 excess", excess, nil)
		agree("D10 past", beyond, atOrNone(past, 1))
	}
	each := ""
	if _, ok := e.said("outage", "outage_length", "outage_between", "outage_above", "outage_any"); ok {
		each = " each"
	}
	for kind, name := range map[string]string{"pro_rata": "D11 pro rata", "begun": "D11 begun", "full_units": "D11 full", "dates": "D11 dates"} {
		if v, ok := e.said(kind); ok {
			unit := atOrNone(v, 1)
			if kind == "pro_rata" || kind == "dates" {
				unit = nil
			}
			agree(name+each, true, unit)
		}
	}
	_, one := e.said("length_any", "outage_any")
	_, length := e.said("length", "length_between", "length_above", "outage_length", "outage_between", "outage_above")
	if one || length {
		agree("D11 same"+each, one, nil)
		agree("D11 length"+each, length, nil)
	}
	for kind, name := range map[string]string{"outage_cap": "D12 most each", "maintenance": "D14 budget"} {
		if kind == "maintenance" && (e.among || !e.decides("D14")) { // the clause states its budget, or may, beside one that does not
			continue
		}
		if v, ok := e.said(kind); ok {
			agree(name, true, v[0])
		}
	}
	e.cap(agree)
	if _, ok := e.said("late_line"); ok {
		e.lumps(agree)
	}
	return errorOf(faults)
}

// cap checks that the cap that was reached is the one that was decided: of the rent or of the
// charges, and of a year if earlier months are taken off, which is not said if they owe nothing.
func (e *explanation) cap(agree func(kind string, done bool, did *big.Rat)) {
	if e.among { // whose cap it is that was reached is not said
		return
	}
	if v, reached := e.said("cap_service"); reached {
		agree("D12 service", true, v[0])
		return
	}
	of := "D12 most"
	v, reached := e.said("cap")
	if !reached {
		of = "D12 charges"
		v, reached = e.said("cap_months", "cap_days", "cap_month", "cap_day")
	}
	if !reached {
		return
	}
	year, months := strings.Replace(of, " most", "", 1)+" year", strings.Replace(of, " most", "", 1)+" months"
	_, together := e.decision(year)
	_, inARow := e.decision(months)
	agree(of, !together && !inARow, v[0])
	agree(year, together && !inARow || v[len(v)-3] != nil && v[len(v)-2] == nil, v[0])
	if v[len(v)-2] != nil {
		agree(months, true, v[len(v)-2])
	}
}

// decides reports whether anything is said of a decision.
func (e *explanation) decides(id string) bool {
	return slices.ContainsFunc(e.decided, func(c clause) bool { return strings.HasPrefix(c.kind, id+" ") })
}

// lumps checks that a lump sum for late interventions is among the decisions.
func (e *explanation) lumps(agree func(kind string, done bool, did *big.Rat)) {
	for name, kinds := range map[string][]string{"D19 lump": {"plus", "plus_day", "plus_euros"}, "D19 least": {"least", "least_day", "least_euros"}} {
		v, ok := e.said(kinds...)
		if !ok {
			continue
		}
		d, _ := e.decision(name)
		d = slices.DeleteFunc(slices.Clone(d), func(v *big.Rat) bool { return v == nil })
		if len(d) == 0 || d[0].Cmp(v[0]) != 0 {
			agree(name+" of that figure", true, nil)
		}
	}
}

func errorOf(faults []error) error {
	if len(faults) == 0 {
		return nil
	}
	return faults[0]
}
