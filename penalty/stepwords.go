package penalty

import (
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
)

// String returns the step in words for logs and desks, made of its operands and nothing else: "missed by
// 46m48s (S61, D9)", "2 × 0.05 of the rent of 90.00 = 9.00, half_away (S62, D21)". Durations, shares and
// amounts are written as in Go and in JSON. For customers a statement has sentences in two languages.
func (s Step) String() string {
	w := stepWords{Step: &s}
	w.step()
	if len(s.Rules) > 0 {
		w.add(" (", strings.Join(s.Rules, ", "), ")")
	}
	return string(w.text)
}

// stepWords writes a step.
type stepWords struct {
	*Step
	text []byte
}

func (w *stepWords) add(parts ...string) {
	for _, p := range parts {
		w.text = append(w.text, p...)
	}
}

// amountText is an amount as JSON has it, of whatever currency: "9.00", or as it is if it is none.
func amountText(d decimal.Decimal) string {
	n, err := money.Any.FromDecimal(d)
	switch {
	case err != nil:
		return text.Decimal(d)
	case n%10 != 0:
		return money.Any.Text(n)
	}
	return money.Hundredths.Text(n / 10)
}

// many writes "2 outages", "1 day".
func many(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func (w *stepWords) step() {
	switch w.Kind {
	case StepTotal:
		w.add("measured against ", w.Time.String())
	case StepDowntime:
		w.downtime()
	case StepMaintenance:
		w.add("at most ", w.Time.String(), " of ", w.Of.String(), " of maintenance excluded")
	case StepShort:
		w.add("shorter than ", w.Of.String(), ", not counted: ")
		w.lasted(nil)
	case StepNotClaimed:
		w.add("outage of ", w.Time.String(), " not counted, ")
		w.claim()
	case StepInTime:
		w.add("outage of ", w.Time.String(), " counted, ")
		w.claim()
	case StepGrain:
		w.grain()
	case StepFigure:
		w.add("availability ", text.Decimal(w.Share), ", rounded to ", w.Choice)
	case StepTarget:
		w.add("target ", text.Decimal(w.Share), " allows ", w.Time.String(), " of ", w.Of.String(), ", missed if ", w.Choice, " it")
	case StepMet:
		w.add("met, ", w.Time.String(), " to spare")
	case StepMissed:
		w.add("missed by ", w.Time.String())
	case StepCounted:
		w.add(w.Time.String(), " of ", w.Of.String(), " penalised, ", w.Choice)
	case StepOutage:
		w.outage()
	case StepUnits:
		w.add(w.Time.String(), " in units of ", w.Of.String(), ": ", w.Units.String(), ", ", w.Choice)
	case StepBand:
		w.band()
	default:
		w.owed()
	}
}

// owed writes the steps from the amount on.
func (w *stepWords) owed() {
	amount := amountText(w.Amount)
	switch w.Kind {
	case StepAmount:
		w.amount()
	case StepOutageCap:
		w.add("at most ")
		w.of(w.Share)
		w.add(" for an outage, exceeded ", many(w.Count, "time"))
		if !w.Amount.IsZero() {
			w.add(": ", amount, " in all")
		}
	case StepLump:
		if w.Choice == "at_least" {
			w.add("at least ")
		} else {
			w.add("plus ")
		}
		w.of(w.Share)
		w.add(": ", amount, " in all")
	case StepCap:
		w.cap()
	case StepMinimum:
		w.add(amount, ", for it must be ", strings.ReplaceAll(w.Choice, "_", " "), " ", amountText(w.Share))
	case StepClaim:
		w.claim()
		w.add(": ", amount)
	case StepClause:
		w.add("clause ", strconv.Itoa(w.Count))
	case StepCombined:
		w.add(w.Choice, " of ")
		for i, each := range w.Amounts {
			w.item(i)
			w.add(amountText(each))
		}
		w.add(" = ", amount)
	default:
		w.add(w.Kind.String())
	}
}

// item writes what stands before the i-th of a list.
func (w *stepWords) item(i int) {
	if i > 0 {
		w.add(", ")
	}
}

// lasted writes how long outages were, and what each has of fixed intervals, if that is given.
func (w *stepWords) lasted(filled []time.Duration) {
	for i, d := range w.Each {
		w.item(i)
		w.add(d.String())
		if i < len(filled) {
			w.add(" → ", filled[i].String())
		}
	}
}

// downtime writes "2h0m0s down in 1 outage, 30m0s excluded", and what it adds up from.
func (w *stepWords) downtime() {
	w.add(w.Time.String(), " down in ", many(w.Count, "outage"))
	for i, x := range w.Shares {
		if i == 0 {
			w.add(": ")
		} else {
			w.add(" + ")
		}
		w.add(text.Decimal(x.Share), " × ", x.Time.String())
	}
	if w.Of != 0 {
		w.add(", ", w.Of.String(), " excluded")
	}
}

// grain writes "2h0m0s in whole units of 1m0s of 1h59m30s, 1m20s", or in fixed intervals.
func (w *stepWords) grain() {
	if w.add(w.Time.String()); w.Filled != nil {
		w.add(" in fixed intervals of ")
	} else {
		w.add(" in whole units of ")
	}
	w.add(w.Of.String(), " of ")
	w.lasted(w.Filled)
}

// outage writes "outage of 1h20m0s, 35m0s penalised: 7/12 units", or the credit of its length.
func (w *stepWords) outage() {
	w.add("outage of ", w.Of.String(), ", ", w.Time.String(), " penalised")
	switch {
	case w.Length != nil:
		w.add(": ")
		w.length()
		w.add(" → ")
		w.of(w.Share)
	case w.Units.Den > 0:
		w.add(": ", w.Units.String(), " units")
	}
}

// band writes "2h0m0s, availability from 0.99 to below 0.999 → 0.1".
func (w *stepWords) band() {
	w.add(w.Time.String(), ", ")
	switch {
	case w.Band != nil:
		w.add("availability ")
		if w.Choice == "above" {
			w.add("above ")
		} else {
			w.add("from ")
		}
		w.add(text.Decimal(w.Band.From))
		if w.Band.Through {
			w.add(" to ")
		} else {
			w.add(" to below ")
		}
		w.add(text.Decimal(w.Band.Below))
	case w.Number != nil:
		w.add(many(w.Count, "outage"), ", from ", strconv.Itoa(w.Number.From))
		if w.Number.Below > 0 {
			w.add(" to below ", strconv.Itoa(w.Number.Below))
		}
	default:
		w.length()
	}
	w.add(" → ", text.Decimal(w.Share))
}

// length writes "from 1h0m0s to below 4h0m0s".
func (w *stepWords) length() {
	if w.Length == nil {
		return
	}
	w.add("from ", w.Length.From.String())
	if w.Length.Below > 0 {
		w.add(" to below ", w.Length.Below.String())
	}
}

// amount writes "2 × 0.05 of the rent of 90.00 = 9.00, half_away".
func (w *stepWords) amount() {
	if w.Units.Den > 0 {
		w.add(w.Units.String(), " × ")
	}
	w.of(w.Share)
	w.add(" = ", amountText(w.Amount), ", ", w.Choice)
}

// of writes a rate, a credit, a cap or a lump sum with what it is a share of.
func (w *stepWords) of(share decimal.Decimal) {
	switch rent := amountText(w.Rent); {
	case w.Basis == Amount:
		w.add(amountText(share))
	case w.Kind == StepOutage && w.Basis != ServiceDays: // the step of the amount has the rent
		w.add(text.Decimal(share))
	case w.Basis == ServiceDays:
		w.add(text.Decimal(share), " days of service")
	case w.Basis == DayRent && w.Count > 0:
		w.add(text.Decimal(share), " of a day's rent, ", rent, " for ", many(w.Count, "day"))
	case w.Basis == ProRataRent && w.Of > 0:
		w.add(text.Decimal(share), " × the rent of that time, ", rent, " for ", w.Of.String())
	default:
		w.add(text.Decimal(share), " of the rent of ", rent)
	}
}

// cap writes "at most 0.3 of the rent of 149.00, less 40.00 owed before = 4.70".
func (w *stepWords) cap() {
	w.add("at most ", text.Decimal(w.Share))
	switch {
	case w.Basis == ServiceDays:
		w.add(" of the ", many(w.Count, "day"), " of the period")
	case w.Choice == CapOfCharges.String():
		w.add(" of ", amountText(w.Charges), " charged")
		if w.CapMonths > 0 {
			w.add(" for ", many(w.CapMonths, "month"))
		}
		if w.CapDays > 0 {
			w.add(" for ", many(w.CapDays, "day"))
		}
	default:
		w.add(" of the rent of ", amountText(w.Rent))
	}
	if w.CapLastMonths > 0 {
		w.add(" over ", many(w.CapLastMonths, "month"))
	}
	if !w.Owed.IsZero() {
		w.add(", less ", amountText(w.Owed), " owed before")
	}
	w.add(" = ", amountText(w.Amount))
}

// claim writes "claimed at 2026-07-12T10:00:00+02:00, in time before 2026-07-31T00:00:00+02:00".
func (w *stepWords) claim() {
	w.add(w.Choice)
	if !w.At.IsZero() {
		w.add(" at ", w.At.Format(time.RFC3339Nano))
	}
	if !w.By.IsZero() {
		w.add(", in time before ", w.By.Format(time.RFC3339Nano))
	}
}
