package compare

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
)

// HourMonth is what the statement of a month bills by the hour (D29): Time at Price an hour, which is rounded once
// to Amount (D21).
type HourMonth struct {
	Month    calendar.Month   `json:"month"`
	Time     time.Duration    `json:"time"`
	Price    decimal.Decimal  `json:"price" wire:"money"`
	Rounding penalty.Rounding `json:"rounding,omitzero"`
	Amount   decimal.Decimal  `json:"amount" wire:"money"`
}

// PackMonth is how the hours are paid for that a month lacks, if packs are bought month by month: Earlier from packs
// of earlier months that still last, and Hours from Packs, the cheapest that cover them, of the last day of the month.
type PackMonth struct {
	Month   calendar.Month `json:"month"`
	Earlier time.Duration  `json:"earlier,omitzero"`
	Hours   time.Duration  `json:"hours"`
	Packs   credit.Offer   `json:"packs"`
}

// MarshalJSON implements json.Marshaler.
func (h HourMonth) MarshalJSON() ([]byte, error) { return wire.Append(nil, &h) }

// UnmarshalJSON implements json.Unmarshaler.
func (h *HourMonth) UnmarshalJSON(b []byte) error { return wire.Decode(b, h) }

// MarshalJSON implements json.Marshaler.
func (p PackMonth) MarshalJSON() ([]byte, error) { return wire.Append(nil, &p) }

// UnmarshalJSON implements json.Unmarshaler.
func (p *PackMonth) UnmarshalJSON(b []byte) error { return wire.Decode(b, p) }

// checkBought refuses a cost that is not that of the fees and of what is bought, and packs and hours that do not
// cover what is to be bought, or do not add up.
func (x *LevelCost) checkBought(l *fault.List, u money.Unit, at string) {
	l.Check((x.Cost == nil) == (x.Packs == nil), at+".cost", nil, "must be known where the packs are")
	l.Check(x.Packs != nil || x.HourMonths == nil, at+".hour_months", len(x.HourMonths), "must be absent, as the packs are")
	l.Check(x.Packs != nil || x.PackMonths == nil, at+".pack_months", len(x.PackMonths), "must be absent, as the packs are")
	if x.Cost == nil || x.Packs == nil {
		return
	}
	billed, hourly := int64(0), time.Duration(0)
	for i := range x.HourMonths {
		h, path := &x.HourMonths[i], fault.Index(at+".hour_months", i)
		l.Check(h.Time > 0 && h.Time <= x.Hours-hourly, path+".time", h.Time, "must be above 0, and with those before it at most hours")
		hourly += min(max(0, h.Time), x.Hours-hourly)
		money.Count(l, u, path+".price", h.Price)
		billed += money.Count(l, u, path+".amount", h.Amount)
	}
	l.Check(comesTo(u, *x.Cost, u.Count(x.Fees)+u.Count(x.Packs.Price)+billed), at+".cost", *x.Cost, "must be the fees, the packs and what is billed by the hour")
	price := money.Count(l, u, at+".packs.price", x.Packs.Price)
	if x.PackMonths == nil {
		l.Check(x.Packs.Time >= x.Hours-hourly, at+".packs.time", x.Packs.Time, "must cover the hours")
		return
	}
	sum, left := credit.Offer{}, x.Hours-hourly
	for i := range x.PackMonths {
		p, path := &x.PackMonths[i], fault.Index(at+".pack_months", i)
		l.Check(p.Hours >= 0 && p.Hours <= left, path+".hours", p.Hours, "must not be below 0, and with those before it at most hours")
		left -= min(max(0, p.Hours), left)
		l.Check(p.Earlier >= 0 && p.Earlier <= left, path+".earlier", p.Earlier, "must not be below 0, and with those before it at most hours")
		left -= min(max(0, p.Earlier), left)
		l.Check(p.Packs.Time >= p.Hours, path+".packs.time", p.Packs.Time, "must cover the hours")
		sum.Time += p.Packs.Time
		price -= money.Count(l, u, path+".packs.price", p.Packs.Price)
	}
	l.Check(left == 0, at+".pack_months", len(x.PackMonths), "must pay for all hours that are not billed by the hour")
	l.Check(x.Packs.Time == sum.Time && price == 0, at+".packs", nil, "must be the sum of pack_months")
}
