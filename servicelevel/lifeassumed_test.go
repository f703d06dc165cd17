package servicelevel_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

var decisionID = regexp.MustCompile(`\bD[1-9][0-9]?\b`)

// citedBy lists the decisions that the texts, rules and traces of a statement name.
func citedBy(s *servicelevel.Statement) map[string]bool {
	cited := map[string]bool{}
	note := func(texts ...string) {
		for _, text := range texts {
			for _, id := range decisionID.FindAllString(text, -1) {
				cited[id] = true
			}
		}
	}
	said := *s
	said.Assumptions = nil
	labels, explained := texts(&said)
	for _, w := range append(labels, explained...) {
		note(w.FR, w.EN)
	}
	for _, d := range documentsOf(s) {
		for _, l := range d.Lines {
			note(string(l.Rules))
		}
	}
	for _, t := range s.Tickets {
		note(slices.Collect(t.Rules.All())...)
	}
	for _, g := range s.Guarantees {
		note(string(g.Rules))
	}
	for _, u := range s.Availability {
		note(string(u.Rules))
		for _, step := range u.Trace() {
			note(step.Rules...)
		}
	}
	for _, x := range s.Lateness {
		for _, step := range x.Assessment.Trace() {
			switch step.Kind { // the others are about a target, which lateness has none of
			case penalty.StepOutage, penalty.StepUnits, penalty.StepBand, penalty.StepAmount, penalty.StepOutageCap, penalty.StepCap:
				note(step.Rules...)
			}
		}
	}
	return cited
}

func hasLine(s *servicelevel.Statement, is func(*invoice.Line) bool) bool {
	for _, d := range documentsOf(s) {
		for i := range d.Lines {
			if is(&d.Lines[i]) {
				return true
			}
		}
	}
	return false
}

func hasKind(s *servicelevel.Statement, kinds ...invoice.LineKind) bool {
	return hasLine(s, func(l *invoice.Line) bool { return slices.Contains(kinds, l.Kind) })
}

// hasTickets reports whether there was work that the contract itself pays for.
func hasTickets(s *servicelevel.Statement) bool {
	return slices.ContainsFunc(s.Tickets, func(t statement.TicketWork) bool { return t.ChargedTo == "" })
}

func isTaxed(s *servicelevel.Statement) bool { return len(s.Invoice.Lines)+len(s.CreditNotes) > 0 }

// overdrew reports whether hours were overdrawn when the month began, ended, or in it.
func overdrew(s *servicelevel.Statement) bool {
	c := &s.Credit
	opening := c.Opening
	for _, lot := range c.Lots {
		opening -= lot.Opening
	}
	return c.Overdrawn > 0 || opening < 0 || slices.ContainsFunc(s.Tickets, func(t statement.TicketWork) bool { return t.FromOverdraft != 0 })
}

func hasLapsed(s *servicelevel.Statement) bool {
	return slices.ContainsFunc(s.Credit.Lots, func(l statement.LotUse) bool { return l.Lapsed != 0 })
}

func isOwed(s *servicelevel.Statement) bool {
	return hasKind(s, invoice.PenaltyLine, invoice.LateLine)
}

func inPart(s *servicelevel.Statement) bool {
	return len(s.Levels) != 1 || monthIn(s, s.Levels[0].From.AddDays(-1)) == s.Month || monthIn(s, s.Levels[0].Until) == s.Month
}

func missedByAny(u statement.Uptime) bool {
	return slices.ContainsFunc(byClauses(&u), func(a penalty.Assessment) bool { return a.Missed })
}

