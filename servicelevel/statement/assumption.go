package statement

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Assumption is a choice that figures of a statement rest on if the pages leave it open: which decision it is
// of, what was chosen and with which operands. It says all that its sentence needs. Operands that a choice
// does not have are zero.
type Assumption struct {
	Rule   string `json:"rule"`   // the id, such as "D24"
	Choice string `json:"choice"` // the Choice.Name, such as "pro_rata"
	// Of is the clause whose choice it is (D9 to D12, D36). It is zero of any other decision.
	Of Subject `json:"of,omitzero"`
	// Zone is the IANA name of the contract's zone (D3).
	Zone string `json:"zone,omitzero"`
	// Day is the day of the calendar month on which those of the contract begin (D4).
	Day int `json:"day,omitzero"`
	// Time is how far an overdraft goes (D8), what of each outage costs nothing (D10), the unit that is counted
	// (D11, D19), or how much maintenance of a period does not count (D14).
	Time time.Duration `json:"time,omitzero"`
	// Months is over how many months a cap is (D12).
	Months int `json:"months,omitzero"`
	// Share is a rate of VAT (D22), to what an availability is rounded (D9), a cap as a share of
	// the rent (D12), or what lateness costs as a share of Basis (D19).
	Share decimal.Decimal `json:"share,omitzero"`
	Basis penalty.Basis   `json:"basis,omitzero"`
	// Price is that of an hour excl. VAT (D29), or what lateness costs if Basis is an
	// amount (D19).
	Price     decimal.Decimal `json:"price,omitzero" wire:"money"`
	Explained plans.Wording   `json:"explained,omitzero"` // by Explain, here or of what holds it
}

// same reports whether two are one, whatever they are worded.
func (d *Assumption) same(e *Assumption) bool {
	return d.Rule == e.Rule && d.Choice == e.Choice && d.Of == e.Of && d.Zone == e.Zone && d.Day == e.Day && d.Time == e.Time && d.Months == e.Months && d.Basis == e.Basis &&
		(d.Share == e.Share || d.Share.Equal(e.Share)) && (d.Price == e.Price || d.Price.Equal(e.Price))
}

// chosen returns the choice. ok is false if there is no such decision or it has no such choice.
func (d *Assumption) chosen() (c plans.Choice, ok bool) {
	return plans.LookupChoice(d.Rule, d.Choice)
}

// Equal reports whether two are the same choice of a decision with the same operands, however they are
// worded.
func (d Assumption) Equal(e Assumption) bool { return d.same(&e) }

// Validate refuses a decision that the registry does not have, a choice that it does not offer, and operands
// that are not those of the choice. A price may have three decimals.
func (d Assumption) Validate() error { return d.validate(money.Any) }

// ValidateIn is Validate for an amount in a currency, by its ISO 4217 code; empty is euros.
func (d Assumption) ValidateIn(currency string) error { return d.validate(money.UnitIn(currency)) }

func (d *Assumption) validate(u money.Unit) error {
	var l fault.List
	r, _ := plans.LookupRule(d.Rule)
	c, offered := r.Choice(d.Choice)
	switch {
	case r.Kind != plans.KindDecision:
		l.Add("rule", d.Rule, "must be the id of a decision, D1 to D38")
	case !offered:
		l.Add("choice", d.Choice, "must be a choice of "+d.Rule+": "+choiceNames(r))
	default:
		d.checkOperands(&l, u, &c)
	}
	return l.Err()
}

func choiceNames(r plans.Rule) string {
	choices := r.Choices()
	names := make([]string, len(choices))
	for i, c := range choices {
		names[i] = c.Name
	}
	return strings.Join(names, ", ")
}

