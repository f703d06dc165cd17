package servicelevel_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	sl "github.com/palier-go/palier/servicelevel"
)

// The texts of the naive version: what a statement of the library says, by fmt.

var frenchMonths = [...]string{
	"", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
}

func frDate(t time.Time) string {
	return fmt.Sprintf("%d %s %d", t.Day(), frenchMonths[t.Month()], t.Year())
}

func frEuros(d decimal.Decimal) string {
	return strings.Replace(d.StringFixed(2), ".", ",", 1) + " €"
}

func enEuros(d decimal.Decimal) string { return "€" + d.StringFixed(2) }

func (n *naive) feeLine(plan naivePlan, from time.Time) naiveLine {
	line := naiveLine{date: from, quantity: decimal.NewFromInt(1), price: plan.fee, amount: plan.fee}
	if n.words {
		line.fr = fmt.Sprintf("Niveau %s, %s %d", plan.name, frenchMonths[from.Month()], from.Year())
		line.en = fmt.Sprintf("%s level, %s", plan.name, from.Format("January 2006"))
		line.frWhy = fmt.Sprintf("niveau %s à %s HT par mois (%s)", plan.name, frEuros(plan.fee), "S38")
		line.enWhy = fmt.Sprintf("%s at %s a month excl. VAT (%s)", plan.name, enEuros(plan.fee), "S38")
	}
	return line
}

func (n *naive) packLine(p *sl.Purchase, price decimal.Decimal) naiveLine {
	line := naiveLine{date: p.At.In(n.paris), quantity: decimal.NewFromInt(1), price: price, amount: price}
	if n.words {
		hours := int(p.Time.Hours())
		line.fr, line.en = fmt.Sprintf("Pack de %d h", hours), fmt.Sprintf("Pack of %d h", hours)
		line.frWhy = fmt.Sprintf("%d h d'intervention achetées le %s, %s HT (%s)", hours, frDate(line.date), frEuros(price), "S23")
		line.enWhy = fmt.Sprintf("%d h of intervention bought on %s, %s excl. VAT (%s)", hours, line.date.Format("2 January 2006"), enEuros(price), "S23")
	}
	return line
}

// explain words the tickets, the guarantees and the availability.
func (n *naive) explain(s *naiveStatement, plan naivePlan) {
	if !n.words {
		return
	}
	for _, t := range s.tickets {
		t.fr = fmt.Sprintf("%d min → %d tranches de 30 min (%s)", t.worked/time.Minute, t.charged/(30*time.Minute), "S18, S19")
		t.en = fmt.Sprintf("%d min → %d blocks of 30 min (%s)", t.worked/time.Minute, t.charged/(30*time.Minute), "S18, S19")
		if t.fromAllowance > 0 {
			t.fr += fmt.Sprintf(" ; %d min sur l'allocation de %s (%s)", t.fromAllowance/time.Minute, t.month, "S43, S45")
			t.en += fmt.Sprintf("; %d min from the allowance for %s (%s)", t.fromAllowance/time.Minute, t.month, "S43, S45")
		}
		for _, d := range t.draws {
			hours, bought := d.lot.time/time.Hour, d.lot.at.In(n.paris)
			t.fr += fmt.Sprintf(", %d min sur le pack de %d h du %s, coût %s (%s)",
				d.time/time.Minute, hours, frDate(bought), frEuros(d.cost), "S20, S21, D7")
			t.en += fmt.Sprintf(", %d min from the pack of %d h of %s, cost %s (%s)",
				d.time/time.Minute, hours, bought.Format("2 January 2006"), enEuros(d.cost), "S20, S21, D7")
		}
	}
	const layout = "2 January 2006 at 15:04"
	for i := range s.answers {
		a := &s.answers[i]
		asked, due, done := a.asked.In(n.paris), a.due.In(n.paris), a.done.In(n.paris)
		a.fr = fmt.Sprintf(
			"incident du %s à %s ; intervention à commencer en %d min, au plus tard le %s à %s (%s) ; commencée le %s à %s",
			frDate(asked), asked.Format("15:04"), plan.within/time.Minute, frDate(due), due.Format("15:04"), "S46, S63",
			frDate(done), done.Format("15:04"),
		)
		a.en = fmt.Sprintf(
			"incident of %s; work to begin within %d min, by %s (%s); begun on %s",
			asked.Format(layout), plan.within/time.Minute, due.Format(layout), "S46, S63", done.Format(layout),
		)
	}
	if s.total > 0 {
		percent := s.availability.Shift(2).StringFixed(4)
		target := plan.target.Shift(2).String()
		s.fr = fmt.Sprintf("%s d'indisponibilité sur %s (%s) ; disponibilité %s %%, engagement %s %% (%s) = %s (%s)",
			s.down, s.total, "D13, D4", percent, target, "S61, S62, D9", frEuros(s.penalty), "D21")
		s.en = fmt.Sprintf("%s of downtime in %s (%s); availability %s%%, promised %s%% (%s) = %s (%s)",
			s.down, s.total, "D13, D4", percent, target, "S61, S62, D9", enEuros(s.penalty), "D21")
	}
}
