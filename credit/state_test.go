package credit_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

// word names the type of a refusal as the model does.
func word(err error) string {
	var (
		short  *credit.ShortfallError
		target *credit.TargetError
		closed *credit.ClosedError
		held   *credit.HeldError
		inUse  *credit.InUseError
		field  *credit.FieldError
	)
	switch {
	case err == nil:
		return ""
	case errors.As(err, &short):
		return "short"
	case errors.As(err, &target):
		return "target"
	case errors.As(err, &closed):
		return "closed"
	case errors.As(err, &held):
		return "held"
	case errors.As(err, &inUse):
		return "in use"
	case errors.As(err, &field):
		return "field"
	}
	return err.Error()
}

// far is later than anything that is drawn.
var far = time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC)

func anyTerms(t *rapid.T) credit.Terms {
	return credit.Terms{
		Blocks: credit.Blocks{
			Size:     rapid.SampledFrom([]time.Duration{30 * minute, hour, 7 * minute}).Draw(t, "block"),
			Counting: credit.Counting(rapid.Uint8Max(1).Draw(t, "counting")),
		},
		Zone:      "Europe/Paris",
		Paying:    credit.Paying(rapid.Uint8Max(1).Draw(t, "paying")),
		Remainder: credit.Remainder(rapid.Uint8Max(1).Draw(t, "remainder")),
	}
}

// instants lie around the end of April and of May in Paris, so that many meet.
func anyInstant(t *rapid.T) time.Time {
	start := time.Date(2026, time.April, 30, 18, 0, 0, 0, time.UTC)
	if rapid.Bool().Draw(t, "may") {
		start = time.Date(2026, time.May, 31, 18, 0, 0, 0, time.UTC)
	}
	return start.Add(time.Duration(rapid.IntRange(0, 48).Draw(t, "quarters")) * 15 * minute)
}

// anyEntry makes entries that are valid by themselves. They often follow what
// is there.
func anyEntry(t *rapid.T, n int, there []credit.Entry) credit.Entry {
	e := credit.Entry{
		ID: fmt.Sprintf("e%d", n), Kind: credit.Kind(rapid.IntRange(1, 11).Draw(t, "kind")), At: anyInstant(t),
	}
	span := func(most int) time.Duration {
		return time.Duration(rapid.IntRange(0, most).Draw(t, "minutes")) * minute
	}
	if rapid.Bool().Draw(t, "late") {
		e.Recorded = e.At.Add(span(600))
	}
	if e.Kind == credit.Extend || e.Kind == credit.Capture || e.Kind >= credit.Release && e.Kind != credit.Debit {
		e.Of = rapid.SampledFrom(idsFor(e.Kind, there)).Draw(t, "of")
		for _, o := range there {
			if o.ID == e.Of && rapid.IntRange(0, 4).Draw(t, "after") > 0 {
				e.At = o.At.Add(span(120))
			}
		}
	}
	switch e.Kind {
	case credit.Purchase, credit.Gift:
		e.Time = minute + span(240)
		if e.Kind == credit.Purchase {
			e.Price = euros(fmt.Sprintf("%d.%02d", rapid.IntRange(0, 300).Draw(t, "euros"), rapid.IntRange(0, 99).Draw(t, "cents")))
		}
	case credit.Allowance:
		e.From = calendar.Month{Year: 2026, Month: time.Month(rapid.IntRange(3, 7).Draw(t, "from"))}
		e.Time = span(120)
	case credit.Overdraft, credit.Hold, credit.Extend, credit.Capture, credit.Debit:
		e.Time = span(150)
		if e.Kind == credit.Extend {
			e.Time += minute
		}
		if e.Kind == credit.Hold || e.Kind == credit.Debit {
			e.Ticket = rapid.SampledFrom([]string{"", "T1", "T2"}).Draw(t, "ticket")
		}
		if (e.Kind == credit.Capture || e.Kind == credit.Debit) && rapid.Bool().Draw(t, "sessions") {
			e.Time = 0
			for range rapid.IntRange(1, 3).Draw(t, "how many") {
				start := e.At.Add(span(300))
				e.Sessions = append(e.Sessions, calendar.Interval{Start: start, End: start.Add(span(60))})
			}
		}
	}
	return e
}

