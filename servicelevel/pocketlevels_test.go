package servicelevel_test

import (
	"math/big"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/plans"
)

// levelForms are how the sentences of a comparison read, between semicolons.
var levelForms = []form{
	{"fees", `fees (?:{S} = )?{A} excl\. VAT`, `abonnements (?:{S} = )?{A} HT`},
	{"work", `{T} of work charged, {T} from the allowances, {T} to buy`, `{T} de travail facturées?, {T} sur les allocations, {T} à acheter`},
	{"unpriced", `{T} of work charged, {T} from the allowances, {T} to buy, at a price that is not stated`, `{T} de travail facturées?, {T} sur les allocations, {T} à acheter, à un prix qui n'est pas publié`},
	{"priced", `{T} of work charged, {T} from the allowances, {T} to buy: {S} = {A}{C}`, `{T} de travail facturées?, {T} sur les allocations, {T} à acheter : {S} = {A}{C}`},
	{"earlier", `{T} of it from packs of earlier months that still last`, `dont {T} sur des packs de mois précédents encore valables`},
	{"cost", `in all {A} excl\. VAT`, `en tout {A} HT`},
	{"outside", `{T} of work outside the level's hours`, `{T} de travail hors des heures du niveau`},
	{"kept", `guaranteed times: {N} kept, {N} missed(?: \({S}\))?`, `délais garantis : {N} tenus?, {N} manqués?(?: \({S}\))?`},
	{"missed", `availability missed: {S}`, `disponibilité manquée : {S}`},
	{"owed", `owed to the customer {S}(?: = {A})?`, `dû au client {S}(?: = {A})?`},
	{"no_rent", `what would be owed depends on a rent, which is not given{C}`, `ce qui serait dû dépend d'un loyer, qui n'est pas donné{C}`},
	{"refused", `{S}, by {S}, is refused(?:, with {T} of work)?{C}`, `{S}, par {S}, est refusé(?:, avec {T} de travail)?{C}`},
	{"waits", `{S} waits until {I}, {T} longer than at another level: {I}`, `{S} attend jusqu'au {I}, soit {T} de plus qu'à un autre niveau : le {I}`},
	{"can", `this server can have it`, `possible pour ce serveur`},
	{"ask", `for this server the provider must be asked{C}`, `à voir avec l'hébergeur pour ce serveur{C}`},
	{"cannot", `not for this server{C}`, `pas pour ce serveur{C}`},
}

func (l *tongue) readLevel(sentence string) (list []clause, err error) {
	for part := range strings.SplitSeq(sentence, l.between) {
		if list, err = l.take(list, l.levels, part); err != nil {
			return nil, err
		}
	}
	return list, nil
}

var (
	packOne = regexp.MustCompile(`^(` + anyWhole + `) × (` + anyTime + `) (?:at|à) (.*?)(?: (?:by the statement for|au relevé) (.*))?$`)
	hourOne = regexp.MustCompile(`^(` + anyTime + `) (?:at|à) ([^(]*) (?:an hour|l'heure) \((.*?)(, (?:half cents|halves) to even|, les demi(?:-centim)?es au pair)?\) (?:by the statement for|au relevé) (.*)$`)
)

// earlier is what packs of earlier months pay for.
func earlier(x *compare.LevelCost) *big.Rat {
	sum := new(big.Rat)
	for i := range x.PackMonths {
		sum.Add(sum, inSeconds(x.PackMonths[i].Earlier))
	}
	return sum
}