// whole are the decisions that figures rest on which do not name them, and by which figures one
// sees it: as they hold for all of a statement, or for nothing that has rules of its own.
var whole = map[string]func(s *servicelevel.Statement) bool{
	"D1": hasTickets, "D2": hasTickets, "D5": hasTickets, // how blocks come about, of every ticket
	"D3": func(*servicelevel.Statement) bool { return true }, // every instant
	"D4": func(*servicelevel.Statement) bool { return true }, // the month itself
	"D6": func(s *servicelevel.Statement) bool { // which part of a ticket the allowance paid
		return slices.ContainsFunc(s.Tickets, func(t statement.TicketWork) bool { return t.Charged > t.FromAllowance })
	},
	"D7": hasLapsed, // hours that nobody drew
	"D8": overdrew,  // the balance of all hours
	"D12": func(s *servicelevel.Statement) bool { // a cap that was not reached, and what late interventions cost
		return len(s.Lateness) > 0 || slices.ContainsFunc(s.Availability, missedByAny)
	},
	"D15": func(s *servicelevel.Statement) bool { return s.Provisional },
	"D17": isOwed, "D21": isOwed, // lines of what is owed name what it is for
	"D22": isTaxed, "D33": isTaxed, // every line
	"D24": func(s *servicelevel.Statement) bool { return len(s.Levels)+len(s.InAdvance) > 0 }, // a whole month, and a change that waits for the next one, are no part of a fee
	"D25": func(s *servicelevel.Statement) bool { return true },                               // every figure of a quoted plan; see decidesFigures for these
	"D26": func(s *servicelevel.Statement) bool { return len(s.Tickets)+len(s.Guarantees)+len(s.Lateness) > 0 },
	"D27": func(s *servicelevel.Statement) bool { return s.Allowance.Granted > 0 },
	"D28": hasTickets,
	"D30": func(s *servicelevel.Statement) bool { return s.Credit.Refunded != 0 || s.Credit.Lots != nil }, // of hours that cost nothing
	"D31": func(*servicelevel.Statement) bool { return true },                                             // what was withdrawn is not there any more
	"D32": func(s *servicelevel.Statement) bool { return len(s.Credit.Lots) > 0 },
	"D34": func(s *servicelevel.Statement) bool { return len(s.Levels)+len(s.InAdvance) > 0 },
	"D35": func(s *servicelevel.Statement) bool { // of what an earlier statement has assessed
		return slices.ContainsFunc(s.Availability, func(u statement.Uptime) bool { return u.Month != s.Month })
	},
	"D36": func(s *servicelevel.Statement) bool { return len(s.Availability) > 0 }, // the sum names the time
	"D37": func(*servicelevel.Statement) bool { return true },                      // there is no guarantee any more
}

// present says of decisions when a statement rests on them, and when not.
var present = map[string]func(s *servicelevel.Statement, ct *servicelevel.Contract) bool{
	"D1": func(s *servicelevel.Statement, _ *servicelevel.Contract) bool { return hasTickets(s) },
	"D5": func(s *servicelevel.Statement, _ *servicelevel.Contract) bool { return hasTickets(s) },
	"D3": func(*servicelevel.Statement, *servicelevel.Contract) bool { return true },
	"D4": func(*servicelevel.Statement, *servicelevel.Contract) bool { return true },
	"D7": func(s *servicelevel.Statement, _ *servicelevel.Contract) bool {
		draws := func(w statement.TicketWork) bool { return len(w.Draws) > 0 }
		return hasLapsed(s) || slices.ContainsFunc(s.Tickets, draws)
	},
	"D8": func(s *servicelevel.Statement, _ *servicelevel.Contract) bool { return overdrew(s) },
	"D17": func(s *servicelevel.Statement, _ *servicelevel.Contract) bool {
		return hasKind(s, invoice.PenaltyLine, invoice.LateLine)
	},
	"D23": func(s *servicelevel.Statement, _ *servicelevel.Contract) bool {
		return hasKind(s, invoice.PenaltyLine, invoice.LateLine)
	},
	"D18": func(s *servicelevel.Statement, _ *servicelevel.Contract) bool { return len(s.Guarantees) > 0 },
	"D19": func(s *servicelevel.Statement, _ *servicelevel.Contract) bool {
		late := func(g statement.Punctuality) bool { return g.Response.Margin < 0 }
		return len(s.Lateness) > 0 || slices.ContainsFunc(s.Guarantees, late)
	},
	"D22": func(s *servicelevel.Statement, _ *servicelevel.Contract) bool { return isTaxed(s) },
	"D27": func(s *servicelevel.Statement, _ *servicelevel.Contract) bool {
		return s.Allowance.Granted > 0 && inPart(s)
	},
	"D29": func(s *servicelevel.Statement, _ *servicelevel.Contract) bool {
		return hasLine(s, func(l *invoice.Line) bool {
			return l.Kind == invoice.HoursLine || l.Kind == invoice.PackLine && strings.HasPrefix(l.Ref, "uncovered/")
		})
	},
	"D32": func(s *servicelevel.Statement, _ *servicelevel.Contract) bool {
		return slices.ContainsFunc(s.Credit.Lots, func(l statement.LotUse) bool { return l.Forfeited != 0 || l.Moved != 0 })
	},
	"D36": func(s *servicelevel.Statement, _ *servicelevel.Contract) bool {
		return slices.ContainsFunc(s.Availability, func(u statement.Uptime) bool {
			return slices.ContainsFunc(byClauses(&u), func(a penalty.Assessment) bool {
				partly := !a.Service.Empty() || len(a.Breaks) > 0
				return a.Missed && (a.Terms.Basis == penalty.DayRent || a.Terms.Basis == penalty.ProRataRent && partly)
			})
		})
	},
	"D34": func(s *servicelevel.Statement, ct *servicelevel.Contract) bool {
		other := func(d statement.LevelDays) bool {
			edition := d.Edition
			if edition == "" {
				edition = s.Edition
			}
			return edition != ct.Edition
		}
		return slices.ContainsFunc(s.Levels, other) || slices.ContainsFunc(s.InAdvance, other)
	},
}