func idsFor(k credit.Kind, there []credit.Entry) []string {
	ids := []string{"nobody"}
	for _, o := range there {
		fits := o.Kind == credit.Hold
		switch k {
		case credit.Reversal:
			fits = o.Kind == credit.Debit || o.Kind == credit.Capture
		case credit.Refund:
			fits = o.Kind == credit.Purchase
		}
		if fits || len(ids)%7 == 3 {
			ids = append(ids, o.ID)
		}
	}
	return slices.Clone(ids[min(1, len(ids)-1):])
}

func TestAccountIsWhatTheModelAddsUp(t *testing.T) {
	paris, err := calendar.LoadLocation("Europe/Paris")
	assert.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		terms := anyTerms(t)
		m := &model{terms: terms, loc: paris}
		a, err := credit.NewAccount(terms)
		assert.NoError(t, err)
		for i := range rapid.IntRange(1, 25).Draw(t, "steps") {
			e := anyEntry(t, i, m.entries)
			before := state(a)
			r, err := a.Apply(e)
			if got, want := word(err), m.apply(e); got != want {
				t.Fatalf("%v %v: got %q (%v), the model says %q", e.Kind, e, got, err, want)
			}
			if err != nil {
				if state(a) != before {
					t.Fatalf("refused %v changed the account", e)
				}
				continue
			}
			checkReceipt(t, m, r)
			checkView(t, m, a, far, time.Time{})
			checkView(t, m, a, anyInstant(t), time.Time{})
			checkView(t, m, a, anyInstant(t), anyInstant(t))
			again, err := a.Apply(e)
			if err != nil || !assert.ObjectsAreEqual(r, again) {
				t.Fatalf("the second time: %v %v, the first: %v", again, err, r)
			}
		}
		checkReplay(t, a)
	})
}

// state is everything that can be asked of an account.
func state(a *credit.Account) string {
	s := fmt.Sprint(a.Len(), slices.Collect(a.Entries()))
	for _, v := range []credit.View{a.View(far, time.Time{}), a.View(at(1, 0, 0), time.Time{})} {
		s += fmt.Sprint(v.Lots(), v.Balance(), v.Holds(), v.Months(), v.Tickets())
	}
	for e := range a.Entries() {
		r, _ := a.Receipt(e.ID)
		s += fmt.Sprint(r, a.Trail(e.ID))
	}
	return s
}

func checkReceipt(t *rapid.T, m *model, r credit.Receipt) {
	if err := r.Validate(); err != nil {
		t.Fatalf("%+v: %v", r, err)
	}
	var got, want []string
	for _, d := range r.Draws {
		source, state := d.Lot, map[bool]string{true: "held", false: "used"}[d.Held]
		switch {
		case d.Rule == "D8":
			source = "over"
		case d.Rule == "D6":
			source = "month " + d.Month.String()
		}
		if r.Kind == credit.Refund {
			state = "refunded"
		}
		owner := d.For
		if owner == "" {
			owner = r.ID
		}
		got = append(got, fmt.Sprint(source, owner, state, d.Time, d.Cost))
	}
	for _, ev := range m.events {
		if m.entries[ev.by].ID == r.ID {
			want = append(want, fmt.Sprint(ev.source, ev.owner, ev.state, ev.time, credit.Cents(ev.cost.Int64())))
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Fatalf("receipt %v\nmodel   %v", got, want)
	}
}

func checkReplay(t *rapid.T, a *credit.Account) {
	entries := slices.Collect(a.Entries())
	cut := rapid.IntRange(0, len(entries)).Draw(t, "cut")
	b, err := credit.NewAccount(a.Terms())
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Replay(entries[:cut]); err != nil {
		t.Fatal(err)
	}
	b = b.Clone()
	if err := b.Replay(entries[cut:]); err != nil {
		t.Fatal(err)
	}
	if state(a) != state(b) {
		t.Fatal("replayed in two parts, the account is another")
	}
}
