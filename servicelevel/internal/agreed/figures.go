package agreed

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/plans"
)

// figures is what of a plan a statement computes with. Words and the ids of rules are no
// part of it: they may be improved.
type figures struct {
	Fee          decimal.Decimal     `json:"fee" wire:"money"`
	Months       int                 `json:"months,omitzero"`
	Price        decimal.Decimal     `json:"price,omitzero" wire:"money"`
	Schedule     calendar.Schedule   `json:"schedule"`
	Incidents    bool                `json:"incidents,omitzero"`
	Block        time.Duration       `json:"block"`
	Minimum      time.Duration       `json:"minimum,omitzero"`
	Factors      []plans.Factor      `json:"factors,omitzero"`
	Allowance    time.Duration       `json:"allowance"`
	Yearly       time.Duration       `json:"yearly,omitzero"`
	CalendarYear bool                `json:"calendar_year,omitzero"`
	Carry        *credit.CarryOver   `json:"carry,omitzero"`
	Tariff       *credit.Tariff      `json:"tariff,omitzero"`
	Uncovered    plans.Uncovered     `json:"uncovered,omitzero"`
	Shared       plans.Sharing       `json:"shared,omitzero"`
	Hour         *decimal.Decimal    `json:"hour,omitzero" wire:"money"`
	Guarantee    *response.Guarantee `json:"guarantee,omitzero"`
	Targets      *response.Targets   `json:"targets,omitzero"`
	Availability *penalty.Terms      `json:"availability,omitzero"`
	Besides      *clauses.Besides    `json:"besides,omitzero"`
}

// sum fills in the digests of a plan.
func (o *Plan) sum() error {
	p := &o.Data
	f := figures{
		Fee: p.Fee.Monthly, Months: p.Fee.Months, Price: p.Fee.Price, Schedule: usual(p.Hours.Schedule), Incidents: p.Hours.IncidentsAnytime,
		Block: p.Work.Block, Minimum: p.Work.Minimum, Allowance: p.Allowance.Monthly,
		Yearly: p.Allowance.Yearly, CalendarYear: p.Allowance.CalendarYear, Carry: p.Allowance.Carry, Uncovered: p.Work.Uncovered, Shared: p.Work.Shared,
	}
	for _, x := range p.Work.Factors {
		f.Factors = append(f.Factors, plans.Factor{By: x.By, Schedule: usual(x.Schedule)})
	}
	if p.Prices != nil {
		f.Tariff, f.Hour = &p.Prices.Tariff, p.Prices.Hour
	}
	if p.Guarantee != nil {
		g := p.Guarantee.Terms
		if g.Late != nil {
			g.Late = withoutRules(*g.Late)
			var err error
			if o.late, err = digest(g.Late); err != nil {
				return err
			}
		}
		f.Guarantee = &g
	}
	if p.Targets != nil {
		f.Targets = targetFigures(p.Targets)
	}
	var err error
	if p.Availability != nil {
		f.Availability = withoutRules(p.Availability.Terms)
		if o.promise, err = digest(f.Availability); err != nil {
			return err
		}
		if j := p.Availability.Besides; j != nil {
			f.Besides = &clauses.Besides{By: j.By, Cap: j.Cap}
			for i := range j.Others {
				f.Besides.Others = append(f.Besides.Others, *withoutRules(j.Others[i]))
			}
			var beside string
			if beside, err = digest(f.Besides); err != nil {
				return err
			}
			o.promise += beside
		}
	}
	o.digest, err = digest(&f)
	return err
}

// usual returns a schedule without its days of one year: more of them are told every year.
func usual(s calendar.Schedule) calendar.Schedule {
	out := calendar.Schedule{Zone: s.Zone, Hours: s.Hours, Holidays: s.Holidays, Layers: slices.Clone(s.Layers)}
	out.Exceptions = recurring(s.Exceptions)
	for i := range out.Layers {
		x := &out.Layers[i]
		x.Exceptions, x.Reason = recurring(x.Exceptions), ""
	}
	return out
}

// recurring returns the exceptions that hold in more years than one.
func recurring(list []calendar.Exception) []calendar.Exception {
	var out []calendar.Exception
	for _, x := range list {
		if x.Yearly || x.Weeks > 0 {
			x.Reason = ""
			out = append(out, x)
		}
	}
	return out
}

func withoutRules(t penalty.Terms) *penalty.Terms {
	t.Rules = penalty.Rules{}
	return &t
}

// digest returns what tells one value from another: half of the SHA-256 of its JSON, in
// hexadecimal.
func digest(v any) (string, error) {
	text, err := wire.Append(nil, v)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:sha256.Size/2]), nil
}

// Figures returns what a state says of the figures by which a month was closed, as states.State.Figures has it.
func (t *Term) Figures(m calendar.Month) string {
	if d := t.Drawing(); d != credit.BoughtFirst {
		return t.figuresOf(m) + " " + d.String()
	}
	return t.figuresOf(m)
}

// figuresOf returns the figures of the plan and the tax of a month's last day.
func (t *Term) figuresOf(m calendar.Month) string {
	o, tax := t.Runs[t.RunOn(t.Last(m))].Plan, t.VAT.On(t.Last(m)) // after the end the last plan holds
	if tax.Category != vat.Taxed {
		return o.digest + " " + tax.Category
	}
	return o.digest + " " + tax.Rate.Share.String()
}
