package compare_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/statement"
)

// drawPromised draws a contract whose promises cost something, from May 2026 on, and what happened
// around the ends of May and June: incidents with pauses and answers, outages and exclusions.
func drawPromised(t *rapid.T) (servicelevel.Contract, servicelevel.Activity) {
	ct := contract("nuxit", servicelevel.Business, "2026-05-01")
	ct.Rent = dec("1000.00")
	o := &ct.Options
	o.Overdraft = 1000 * time.Hour
	o.GuaranteeInHours, o.PauseWaiting = rapid.Bool().Draw(t, "in hours"), rapid.Bool().Draw(t, "pauses")
	o.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, RealTime: rapid.Bool().Draw(t, "real time")}
	switch rapid.IntRange(0, 2).Draw(t, "late") {
	case 0:
		o.Late.Rate, o.Late.Counting = *dec("0.0005"), penalty.Begun
	case 1:
		o.Late.Lengths = []penalty.Length{{Below: 2 * time.Hour, Credit: *dec("0.01")}, {From: 2 * time.Hour, Credit: *dec("0.05")}}
	default:
		o.Late.PerOutage, o.Late.Target = false, *dec("0.999")
		o.Late.Bands = []penalty.Band{{From: *dec("0.99"), Below: *dec("0.999"), Credit: *dec("0.1")}, {Below: *dec("0.99"), Credit: *dec("0.3")}}
	}
	o.Penalty = &penalty.Terms{Target: *dec("1"), Rate: *dec("0.05"), MinOutage: rapid.SampledFrom([]time.Duration{0, 30 * time.Minute}).Draw(t, "least")}
	near := func(label string) time.Time {
		end := rapid.SampledFrom([]string{"2026-06-01 00:00", "2026-07-01 00:00"}).Draw(t, label)
		return wall(end).Add(time.Duration(rapid.OneOf(rapid.IntRange(-60, 60), rapid.IntRange(-3000, 3000)).Draw(t, label)) * time.Minute)
	}
	minutes := func(most int, label string) time.Duration {
		return time.Duration(rapid.IntRange(1, most).Draw(t, label)) * time.Minute
	}
	var act servicelevel.Activity
	for i := range rapid.IntRange(1, 4).Draw(t, "incidents") {
		r := servicelevel.Request{Ticket: fmt.Sprint("T", i), Kind: servicelevel.Incident, At: near("asked")}
		if rapid.Bool().Draw(t, "waits") {
			from := r.At.Add(minutes(90, "waits from"))
			r.Waiting = []calendar.Pause{{Start: from, End: from.Add(minutes(2000, "waits"))}}
		}
		act.Requests = append(act.Requests, r)
		if rapid.IntRange(0, 4).Draw(t, "nobody comes") > 0 {
			at := r.At.Add(minutes(3000, "answered"))
			act.Interventions = append(act.Interventions, servicelevel.Intervention{Ticket: r.Ticket, Start: at, End: at})
		}
	}
	at := near("down")
	for range rapid.IntRange(0, 3).Draw(t, "outages") {
		out := penalty.Outage{Start: at, End: at.Add(minutes(60, "down"))}
		act.Outages = append(act.Outages, out)
		at = out.End.Add(time.Duration(rapid.IntRange(0, 1).Draw(t, "gap")) * time.Minute)
	}
	return ct, act
}

// owedFor is what the promises of a statement come to, on top of earlier statements.
func owedFor(s *servicelevel.Statement) (sum decimal.Decimal) {
	for _, x := range s.Lateness {
		sum = sum.Add(x.Assessment.Amount).Sub(x.Before)
	}
	for _, u := range s.Availability {
		sum = sum.Add(u.Assessment.Amount).Sub(u.Before)
	}
	return sum
}

// TestCompareJudgesAsStatements: at each level a comparison owes, counts and lists what the
// statements of a contract at that level do.
func TestCompareJudgesAsStatements(t *testing.T) {
	t.Parallel()
	months := []calendar.Month{month("2026-05"), month("2026-06"), month("2026-07")}
	rapid.Check(t, func(t *rapid.T) {
		ct, act := drawPromised(t)
		c, err := compare.Levels(servicelevel.NUXIT(), ct, act, months[0], months[2])
		require.NoError(t, err)
		for _, level := range []servicelevel.Level{servicelevel.Pro, servicelevel.Business} {
			ct.Level = level
			var owed decimal.Decimal
			var late []string
			var met int
			missed := map[calendar.Month]bool{}
			for _, m := range months {
				s, err := servicelevel.NUXIT().Statement(ct, act, m)
				require.NoError(t, err)
				require.True(t, s.Compensation == nil && owedFor(&s).IsZero() || s.Compensation.Net.Equal(owedFor(&s)))
				owed = owed.Add(owedFor(&s))
				for _, g := range s.Guarantees {
					switch {
					case g.Revised:
					case g.Response.Outcome == response.Late:
						late = append(late, g.Ticket)
					default:
						met++
					}
				}
				for _, u := range s.Availability {
					if u.Assessment.Missed {
						missed[u.Month] = true
					}
				}
			}
			x := compared(t, c, level)
			require.Equal(t, owed.StringFixed(2), x.Owed.StringFixed(2))
			require.Equal(t, late, x.Late)
			require.Equal(t, response.Attainment{InTime: met, Late: len(late)}, x.Guarantees)
			require.Len(t, x.Missed, len(missed))
			require.True(t, slices.IsSortedFunc(x.Missed, calendar.Month.Compare))
			for _, m := range x.Missed {
				require.True(t, missed[m], m)
			}
		}
	})
}