// requireOnce: no sentence stands twice, in either language.
func requireOnce(t require.TestingT, list []statement.Assumption) {
	said := map[string]bool{}
	for i := range list {
		for _, text := range []string{"fr " + list[i].Explained.FR, "en " + list[i].Explained.EN} {
			require.False(t, said[text], text)
			said[text] = true
		}
	}
}

// requireAssumed checks what a statement rests on against the contract, what it names, and its words.
func requireAssumed(t require.TestingT, s *servicelevel.Statement, c *choices) {
	cited := citedBy(s)
	for id := range cited {
		require.True(t, rests(s.Assumptions, id), "%s is cited: %s", id, decisionsOf(s.Assumptions))
	}
	c.s = s
	may := c.read()
	for i := range s.Assumptions {
		a := &s.Assumptions[i]
		if !cited[a.Rule] {
			shows := whole[a.Rule]
			require.True(t, shows != nil && shows(s), "%s is not cited", a.Rule)
		}
		says := saysChoice(a)
		require.Contains(t, may, says)
		r, ok := plans.LookupRule(a.Rule)
		require.True(t, ok)
		usual := slices.Contains([]string{"D3 zone Europe/Paris", "D12 share of availability 1", "D22 rate 0.2"}, says) ||
			r.Choices()[0].Name == a.Choice && a.Of != statement.OfLateness && !slices.Contains([]string{"D3", "D12", "D22"}, a.Rule)
		words := r.Wording
		if modelCurrency(s.Currency).decimals() != 2 {
			words.FR, words.EN = inThatUnit.Replace(words.FR), inThatUnit.Replace(words.EN)
		}
		require.Equal(t, usual, a.Explained == words, says)
	}
	requireOnce(t, s.Assumptions)
	for id, is := range present {
		require.Equal(t, is(s, c.ct), rests(s.Assumptions, id), id)
	}
	for _, a := range may { // several of one decision are all there
		if strings.HasPrefix(a, "D21 ") || strings.HasPrefix(a, "D22 ") {
			require.True(t, slices.ContainsFunc(s.Assumptions, func(x statement.Assumption) bool { return saysChoice(&x) == a }), a)
		}
	}
}

var instants = regexp.MustCompile(`"(\d{4}-\d\d-\d\dT[^"]*)"`)

// requireOwnClock: a statement that is read where nobody knows its zone is explained to the same
// bytes, since each instant has the offset of the zone.
func requireOwnClock(t require.TestingT, bare string, s *servicelevel.Statement) {
	zone := mustLoad(s.Zone)
	for _, m := range instants.FindAllStringSubmatch(bare, -1) {
		at, err := time.Parse(time.RFC3339Nano, m[1])
		require.NoError(t, err)
		require.Equal(t, at.In(zone).Format(time.RFC3339Nano), m[1])
	}
	const nowhere = "Atlantis/Poseidonis"
	elsewhere := func(text string) string {
		return strings.ReplaceAll(strings.ReplaceAll(text, `"`+s.Zone+`"`, `"`+nowhere+`"`), s.Zone, nowhere)
	}
	var back servicelevel.Statement
	require.NoError(t, json.Unmarshal([]byte(elsewhere(bare)), &back))
	back.Explain()
	requireSame(t, elsewhere(encode(t, s)), encode(t, back))
}

// TestAssumptions: a statement carries, for each decision that it rests on, what the contract
// chose, and words it from that alone.
func TestAssumptions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLifeOf(t, rapid.Bool().Draw(t, "desk")).possible()
		list := inOneCall(atRandom(t), l)
		if m := l.model(); oneIn(t, 2, "preview") {
			s, err := l.open(t, l.facts...).Preview(l.instant(t, m, "at"))
			require.NoError(t, err)
			list = append(list, encode(t, s))
		}
		for _, bare := range list {
			var s servicelevel.Statement
			require.NoError(t, json.Unmarshal([]byte(bare), &s))
			s.Explain()
			requireAssumed(t, &s, &choices{ct: &l.ct, byPlan: l.byPlan, facts: l.facts})
			requireOwnClock(t, bare, &s)
		}
	})
}

// TestAssumptionsOfClauses: the same under clauses of every kind.
func TestAssumptionsOfClauses(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ct, list := drawSaidStatements(t)
		for i := range list {
			s := &list[i]
			requireAssumed(t, s, &choices{ct: &ct})
		}
	})
}