// bought recomputes "2 × 20 h at €699.00 + 1 × 3 h at €169.00", and what is bought or billed by a month's statement: how
// much is billed by the hour, how much the packs have, and what both come to.
func (p *pocket) bought(x *compare.LevelCost, text string) (billed, hours, price *big.Rat) {
	billed, hours, price = new(big.Rat), new(big.Rat), new(big.Rat)
	var months []calendar.Month // of the packs
	for i := range x.PackMonths {
		for range x.PackMonths[i].Packs.Lines {
			months = append(months, x.PackMonths[i].Month)
		}
	}
	byHour := x.HourMonths
	for one := range strings.SplitSeq(text, " + ") {
		if m := hourOne.FindStringSubmatch(one); m != nil && len(byHour) > 0 {
			h, said := &byHour[0], p.amountOf(m[3])
			p.halfEven = m[4] != ""
			p.is("the hours", p.time(m[1]), inSeconds(h.Time))
			p.is("the price of an hour", p.amountOf(m[2]), h.Price.Rat())
			p.is("what they come to", said, p.cents(divided(multiplied(p.time(m[1]), p.amountOf(m[2])), fraction(3600, 1))))
			p.halfEven = false
			p.isMonth(m[5], h.Month)
			billed.Add(billed, p.time(m[1]))
			price.Add(price, said)
			byHour = byHour[1:]
			continue
		}
		m := packOne.FindStringSubmatch(one)
		if m == nil || (m[4] != "") != (len(months) > 0) {
			p.fault("packs: %q", text)
			return billed, hours, price
		}
		if len(months) > 0 {
			p.isMonth(m[4], months[0])
			months = months[1:]
		}
		l := p.tongueOf(m[3])
		n, err := l.figure('N', m[1])
		each, err2 := l.figure('A', m[3])
		if err != nil || err2 != nil {
			p.fault("packs: %q", text)
			return billed, hours, price
		}
		hours.Add(hours, multiplied(n, p.time(m[2])))
		price.Add(price, multiplied(n, each))
	}
	if len(byHour)+len(months) > 0 {
		p.fault("not all is bought: %q", text)
	}
	return billed, hours, price
}

// isMonth compares a month that is named.
func (p *pocket) isMonth(text string, m calendar.Month) {
	at, err := readMonth(text)
	if err != nil {
		p.fault("%v", err)
		return
	}
	p.is("the month", at, p.month(m))
}

var (
	monthsOne = regexp.MustCompile(`^(\d+) × (.*)$`)
	daysOne   = regexp.MustCompile(`^(\d+) (?:jours? sur|of) (\d+) (?:de|days of) ([^(]*) \((.*?)(, (?:half cents|halves) to even|, les demi(?:-centim)?es au pair)?\)$`)
	sharesOne = regexp.MustCompile(`^(\d+) (?:mois sur|of) (\d+) (?:de|months of) ([^(]*?)(?: (?:après|after) (\d+))? \((?:([^(]*) (?:moins|less) (.*) = )?(.*?)(, (?:half cents|halves) to even|, les demi(?:-centim)?es au pair)?\)$`)
	owedOne   = regexp.MustCompile(`^(.*) (?:by the statement for |au relevé )(.*)$`)
)

// amountOf reads an amount of either language.
func (p *pocket) amountOf(text string) *big.Rat {
	v, err := p.tongueOf(text).figure('A', text)
	if err != nil {
		p.fault("no amount: %q", text)
		return new(big.Rat)
	}
	return v
}

// feesOf recomputes "2 × €45.00 + 16 of 31 days of €45.00 (€23.23)".
func (p *pocket) feesOf(x *compare.LevelCost, text string) *big.Rat {
	sum := new(big.Rat)
	if text == "" {
		if len(x.FeeParts) > 0 {
			p.fault("no fees")
		}
		return sum
	}
	list := strings.Split(text, " + ")
	if len(list) != len(x.FeeParts) {
		p.fault("fees: %q", text)
		return sum
	}
	for i, one := range list {
		part := &x.FeeParts[i]
		if m := monthsOne.FindStringSubmatch(one); m != nil {
			n, _ := new(big.Rat).SetString(m[1])
			price := p.amountOf(m[2])
			p.is("the months", n, fraction(int64(part.Months), 1))
			p.is("the fee", price, part.Price.Rat())
			sum.Add(sum, multiplied(n, price))
			continue
		}
		if m := sharesOne.FindStringSubmatch(one); m != nil {
			sum.Add(sum, p.sharesOf(part, m))
			continue
		}
		m := daysOne.FindStringSubmatch(one)
		if m == nil {
			p.fault("no fee: %q", one)
			return sum
		}
		days, _ := new(big.Rat).SetString(m[1])
		of, _ := new(big.Rat).SetString(m[2])
		if p.halfEven = m[5] != ""; p.halfEven && !regexp.MustCompile(p.currency.halves()).MatchString(m[5]) {
			p.fault("half of what: %q", m[5])
		}
		said := p.amountOf(m[4])
		p.is("the days", days, fraction(int64(part.Days), 1))
		p.is("the days of the month", of, fraction(int64(part.OfDays), 1))
		p.is("the fee", p.amountOf(m[3]), part.Price.Rat())
		p.is("the fee of days", said, p.cents(divided(multiplied(days, p.amountOf(m[3])), of)))
		p.halfEven = false
		sum.Add(sum, said)
	}
	return sum
}

