package columns

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"reflect"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/penalty/response"
	sl "github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/joint"
	"github.com/palier-go/palier/servicelevel/leveltest"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// value is something that can stand in a column.
type value struct {
	v driver.Valuer
	// text is what stands there.
	text string
	// empty makes a pointer to a value to read into, and null one that may be NULL.
	empty, null func() any
}

func of[T driver.Valuer](v T, text string) value {
	return value{v, text, func() any { return new(T) }, func() any { return new(sql.Null[T]) }}
}

// enumeration returns all values of an enumeration.
func enumeration[T interface {
	~uint8
	driver.Valuer
	encoding.TextMarshaler
}]() (values []value) {
	for i := range 256 {
		if text, err := T(i).MarshalText(); err == nil {
			values = append(values, of(T(i), string(text)))
		}
	}
	return values
}

// texts are values of every type that has a text form, of enumerations all of them.
func texts() []value {
	rule, _ := plans.LookupRule("S31")
	all := []value{
		of(calendar.MustParseDate("2026-05-01"), "2026-05-01"),
		of(calendar.MustParseDate("0001-01-01"), "0001-01-01"),
		of(calendar.MustParseDate("9999-12-31"), "9999-12-31"),
		of(calendar.MustParseMonth("2026-05"), "2026-05"),
		of(sl.Pro, "pro"), of(sl.Level("gold"), "gold"), of(plans.Monitoring, "monitoring"), of(plans.Feature("ddos_shield"), "ddos_shield"),
		of(calendar.At(9, 0), "09:00"),
		of(calendar.At(9, 0)+30, "09:00:30"),
		of(calendar.Midnight24, "24:00"),
		of(calendar.Weekdays, "mon-fri"),
		of(calendar.Span{Start: calendar.At(22, 0), End: calendar.At(6, 0)}, "22:00-06:00"),
		of(credit.Mills(28170), "28.17"),
		of(credit.Mills(-50), "-0.05"),
		of(penalty.D9|penalty.D10, "D9 D10"),
		of(penalty.Decisions(0), ""),
		of(penalty.Ratio{Num: 1483, Den: 1488}, "1483/1488"),
		of(statement.Schema{}, "palier/1"),
		of(rule, "S31"),
		of(sl.Pro, "pro"),
	}
	for _, values := range [][]value{
		enumeration[calendar.Reason](),
		enumeration[credit.Counting](), enumeration[credit.Kind](), enumeration[credit.PartMonth](),
		enumeration[credit.Paying](), enumeration[credit.Remainder](), enumeration[credittest.Verdict](),
		enumeration[penalty.Basis](), enumeration[penalty.CapBase](), enumeration[penalty.ClaimStart](), enumeration[penalty.ClaimState](), enumeration[clauses.Combination](), enumeration[penalty.Counting](), enumeration[response.Outcome](),
		enumeration[penalty.Period](), enumeration[penalty.Reason](), enumeration[penalty.Rounding](),
		enumeration[penalty.Start](), enumeration[penalty.StepKind](),
		enumeration[plans.Access](), enumeration[sl.Channel](), enumeration[sl.DeadlineKind](), enumeration[sl.DeadlineState](), enumeration[sl.FactKind](),
		enumeration[sl.Language](), enumeration[invoice.LineKind](),
		enumeration[plans.Operation](), enumeration[plans.Party](), enumeration[sl.RequestKind](), enumeration[plans.Requirement](),
		enumeration[plans.RuleKind](), enumeration[plans.Sharing](), enumeration[plans.Step](), enumeration[statement.Subject](), enumeration[plans.Task](),
		enumeration[sl.TicketStep](), enumeration[sl.Uncovered](), enumeration[plans.Verdict](),
		enumeration[leveltest.Question](),
	} {
		all = append(all, values...)
	}
	return all
}

// documents are whole documents, of a contract's month and of what belongs to it.
func documents(t testing.TB) (all []value) {
	t.Helper()
	add := func(v value) {
		text, err := v.v.Value()
		require.NoError(t, err)
		v.text = text.(string)
		all = append(all, v)
	}
	input := leveltest.SampleA().Input
	nuxit := sl.NUXIT()
	statement, err := nuxit.StatementOf(input)
	require.NoError(t, err)
	statement.Explain()
	book, err := nuxit.Open(input.Contract)
	require.NoError(t, err)
	asked := input.Month.First().Interval(nuxit.Location()).Start.Add(33 * time.Hour)
	fact := sl.Fact{ID: "f1", Kind: sl.Down, At: asked, Note: `C:\ "down" – 'é' €`}
	require.NoError(t, book.Record(fact, sl.Fact{ID: "f2", Kind: sl.Requested, At: asked, Ticket: "T1", Request: sl.Incident},
		sl.Fact{ID: "f3", Kind: sl.Worked, At: asked.Add(time.Hour), End: asked.Add(2 * time.Hour), Ticket: "T1"}))
	_, state, err := book.Close(input.Month)
	require.NoError(t, err)
	consolidated, err := joint.Consolidate(nil, statement)
	require.NoError(t, err)
	plan, ok := nuxit.Plan(sl.Business)
	require.True(t, ok)
	outage := penalty.Case{
		Rent: decimal.RequireFromString("100.00"), Period: input.Month.Interval(time.UTC),
		Outages: []penalty.Outage{{Start: input.Month.First().Interval(time.UTC).Start, End: input.Month.First().Interval(time.UTC).End}},
	}
	assessed, err := penalty.Assess(plan.Availability.Terms, outage)
	require.NoError(t, err)
	entry := ledger.Entry{ID: "P1", Kind: credit.Purchase, At: time.Date(2026, time.May, 4, 9, 0, 0, 123456789, time.UTC), Time: 3 * time.Hour, Price: decimal.RequireFromString("169.00")}
	terms := credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}}
	account, err := ledger.NewAccount(terms)
	require.NoError(t, err)
	receipt, err := account.Apply(entry)
	require.NoError(t, err)

	add(of(input, ""))
	add(of(input.Contract, ""))
	add(of(input.Activity, ""))
	add(of(statement, ""))
	add(of(state, ""))
	add(of(consolidated, ""))
	add(of(fact, ""))
	add(of(plan, ""))
	add(of(nuxit.Edition(), ""))
	add(of(calendar.OfficeHours(), ""))
	add(of(outage, ""))
	add(of(assessed, ""))
	add(of(entry, ""))
	add(of(terms, ""))
	add(of(receipt, ""))
	return all
}

// pointed returns what dst, a pointer, points to.
func pointed(dst any) any { return reflect.ValueOf(dst).Elem().Interface() }

// held returns the value in a sql.Null, or nil for NULL.
func held(null any) any {
	n := reflect.ValueOf(null)
	if !n.FieldByName("Valid").Bool() {
		return nil
	}
	return n.FieldByName("V").Interface()
}
