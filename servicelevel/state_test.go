package servicelevel_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

// monthAtDesk is what happens under a contract in a month: a pack, three requests that are
// worked on, an estimate, an outage, a pause.
func monthAtDesk(mo calendar.Month) (list []servicelevel.Fact) {
	at := func(day, hour int) time.Time { return time.Date(mo.Year, mo.Month, day, hour, 0, 0, 0, paris) }
	id := func(s string) string { return mo.String() + "/" + s }
	list = append(list, boughtHours(id("P"), at(2, 9), 5))
	for i := range 3 {
		ticket := id(fmt.Sprint("T", i))
		list = append(list,
			requested(ticket, at(5+i, 9), servicelevel.Incident),
			servicelevel.Fact{ID: id(fmt.Sprint("e", i)), Kind: servicelevel.Estimated, At: at(5+i, 10), Ticket: ticket, Time: time.Hour},
			workedOn(id(fmt.Sprint("w", i)), ticket, at(5+i, 11), at(5+i, 13)),
			servicelevel.Fact{ID: id(fmt.Sprint("r", i)), Kind: servicelevel.Reported, At: at(5+i, 14), Ticket: ticket},
		)
	}
	return append(list,
		servicelevel.Fact{ID: id("O"), Kind: servicelevel.Down, At: at(12, 3)},
		servicelevel.Fact{ID: id("U"), Kind: servicelevel.Restored, At: at(12, 5), Of: id("O")},
		servicelevel.Fact{ID: id("X"), Kind: servicelevel.Excluded, At: at(12, 4), End: at(12, 5), Reason: 1},
		servicelevel.Fact{ID: id("K"), Kind: servicelevel.Claimed, At: at(20, 9), Month: mo},
	)
}

func businessContract() servicelevel.Contract {
	ct := contract("nuxit", servicelevel.Business, "2013-01-01")
	ct.Rent = dec("149.00")
	return ct
}

// TestStateDoesNotGrowWithAge: what a contract of ten years carries on is what one of two
// years does.
func TestStateDoesNotGrowWithAge(t *testing.T) {
	t.Parallel()
	var state servicelevel.State
	sizes := map[int]int{}
	book := openBook(t, businessContract())
	for n := range 121 {
		mo := month("2013-01").AddMonths(n)
		require.NoError(t, book.Record(monthAtDesk(mo)...), mo)
		var err error
		_, state, err = book.Close(mo)
		require.NoError(t, err)
		book, err = servicelevel.NUXIT().Resume(businessContract(), state)
		require.NoError(t, err)
		if mo.Month == time.December {
			lean := state
			lean.Lots = nil // hours that are left are kept for good
			sizes[mo.Year] = len(encode(t, lean))
		}
	}
	for year := 2014; year <= 2022; year++ {
		assert.InDelta(t, sizes[2014], sizes[year], float64(sizes[2014])/50, year) // a month may be longer
	}
	assert.Len(t, state.Past, 12)
	assert.LessOrEqual(t, len(state.Lots), 121*5/6+1, "hours that are left are kept for good")
}

// TestFactsBeyondTheWindow: what is too old is refused by name, with the state that it would
// need if there is one.
func TestFactsBeyondTheWindow(t *testing.T) {
	t.Parallel()
	ct := businessContract()
	ct.Start = day("2026-01-01")
	for _, c := range []struct {
		window   int // months
		at       string
		recorded string
		needs    string
		ok       bool
	}{
		{0, "2026-05-31 23:00", "2027-05-31 10:00", "", true},
		{0, "2026-05-31 23:00", "2027-06-01 00:00", "", false},
		{0, "2026-06-01 00:00", "2027-06-30 23:59", "", true},
		{1, "2027-03-31 10:00", "2027-05-02 10:00", "", false},
		{1, "2027-04-01 00:00", "2027-05-02 10:00", "", true},
		{0, "2027-04-30 22:00", "2027-05-01 00:00", "", true},
		{0, "2027-04-30 22:00", "2027-04-30 23:59:59.999999999", "2027-03", false}, // it was known in April, which is closed
		{0, "2027-03-30 22:00", "2027-03-31 23:59", "2027-02", false},
	} {
		ct.Options.CorrectionMonths, ct.Options.Overdraft = c.window, 10*time.Hour
		book := openBook(t, ct, requested("T", wall("2026-01-02 10:00"), servicelevel.ServiceRequest))
		for mo := month("2026-01"); mo.Compare(month("2027-04")) <= 0; mo = mo.AddMonths(1) {
			id := "keep " + mo.String()
			require.NoError(t, book.Record(workedOn(id, "T", wall(mo.String()+"-15 10:00"), wall(mo.String()+"-15 10:10"))))
			_, _, err := book.Close(mo)
			require.NoError(t, err)
		}
		f := told(worked("late", "T", c.at, time.Hour), c.recorded)
		if f.Recorded.Before(f.End) {
			f.End = f.Recorded
		}
		err := book.Record(f)
		if c.ok {
			require.NoError(t, err, c)
			continue
		}
		var past *servicelevel.PastError
		require.ErrorAs(t, err, &past, c)
		assert.Equal(t, "late", past.ID)
		assert.Equal(t, month("2027-04"), past.Closed)
		if c.needs == "" {
			assert.Zero(t, past.Needs, c)
		} else {
			assert.Equal(t, month(c.needs), past.Needs, c)
			assert.ErrorContains(t, err, "it needs the state of "+c.needs+" or an earlier one")
		}
	}
}

