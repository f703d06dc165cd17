package credit

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

// ordinary is an account with something of everything.
func ordinary(t *testing.T) *Account {
	a, err := NewAccount(Terms{Blocks: Blocks{Size: 30 * time.Minute}, Paying: SplitAtMidnight})
	require.NoError(t, err)
	may := time.Date(2026, time.May, 2, 8, 0, 0, 0, time.UTC)
	end := time.Date(2026, time.May, 31, 20, 0, 0, 0, time.UTC)
	for i, e := range []Entry{
		{ID: "plan", Kind: Allowance, At: may, From: calendar.Date{Year: 2026, Month: time.May, Day: 1}, Time: 90 * time.Minute, Plan: "Pro"},
		{ID: "A", Kind: Purchase, At: may, Time: 10 * time.Hour, Price: decimal.New(39900, -2)},
		{ID: "B", Kind: Purchase, At: may, Time: time.Hour, Price: decimal.New(6000, -2)},
		{ID: "d1", Kind: Debit, At: may, Ticket: "T1", Time: 100 * time.Minute},
		{ID: "d2", Kind: Debit, At: end, Ticket: "T2", Time: 9 * time.Hour / 2},
		{ID: "h1", Kind: Hold, At: end, Ticket: "T3", Time: time.Hour},
		{ID: "h2", Kind: Hold, At: end, Ticket: "T4", Time: time.Hour},
		{ID: "x2", Kind: Extend, At: end, Of: "h2", Time: time.Minute},
		{ID: "l2", Kind: Release, At: end, Of: "h2"},
		{ID: "d3", Kind: Debit, At: end, Time: 9 * time.Hour / 2},
		{ID: "r3", Kind: Reversal, At: end, Of: "d3"},
		{ID: "h5", Kind: Hold, At: end, Ticket: "T5", Time: time.Minute},
		{ID: "l5", Kind: Release, At: end, Of: "h5"},
		{ID: "h6", Kind: Hold, At: end, Ticket: "T5", Time: time.Minute},
		{ID: "G", Kind: Gift, At: end, Time: time.Minute},
		{ID: "d4", Kind: Debit, At: may, Ticket: "T1", Time: 40 * time.Minute},
		{ID: "tB", Kind: Transfer, At: end, Of: "B", Time: time.Minute},
		{ID: "fB", Kind: Refund, At: end, Of: "B"},
	} {
		_, err := a.Apply(e)
		require.NoError(t, err, "%d", i)
	}
	return a
}

// removalOf returns the move of an entry that takes hours of a lot away.
func removalOf(a *Account, id string) *move { return a.fund.moves.At(a.records.At(a.find(id)).moves) }

