package ledger

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/block"
	"github.com/palier-go/palier/internal/fund"
)

// ordinary is an account with something of everything.
func ordinary(t *testing.T) *Account {
	a, err := NewAccount(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}, Paying: credit.SplitAtMidnight})
	require.NoError(t, err)
	may := time.Date(2026, time.May, 2, 8, 0, 0, 0, time.UTC)
	end := time.Date(2026, time.May, 31, 20, 0, 0, 0, time.UTC)
	for i, e := range []Entry{
		{ID: "plan", Kind: credit.Allowance, At: may, From: calendar.Date{Year: 2026, Month: time.May, Day: 1}, Time: 90 * time.Minute, Plan: "Pro"},
		{ID: "A", Kind: credit.Purchase, At: may, Time: 10 * time.Hour, Price: decimal.New(39900, -2)},
		{ID: "B", Kind: credit.Purchase, At: may, Time: time.Hour, Price: decimal.New(6000, -2)},
		{ID: "d1", Kind: credit.Debit, At: may, Ticket: "T1", Time: 100 * time.Minute},
		{ID: "d2", Kind: credit.Debit, At: end, Ticket: "T2", Time: 9 * time.Hour / 2},
		{ID: "h1", Kind: credit.Hold, At: end, Ticket: "T3", Time: time.Hour},
		{ID: "h2", Kind: credit.Hold, At: end, Ticket: "T4", Time: time.Hour},
		{ID: "x2", Kind: credit.Extend, At: end, Of: "h2", Time: time.Minute},
		{ID: "l2", Kind: credit.Release, At: end, Of: "h2"},
		{ID: "d3", Kind: credit.Debit, At: end, Time: 9 * time.Hour / 2},
		{ID: "r3", Kind: credit.Reversal, At: end, Of: "d3"},
		{ID: "h5", Kind: credit.Hold, At: end, Ticket: "T5", Time: time.Minute},
		{ID: "l5", Kind: credit.Release, At: end, Of: "h5"},
		{ID: "h6", Kind: credit.Hold, At: end, Ticket: "T5", Time: time.Minute},
		{ID: "G", Kind: credit.Gift, At: end, Time: time.Minute},
		{ID: "d4", Kind: credit.Debit, At: may, Ticket: "T1", Time: 40 * time.Minute},
		{ID: "tB", Kind: credit.Transfer, At: end, Of: "B", Time: time.Minute},
		{ID: "fB", Kind: credit.Refund, At: end, Of: "B"},
	} {
		_, err := a.Apply(e)
		require.NoError(t, err, "%d", i)
	}
	return a
}

// removalOf returns the move of an entry that takes hours of a lot away.
func removalOf(a *Account, id string) *fund.MoveRow {
	return a.fund.MoveRows.At(a.records.At(a.find(id)).moves)
}

