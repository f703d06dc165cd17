package credittest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

// noon is the instant about which the entries of the suite lie.
var noon = time.Date(2026, time.May, 12, 12, 0, 0, 0, time.UTC)

// gift is a small entry with an id.
func gift(id string) credit.Entry {
	return credit.Entry{ID: id, Kind: credit.Gift, At: noon, Time: time.Hour}
}

// gifts are n of them, whose ids and instants are not in the order of the list.
func gifts(n int) []credit.Entry {
	entries := make([]credit.Entry, n)
	for i := range entries {
		entries[i] = gift(fmt.Sprint("e", i*7919%n))
		entries[i].At = noon.Add(time.Duration(i*7919%n-i) * time.Minute)
	}
	return entries
}

func checkEmpty(k *check) {
	for _, n := range []int{0, 1, 1000} {
		k.holds("nobody", n, nil)
	}
	k.stale("nobody", 1, gift("a"), "the account has no entry")
	k.stale("nobody", -1, gift("a"), "there is no number 0")
	k.holds("nobody", 0, nil)
}

func checkNumbers(k *check) {
	entries := []credit.Entry{gift("a"), gift("b"), gift("c")}
	for n, e := range entries {
		for _, other := range []int{-1, 0, 1, 2, 3, 4, 1000} {
			if other != n {
				k.stale("acme", other, e, fmt.Sprintf("the account has %d entries", n))
			}
		}
		if !k.add("acme", n, e) {
			return
		}
		k.holds("acme", 0, entries[:n+1])
	}
	k.stale("other", 1, gift("x"), "the entry before it is another account's")
	k.add("other", 0, gift("x"))
	k.holds("acme", 0, entries)
	k.holds("other", 0, []credit.Entry{gift("x")})
}

func checkIDs(k *check) {
	first, other := gift("a"), gift("a")
	other.Kind, other.Time, other.Price = credit.Purchase, 3*time.Hour, decimal.NewFromInt(169)
	k.add("acme", 0, first)
	k.stale("acme", 1, first, "the id is taken, by the same content")
	k.stale("acme", 1, other, "the id is taken, by other content")
	k.add("acme", 1, gift("b"))
	k.stale("acme", 2, gift("a"), "the id is taken")
	k.stale("acme", 0, gift("c"), "the account has 2 entries")
	k.add("acme", 2, gift("c")) // refused before under a wrong number, it is not taken
	k.add("other", 0, gift("a"))
	k.holds("acme", 0, []credit.Entry{first, gift("b"), gift("c")})
	k.holds("other", 0, []credit.Entry{gift("a")})
}

func checkRoundTrip(k *check) {
	entries := specimens()
	for n, e := range entries {
		if !k.add("acme", n, e) {
			return
		}
	}
	k.holds("acme", 0, entries)
	for _, n := range []int{1, len(entries) / 2, len(entries) - 1, len(entries), len(entries) + 1} {
		k.holds("acme", n, entries[min(n, len(entries)):])
	}
}

// specimens are valid entries of every kind, with fields at their limits.
func specimens() []credit.Entry {
	last := time.Date(2169, time.December, 31, 23, 59, 59, 999_999_999, time.UTC)
	may := calendar.Date{Year: 2026, Month: time.May, Day: 12}
	june := calendar.Date{Year: 2026, Month: time.June, Day: 1}
	entries := []credit.Entry{
		{Kind: credit.Allowance, At: noon, From: may, Time: 90 * time.Minute},
		{Kind: credit.Allowance, At: noon, From: calendar.Date{Year: 1970, Month: time.January, Day: 1}, Plan: "Pro"},
		{Kind: credit.Allowance, At: noon, From: calendar.Date{Year: 2169, Month: time.December, Day: 31}, Time: credit.MaxAllowance},
		{Kind: credit.Allowance, At: noon, From: may, Plan: "Sérénité", Block: 24 * time.Hour},
		{Kind: credit.Allowance, At: noon, From: may, Block: 1},
		{Kind: credit.Overdraft, At: noon, Time: credit.MaxTime},
		{Kind: credit.Overdraft, At: noon},
		{Kind: credit.Purchase, At: noon, Time: 3 * time.Hour, Price: decimal.New(16900, -2)},
		{Kind: credit.Purchase, At: noon, Time: 1, Price: decimal.New(1, -2)},
		{Kind: credit.Purchase, At: noon, Time: credit.MaxTime, Price: decimal.New(123_456_789_09, -2)},
		{Kind: credit.Purchase, At: noon, Time: time.Hour},
		{Kind: credit.Gift, At: noon, Time: 1},
		{Kind: credit.Gift, At: noon, Time: time.Hour, Recorded: noon.Add(time.Nanosecond)},
		{Kind: credit.Gift, At: noon, Time: time.Hour, Recorded: noon.Add(-999_999_999)},
		{Kind: credit.Hold, At: noon, Ticket: "T-1", Time: 50 * time.Minute},
		{Kind: credit.Hold, At: noon, Time: credit.MaxTime},
		{Kind: credit.Extend, At: noon, Of: "e14", Time: 1},
		{Kind: credit.Capture, At: noon, Of: "e14", Time: 30*time.Minute + 1},
		{Kind: credit.Capture, At: noon, Of: "e15", Time: time.Hour, Parts: []credit.Part{{Day: may, Time: time.Hour}}},
		{Kind: credit.Release, At: noon, Of: "e15"},
		{Kind: credit.Debit, At: noon, Ticket: "T-2", Time: 3, Parts: []credit.Part{{Day: may, Time: 1}, {Day: june, Time: 2}}},
		{Kind: credit.Debit, At: noon, Time: time.Hour - 1},
		{Kind: credit.Reversal, At: noon, Of: "e21"},
		{Kind: credit.Refund, At: noon, Of: "e7"},
		{Kind: credit.Debit, At: noon, Time: 16 * time.Hour, Parts: manyParts()},
	}
	for _, at := range []time.Time{
		time.Unix(0, 0), last, noon.Add(1), noon.Add(-1), noon.Add(123_456_789), noon.Add(time.Second - 1),
		noon.In(time.FixedZone("", 5*3600+45*60)), noon.In(time.FixedZone("", -3*3600-30*60)), noon.In(time.FixedZone("", -2670)), noon.Local(),
		time.Date(2026, time.October, 25, 1, 30, 0, 1, time.FixedZone("", 2*3600)), // 01:30 and 02:30 twice in Paris
		time.Date(2026, time.October, 25, 1, 30, 0, 1, time.FixedZone("", 3600)),
	} {
		entries = append(entries, credit.Entry{Kind: credit.Gift, At: at, Recorded: at, Time: time.Minute})
	}
	for i := range entries {
		entries[i].ID = fmt.Sprint("e", i)
	}
	return entries
}