// spoils make an account one that no journal makes.
var spoils = map[string]func(a *Account, at func(id string) *record){
	"an allowance comes twice": func(a *Account, _ func(string) *record) {
		f := &a.fund
		more := f.allowances[0]
		more.month, more.top = more.month+9, none // of which nothing is drawn
		f.allowances = append(f.allowances, more, more)
	},
	"an allowance of another century": func(a *Account, _ func(string) *record) { a.fund.allowances[0].month -= 1200 },
	"an allowance of no plan":         func(a *Account, _ func(string) *record) { a.fund.allowances[0].plan = 7 },
	"a share comes twice": func(a *Account, at func(string) *record) { // one that pays for nothing
		f := &a.fund
		f.shares.Add(*f.shares.At(f.tickets.At(at("d3").ticket).shares))
	},
	"a share of no ticket":      func(a *Account, _ func(string) *record) { a.fund.shares.At(0).ticket = 99 },
	"a share of no allowance":   func(a *Account, _ func(string) *record) { a.fund.shares.At(0).key = 99 },
	"a share of another ticket": func(a *Account, _ func(string) *record) { a.fund.shares.At(0).ticket = 1 },
	"two holds of a ticket": func(a *Account, at func(string) *record) {
		at("l5").of = a.find("h1")
		at("h1").closedBy, at("h5").closedBy = a.find("l5"), none
	},
	"a reversal before its work":    func(_ *Account, at func(string) *record) { at("r3").at-- },
	"a reversal of a hold":          func(a *Account, at func(string) *record) { at("r3").of = a.find("h1") },
	"a release of work":             func(a *Account, at func(string) *record) { at("l2").of = a.find("d2") },
	"a hold that ends twice":        func(a *Account, at func(string) *record) { at("x2").kind = Release },
	"a refund of work":              func(a *Account, at func(string) *record) { at("fB").of = a.find("d2") },
	"a refund of another pack":      func(a *Account, at func(string) *record) { at("fB").of = a.find("A") },
	"a refund of less than all":     func(_ *Account, at func(string) *record) { at("fB").time = int64(time.Minute) },
	"a refund above the price":      func(a *Account, _ func(string) *record) { removalOf(a, "fB").cents++ },
	"a refund below what it says":   func(_ *Account, at func(string) *record) { at("fB").amount = 1 },
	"a refund of more than is left": func(a *Account, _ func(string) *record) { removalOf(a, "fB").time++ },
	"a refund before what went":     func(a *Account, _ func(string) *record) { removalOf(a, "fB").at-- },
	"a refund that takes nothing":   func(a *Account, at func(string) *record) { at("fB").kind, at("fB").of = Release, a.find("h1") },
	"a transfer at another price":   func(a *Account, _ func(string) *record) { removalOf(a, "tB").cents-- },
	"a transfer of no time":         func(a *Account, _ func(string) *record) { removalOf(a, "tB").time = 0 },
	"two removals of one entry": func(a *Account, at func(string) *record) {
		a.fund.moves.Add(*removalOf(a, "tB"))
	},
	"an entry that acts on itself":    func(a *Account, at func(string) *record) { at("l2").of = a.find("l2") },
	"an estimate above all":           func(_ *Account, at func(string) *record) { at("x2").time = int64(MaxTime) },
	"more time than one entry may":    func(_ *Account, at func(string) *record) { at("G").time = int64(MaxTime) + 1 },
	"no time":                         func(_ *Account, at func(string) *record) { at("G").time = 0 },
	"a price that is not":             func(_ *Account, at func(string) *record) { at("A").amount = -1 },
	"an instant before all":           func(_ *Account, at func(string) *record) { at("plan").at = -1 },
	"an instant after all":            func(_ *Account, at func(string) *record) { at("fB").at = endDay * aDay },
	"an allowance that is not enough": func(_ *Account, at func(string) *record) { at("plan").time /= 2 },
	"an allowance beyond a month":     func(_ *Account, at func(string) *record) { at("plan").time = int64(MaxAllowance) + 1 },
	"a block beyond a day":            func(a *Account, _ func(string) *record) { a.allowances[0].unit.block = aDay + 1 },
	"a minimum beyond a day":          func(a *Account, _ func(string) *record) { a.allowances[0].unit.least = aDay + 1 },
	"a minimum without a block":       func(a *Account, _ func(string) *record) { a.allowances[0].unit = unit{0, aDay} },
	"parts that are not the time":     func(a *Account, _ func(string) *record) { a.fund.parts[1].took-- },
	"parts of no use that are not": func(a *Account, at func(string) *record) {
		a.fund.partsOf(a.fund.works.At(at("d3").ref), new([1]part))[1].took--
	},
	"parts that count as nothing": func(a *Account, at func(string) *record) {
		a.fund.works.At(at("d3").ref).weighed = true
		a.fund.partsOf(a.fund.works.At(at("d3").ref), new([1]part))[1].time = 0
	},
	"parts that count as more than there can be": func(a *Account, at func(string) *record) {
		a.fund.works.At(at("d3").ref).weighed = true
		a.fund.partsOf(a.fund.works.At(at("d3").ref), new([1]part))[1].time = int64(MaxTime)
	},
	"parts of no use not in order": func(a *Account, at func(string) *record) {
		parts := a.fund.partsOf(a.fund.works.At(at("d3").ref), new([1]part))
		parts[1].day = parts[0].day
	},
	"time that goes back before it was drawn": func(a *Account, at func(string) *record) {
		m := a.fund.moves.At(at("r3").moves)
		m.at = a.fund.moves.At(m.of).at - 1
	},
	"time that goes back to itself":      func(a *Account, at func(string) *record) { n := at("r3").moves; a.fund.moves.At(n).of = n },
	"time that goes back to a later one": func(a *Account, at func(string) *record) { n := at("r3").moves; a.fund.moves.At(n).of = n + 1 },
	"parts not in order":                 func(a *Account, _ func(string) *record) { a.fund.parts[2].day = a.fund.parts[1].day },
	"work that was not charged":          func(_ *Account, at func(string) *record) { at("d1").time += int64(time.Hour) },
	"work that was taken back":           func(a *Account, at func(string) *record) { at("r3").of = a.find("d2") },
	"a move of no share":                 func(a *Account, _ func(string) *record) { a.fund.moves.At(0).share = 99 },
	"a move of another share":            func(a *Account, _ func(string) *record) { a.fund.moves.At(0).share++ },
	"a move of no lot":                   func(a *Account, _ func(string) *record) { a.fund.moves.At(1).source = 99 },
	"a move of no time":                  func(a *Account, _ func(string) *record) { a.fund.moves.At(0).time = 0 },
	"a lot beyond what it has":           func(_ *Account, at func(string) *record) { at("A").time = int64(time.Hour) },
	"a name comes twice":                 func(a *Account, _ func(string) *record) { a.ids.names.At(2).name = a.ids.at(1) },
	"a ticket comes twice":               func(a *Account, _ func(string) *record) { a.tickets.named.names.At(1).name = a.tickets.named.at(0) },
	"no name":                            func(a *Account, _ func(string) *record) { a.ids.names.At(1).name = "" },
	"a list that is short":               func(a *Account, _ func(string) *record) { a.fund.allowances[0].top = none },
	"a list that is another's": func(a *Account, _ func(string) *record) {
		x, y := &a.fund.allowances[0], &a.fund.allowances[1]
		x.top, y.top = y.top, x.top
	},
	"a list with more": func(a *Account, _ func(string) *record) {
		for i := range int32(a.fund.shares.Len()) { // at most MaxEntries
			if s := a.fund.shares.At(i); s.outside == 0 {
				s.below = a.fund.allowances[s.key].top
				a.fund.allowances[s.key].top = i
				return
			}
		}
	},
	"a hold of another day": func(a *Account, at func(string) *record) { a.fund.tickets.At(at("h1").ticket).asked += 2 },
	"a time that is not":    func(a *Account, _ func(string) *record) { a.fund.known = -1 },
}

