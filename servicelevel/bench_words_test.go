package servicelevel_test

import (
	"fmt"
	"math/big"
	"slices"
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
		line.en = fmt.Sprintf("%s level, %s", plan.english, from.Format("January 2006"))
		line.frWhy = fmt.Sprintf("niveau %s à %s HT par mois (%s)", plan.name, frEuros(plan.fee), plan.rule)
		line.enWhy = fmt.Sprintf("%s at %s a month excl. VAT (%s)", plan.english, enEuros(plan.fee), plan.rule)
	}
	return line
}

func (n *naive) packLine(p *sl.Purchase, price decimal.Decimal) naiveLine {
	line := naiveLine{date: p.At.In(n.paris), quantity: decimal.NewFromInt(1), price: price, amount: price}
	if n.words {
		hours := int(p.Time.Hours())
		line.fr, line.en = fmt.Sprintf("Pack de %d h", hours), fmt.Sprintf("Pack of %d h", hours)
		line.frWhy = fmt.Sprintf("%d h d'intervention achetée%s le %s, %s HT (%s)", hours, map[bool]string{true: "s"}[hours > 1], frDate(line.date), frEuros(price), "S23")
		line.enWhy = fmt.Sprintf("%d h of intervention bought on %s, %s excl. VAT (%s)", hours, line.date.Format("2 January 2006"), enEuros(price), "S23")
	}
	return line
}

// explain words the tickets, the guarantees, the availability and what was chosen.
func (n *naive) explain(s *naiveStatement, plan naivePlan, rent *decimal.Decimal) {
	if !n.words {
		return
	}
	for _, t := range s.tickets {
		n.explainTicket(t)
	}
	for i := range s.answers {
		n.explainAnswer(&s.answers[i], plan)
	}
	if s.total > 0 && s.missed && rent != nil {
		s.explainPenalty(plan, *rent)
	}
	s.choose(n)
}

func (n *naive) explainTicket(t *naiveTicket) {
	blocks, unitFR, unitEN := t.charged/(30*time.Minute), "tranches", "blocks"
	if blocks == 1 {
		unitFR, unitEN = "tranche", "block"
	}
	t.fr = fmt.Sprintf("%d min → %d %s de 30 min (%s)", t.worked/time.Minute, blocks, unitFR, "S18, S19")
	t.en = fmt.Sprintf("%d min → %d %s of 30 min (%s)", t.worked/time.Minute, blocks, unitEN, "S18, S19")
	colonFR, colonEN := " ; ", "; "
	if t.fromAllowance > 0 {
		month, _ := time.Parse("2006-01", t.month)
		t.fr += fmt.Sprintf("%s%d min sur l'allocation de %s %d (%s)",
			colonFR, t.fromAllowance/time.Minute, frenchMonths[month.Month()], month.Year(), "S43, S45")
		t.en += fmt.Sprintf("%s%d min from the allowance for %s (%s)", colonEN, t.fromAllowance/time.Minute, month.Format("January 2006"), "S43, S45")
		colonFR, colonEN = ", ", ", "
	}
	for _, d := range t.draws {
		hours, bought := d.lot.time/time.Hour, d.lot.at.In(n.paris)
		t.fr += fmt.Sprintf("%s%d min sur le pack de %d h du %s, déjà payé %s sur %s (%s)",
			colonFR, d.time/time.Minute, hours, frDate(bought), frEuros(d.cost), frEuros(d.lot.price), "S20, S21, D7")
		t.en += fmt.Sprintf("%s%d min from the pack of %d h of %s, already paid %s of %s (%s)",
			colonEN, d.time/time.Minute, hours, bought.Format("2 January 2006"), enEuros(d.cost), enEuros(d.lot.price), "S20, S21, D7")
		colonFR, colonEN = ", ", ", "
	}
}

func (n *naive) explainAnswer(a *naiveAnswer, plan naivePlan) {
	asked, due, done := a.asked.In(n.paris), a.due.In(n.paris), a.done.In(n.paris)
	keptFR, keptEN := "tenu", "kept"
	if a.late {
		keptFR, keptEN = "manqué", "missed"
	}
	a.fr = fmt.Sprintf(
		"incident du %s à %s ; intervention à commencer en %s, jour et nuit, au plus tard le %s à %s (%s) ; commencée le %s à %s, après %s : %s",
		frDate(asked), asked.Format("15:04"), span(plan.within), frDate(due), due.Format("15:04"), "S46, D18",
		frDate(done), done.Format("15:04"), span(a.elapsed), keptFR,
	)
	const layout = "2 January 2006 at 15:04"
	a.en = fmt.Sprintf(
		"incident of %s; work to begin within %s around the clock, by %s (%s); begun on %s, after %s: %s",
		asked.Format(layout), span(plan.within), due.Format(layout), "S46, D18", done.Format(layout), span(a.elapsed), keptEN,
	)
}

