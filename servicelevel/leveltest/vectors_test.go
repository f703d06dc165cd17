package leveltest_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/leveltest"
)

func TestCalendarVectors(t *testing.T) {
	for _, v := range leveltest.Vectors().Calendar {
		t.Run(v.Name, func(t *testing.T) {
			got := answer(t, v)
			if !v.Want.At.IsZero() {
				assert.True(t, v.Want.At.Equal(got.At), "%v", got.At)
				v.Want.At, got.At = time.Time{}, time.Time{}
			}
			assert.Equal(t, v.Want, got)
		})
	}
}

func answer(t *testing.T, v leveltest.CalendarVector) (a leveltest.CalendarAnswer) {
	c, err := calendar.Compile(v.Schedule)
	require.NoError(t, err)
	open, d := false, time.Duration(0)
	switch v.Ask {
	case leveltest.IsOpen:
		open, err = c.IsOpen(v.At)
		a.Open = &open
	case leveltest.Between:
		d, err = c.Between(v.At, v.To)
		a.Time = &d
	case leveltest.Elapsed:
		d, err = c.Elapsed(v.At, v.To, v.Pauses)
		a.Time = &d
	case leveltest.Add:
		a.At, err = c.Add(v.At, v.Time)
	case leveltest.NextOpen:
		a.At, err = c.NextOpen(v.At)
	case leveltest.PrevOpen:
		a.At, err = c.PrevOpen(v.At)
	case leveltest.Due:
		a.At, err = c.Due(v.At, v.Time, v.Pauses)
	}
	if err != nil {
		return leveltest.CalendarAnswer{Refused: true}
	}
	return a
}

