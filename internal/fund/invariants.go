package fund

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/same"
)

// brokenSums adds up the moves of every lot, allowance, share and ticket.
func (f *Fund) brokenSums() string {
	lots, refunds := make([]int64, len(f.LotRows)), make([]int64, len(f.LotRows))
	free, outside, charged := make([]int64, f.ShareRows.Len()), make([]int64, f.ShareRows.Len()), make([]int64, f.TicketRows.Len())
	allowances, rest := make([]int64, len(f.AllowanceRows)), make([]int64, f.MoveRows.Len())
	var owed int64
	for n, m := range f.MoveRows.Slice() {
		switch {
		case m.Share == None:
			refunds[m.Source] += m.Time
			continue
		case m.Source == AllowanceSource:
			free[m.Share] += m.Time
			allowances[f.ShareRows.At(m.Share).Key] += m.Time
		case m.Source == OverdrawnSource:
			owed += m.Time
			outside[m.Share] += m.Time
		default:
			lots[m.Source] += m.Time
			outside[m.Share] += m.Time
		}
		charged[f.ShareRows.At(m.Share).Ticket] += m.Time
		if m.Of == None {
			rest[n] += m.Time
		} else {
			rest[m.Of] += m.Time
		}
	}
	for n, m := range f.MoveRows.Slice() {
		if m.Share != None && m.Left != rest[n] {
			return fmt.Sprint("what is left of move ", n)
		}
	}
	for i, l := range f.LotRows {
		if l.Used != lots[i] || l.Removed.Time() != refunds[i] || l.Left() < 0 {
			return fmt.Sprint("lot ", i)
		}
	}
	for i, s := range f.ShareRows.Slice() {
		if s.Free != free[i] || s.Outside != outside[i] || s.Charged() != s.Due || s.Free < 0 || s.Outside < 0 {
			return fmt.Sprint("share ", i)
		}
	}
	for i, a := range f.AllowanceRows {
		if a.Used != allowances[i] || a.Used > a.Size || a.Size != f.Size(a.Month, a.Plan) {
			return fmt.Sprint("allowance ", i)
		}
	}
	var reserved int64
	for i, t := range f.TicketRows.Slice() {
		if f.Charged(&t) != charged[i] || !t.Held && t.Reserved != 0 || t.Held && t.Reserved != max(0, t.Unit.Up(t.Estimate)-charged[i]) {
			return fmt.Sprint("ticket ", i)
		}
		reserved += t.Reserved
	}
	if owed != f.Owed || reserved != f.Reserved {
		return fmt.Sprint("overdrawn ", f.Owed, ", reserved ", f.Reserved)
	}
	return ""
}

func (f *Fund) brokenQueue() string {
	for i := range f.pools {
		if broken := f.brokenPool(&f.pools[i]); broken != "" {
			return broken
		}
	}
	return ""
}

func (f *Fund) brokenPool(p *pool) string {
	for name, q := range map[string]*queue{"lasting": &p.lasting, "ending": &p.ending, "coming": &p.coming} {
		var open, queued []int32
		for i := range f.LotRows {
			if l := &f.LotRows[i]; f.poolOf(l) == p && l.Left() > 0 && (name == "lasting") == (l.Until == 0) && (l.Until == 0 || (name == "coming") == (l.At > f.Known)) {
				open = append(open, int32(i))
			}
		}
		slices.SortFunc(open, func(x, y int32) int {
			a, b := &f.LotRows[x], &f.LotRows[y]
			if a.Until != b.Until && name == "ending" {
				return cmp.Compare(a.Until, b.Until)
			}
			return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Rank, b.Rank))
		})
		for _, r := range q.runs {
			var left int64
			for _, l := range r.lots {
				left += f.LotRows[l].Left()
			}
			if left != r.left || len(r.lots) == 0 || len(r.lots) > maxRun {
				return "a run of lots"
			}
			queued = append(queued, r.lots...)
		}
		if !slices.Equal(open, queued) {
			return fmt.Sprint("the queue ", name, " ", queued, " of ", open)
		}
	}
	return ""
}