// TestPreviewJudgesAsTheStatement: at the last instant of a month a preview judges what was
// answered as the statement does, and what was not an instant less late.
func TestPreviewJudgesAsTheStatement(t *testing.T) {
	t.Parallel()
	judged := 0
	rapid.Check(t, func(t *rapid.T) {
		ct, act := drawPromised(t)
		for _, m := range []calendar.Month{month("2026-05"), month("2026-06"), month("2026-07")} {
			s, err := servicelevel.NUXIT().Statement(ct, act, m)
			require.NoError(t, err)
			p, err := servicelevel.NUXIT().Preview(ct, act, s.Period.End.Add(-1))
			require.NoError(t, err)
			require.Len(t, p.Guarantees, len(s.Guarantees))
			for i, want := range s.Guarantees {
				got := p.Guarantees[i]
				if less := want.Response.Elapsed - got.Response.Elapsed; want.Response.Answered.IsZero() && less <= 1 {
					want.Response.Elapsed, want.Response.Margin = want.Response.Elapsed-less, want.Response.Margin+less
					want.Response.AsOf = want.Response.AsOf.Add(-1)
				}
				require.Equal(t, want, got)
			}
			require.Len(t, p.Lateness, len(s.Lateness))
			for i, want := range s.Lateness {
				got := p.Lateness[i]
				require.Len(t, got.Late, len(want.Late))
				for k, x := range want.Late {
					require.Equal(t, x.Ticket, got.Late[k].Ticket)
					require.LessOrEqual(t, x.By-got.Late[k].By, time.Duration(1))
				}
				if require.Equal(t, want.Before, got.Before); slices.Equal(want.Late, got.Late) {
					require.Equal(t, want.Assessment, got.Assessment)
				}
				judged += len(want.Late)
			}
			if slices.ContainsFunc(act.Outages, func(o penalty.Outage) bool { return !o.End.Before(s.Period.End) && o.Start.Before(s.Period.End) }) {
				continue // it lasts an instant less
			}
			require.Len(t, p.Availability, len(s.Availability))
			for i, want := range s.Availability {
				require.Equal(t, want.Assessment.Amount, p.Availability[i].Assessment.Amount)
				require.Equal(t, want.Assessment.Availability, p.Availability[i].Assessment.Availability)
			}
		}
	})
	assert.Positive(t, judged)
}

// TestForecastJudgesAsThePreview: of an outage that goes on a forecast has what a preview owes at the
// same instant, and its next step is owed by a preview of when that comes (D15, D35).
func TestForecastJudgesAsThePreview(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ct, act := drawPromised(t)
		down := wall("2026-05-31 23:00").Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "goes on from")) * time.Minute)
		act.Outages = append(act.Outages, penalty.Outage{Start: down})
		at := down.Add(time.Duration(rapid.IntRange(1, 180).Draw(t, "at")) * time.Minute)
		preview := func(at time.Time) (servicelevel.Statement, statement.Uptime) {
			p, err := servicelevel.NUXIT().Preview(ct, act, at)
			require.NoError(t, err)
			require.NotEmpty(t, p.Availability)
			return p, p.Availability[len(p.Availability)-1]
		}
		p, up := preview(at)
		known := penalty.Case{Rent: *ct.Rent, Period: p.Period, AsOf: at}
		for _, o := range act.Outages {
			if !o.Start.After(at) {
				known.Outages = append(known.Outages, o)
			}
		}
		f, err := penalty.Forecast(*ct.Options.Penalty, known)
		require.NoError(t, err)
		require.Equal(t, f.Now.Amount.StringFixed(2), up.Assessment.Amount.StringFixed(2))
		require.Equal(t, f.Now.Availability, up.Assessment.Availability)
		require.Equal(t, f.Now.Missed, up.Assessment.Missed)
		if f.NextAt.IsZero() || !f.NextAt.Before(p.Period.End) || slices.ContainsFunc(act.Outages, func(o penalty.Outage) bool { return o.Start.After(at) }) {
			return
		}
		_, next := preview(f.NextAt)
		require.Equal(t, f.NextAmount.StringFixed(2), next.Assessment.Amount.StringFixed(2))
	})
}