// explainPenalty words a month of one outage or more that missed the target, and is not capped.
func (s *naiveStatement) explainPenalty(plan naivePlan, rent decimal.Decimal) {
	percent := s.availability.Shift(2).StringFixed(4)
	target := plan.target.Shift(2).String()
	share := big.NewRat(int64(s.total-s.down), int64(s.total))
	hours := big.NewRat(int64(s.down), int64(time.Hour))
	s.fr = fmt.Sprintf("%s d'indisponibilité (D13) sur %s (D4) ; disponibilité %s %% (%s/%s), engagement %s %% (S61) : manqué de %s (S61, D9) ; "+
		"compté en entier : %s (D10) ; %s × 1 h, au prorata (S62, D11) ; %s × 5 %% du loyer de %s = %s (S62, D21)",
		frComma(span(s.down)), frComma(span(s.total)), frComma(percent), thousands(share.Num(), "\u202f"), thousands(share.Denom(), "\u202f"),
		frComma(target), frComma(span(-s.margin)), frComma(span(s.down)), hours, hours, frEuros(rent), frEuros(s.penalty))
	s.en = fmt.Sprintf("%s of downtime (D13) in %s (D4); availability %s%% (%s/%s), promised %s%% (S61): missed by %s (S61, D9); "+
		"%s counted in full (D10); %s × 1 h, pro rata (S62, D11); %s × 5%% of the rent of %s = %s (S62, D21)",
		span(s.down), span(s.total), percent, thousands(share.Num(), ","), thousands(share.Denom(), ","),
		target, span(-s.margin), span(s.down), hours, hours, enEuros(rent), enEuros(s.penalty))
	month, year := s.from.Month(), s.from.Year()
	s.owed = naiveLine{
		fr:    fmt.Sprintf("Indisponibilité, %s %d", frenchMonths[month], year),
		en:    fmt.Sprintf("Unavailability, %s %d", month, year),
		frWhy: fmt.Sprintf("disponibilité de %s %d en dessous de l'engagement (%s) ; indemnité hors du champ de la TVA", frenchMonths[month], year, "S61, S62, D17, D23"),
		enWhy: fmt.Sprintf("availability of %s %d below what was promised (%s); a compensation outside the scope of VAT", month, year, "S61, S62, D17, D23"),
		date:  s.from, quantity: decimal.NewFromInt(1), price: s.penalty, amount: s.penalty,
	}
}

// span is a time of whole minutes, or of minutes and seconds.
func span(d time.Duration) string {
	hours, minutes := d/time.Hour, d%time.Hour/time.Minute
	var parts []string
	if hours > 0 {
		parts = append(parts, fmt.Sprintf("%d h", hours))
	}
	if minutes > 0 {
		parts = append(parts, fmt.Sprintf("%d min", minutes))
	}
	if rest := d % time.Minute; rest > 0 {
		parts = append(parts, fmt.Sprintf("%s s", decimal.New(int64(rest), -9)))
	}
	return strings.Join(parts, " ")
}

func frComma(number string) string { return strings.Replace(number, ".", ",", 1) }

// thousands writes a number in groups of three digits.
func thousands(n *big.Int, between string) string {
	digits := n.String()
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + between + digits[i:]
	}
	return digits
}

// naiveChoice is what was chosen where the documents are silent.
type naiveChoice struct{ rule, choice, of, zone, share, fr, en string }