// checkOperands refuses operands that have no place in the sentence of a choice, and those
// that it lacks.
func (d *Assumption) checkOperands(l *fault.List, u money.Unit, c *plans.Choice) {
	has := func(place string) bool { return strings.Contains(c.Wording.EN, place) }
	cost, amount := has("{cost}"), d.Basis == penalty.Amount
	if enum.Check(l, "of", subjectNames[:], d.Of) {
		l.Check(has("|") == (d.Of != OfStatement), "of", d.Of, "must be given where the choice is one of a clause, and only there")
	}
	l.Check(has("{zone}") == (d.Zone != ""), "zone", d.Zone, "must be given where the choice has a zone, and only there")
	l.Check(has("{day}") == (d.Day != 0) && d.Day <= cycle.MaxDay && (d.Day == 0 || d.Day > 1), "day", d.Day, "must lie from 2 to 28 where the choice has a day, and be absent elsewhere")
	l.Check(has("{time}") == (d.Time != 0), "time", d.Time, "must be given where the choice has a time, and only there")
	l.Check(has("{months}") == (d.Months != 0), "months", d.Months, "must be given where the choice has months, and only there")
	l.Check(d.Months >= 0, "months", d.Months, "must not be negative")
	l.Check(d.Time >= 0, "time", d.Time, "must not be negative")
	l.Check(has("{share}") || cost && !amount || d.Share.IsZero(), "share", d.Share, "must be absent where the choice has none")
	l.Check(has("{price}") || cost && amount || d.Price.IsZero(), "price", d.Price, "must be absent where the choice has none")
	l.Check(cost || d.Basis == penalty.Rent, "basis", d.Basis, "must be absent where the choice has no cost")
	if _, _, ok := money.Fraction(d.Share); !ok || d.Share.IsNegative() {
		l.Add("share", d.Share, "must be a share of at most nine decimals")
	}
	money.CountUnsigned(l, u, "price", d.Price)
}

// MarshalJSON implements json.Marshaler.
func (d Assumption) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *Assumption) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// Explain fills in Explained, as Statement.Explain does: with the amounts in a currency, by its ISO 4217
// code; empty is euros.
func (d *Assumption) Explain(currency string) {
	explained(currency, 0, func(e *explainer) { e.assumption(d) })
}

// assumption words what was chosen: the sentence of the choice, with its operands.
func (e *explainer) assumption(d *Assumption) {
	c, ok := d.chosen()
	switch {
	case !ok: // of a statement that no catalogue made
		d.Explained = plans.Wording{}
	case !strings.Contains(c.Wording.EN, "{"):
		d.Explained = e.ofUnit(c.Wording)
	default:
		words := e.ofUnit(c.Wording)
		e.Say(&d.Explained, func() { e.sentence(words.Text(e.Lang), d) })
	}
}

// ofUnit returns the words of a choice for amounts that are not in cents.
func (e *explainer) ofUnit(w plans.Wording) plans.Wording {
	if e.Unit != money.Hundredths {
		w.FR = strings.NewReplacer("au centime", "à la plus petite unité de la monnaie", "les demi-centimes", "les demies").Replace(w.FR)
		w.EN = strings.NewReplacer("to the cent", "to the smallest unit of the currency", "half cents", "halves").Replace(w.EN)
	}
	return w
}

// sentence writes the sentence of a choice, with operands in their places.
func (e *explainer) sentence(text string, d *Assumption) {
	for {
		before, rest, ok := strings.Cut(text, "{")
		e.Str(before)
		if !ok {
			return
		}
		place, after, _ := strings.Cut(rest, "}")
		e.operand(place, d)
		text = after
	}
}

func (e *explainer) operand(place string, d *Assumption) {
	switch place {
	case "zone":
		e.Str(d.Zone)
	case "day":
		e.Int(int64(d.Day))
	case "time":
		e.Lapse(d.Time)
	case "months":
		e.Int(int64(d.Months))
	case "share":
		e.Percent(d.Share)
	case "price":
		e.Euros(d.Price)
	case "cost":
		e.cost(d)
	default: // what differs between the clauses
		for range d.Of - min(d.Of, 1) {
			if _, after, ok := strings.Cut(place, "|"); ok {
				place = after
			}
		}
		of, _, _ := strings.Cut(place, "|")
		e.Str(of)
	}
}

// cost writes "5 % du loyer", of whatever basis.
func (e *explainer) cost(d *Assumption) {
	switch d.Basis {
	case penalty.Amount:
		e.Euros(d.Price)
	case penalty.ProRataRent:
		e.Factor(d.Share)
		e.By(" × le loyer de ce temps", " × the rent of that time")
	case penalty.DayRent:
		e.Percent(d.Share)
		e.By(" du loyer d'un jour", " of a day's rent")
	default:
		e.Percent(d.Share)
		e.By(" du loyer", " of the rent")
	}
}