// sharesOf recomputes "3 of 12 months of €1,190.00 after 7 (€991.67 less €694.17 = €297.50)".
func (p *pocket) sharesOf(part *compare.FeePart, m []string) *big.Rat {
	number := func(text string) *big.Rat {
		n, _ := new(big.Rat).SetString("0" + text) // none before
		return n
	}
	months, of, price, before := number(m[1]), number(m[2]), p.amountOf(m[3]), number(m[4])
	p.is("the months", months, fraction(int64(part.Months), 1))
	p.is("the months of the price", of, fraction(int64(part.OfMonths), 1))
	p.is("the price", price, part.Price.Rat())
	p.is("the months before", before, fraction(int64(part.MonthsBefore), 1))
	p.halfEven = m[8] != ""
	upTo := func(months *big.Rat) *big.Rat { return p.cents(divided(multiplied(price, months), of)) }
	said, last := p.amountOf(m[7]), upTo(added(before, months))
	if (m[5] != "") != (before.Sign() > 0) || (m[5] == "") != (m[6] == "") {
		p.fault("the months before: %q", m[0])
	} else if m[5] != "" {
		p.is("what months come to", p.amountOf(m[5]), last)
		p.is("what months before come to", p.amountOf(m[6]), upTo(before))
		last = less(last, upTo(before))
	}
	p.is("the shares", said, last)
	p.is("the amount", said, part.Amount.Rat())
	p.halfEven = false
	return said
}

// owedOf adds up "€11.18 by the statement for May 2026 + €3.00 by the statement for June 2026".
func (p *pocket) owedOf(x *compare.LevelCost, text string) *big.Rat {
	sum, list := new(big.Rat), strings.Split(text, " + ")
	if len(list) != len(x.OwedMonths) {
		p.fault("owed: %q", text)
		return sum
	}
	for i, one := range list {
		m := owedOne.FindStringSubmatch(one)
		if m == nil {
			p.fault("owed: %q", one)
			return sum
		}
		p.isMonth(m[2], x.OwedMonths[i].Month)
		sum.Add(sum, p.amountOf(m[1]))
	}
	return sum
}

