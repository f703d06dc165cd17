package draft

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/money"
)

// amounts keeps decimals for the next statements: fees, packs and their costs are
// the same few amounts again and again, and a decimal takes memory of its own. A
// decimal never changes, so that statements can share one. Each amount has a row
// to be in, behind the one that was asked for there after it.
type amounts struct {
	unit money.Unit
	rows [1 << amountBits][2]amount
}

type amount struct {
	made  bool
	cents int64
	value decimal.Decimal
}

const amountBits = 8

// in has the next amounts be in a unit.
func (a *amounts) in(u money.Unit) {
	if a.unit != u {
		*a = amounts{unit: u}
	}
}

// of returns so many cents, or whatever the unit is, as an amount.
func (a *amounts) of(cents int64) decimal.Decimal {
	const golden = 0x9E3779B97F4A7C15                     // 2^64 over the golden ratio spreads neighbours
	row := &a.rows[uint64(cents)*golden>>(64-amountBits)] // any bits will do
	if !row[0].made || row[0].cents != cents {
		row[0], row[1] = row[1], row[0]
		if !row[0].made || row[0].cents != cents {
			row[0] = amount{true, cents, a.unit.Decimal(cents)}
		}
	}
	return row[0].value
}

// once and takenOff are the quantities of a line that is counted in itself, and of one that is taken
// off.
var (
	once     = decimal.New(1, 0)
	takenOff = decimal.New(-1, 0)
)

// One returns the quantity of a line that is counted once.
func One() decimal.Decimal { return once }

// Amount returns so many cents, or whatever the unit of the currency is, as an amount.
func (d *Documents) Amount(cents int64) decimal.Decimal { return d.amounts.of(cents) }