func TestPackVectors(t *testing.T) {
	for _, v := range leveltest.Vectors().Packs {
		t.Run(v.Name, func(t *testing.T) {
			got, err := v.Tariff.Cheapest(v.Needed - v.Balance)
			if v.Want == nil {
				assert.Error(t, err)
				return
			}
			require.NoError(t, err)
			assert.JSONEq(t, text(t, v.Want), text(t, got))
		})
	}
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

// TestLedgerVectors takes the steps on an account and on the naive model.
func TestLedgerVectors(t *testing.T) {
	for _, v := range leveltest.Vectors().Ledgers {
		t.Run(v.Name, func(t *testing.T) {
			a, err := ledger.NewAccount(v.Terms)
			require.NoError(t, err)
			m, err := credittest.NewModel(v.Terms)
			require.NoError(t, err)
			for i, s := range v.Steps {
				n := a.Len()
				r, err := a.Apply(s.Entry)
				require.Equal(t, s.Verdict, credittest.VerdictOf(err), "step %d: %v", i, err)
				require.Equal(t, s.Verdict, m.Apply(s.Entry), i)
				if err != nil {
					require.Equal(t, n, a.Len())
					continue
				}
				assert.Equal(t, s.Charged, r.Charged, i)
				assert.Equal(t, inOrder(s.Draws), inOrder(r.Draws), i)
			}
			for i, view := range v.Views {
				assert.Equal(t, view.Want, credittest.SnapshotOf(a.View(view.At, view.Known)), i)
				assert.Equal(t, view.Want, m.At(view.At, view.Known), i)
			}
		})
	}
}

// inOrder sorts draws: a vector says nothing of their order.
func inOrder(draws []ledger.Draw) []ledger.Draw {
	draws = slices.Clone(draws)
	slices.SortFunc(draws, func(a, b ledger.Draw) int { return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return draws
}

func TestAssessmentVectors(t *testing.T) {
	for _, v := range leveltest.Vectors().Assessments {
		t.Run(v.Name, func(t *testing.T) {
			a, err := penalty.Assess(v.Terms, v.Case)
			require.NoError(t, err)
			got := leveltest.AssessmentFiguresOf(a)
			assert.Equal(t, v.Want.Amount.StringFixed(2), got.Amount.StringFixed(2))
			got.Amount = v.Want.Amount
			assert.Equal(t, v.Want, got)
		})
	}
}

func statementOf(t *testing.T, in servicelevel.Input) servicelevel.Statement {
	t.Helper()
	c := servicelevel.NUXIT()
	if in.Contract.Edition == "magic" {
		c = servicelevel.Magic()
	}
	s, err := c.Statement(in.Contract, in.Activity, in.Month)
	require.NoError(t, err)
	return s
}

func TestStatementVectors(t *testing.T) {
	for _, c := range leveltest.Vectors().Statements {
		t.Run(c.Name, func(t *testing.T) {
			assert.NoError(t, c.Want.Check(statementOf(t, c.Input)))
			assert.NoError(t, c.Want.Check(closed(t, c.Input)))
		})
	}
}

// closed is the statement of an input by way of a book, its facts told from the last to the
// first.
func closed(t *testing.T, in servicelevel.Input) servicelevel.Statement {
	t.Helper()
	c := servicelevel.NUXIT()
	if in.Contract.Edition == "magic" {
		c = servicelevel.Magic()
	}
	book, err := c.Open(in.Contract)
	require.NoError(t, err)
	var list []servicelevel.Fact
	for i, o := range in.Activity.Outages {
		list = append(list, servicelevel.Fact{
			ID: fmt.Sprint("O", i), Kind: servicelevel.Down, At: o.Start, End: o.End, Declared: o.Declared, Recorded: o.Recorded, Share: o.Share, Reason: o.Excluded, Note: o.Cause,
		})
	}
	for i, x := range in.Activity.Exclusions {
		list = append(list, servicelevel.Fact{ID: fmt.Sprint("X", i), Kind: servicelevel.Excluded, At: x.Start, End: x.End, Recorded: x.Recorded, Reason: x.Reason, Note: x.Note})
	}
	for i, w := range in.Activity.Interventions {
		list = append(list, servicelevel.Fact{ID: fmt.Sprint("W", i), Kind: servicelevel.Worked, At: w.Start, End: w.End, Recorded: w.Recorded, Ticket: w.Ticket})
	}
	for _, p := range in.Activity.Purchases {
		f := servicelevel.Fact{ID: p.ID, Kind: servicelevel.Bought, At: p.At, Recorded: p.Recorded, Time: p.Time, Price: p.Price, Elsewhere: p.Elsewhere}
		if p.Gift {
			f.Kind = servicelevel.Given
		}
		list = append(list, f)
	}
	for _, c := range in.Activity.Charges {
		list = append(list, servicelevel.Fact{ID: c.ID, Kind: servicelevel.Charged, At: c.At, Recorded: c.Recorded, Price: &c.Price, Label: c.Label, VAT: c.VAT})
	}
	for _, r := range in.Activity.Requests {
		list = append(list, servicelevel.Fact{ID: r.Ticket, Kind: servicelevel.Requested, At: r.At, Recorded: r.Recorded, Ticket: r.Ticket, Request: r.Kind, Channel: r.Channel})
		require.Empty(t, r.Waiting)
	}
	require.NoError(t, book.Record(list...))
	s, _, err := book.Close(in.Month)
	require.NoError(t, err)
	return s
}

// TestEveryCaseHasAFunction calls all of them, and compares with the vectors.
func TestEveryCaseHasAFunction(t *testing.T) {
	cases := []leveltest.Case{
		leveltest.SampleA(), leveltest.SampleB(), leveltest.SampleC(), leveltest.ClockChange(), leveltest.ExactTarget(), leveltest.LateFact(),
		leveltest.LevelChange(), leveltest.Overdraft(), leveltest.PriceReduction(), leveltest.HalfEven(), leveltest.QuotedPlan(),
		leveltest.OverMidnight(), leveltest.OneDay(), leveltest.OtherZone(), leveltest.LateAnswer(),
		leveltest.FirstMonthPays(), leveltest.RecordedLate(), leveltest.AllowanceByDays(), leveltest.RateOfItsOwnDay(),
	}
	assert.True(t, reflect.DeepEqual(leveltest.Vectors().Statements, cases))
}

func TestVectorsSayWhereTheyComeFrom(t *testing.T) {
	s := leveltest.Vectors()
	assert.Greater(t, len(s.Calendar), 30)
	assert.Greater(t, len(s.Packs), 15)
	assert.Greater(t, len(s.Ledgers), 10)
	assert.Greater(t, len(s.Assessments), 30)
	asked := map[leveltest.Question]bool{}
	for _, v := range s.Calendar {
		asked[v.Ask] = true
		assert.Regexp(t, `^(by definition|from the almanac|worked by hand): \S`, v.Source)
	}
	assert.Len(t, asked, 7)
	for _, v := range s.Assessments {
		assert.True(t, strings.HasPrefix(v.Source, "worked by hand: "), v.Source)
	}
	for _, v := range s.Statements {
		assert.True(t, strings.HasPrefix(v.Source, "worked by hand: "), v.Source)
	}
}