// spoils make an account one that no journal makes.
var spoils = map[string]func(a *Account, at func(id string) *record){
	"an allowance comes twice": func(a *Account, _ func(string) *record) {
		f := &a.fund
		more := f.AllowanceRows[0]
		more.Month, more.Top = more.Month+9, fund.None // of which nothing is drawn
		f.AllowanceRows = append(f.AllowanceRows, more, more)
	},
	"an allowance of another century": func(a *Account, _ func(string) *record) { a.fund.AllowanceRows[0].Month -= 1200 },
	"an allowance of no plan":         func(a *Account, _ func(string) *record) { a.fund.AllowanceRows[0].Plan = 7 },
	"a share comes twice": func(a *Account, at func(string) *record) { // one that pays for nothing
		f := &a.fund
		f.ShareRows.Add(*f.ShareRows.At(f.TicketRows.At(at("d3").ticket).Shares))
	},
	"a share of no ticket":      func(a *Account, _ func(string) *record) { a.fund.ShareRows.At(0).Ticket = 99 },
	"a share of no allowance":   func(a *Account, _ func(string) *record) { a.fund.ShareRows.At(0).Key = 99 },
	"a share of another ticket": func(a *Account, _ func(string) *record) { a.fund.ShareRows.At(0).Ticket = 1 },
	"two holds of a ticket": func(a *Account, at func(string) *record) {
		at("l5").of = a.find("h1")
		at("h1").closedBy, at("h5").closedBy = a.find("l5"), fund.None
	},
	"a reversal before its work":    func(_ *Account, at func(string) *record) { at("r3").at-- },
	"a reversal of a hold":          func(a *Account, at func(string) *record) { at("r3").of = a.find("h1") },
	"a release of work":             func(a *Account, at func(string) *record) { at("l2").of = a.find("d2") },
	"a hold that ends twice":        func(a *Account, at func(string) *record) { at("x2").kind = credit.Release },
	"a refund of work":              func(a *Account, at func(string) *record) { at("fB").of = a.find("d2") },
	"a refund of another pack":      func(a *Account, at func(string) *record) { at("fB").of = a.find("A") },
	"a refund of less than all":     func(_ *Account, at func(string) *record) { at("fB").time = int64(time.Minute) },
	"a refund above the price":      func(a *Account, _ func(string) *record) { removalOf(a, "fB").Cents++ },
	"a refund below what it says":   func(_ *Account, at func(string) *record) { at("fB").amount = 1 },
	"a refund of more than is left": func(a *Account, _ func(string) *record) { removalOf(a, "fB").Time++ },
	"a refund before what went":     func(a *Account, _ func(string) *record) { removalOf(a, "fB").At-- },
	"a refund that takes nothing":   func(a *Account, at func(string) *record) { at("fB").kind, at("fB").of = credit.Release, a.find("h1") },
	"a transfer at another price":   func(a *Account, _ func(string) *record) { removalOf(a, "tB").Cents-- },
	"a transfer of no time":         func(a *Account, _ func(string) *record) { removalOf(a, "tB").Time = 0 },
	"two removals of one entry": func(a *Account, at func(string) *record) {
		a.fund.MoveRows.Add(*removalOf(a, "tB"))
	},
	"an entry that acts on itself":    func(a *Account, at func(string) *record) { at("l2").of = a.find("l2") },
	"an estimate above all":           func(_ *Account, at func(string) *record) { at("x2").time = int64(credit.MaxTime) },
	"more time than one entry may":    func(_ *Account, at func(string) *record) { at("G").time = int64(credit.MaxTime) + 1 },
	"no time":                         func(_ *Account, at func(string) *record) { at("G").time = 0 },
	"a price that is not":             func(_ *Account, at func(string) *record) { at("A").amount = -1 },
	"an instant before all":           func(_ *Account, at func(string) *record) { at("plan").at = -1 },
	"an instant after all":            func(_ *Account, at func(string) *record) { at("fB").at = endDay * aDay },
	"an allowance that is not enough": func(_ *Account, at func(string) *record) { at("plan").time /= 2 },
	"an allowance beyond a month":     func(_ *Account, at func(string) *record) { at("plan").time = int64(credit.MaxAllowance) + 1 },
	"a block beyond a day":            func(a *Account, _ func(string) *record) { a.allowances[0].Unit.Block = aDay + 1 },
	"a minimum beyond a day":          func(a *Account, _ func(string) *record) { a.allowances[0].Unit.Least = aDay + 1 },
	"a minimum without a block":       func(a *Account, _ func(string) *record) { a.allowances[0].Unit = block.Of(0, int64(aDay)) },
	"parts that are not the time":     func(a *Account, _ func(string) *record) { a.fund.PartRows[1].Took-- },
	"parts of no use that are not": func(a *Account, at func(string) *record) {
		a.fund.PartsOf(a.fund.WorkRows.At(at("d3").ref), new([1]fund.PartRow))[1].Took--
	},
	"parts that count as nothing": func(a *Account, at func(string) *record) {
		a.fund.WorkRows.At(at("d3").ref).Weighed = true
		a.fund.PartsOf(a.fund.WorkRows.At(at("d3").ref), new([1]fund.PartRow))[1].Time = 0
	},
	"parts that count as more than there can be": func(a *Account, at func(string) *record) {
		a.fund.WorkRows.At(at("d3").ref).Weighed = true
		a.fund.PartsOf(a.fund.WorkRows.At(at("d3").ref), new([1]fund.PartRow))[1].Time = int64(credit.MaxTime)
	},
	"parts of no use not in order": func(a *Account, at func(string) *record) {
		parts := a.fund.PartsOf(a.fund.WorkRows.At(at("d3").ref), new([1]fund.PartRow))
		parts[1].Day = parts[0].Day
	},
	"time that goes back before it was drawn": func(a *Account, at func(string) *record) {
		m := a.fund.MoveRows.At(at("r3").moves)
		m.At = a.fund.MoveRows.At(m.Of).At - 1
	},
	"time that goes back to itself":      func(a *Account, at func(string) *record) { n := at("r3").moves; a.fund.MoveRows.At(n).Of = n },
	"time that goes back to a later one": func(a *Account, at func(string) *record) { n := at("r3").moves; a.fund.MoveRows.At(n).Of = n + 1 },
	"parts not in order":                 func(a *Account, _ func(string) *record) { a.fund.PartRows[2].Day = a.fund.PartRows[1].Day },
	"work that was not charged":          func(_ *Account, at func(string) *record) { at("d1").time += int64(time.Hour) },
	"work that was taken back":           func(a *Account, at func(string) *record) { at("r3").of = a.find("d2") },
	"a move of no share":                 func(a *Account, _ func(string) *record) { a.fund.MoveRows.At(0).Share = 99 },
	"a move of another share":            func(a *Account, _ func(string) *record) { a.fund.MoveRows.At(0).Share++ },
	"a move of no lot":                   func(a *Account, _ func(string) *record) { a.fund.MoveRows.At(1).Source = 99 },
	"a move of no time":                  func(a *Account, _ func(string) *record) { a.fund.MoveRows.At(0).Time = 0 },
	"a lot beyond what it has":           func(_ *Account, at func(string) *record) { at("A").time = int64(time.Hour) },
	"a name comes twice":                 func(a *Account, _ func(string) *record) { a.ids.names.At(2).name = a.ids.at(1) },
	"a ticket comes twice":               func(a *Account, _ func(string) *record) { a.tickets.named.names.At(1).name = a.tickets.named.at(0) },
	"no name":                            func(a *Account, _ func(string) *record) { a.ids.names.At(1).name = "" },
	"a list that is short":               func(a *Account, _ func(string) *record) { a.fund.AllowanceRows[0].Top = fund.None },
	"a list that is another's": func(a *Account, _ func(string) *record) {
		x, y := &a.fund.AllowanceRows[0], &a.fund.AllowanceRows[1]
		x.Top, y.Top = y.Top, x.Top
	},
	"a list with more": func(a *Account, _ func(string) *record) {
		for i := range int32(a.fund.ShareRows.Len()) { // at most credit.MaxEntries
			if s := a.fund.ShareRows.At(i); s.Outside == 0 {
				s.Below = a.fund.AllowanceRows[s.Key].Top
				a.fund.AllowanceRows[s.Key].Top = i
				return
			}
		}
	},
	"a hold of another day": func(a *Account, at func(string) *record) { a.fund.TicketRows.At(at("h1").ticket).Asked += 2 },
	"a time that is not":    func(a *Account, _ func(string) *record) { a.fund.Known = -1 },
}

