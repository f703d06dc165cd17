package credit

import (
	"math/big"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
)

// maxPacks is how many packs a Tariff may list.
const maxPacks = 64

// Pack is prepaid time as it is sold (S23–S26).
type Pack struct {
	// Time is what is bought, above 0 and at most MaxTime.
	Time time.Duration `json:"time"`
	// Price is what it costs, excluding VAT, with the decimals of its currency: three at most.
	Price decimal.Decimal `json:"price" wire:"money"`
	// Validity is how long it lasts. The zero value is for ever (S20). An account takes the end of hours from
	// their entry: Validity.Until says it.
	Validity Validity `json:"validity,omitzero"`
}

// PerHour returns the price of one hour in this pack, rounded to the smallest unit of the currency, halves
// away from zero (D21). It is 0 for a pack that is not valid.
func (p Pack) PerHour(m Minor) decimal.Decimal {
	u := money.Unit(m)
	units, err := u.FromDecimal(p.Price)
	if err != nil || p.Validate() != nil {
		return u.Decimal(0)
	}
	product := new(big.Int).Mul(big.NewInt(units), big.NewInt(int64(time.Hour)))
	return decimal.NewFromBigInt(money.HalfAway.Big(product, big.NewInt(int64(p.Time))), int32(-u.Decimals()))
}

// Validate reports all faults of p.
func (p Pack) Validate() error {
	var faults fault.List
	if p.Time <= 0 || p.Time > MaxTime {
		faults.Add("time", p.Time, "must be above 0 and at most 10000 h")
	}
	money.CountUnsigned(&faults, money.Any, "price", p.Price)
	faults.In("validity", p.Validity.Validate())
	return faults.Err()
}

// MarshalJSON implements json.Marshaler.
func (p Pack) MarshalJSON() ([]byte, error) { return wire.Append(nil, &p) }

// UnmarshalJSON implements json.Unmarshaler.
func (p *Pack) UnmarshalJSON(b []byte) error { return wire.Decode(b, p) }

// Tariff is what packs there are. The zero value sells nothing.
type Tariff struct {
	// Packs lists at most 64 packs, in any order.
	Packs []Pack `json:"packs,omitzero"`
	// Minimum is the least time that may be bought at once (S22).
	Minimum time.Duration `json:"minimum,omitzero"`
}

// Validate reports all faults of t.
func (t Tariff) Validate() error {
	var faults fault.List
	if len(t.Packs) > maxPacks {
		faults.Add("packs", len(t.Packs), "must not be more than 64")
	}
	for i, p := range t.Packs[:min(len(t.Packs), maxPacks)] {
		if err := p.Validate(); err != nil {
			faults.In(fault.Index("packs", i), err)
		}
	}
	if t.Minimum < 0 || t.Minimum > MaxTime {
		faults.Add("minimum", t.Minimum, "must lie from 0 to 10000 h")
	}
	return faults.Err()
}

// MarshalJSON implements json.Marshaler.
func (t Tariff) MarshalJSON() ([]byte, error) { return wire.Append(nil, &t) }

// UnmarshalJSON implements json.Unmarshaler.
func (t *Tariff) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }

// Offer is a combination of packs.
type Offer struct {
	// Lines holds each pack once, longest first, with how many of it.
	Lines []OfferLine `json:"lines,omitzero"`
	// Time and Price are the sums.
	Time  time.Duration   `json:"time"`
	Price decimal.Decimal `json:"price" wire:"money"`
}

// OfferLine is one pack of an Offer, Count times.
type OfferLine struct {
	Pack  Pack  `json:"pack"`
	Count int64 `json:"count"`
}

// MarshalJSON implements json.Marshaler.
func (o Offer) MarshalJSON() ([]byte, error) { return wire.Append(nil, &o) }

// UnmarshalJSON implements json.Unmarshaler.
func (o *Offer) UnmarshalJSON(b []byte) error { return wire.Decode(b, o) }

// MarshalJSON implements json.Marshaler.
func (o OfferLine) MarshalJSON() ([]byte, error) { return wire.Append(nil, &o) }

// UnmarshalJSON implements json.Unmarshaler.
func (o *OfferLine) UnmarshalJSON(b []byte) error { return wire.Decode(b, o) }