// choose lists the choices that the figures rest on.
func (s *naiveStatement) choose(n *naive) {
	add := func(c naiveChoice) { s.choices = append(s.choices, c) }
	drawn := slices.ContainsFunc(s.tickets, func(t *naiveTicket) bool { return len(t.draws) > 0 })
	if len(s.tickets) > 0 {
		add(naiveChoice{
			rule: "D1", choice: "ticket", fr: "Les sessions d'un même ticket sont additionnées, puis arrondies une fois à la tranche supérieure.",
			en: "The work sessions of one ticket are added up, then rounded up once to whole blocks.",
		})
	}
	add(naiveChoice{
		rule: "D3", choice: "zone", zone: n.paris.String(),
		fr: fmt.Sprintf("L'heure est celle du fuseau %s ; aux changements d'heure, le temps réellement écoulé compte.", n.paris),
		en: fmt.Sprintf("The clock is that of %s; across clock changes, real elapsed time counts.", n.paris),
	})
	add(naiveChoice{
		rule: "D4", choice: "calendar_month", fr: "Le mois est le mois civil dans le fuseau du contrat, en secondes réelles.",
		en: "A month is the calendar month in the contract's zone, in real seconds.",
	})
	if len(s.tickets) > 0 {
		add(naiveChoice{
			rule: "D5", choice: "first_session", fr: "Le mois de la première session d'un ticket paie toutes ses sessions, quelle que soit leur date de saisie.",
			en: "The month of a ticket's first session pays for all its sessions, whenever they are worked or recorded.",
		})
		add(naiveChoice{
			rule: "D6", choice: "split_block", fr: "Le temps arrondi puise dans l'allocation, puis dans le crédit ; une tranche peut se partager.",
			en: "Rounded time draws on the allowance, then on credit; a block may be split between them.",
		})
	}
	if drawn {
		add(naiveChoice{
			rule: "D7", choice: "first_bought",
			fr: "Le premier pack acheté est le premier consommé ; tout son usage coûte sa part du prix au centime, chaque usage ce qu'il y ajoute.",
			en: "The pack bought first is used first; all use of it costs its share of the price to the cent, each use what it adds to that.",
		})
	}
	s.chooseTerms(add)
	if len(s.answers) > 0 {
		add(naiveChoice{
			rule: "D18", choice: "elapsed",
			fr: "Le délai d'un incident court 24 h/24, de sa déclaration ou détection au premier acte humain, échéance comprise.",
			en: "An incident's time runs 24/7 from declaration or detection to the first human action, deadline included.",
		})
	}
	if s.owed.fr != "" {
		add(naiveChoice{
			rule: "D21", choice: "half_away", fr: "Chaque ligne est arrondie une fois, au centime, les demis en s'éloignant de zéro, sauf mention contraire.",
			en: "Each line is rounded once, to the cent, halves away from zero, unless it says otherwise.",
		})
	}
	rate := n.vat.Shift(2).String()
	add(naiveChoice{
		rule: "D22", choice: "rate", share: n.vat.String(),
		fr: fmt.Sprintf("Les prix sont hors TVA ; la TVA à %s %% porte sur la somme de ceux qui y sont soumis, au centime, les demis en s'éloignant de zéro.", frComma(rate)),
		en: fmt.Sprintf("Prices are excl. VAT; VAT at %s%% is on the sum of those that bear it, to the cent, halves away from zero.", rate),
	})
	if s.owed.fr != "" {
		add(naiveChoice{
			rule: "D23", choice: "compensation", fr: "Une pénalité est une indemnité hors du champ de la TVA, sur un document à part.",
			en: "A penalty is a compensation outside the scope of VAT, on a document of its own.",
		})
	}
}

// chooseTerms adds the choices of what is owed for outages.
func (s *naiveStatement) chooseTerms(add func(naiveChoice)) {
	if s.owed.fr == "" {
		return
	}
	for _, c := range [...]naiveChoice{
		{
			rule: "D9", choice: "strictly_below", of: "availability",
			fr: "La garantie de disponibilité n'est manquée que strictement sous la cible : atteinte exactement, elle est tenue.",
			en: "The guarantee of availability is missed only strictly below the target: exactly the target is met.",
		},
		{
			rule: "D10", choice: "all", of: "availability", fr: "Si la garantie est manquée, toute l'indisponibilité est pénalisée.",
			en: "Once the guarantee is missed, all downtime is penalised.",
		},
		{
			rule: "D11", choice: "pro_rata", of: "availability",
			fr: "La pénalité d'indisponibilité est au prorata, fractions de seconde comprises, et arrondie une fois à la fin.",
			en: "The penalty for downtime is pro rata, fractions of a second included, and rounded once at the end.",
		},
		{
			rule: "D12", choice: "share", of: "availability", share: "1", fr: "La pénalité d'indisponibilité ne dépasse pas 100 % du loyer.",
			en: "The penalty for downtime does not exceed 100% of the rent.",
		},
		{
			rule: "D13", choice: "union", fr: "Des pannes qui se recouvrent comptent une seule fois.",
			en: "Outages that overlap count once.",
		},
		{
			rule: "D17", choice: "given", fr: "Le loyer est celui du contrat, jamais déduit du prix du niveau.",
			en: "The rent is that of the contract, never guessed from the level's fee.",
		},
	} {
		add(c)
	}
}
