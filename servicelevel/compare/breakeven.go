package compare

import (
	"math/big"
	"reflect"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// BreakEven is the amount of work from which one plan costs no more than
// another.
type BreakEven struct {
	Level   servicelevel.Level `json:"level"`
	Against servicelevel.Level `json:"against"`
	// Fee and Allowance are what a month of the plan costs and gives, AgainstFee and AgainstAllowance those of the other.
	Fee              plans.Fee     `json:"fee"`
	Allowance        time.Duration `json:"allowance,omitzero"`
	AgainstFee       plans.Fee     `json:"against_fee"`
	AgainstAllowance time.Duration `json:"against_allowance,omitzero"`
	// Hour is the pack at whose price the hours beyond an allowance are bought.
	Hour credit.Pack `json:"hour"`
	// Never says that there is no such amount: at any amount, or at any beyond some,
	// the plan costs more.
	Never bool `json:"never,omitzero"`
	// From is the time of intervention a month, billed, from which on the plan costs
	// no more: in whole minutes, rounded up, or to the nanosecond if a block or an allowance has part of
	// a minute. Zero is from nothing on, if not Never. Billed is the same in whole blocks, the least
	// that an invoice can show.
	From   time.Duration `json:"from"`
	Billed time.Duration `json:"billed"`
	// Block and Minimum are those of both plans by which From becomes Billed.
	Block     time.Duration        `json:"block"`
	Minimum   time.Duration        `json:"minimum,omitzero"`
	Explained servicelevel.Wording `json:"explained,omitzero"` // by Explain
}

// MarshalJSON implements json.Marshaler.
func (b BreakEven) MarshalJSON() ([]byte, error) { return wire.Append(nil, &b) }

// UnmarshalJSON implements json.Unmarshaler.
func (b *BreakEven) UnmarshalJSON(data []byte) error { return wire.Decode(data, b) }

// FindBreakEven returns from how many hours of intervention a month on a plan costs
// no more than another one.
//
// Only money is compared, excluding VAT: the fee of a month, which of a price for a year
// (plans.Fee.Price) is a twelfth, not rounded, and every hour beyond the monthly
// allowance at the price of hour, pro rata. Under both plans the same time is
// billed, the allowance is used to the full (D6), and hours bought are used up
// in the end, also of packs that lapse (S20). What else a level gives has no price
// here. A price by the hour is a pack of one hour. The zero hour is that of the plan's Prices.Hour if it
// bills work without credit by the hour (D29), else the pack of its tariff with the lowest price for
// its time, or without packs its Prices.Hour all the same.
//
// A plan without such prices, and no hour given, is a *plans.TariffError under "plan.prices". Plans that are not
// valid or on quote, and plans whose blocks differ in length or in the minimum, or that count
// time by other factors, are refused.
func FindBreakEven(p, other plans.Plan, hour credit.Pack) (BreakEven, error) {
	var l fault.List
	l.In("plan", p.Validate())
	l.In("other", other.Validate())
	if l.Empty() {
		l.In("other.work", countAlike(&p.Work, &other.Work))
	}
	l.Check(!p.Fee.OnQuote, "plan.fee.on_quote", p.Fee.OnQuote, "must be false: there is no fee to compare")
	l.Check(!other.Fee.OnQuote, "other.fee.on_quote", other.Fee.OnQuote, "must be false: there is no fee to compare")
	l.Check(p.Work.Block == other.Work.Block, "other.work.block", other.Work.Block, "must be the plan's")
	l.Check(p.Work.Minimum == other.Work.Minimum, "other.work.minimum", other.Work.Minimum, "must be the plan's")
	if hour.Time != 0 || !hour.Price.IsZero() {
		l.In("hour", hour.Validate())
	}
	if !l.Empty() {
		return BreakEven{}, l.Err()
	}
	if hour.Time == 0 {
		var err error
		if hour, err = cheapestHour(&p); err != nil {
			return BreakEven{}, err
		}
	}
	b := BreakEven{
		Level: p.Level, Fee: p.Fee, Allowance: p.Allowance.Monthly,
		Against: other.Level, AgainstFee: other.Fee, AgainstAllowance: other.Allowance.Monthly,
		Hour: hour, Block: p.Work.Block, Minimum: p.Work.Minimum,
	}
	price, _ := money.Any.FromDecimal(hour.Price) // Validate refused what fails
	fee, months := monthlyFee(&p.Fee)
	less, ofMonths := monthlyFee(&other.Fee)
	gap := p.Allowance.Monthly - other.Allowance.Monthly

	// What the plan costs more at first, and what its allowance saves in the end,
	// both times the pack's time and the months of both prices: exact integers.
	more := new(big.Int).Sub(new(big.Int).Mul(fee, ofMonths), new(big.Int).Mul(less, months))
	more.Mul(more, big.NewInt(int64(hour.Time)))
	unit := new(big.Int).Mul(big.NewInt(price), new(big.Int).Mul(months, ofMonths))
	saved := new(big.Int).Mul(unit, big.NewInt(int64(gap)))
	switch {
	case more.Cmp(saved) > 0:
		b.Never = true
	case more.Sign() > 0: // so price and gap are above zero, and the quotient is at most gap
		grain := b.grain()
		above, rest := new(big.Int).QuoRem(more, unit.Mul(unit, big.NewInt(int64(grain))), new(big.Int))
		if rest.Sign() > 0 {
			above.Add(above, big.NewInt(1))
		}
		b.From = other.Allowance.Monthly + time.Duration(above.Int64())*grain
		b.Billed, _ = p.Work.Blocks().Billable(b.From) // both are valid
	}
	return b, nil
}

// grain returns what From is in whole ones of: minutes, if all that is billed is.
func (b *BreakEven) grain() time.Duration {
	for _, d := range [...]time.Duration{b.Block, b.Minimum, b.Allowance, b.AgainstAllowance} {
		if d%time.Minute != 0 {
			return 1
		}
	}
	return time.Minute
}

// monthlyFee returns what a valid plan costs for how many months: for one, or for those that have a price
// together.
func monthlyFee(f *plans.Fee) (fee, months *big.Int) {
	price, n := priceOf(f)
	amount, _ := money.Any.FromDecimal(price)
	return big.NewInt(amount), big.NewInt(int64(n))
}

func priceOf(f *plans.Fee) (price decimal.Decimal, months int) {
	if f.Price.IsZero() {
		return f.Monthly, 1
	}
	return f.Price, f.Months
}

// cheapestHour returns a pack of one hour if the plan bills by the hour or has no packs, and else the pack with
// the lowest price for its time, the longest of several.
func cheapestHour(p *plans.Plan) (credit.Pack, error) {
	hourly := p.Work.Uncovered == plans.UncoveredHours || !p.SellsPacks()
	switch {
	case p.Prices == nil, hourly && p.Prices.Hour == nil:
		return credit.Pack{}, fault.In("plan.prices", &plans.TariffError{Level: p.Level})
	case hourly:
		return credit.Pack{Time: time.Hour, Price: *p.Prices.Hour}, nil
	}
	var best credit.Pack
	for _, pack := range p.Prices.Tariff.Packs {
		switch c := comparePrices(pack, best); {
		case best.Time == 0, c < 0, c == 0 && pack.Time > best.Time:
			best = pack
		}
	}
	return best, nil
}

// comparePrices compares the prices of two packs for the same time, exactly.
func comparePrices(a, b credit.Pack) int {
	x, _ := money.Any.FromDecimal(a.Price)
	y, _ := money.Any.FromDecimal(b.Price)
	l := new(big.Int).Mul(big.NewInt(x), big.NewInt(int64(b.Time)))
	return l.Cmp(new(big.Int).Mul(big.NewInt(y), big.NewInt(int64(a.Time))))
}

// countAlike refuses the first factor by which time counts otherwise under another plan; both are valid.
func countAlike(w, other *plans.Work) error {
	for i := range max(len(w.Factors), len(other.Factors)) {
		at := fault.Index("factors", i)
		switch {
		case i >= len(other.Factors):
			return fault.New(at, nil, "must be given, for the plan has one of "+w.Factors[i].By.String())
		case i >= len(w.Factors):
			return fault.New(at, other.Factors[i].By, "must be absent, for the plan has none")
		case !w.Factors[i].By.Equal(other.Factors[i].By):
			return fault.New(at+".by", other.Factors[i].By, "must be the plan's, "+w.Factors[i].By.String())
		case !reflect.DeepEqual(w.Factors[i].Schedule, other.Factors[i].Schedule):
			is, _ := other.Factors[i].Schedule.MarshalJSON()
			return fault.New(at+".schedule", string(is), "must be the plan's")
		}
	}
	return nil
}