// TestStateOfAnotherContract: a book goes on from a state of its own contract only.
func TestStateOfAnotherContract(t *testing.T) {
	t.Parallel()
	ct, state := seedContract(), seedState(t)
	_, err := servicelevel.NUXIT().Resume(ct, state)
	require.NoError(t, err)
	for field, change := range map[string]func(*servicelevel.Contract, *servicelevel.State){
		"state.contract":   func(_ *servicelevel.Contract, s *servicelevel.State) { s.Contract = "C-2" },
		"state.edition":    func(_ *servicelevel.Contract, s *servicelevel.State) { s.Edition = "magic" },
		"state.zone":       func(ct *servicelevel.Contract, _ *servicelevel.State) { ct.Options.Zone = "Indian/Reunion" },
		"contract.edition": func(ct *servicelevel.Contract, s *servicelevel.State) { ct.Edition, s.Edition = "magic", "magic" },
		"contract.id":      func(ct *servicelevel.Contract, s *servicelevel.State) { ct.ID, s.Contract = " ", " " },
	} {
		ct, s := ct, state
		change(&ct, &s)
		_, err := servicelevel.NUXIT().Resume(ct, s)
		assert.ErrorContains(t, err, field+": ")
	}
}

// TestStateThatIsNonsense: what contradicts itself is refused by its field.
func TestStateThatIsNonsense(t *testing.T) {
	t.Parallel()
	text := encode(t, seedState(t))
	for _, c := range []struct{ old, new, want string }{
		{`"schema":"palier/1"`, `"schema":"palier/2"`, "schema"},
		{`"contract":"C-1"`, `"contract":""`, "contract"},
		{`"zone":"Europe/Paris"`, `"zone":""`, "zone"},
		{`"month":"2026-04"`, `"month":"1989-04"`, "month"},
		{`"used":"PT1H"`, `"used":"PT1H1S"`, "used: must lie from 0 to the time"},
		{`"spent":[{"id":"G"`, `"spent":[{"id":""`, "past[0].spent[0].id"},
		{`"rank":1`, `"rank":-1`, "rank"},
		{`"open":["`, `"open":["T9","`, "open[0]: must be a ticket of past"},
		{`"debts":[{"ticket":"T1"`, `"debts":[{"ticket":"T9"`, "debts[0].ticket: must be a ticket of past"},
		{`"time":"PT30M"}],"open"`, `"time":"PT0S"}],"open"`, "debts[0].time"},
		{`"allowances":[{"month":"2026-04"`, `"allowances":[{"month":"2026-13"`, "month"},
		{`"allowances":[{"month":"2026-04","plan":3`, `"allowances":[{"month":"2026-04","plan":6`, "plan: must lie from -2 to 5"},
		{`"relieved":["T1",`, `"relieved":["T1","T1",`, "relieved[1]: must not be given twice"},
		{`"status":"worked"`, `"status":"idle"`, "status"},
		{`"worked":"PT3H10M"`, `"worked":"-PT3H10M"`, "due"},
		{`"worked":"PT3H10M","due":"PT3H30M"`, `"worked":"PT3H10M","due":"PT1H30M"`, "due"},
		{`"block":"PT30M"`, `"block":"PT30H"`, "block"},
		{`"block":"PT30M",`, ``, "block: must be given"},
		{`"block":"PT30M"`, `"block":"PT30M","minimum":"PT25H"`, "minimum: must be at most 24 h"},
		{`"block":"PT30M"`, `"minimum":"PT1H"`, "minimum: must come with a block"},
		{`"day":"2026-04-30","block"`, `"block"`, "day: must be given"},
		{`"into":"T2"}]`, `"into":"T3"}]`, "into: must be another ticket of past"},
		{`"facts":[{"id":"G"`, `"facts":[{"id":"z"`, "id: must be after the one before"},
		{`"kind":"given"`, `"kind":"taken"`, "kind"},
		{`"lot":"P"`, `"lot":"Q"`, "lot: must be a lot of the state"},
		{`"past":[`, `"past":[null,`, "past[0]"},
	} {
		require.Contains(t, text, c.old)
		var s servicelevel.State
		err := json.Unmarshal([]byte(strings.Replace(text, c.old, c.new, 1)), &s)
		require.Error(t, err, c.new)
		assert.Contains(t, err.Error(), c.want, c.new)
		assert.Equal(t, servicelevel.State{}, s)
	}
}