// level recomputes what is said of a level, and compares it.
func (p *pocket) level(x *compare.LevelCost, list []clause) {
	kinds := map[string]bool{}
	fees, packs := new(big.Rat), new(big.Rat)
	refused, later := x.Refused, x.Later
	for _, c := range list {
		v := c.values
		switch c.kind {
		case "fees":
			fees = v[0]
			p.is("the fees", v[0], x.Fees.Rat())
			p.is("what they add up to", v[0], p.feesOf(x, c.words[0]))
		case "work", "priced", "unpriced":
			p.is("the work", v[0], inSeconds(x.Charged))
			p.is("what the allowances pay", v[1], inSeconds(x.FromAllowance))
			p.is("what is to be bought", v[2], less(v[0], v[1]))
			if c.kind == "priced" {
				billed, hours, price := p.bought(x, c.words[0])
				packs = v[3]
				p.is("what is bought", v[3], price)
				p.lies("the hours", v[2], new(big.Rat), added(added(billed, hours), added(earlier(x), fraction(1, 1))))
				p.is("the packs", hours, inSeconds(x.Packs.Time))
				if want := map[bool]string{true: "D29"}[x.PackMonths != nil]; len(x.HourMonths) == 0 && c.cites[0] != want || len(x.HourMonths) > 0 && c.cites[0] != "D29, D21" {
					p.fault("cites %q", c.cites[0])
				}
			}
		case "earlier":
			p.is("what earlier packs pay for", v[0], earlier(x))
		case "cost":
			p.is("the cost", v[0], added(fees, packs))
			p.is("the cost", v[0], x.Cost.Rat())
		case "outside":
			p.is("what lies outside", v[0], inSeconds(x.Outside))
		case "kept":
			p.is("those kept", v[0], fraction(int64(x.Guarantees.InTime), 1))
			p.is("those missed", v[1], fraction(int64(x.Guarantees.Late), 1))
			if c.words[0] != strings.Join(x.Late, ", ") {
				p.fault("missed: %q", c.words[0])
			}
		case "missed":
			p.months(x, c.words[0])
		case "owed":
			sum := p.owedOf(x, c.words[0])
			p.is("what is owed", sum, x.Owed.Rat())
			if v[0] != nil || len(x.OwedMonths) > 1 {
				p.is("what is owed in all", v[0], sum)
			}
		case "refused":
			if len(refused) == 0 || c.words[0] != refused[0].Ticket || c.cites[0] != strings.Join(refused[0].Rules, ", ") {
				p.fault("refused: %q", c.words)
				return
			}
			if by := map[string]servicelevel.Channel{
				"ticket": servicelevel.ByTicket, "telephone": servicelevel.ByTelephone, "mail": servicelevel.ByMail, "monitoring": servicelevel.ByMonitoring,
				"téléphone": servicelevel.ByTelephone, "courriel": servicelevel.ByMail, "la surveillance": servicelevel.ByMonitoring,
			}; by[c.words[1]] != refused[0].Channel {
				p.fault("by %q", c.words[1])
			}
			if v[0] != nil || refused[0].Worked != 0 {
				p.is("its work", v[0], inSeconds(refused[0].Worked))
			}
			refused = refused[1:]
		case "waits":
			if len(later) == 0 || c.words[0] != later[0].Ticket {
				p.fault("waits: %q", c.words)
				return
			}
			p.moment("until when it waits", moment{v[0], v[1]}, later[0].Earliest, later[0].Earliest.Location())
			p.is("how much longer", v[2], inSeconds(later[0].By))
			p.moment("when another level begins", moment{v[3], v[4]}, later[0].First, later[0].First.Location())
			if v[1] != nil && v[4] != nil {
				p.is("how much longer", v[2], less(less(v[0], v[1]), less(v[3], v[4])))
			} else {
				p.is("how much longer", v[2], less(v[0], v[3]))
			}
			later = later[1:]
		}
		kinds[c.kind] = true
	}
	if len(refused)+len(later) > 0 {
		p.fault("%d are not said", len(refused)+len(later))
	}
	said := x.Verdict != nil
	for kind, want := range map[string]bool{
		"fees": true, "work": x.Charged > 0 && x.Hours == 0, "priced": x.Hours > 0 && x.Packs != nil, "unpriced": x.Packs == nil, "cost": x.Cost != nil,
		"earlier": earlier(x).Sign() > 0,
		"outside": x.Outside > 0, "kept": x.Guarantees.InTime+x.Guarantees.Late > 0, "missed": len(x.Missed) > 0, "no_rent": x.Owed == nil,
		"owed": x.Owed != nil && !x.Owed.IsZero(), "can": said && *x.Verdict == plans.Eligible, "ask": said && *x.Verdict == plans.ContactUs,
		"cannot": said && *x.Verdict == plans.Refused,
	} {
		if kinds[kind] != want {
			p.fault("%s: %v", kind, kinds[kind])
		}
	}
}

// months compares the months in which an availability was missed.
func (p *pocket) months(x *compare.LevelCost, text string) {
	names := strings.Split(text, ", ")
	if len(names) != len(x.Missed) {
		p.fault("missed: %q", text)
		return
	}
	for i, m := range x.Missed {
		p.isMonth(names[i], m)
	}
}