func (f *Fund) brokenDebts() string {
	var debts []int32
	for n, m := range f.MoveRows.Slice() {
		if m.Share != None && m.Source == OverdrawnSource && m.Of == None {
			debts = append(debts, int32(n))
		}
	}
	if !slices.Equal(debts, f.DebtMoves) {
		return fmt.Sprint("the debts ", f.DebtMoves, " of ", debts)
	}
	for _, n := range f.DebtMoves[:f.Paid] {
		if f.MoveRows.At(n).Left > 0 {
			return fmt.Sprint("debt ", n, " is not paid")
		}
	}
	return ""
}

// brokenLists looks at the moves that each share has left, and at what each allowance
// would pay for.
func (f *Fund) brokenLists() string {
	lists := map[[2]int32][]int32{} // by share and kind of source
	for n, m := range f.MoveRows.Slice() {
		if m.Share != None && m.Of == None && m.Left > 0 {
			k := [2]int32{m.Share, min(m.Source, 0)}
			lists[k] = append(lists[k], int32(n))
		}
	}
	listed := 0
	for i := range int32(f.ShareRows.Len()) { // at most credit.MaxEntries
		s := f.ShareRows.At(i)
		for _, source := range []int32{AllowanceSource, OverdrawnSource, 0} {
			var got []int32
			for n := *s.list(source); n != None; n = f.MoveRows.At(n).Prev {
				if f.MoveRows.At(n).Left > 0 {
					got = append(got, n)
				}
			}
			slices.Reverse(got)
			if want := lists[[2]int32{i, source}]; !slices.Equal(got, want) {
				return fmt.Sprint("the moves ", got, " of share ", i, ", not ", want)
			}
		}
		if s.Outside > 0 {
			listed++
		}
	}
	for key := range f.AllowanceRows {
		above := None
		for n := f.AllowanceRows[key].Top; n != None; n = f.ShareRows.At(n).Below {
			if f.ShareRows.At(n).Outside == 0 || f.ShareRows.At(n).Above != above || f.ShareRows.At(n).Key != int32(key) {
				return fmt.Sprint("share ", n, " in the list of allowance ", key)
			}
			above = n
			listed--
		}
	}
	if listed != 0 {
		return "a share is not listed"
	}
	return ""
}

// brokenTickets looks at the shares and the first session of each ticket.
func (f *Fund) brokenTickets() string {
	for n := range int32(f.TicketRows.Len()) { // at most credit.MaxEntries
		t := f.TicketRows.At(n)
		first, worked := None, int64(0)
		for i := t.Works; i != None; i = f.WorkRows.At(i).Prev {
			w := f.WorkRows.At(i)
			if w.Gone || w.Took == 0 {
				continue
			}
			worked += w.Took
			if first == None || w.At < f.WorkRows.At(first).At || w.At == f.WorkRows.At(first).At && i < first {
				first = i
			}
		}
		if worked != t.Worked || t.Begun != first || first != None && t.First != f.WorkRows.At(first).At {
			return fmt.Sprint("the first session of ticket ", n, " is ", t.Begun, ", not ", first)
		}
		var due int64
		for s := t.Shares; s != None; s = f.ShareRows.At(s).Next {
			if f.ShareRows.At(s).Ticket != n {
				return fmt.Sprint("share ", s, " of ticket ", n)
			}
			due += f.ShareRows.At(s).Due
		}
		if f.Terms.Blocks.Counting == credit.EachIntervention && worked > 0 && due != f.UnitOn(t.Day).Up(worked) {
			return fmt.Sprint("what is due of ticket ", n)
		}
	}
	return ""
}

// queued lists the lots in their queues.
func (f *Fund) queued() (lots []int32) {
	for i := range f.pools {
		p := &f.pools[i]
		for _, q := range []*queue{&p.lasting, &p.ending, &p.coming} {
			for _, r := range q.runs {
				lots = append(lots, r.lots...)
			}
			lots = append(lots, None)
		}
	}
	return lots
}

// Broken names what f keeps in order to be fast and is not what its moves make of it; it is ""
// if nothing is. It is for tests.
func (f *Fund) Broken() string {
	for _, check := range []func() string{f.brokenSums, f.brokenQueue, f.brokenDebts, f.brokenLists, f.brokenTickets} {
		if s := check(); s != "" {
			return s
		}
	}
	return ""
}