// manyParts are as many as an entry may have: MaxTime lies in no more months.
func manyParts() []credit.Part {
	parts := make([]credit.Part, 16)
	for i := range parts {
		parts[i] = credit.Part{Day: calendar.Date{Year: 2026 + i/12, Month: time.Month(i%12 + 1), Day: 1 + i}, Time: time.Hour}
	}
	return parts
}

// texts are ids that differ, though a database or a file system may not think so.
func texts() []string {
	return []string{
		"a", "A", "á", "a\u0301", "a b", "a  b", "a%", "a_", "aa", "ａ", "ß", "ss", "0", "00", "0.0", "1e0", "1", "true", "NULL", "null",
		"'", `"`, `\`, `\n`, "/", "..", ".", "a/b", "a:b", "*", "$1", "?", "--", "'; DROP TABLE entries; --", "<&>", "{}", "«\u00a0é\u00a0»",
		"\U0001f600", "日本語", "e\u200d", strings.Repeat("x", credit.MaxID), strings.Repeat("x", credit.MaxID-1), strings.Repeat("é", credit.MaxID/2),
		strings.Repeat("\U0001f600", credit.MaxID/4),
	}
}

func checkTexts(k *check) {
	var entries []credit.Entry
	for n, text := range texts() {
		e := credit.Entry{ID: text, Kind: credit.Hold, At: noon, Ticket: text, Time: time.Hour}
		if n%2 == 1 {
			e = credit.Entry{ID: text, Kind: credit.Release, At: noon, Of: text}
		}
		if !k.add("acme", n, e) {
			return
		}
		entries = append(entries, e)
	}
	for _, text := range texts() {
		k.stale("acme", len(entries), gift(text), "the id is taken")
	}
	k.holds("acme", 0, entries)
}

func checkAccounts(k *check) {
	names := texts()
	for i, name := range names {
		e := gift("a")
		e.Time = time.Duration(i + 1)
		k.add(name, 0, e)
	}
	for i, name := range names {
		e := gift("a")
		e.Time = time.Duration(i + 1)
		k.holds(name, 0, []credit.Entry{e})
	}
}

func checkOrder(k *check) {
	entries := gifts(300)
	for n, e := range entries {
		if !k.add("acme", n, e) {
			return
		}
		k.holds("acme", n, entries[n:n+1]) // at once
	}
	for n := 0; n <= len(entries); n += 37 {
		k.holds("acme", n, entries[n:])
	}
}

func checkCopies(k *check) {
	day := calendar.DateOf(noon)
	work := credit.Entry{ID: "work", Kind: credit.Debit, At: noon, Time: time.Hour, Parts: []credit.Part{{Day: day, Time: time.Hour}}}
	want := []credit.Entry{gift("a"), work, gift("b")}
	want[1].Parts = slices.Clone(work.Parts)
	for n, e := range []credit.Entry{gift("a"), work, gift("b")} {
		if !k.add("acme", n, e) {
			return
		}
	}
	work.Parts[0].Day = day.AddDays(1)
	if !k.holds("acme", 0, want) {
		k.wrong("the parts of an appended entry are still the caller's")
		return
	}
	loaded := k.load("acme", 0)
	mine := append(loaded, gift("mine")) //nolint:gocritic // another slice on purpose
	k.add("acme", 3, gift("c"))
	if mine[3].ID != "mine" {
		k.wrong("what Load returned was written to later")
	}
	want = append(want, gift("c"))
	k.holds("acme", 0, want)
	loaded[1].Parts[0].Day = day.AddDays(2)
	if !k.holds("acme", 0, want) {
		k.wrong("the parts of a loaded entry are still the store's")
	}
	loaded[0], loaded[2] = gift("x"), gift("y")
	if !k.holds("acme", 0, want) {
		k.wrong("the entries that Load returns are still the store's")
	}
}

func checkOver(k *check) {
	cancelled, cancel := context.WithCancel(k.ctx)
	cancel()
	late, cancelLate := context.WithDeadline(k.ctx, time.Unix(1, 0))
	defer cancelLate()
	k.add("acme", 0, gift("a"))
	for _, over := range []context.Context{cancelled, late} {
		if err := k.store.Append(over, "acme", 1, gift("b")); !errors.Is(err, over.Err()) {
			k.wrong("Append gave %v, not %v", err, over.Err())
		}
		if _, err := k.store.Load(over, "acme", 0); !errors.Is(err, over.Err()) {
			k.wrong("Load gave %v, not %v", err, over.Err())
		}
		k.holds("acme", 0, []credit.Entry{gift("a")})
	}
	k.add("acme", 1, gift("b"))
	k.holds("acme", 0, []credit.Entry{gift("a"), gift("b")})
}