// TestPocketCalculatorOfLevels: whoever recomputes what is said of a level that is compared gets
// each figure in it; with one digit changed nobody does.
func TestPocketCalculatorOfLevels(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLifeOf(t, false, func(ct *servicelevel.Contract) {
			if oneIn(t, 2, "server") {
				ct.Server.Ordered = wall(rapid.SampledFrom([]string{"2014-06-19 12:00", "2020-01-01 12:00"}).Draw(t, "ordered"))
				ct.Server.InService = oneIn(t, 2, "in service")
			}
		})
		l.facts = purged(l.facts, servicelevel.Withdrawn)
		l.possible()
		for i := range l.act.Requests {
			if oneIn(t, 4, "another channel") {
				l.act.Requests[i].Channel = servicelevel.Channel(rapid.IntRange(1, 3).Draw(t, "channel"))
			}
		}
		if oneIn(t, 4, "no rent") {
			l.ct.Rent = nil
		}
		c, err := compare.Levels(l.catalogue(), l.ct, l.act, l.first, l.last())
		if err != nil {
			return // a clause needs a rent, or there is no price for so many hours
		}
		bare := encode(t, c)
		var back compare.Comparison
		require.NoError(t, back.UnmarshalJSON([]byte(bare)))
		back.Explain()
		c.Explain()
		requireSame(t, encode(t, c), encode(t, back))
		require.NoError(t, back.Validate())
		for i := range back.Levels {
			x := &back.Levels[i]
			s := onDays(c.MonthDay, c.Currency, []said{{&x.Explained, (*tongue).readLevel, func(p *pocket, list []clause) { p.level(&c.Levels[i], list) }, "", ""}})[0]
			require.NoError(t, s.check(), "%s\n%s", x.Explained.EN, x.Explained.FR)
			s.misread(t)
			for _, a := range x.Assumptions {
				require.NotEmpty(t, a.Explained)
			}
			for _, id := range decisionID.FindAllString(x.Explained.EN, -1) {
				require.True(t, rests(x.Assumptions, id), "%s in %s", id, x.Explained.EN)
			}
		}
	})
}