// Differs names the first field in which two funds differ, down to the last number, "" if they
// do in none: all but memory that is not in use, how the queue of lots is cut into runs, and
// what was last looked up in a zone. It is for tests.
func (f *Fund) Differs(g *Fund) string {
	if s := same.Fields(*f, *g, "Clock", "Months", "pools", "came", "past", "saved"); s != "" {
		return s
	}
	switch {
	case f.past != nil || g.past != nil:
		return "past"
	case f.Clock.Location() != g.Clock.Location() || f.Months.day != g.Months.day:
		return "clock"
	case !slices.Equal(f.queued(), g.queued()):
		return fmt.Sprint("queue: ", f.queued(), " and ", g.queued())
	}
	return ""
}

// Means writes down what f comes to, of the first tickets alone, with nothing in it that depends
// on how it came there. It is for tests.
func (f *Fund) Means(tickets int) string {
	var s strings.Builder
	fmt.Fprintf(&s, "%+v %v\n", f.Terms, f.PlanRows)
	fmt.Fprintf(&s, "%v %v %v %v %v %v %v %v\n", f.Known, f.Limit, f.Owed, f.Reserved, f.Bought, f.Rank, f.opening, f.owing)
	fmt.Fprintf(&s, "%+v %v\n%+v\n", f.LotRows, f.queued(), f.PartRows)
	for i, w := range f.WorkRows.Slice() {
		fmt.Fprintln(&s, "work", i, w.At, w.Took, w.Ticket, w.Prev, w.First, w.N, w.Gone)
	}
	for n, m := range f.MoveRows.Slice() {
		fmt.Fprintln(&s, "move", n, m.At, m.Time, m.Cents, m.Left, m.Share, m.Source, m.Of)
	}
	for n := range int32(tickets) { // at most credit.MaxEntries
		f.redate(n)
		t := f.TicketRows.At(n)
		fmt.Fprintln(&s, "ticket", n, t.Entry, t.Works, t.Begun, t.Shares, t.Worked, f.Charged(t), t.Reserved, t.Held, f.ticketBefore(n))
		if t.Worked > 0 {
			fmt.Fprintln(&s, t.First, t.Day, t.Unit, t.Paying)
		}
		if t.Held {
			fmt.Fprintln(&s, t.Asked, t.Unit, t.Estimate)
		}
	}
	months := map[int32]string{}
	for key, x := range f.AllowanceRows {
		var month strings.Builder
		fmt.Fprintln(&month, x.Month, x.Plan, x.Called, x.Size, x.Used, x.Top, x.Users)
		for n := x.Top; n != None; n = f.ShareRows.At(n).Below {
			fmt.Fprintln(&month, n, f.ShareRows.At(n).Above)
		}
		if x.Users != None {
			months[int32(key)] = month.String()
		}
	}
	written := map[string]int{} // a month's text stands once, by the first share of it: a long account has many
	for n, x := range f.ShareRows.Slice() {
		month := months[x.Key]
		if first, there := written[month]; there {
			month = fmt.Sprint("of share ", first)
		} else {
			written[month] = n
		}
		fmt.Fprintln(&s, "share", n, x.Ticket, x.Worked, x.Due, f.shareBefore(int32(n)), x.Free, x.Outside, x.Day, x.Next, x.User, month)
		for _, source := range []int32{AllowanceSource, OverdrawnSource, 0} {
			for m := *x.list(source); m != None; m = f.MoveRows.At(m).Prev {
				if f.MoveRows.At(m).Left > 0 {
					fmt.Fprint(&s, m, " ")
				}
			}
			s.WriteString("\n")
		}
	}
	for _, d := range f.DebtMoves[f.Paid:] {
		if f.MoveRows.At(d).Left > 0 {
			fmt.Fprintln(&s, "debt", d)
		}
	}
	return s.String()
}

// Noted returns how many elements p has noted. It is for tests.
func (p *Past) Noted() int {
	c := &p.changed
	return len(p.planned) + len(c.allowances) + len(c.lots) + len(c.tickets) + len(c.shares) + len(c.works) + len(c.moves)
}