// The image of an account that no journal makes is refused.
func TestSpoiledImages(t *testing.T) {
	a, b := ordinary(t), ordinary(t)
	require.NoError(t, b.ReadImage(a.AppendImage(nil)))
	require.Empty(t, a.Broken())
	require.Empty(t, b.Broken())
	require.Greater(t, len(a.fund.allowances), 1)
	for name, spoil := range spoils {
		t.Run(name, func(t *testing.T) {
			a := ordinary(t)
			before := b.Clone()
			spoil(a, func(id string) *record { return a.records.At(a.find(id)) })
			require.ErrorIs(t, b.ReadImage(a.AppendImage(nil)), ErrDamaged)
			require.Empty(t, b.Differs(before))
		})
	}
}

// Tickets of one session are counted in a way of their own.
func TestSpoiledSessions(t *testing.T) {
	for name, spoil := range map[string]func(a *Account){
		"":                                  func(*Account) {},
		"one that another month pays for":   func(a *Account) { a.fund.shares.At(0).key = 1 },
		"one that was longer":               func(a *Account) { a.records.At(1).time += int64(time.Hour) },
		"one that was charged a block less": func(a *Account) { a.fund.moves.At(0).time /= 2 },
		"one that was not charged":          func(a *Account) { a.fund.moves.Cut(1) },
		"one that took no time":             func(a *Account) { a.records.At(1).time = 0 },
		"one of another day":                func(a *Account) { a.fund.works.At(0).first += 31 },
	} {
		t.Run(name, func(t *testing.T) {
			a, err := NewAccount(Terms{Blocks: Blocks{Size: 30 * time.Minute}})
			require.NoError(t, err)
			may := time.Date(2026, time.May, 2, 8, 0, 0, 0, time.UTC)
			require.NoError(t, a.Replay([]Entry{
				{ID: "plan", Kind: Allowance, At: may, From: calendar.DateOf(may), Time: 10 * time.Hour},
				{ID: "d1", Kind: Debit, At: may, Time: time.Hour},
				{ID: "d2", Kind: Debit, At: may.AddDate(0, 1, 0), Time: time.Hour},
			}))
			b := a.Clone()
			spoil(a)
			if err := b.ReadImage(a.AppendImage(nil)); name != "" {
				require.ErrorIs(t, err, ErrDamaged)
			} else {
				require.NoError(t, err)
			}
			require.Empty(t, b.Broken())
		})
	}
}

// Of two packs of all that may be bought, the second does not fit.
func TestImageOfTooMuch(t *testing.T) {
	a, err := NewAccount(Terms{Blocks: Blocks{Size: 30 * time.Minute}})
	require.NoError(t, err)
	for i := range int(MaxBought / MaxTime) {
		_, err := a.Apply(Entry{ID: string(rune('A' + i)), Kind: Gift, At: time.Unix(0, 0), Time: MaxTime})
		require.NoError(t, err)
	}
	b := a.Clone()
	require.NoError(t, b.ReadImage(a.AppendImage(nil)))
	a.records.Add(*a.records.At(0))
	a.ids.names.Add(named{name: "more"})
	require.ErrorIs(t, b.ReadImage(a.AppendImage(nil)), ErrDamaged)
}

// Text is plain if all of its bytes are, wherever they are.
func TestPlain(t *testing.T) {
	for n := range 20 {
		for i := range n {
			for c := range 256 {
				b := []byte("!~abcdefghijklmnopqrst")[:n]
				b[i] = byte(c)
				require.Equal(t, c >= '!' && c <= '~', plain(b), "%q", b)
			}
		}
	}
	require.True(t, plain(nil))
}