// The image of an account that no journal makes is refused.
func TestSpoiledImages(t *testing.T) {
	a, b := ordinary(t), ordinary(t)
	require.NoError(t, b.ReadImage(a.AppendImage(nil)))
	require.Empty(t, a.Broken())
	require.Empty(t, b.Broken())
	require.Greater(t, len(a.fund.AllowanceRows), 1)
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
		"one that another month pays for":   func(a *Account) { a.fund.ShareRows.At(0).Key = 1 },
		"one that was longer":               func(a *Account) { a.records.At(1).time += int64(time.Hour) },
		"one that was charged a block less": func(a *Account) { a.fund.MoveRows.At(0).Time /= 2 },
		"one that was not charged":          func(a *Account) { a.fund.MoveRows.Cut(1) },
		"one that took no time":             func(a *Account) { a.records.At(1).time = 0 },
		"one of another day":                func(a *Account) { a.fund.WorkRows.At(0).First += 31 },
	} {
		t.Run(name, func(t *testing.T) {
			a, err := NewAccount(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
			require.NoError(t, err)
			may := time.Date(2026, time.May, 2, 8, 0, 0, 0, time.UTC)
			require.NoError(t, a.Replay([]Entry{
				{ID: "plan", Kind: credit.Allowance, At: may, From: calendar.DateOf(may), Time: 10 * time.Hour},
				{ID: "d1", Kind: credit.Debit, At: may, Time: time.Hour},
				{ID: "d2", Kind: credit.Debit, At: may.AddDate(0, 1, 0), Time: time.Hour},
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
	a, err := NewAccount(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
	require.NoError(t, err)
	for i := range int(credit.MaxBought / credit.MaxTime) {
		_, err := a.Apply(Entry{ID: string(rune('A' + i)), Kind: credit.Gift, At: time.Unix(0, 0), Time: credit.MaxTime})
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