// TestComparisonInWords: what Compare's example compares, in both languages.
func TestComparisonInWords(t *testing.T) {
	t.Parallel()
	ct := proContract()
	ct.Rent = dec("149.00")
	ct.Server = plans.Server{Ordered: wall("2014-06-19 12:00"), InService: true}
	act := servicelevel.Activity{
		Requests: []servicelevel.Request{
			asked("T1", "2026-05-11 09:40"), incident("T2", "2026-05-16 22:00"),
			{Ticket: "T3", At: wall("2026-06-02 10:00"), Channel: servicelevel.ByTelephone},
		},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-11 10:00", 130*time.Minute), session("T2", "2026-05-17 02:40", 75*time.Minute), session("T3", "2026-06-02 10:00", 10*time.Minute)},
	}
	act.Outages = append(act.Outages, down("2026-05-16 22:00", "2026-05-16 23:30"))
	c, err := compare.Levels(servicelevel.NUXIT(), ct, act, compareMay, compareJune)
	require.NoError(t, err)
	c.Explain()
	x := compared(t, c, servicelevel.Standard)
	assert.Equal(t, servicelevel.Wording{
		FR: "abonnements 0,00 € HT ; 4 h de travail facturées, 0 min sur les allocations, 4 h à acheter : 1 × 5 h à 239,00 € = 239,00 € ; en tout 239,00 € HT ; 1 h 15 min de travail hors des heures du niveau ; " +
			"T3, par téléphone, est refusé, avec 10 min de travail (S28) ; T2 attend jusqu'au 18 mai 2026 à 09:00, soit 35 h de plus qu'à un autre niveau : le 16 mai 2026 à 22:00 ; possible pour ce serveur",
		EN: "fees €0.00 excl. VAT; 4 h of work charged, 0 min from the allowances, 4 h to buy: 1 × 5 h at €239.00 = €239.00; in all €239.00 excl. VAT; 1 h 15 min of work outside the level's hours; " +
			"T3, by telephone, is refused, with 10 min of work (S28); T2 waits until 18 May 2026 at 09:00, 35 h longer than at another level: 16 May 2026 at 22:00; this server can have it",
	}, x.Explained)
	x = compared(t, c, servicelevel.Business)
	assert.Equal(t, servicelevel.Wording{
		FR: "abonnements 2 × 90,00 € = 180,00 € HT ; 4 h de travail facturées, 1 h 30 min sur les allocations, 2 h 30 min à acheter : 1 × 3 h à 169,00 € = 169,00 € ; en tout 349,00 € HT ; délais garantis : 0 tenu, 1 manqué (T2) ; " +
			"disponibilité manquée : mai 2026 ; dû au client 11,18 € au relevé de mai 2026 ; T3, par téléphone, est refusé, avec 10 min de travail (S28) ; à voir avec l'hébergeur pour ce serveur (S69, S71, S70)",
		EN: "fees 2 × €90.00 = €180.00 excl. VAT; 4 h of work charged, 1 h 30 min from the allowances, 2 h 30 min to buy: 1 × 3 h at €169.00 = €169.00; in all €349.00 excl. VAT; guaranteed times: 0 kept, 1 missed (T2); " +
			"availability missed: May 2026; owed to the customer €11.18 by the statement for May 2026; T3, by telephone, is refused, with 10 min of work (S28); for this server the provider must be asked (S69, S71, S70)",
	}, x.Explained)
	assert.Contains(t, compared(t, c, servicelevel.Pro).Explained.EN, "; not for this server (S47, D20)")
	assert.True(t, rests(compared(t, c, servicelevel.Pro).Assumptions, "D20"))
	assert.False(t, rests(x.Assumptions, "D20"))
	for ordered, want := range map[string]bool{"2014-06-20 12:00": true, "2014-06-21 00:00": false} {
		ct.Server.Ordered = wall(ordered)
		c, err := compare.Levels(servicelevel.NUXIT(), ct, act, compareMay, compareJune)
		require.NoError(t, err)
		assert.Equal(t, want, rests(compared(t, c, servicelevel.Pro).Assumptions, "D20"), ordered)
	}

	// Over a change of the clocks the instants have their offsets.
	act = servicelevel.Activity{Requests: []servicelevel.Request{incident("T1", "2024-10-26 10:00"), incident("T2", "2024-10-25 19:00"), incident("T3", "2024-10-19 12:00")}}
	ct.Start = day("2024-01-01")
	c, err = compare.Levels(servicelevel.NUXIT(), ct, act, month("2024-10"), month("2024-10"))
	require.NoError(t, err)
	c.Explain()
	assert.Contains(t, compared(t, c, servicelevel.Serenity).Explained.EN, "T3 waits until 21 October 2024 at 09:00 (UTC+2), 45 h longer than at another level: 19 October 2024 at 12:00 (UTC+2); T2 waits until 28 October 2024 at 09:00 (UTC+1), 63 h longer than at another level: 25 October 2024 at 19:00 (UTC+2)")

	// What is bought is said pack by pack, and what has no price is said to have none.
	act = workOn("T1", wall("2026-05-11 10:00"), 23*time.Hour)
	c, err = compare.Levels(servicelevel.NUXIT(), ct, act, compareMay, compareMay)
	require.NoError(t, err)
	c.Explain()
	x = compared(t, c, servicelevel.Standard)
	assert.Equal(t, []int64{1, 1}, []int64{x.Packs.Lines[0].Count, x.Packs.Lines[1].Count})
	assert.Contains(t, x.Explained.FR, "23 h à acheter : 1 × 20 h à 699,00 € + 1 × 3 h à 169,00 € = 868,00 € ; en tout 868,00 € HT")
	ct.Edition = "magic"
	c, err = compare.Levels(servicelevel.Magic(), ct, act, compareMay, compareMay)
	require.NoError(t, err)
	c.Explain()
	assert.Contains(t, compared(t, c, servicelevel.Standard).Explained.EN, "fees €0.00 excl. VAT; 23 h of work charged, 0 min from the allowances, 23 h to buy, at a price that is not stated")
}
