package credit

import "github.com/palier-go/palier/internal/money"

// pool is where time comes from: a lot, a month's allowance, or the overdraft.
type pool struct {
	at     int64 // lots: from when it may be drawn
	size   int64 // lots: time; months: unused
	price  int64 // lots: cents
	cols   [3]int64
	earned int64 // cost of what is used
	back   int64 // the latest instant at which something came back
	last   int32 // the last move
	ref    int32 // lots: its record; months: its number
	open   bool  // lots: listed in Account.open
}

func (p *pool) drawn() int64 { return p.cols[used] + p.cols[held] + p.cols[refunded] }

func (p *pool) left() int64 { return p.size - p.drawn() }

// costOf returns the cost of using more time: what the whole of it costs,
// rounded, less what the time used before has cost (D21). So the blocks of a lot
// always add up to its price.
func (p *pool) costOf(more int64) int64 {
	return max(0, money.Part(p.price, p.cols[used]+more, p.size)-p.earned)
}