// mutate changes some value of a document to one of its kind, in place.
func mutate(t *rapid.T, node any) {
	var at []func(any)
	var was []any
	var walk func(node any)
	walk = func(node any) {
		note := func(value any, set func(any)) {
			at, was = append(at, set), append(was, value)
			walk(value)
		}
		switch node := node.(type) {
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(node)) {
				note(node[name], func(v any) {
					if node[name] = v; v == nil {
						delete(node, name)
					}
				})
			}
		case []any:
			for i := range node {
				note(node[i], func(v any) { node[i] = v })
			}
		}
	}
	walk(node)
	i := rapid.IntRange(0, len(at)-1).Draw(t, "where")
	pick := func(values ...any) any { return values[rapid.IntRange(0, len(values)-1).Draw(t, "what")] }
	switch v := was[i].(type) {
	case string:
		switch {
		case strings.HasPrefix(v, "PT"):
			at[i](pick("PT0S", "PT1S", "PT10000H", "-PT30M", "PT30M", "PT24H", "PT2562047H", nil))
		case len(v) == 7 && v[4] == '-':
			at[i](pick("2026-04", "2026-03", "2026-05", "1990-01", "2089-12", nil))
		case len(v) > 10 && v[10] == 'T':
			at[i](pick("2026-04-30T10:00:00Z", "2026-05-01T00:00:00+02:00", "1990-01-01T00:00:00Z", "2089-12-31T23:59:59Z", nil))
		default:
			at[i](pick("T1", "T2", "T3", "P", "G", "worked", "merged", "reported", "2026-03-31", "0.00", nil))
		}
	case []any:
		at[i](pick(nil, []any{}, append(slices.Clone(v), v...), reversed(v)))
	case bool:
		at[i](!v)
	default:
		at[i](pick(json.Number("-1"), json.Number("0"), json.Number("4"), json.Number("5"), nil))
	}
}

// TestStateThatIsChanged: whatever a state says, it is refused or resumed, and what is asked
// of the book then is answered, or refused.
func TestStateThatIsChanged(t *testing.T) {
	t.Parallel()
	text := encode(t, seedState(t))
	june := facts(
		pack("P6", "2026-06-02 09:00", 3), request("T6", "2026-06-02 10:00", servicelevel.Incident), worked("w6", "T6", "2026-06-02 11:00", time.Hour),
		worked("w7", "T2", "2026-06-02 11:00", time.Hour), told(worked("w8", "T1", "2026-04-30 22:00", 40*mins), "2026-06-03 10:00"),
		estimated("e6", "T6", "2026-06-03 11:00", 2*time.Hour), servicelevel.Fact{ID: "end", Kind: servicelevel.Reported, At: wall("2026-06-04 10:00"), Ticket: "T2"},
	)
	rapid.Check(t, func(t *rapid.T) {
		var doc any
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		require.NoError(t, d.Decode(&doc))
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			mutate(t, doc)
		}
		b, err := json.Marshal(doc)
		require.NoError(t, err)
		var s servicelevel.State
		if json.Unmarshal(b, &s) != nil {
			return
		}
		roundTrip(t, s)
		book, err := servicelevel.NUXIT().Resume(seedContract(), s)
		if err != nil {
			return
		}
		for _, f := range june {
			_ = book.Record(f)
		}
		at := wall("2026-06-10 12:00")
		_, _ = book.Balance(at)
		_, _ = book.Tickets(at)
		_, _ = book.Ticket("T3", at)
		_, _ = book.Preview(at)
		_, _ = book.Handle(incident("T9", "2026-06-10 12:00"))
		if _, state, err := book.Close(month("2026-06")); err == nil && state.Validate() == nil {
			roundTrip(t, state)
		}
	})
}
