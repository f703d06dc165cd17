package servicelevel_test

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A clause is one part of what is said of an availability, between semicolons.
type clause struct {
	kind   string
	values []*big.Rat // seconds, shares, amounts and plain figures, in the order of the words; nil: not said
	cites  []string
	words  []string // names, which are not compared between languages
}

// form is how a clause reads: {T} is a time, {P} a percentage, {A} an amount, {N} a figure, {M} that it is one
// at least, {X} that it is more than that, {L} times by their shares, {W} a time of work, {E} how half units are rounded, {C} the rules, {D} a date, {B} the first month of several, {Y} a year, {I} an instant, which is two figures, what the clocks show and their offset, {O} the name of a
// month, {G} the days from a first to a last one, {F} a month by its name or its days, {H} one since when, {K} when one begins, {S} any text.
type form struct{ kind, en, fr string }

var forms = []form{
	{"time", `{T} of downtime(?:: {L})?{C}(?:, {T} more not counted,)? in {T}{C}`, `{T} d'indisponibilité(?: : {L})?{C}(?:, {T} de plus ne comptant pas,)? sur {T}{C}`},
	{"same_time", `the same downtime`, `même indisponibilité`},
	{"maintenance", `at most {T} of {T} of maintenance not counted{C}`, `au plus {T} sur {T} de maintenance ne comptant pas{C}`},
	{"short", `outages? shorter than {T}, not counted: {S}{C}`, `interruptions? de moins de {T}, non comptées? : {S}{C}`},
	{"grain", `each outage in whole units of {T}{C}`, `chaque interruption en unités entières de {T}{C}`},
	{"grain_fixed", `each outage in fixed intervals of {T}{C}`, `chaque interruption en intervalles fixes de {T}{C}`},
	{"missed", `availability {P} \({N}\)(?:, rounded to the nearest {P}: {P})?, promised {X}{P}{C}: missed by {T}{C}`, `disponibilité {P} \({N}\)(?:, arrondie à {P} près : {P})?, engagement {X}{P}{C} : manqué de {T}{C}`},
	{"kept", `availability {P} \({N}\)(?:, rounded to the nearest {P}: {P})?, promised {X}{P}{C}: kept, to spare {T}{C}`, `disponibilité {P} \({N}\)(?:, arrondie à {P} près : {P})?, engagement {X}{P}{C} : tenu, reste {T}{C}`},
	{"full", `{T} counted in full{C}`, `compté en entier : {T}{C}`},
	{"excess", `{T} less {T} allowed = {T} counted{C}`, `compté : {T} moins {T} de tolérance = {T}{C}`},
	{"past_free", `{T} counted, beyond {T} of each (?:outage|intervention){C}`, `compté : {T}, au-delà de {T} par (?:interruption|intervention){C}`},
	{"pro_rata", `{N} × {T}, pro rata{C}`, `{N} × {T}, au prorata{C}`},
	{"begun", `{N} × {T}, each unit begun counting in full{C}`, `{N} × {T}, chaque unité commencée comptant en entier{C}`},
	{"full_units", `{N} × {T}, only full units counting{C}`, `{N} × {T}, seules les unités entières comptant{C}`},
	{"dates", `{N} calendar days?{C}`, `{N} jours? civils?{C}`},
	{"band", `band from {X}{P} to below {P}{C}`, `tranche de {X}{P} à moins de {P}{C}`},
	{"band_through", `band from {X}{P} to {P} inclusive{C}`, `tranche de {X}{P} à {P} inclus{C}`},
	{"number", `{N} (?:outage|intervention)s?, band from {N} to below {N}{C}`, `{N} (?:interruption|intervention)s?, tranche de {N} à moins de {N}{C}`},
	{"number_on", `{N} (?:outage|intervention)s?, band from {N} on{C}`, `{N} (?:interruption|intervention)s?, tranche à partir de {N}{C}`},
	{"length", `length of less than {T}{C}`, `durée de moins de {T}{C}`},
	{"length_between", `length of {T} to less than {T}{C}`, `durée de {T} à moins de {T}{C}`},
	{"length_above", `length of {T} and more{C}`, `durée de {T} et plus{C}`},
	{"length_any", `any length{C}`, `toute durée{C}`},
	{"rent", `(?:{N} × )?{P} of the rent of {A} = {M}{A}{E}{C}`, `(?:{N} × )?{P} du loyer de {A} = {M}{A}{E}{C}`},
	{"euros", `{N} × {A} = {M}{A}{E}{C}`, `{N} × {A} = {M}{A}{E}{C}`},
	{"credit", `{M}{A}{E}{C}`, `{M}{A}{E}{C}`},
	{"that_time", `{N} × the rent of that time \({A} for {T}\) = {M}{A}{E}{C}`, `{N} × le loyer de ce temps \({A} pour {T}\) = {M}{A}{E}{C}`},
	{"day", `(?:{N} × )?{P} of a day's rent \({A} for {N} days?\) = {M}{A}{E}{C}`, `(?:{N} × )?{P} du loyer d'un jour \({A} pour {N} jours?\) = {M}{A}{E}{C}`},
	{"outage_cap", `at most {P} of the rent of {A} for an (?:outage|intervention), which {N} exceeds?(?:, in all {A})?{C}`, `au plus {P} du loyer de {A} par (?:interruption|intervention), ce que {N} dépasse(?:nt)?(?:, en tout {A})?{C}`},
	{"plus", `plus {P} of the rent of {A}, in all {M}{A}{C}`, `en plus {P} du loyer de {A}, en tout {M}{A}{C}`},
	{"plus_day", `plus {P} of a day's rent \({A} for {N} days?\), in all {M}{A}{C}`, `en plus {P} du loyer d'un jour \({A} pour {N} jours?\), en tout {M}{A}{C}`},
	{"plus_euros", `plus {A}, in all {M}{A}{C}`, `en plus {A}, en tout {M}{A}{C}`},
	{"least", `no less than {P} of the rent of {A} = {M}{A}{C}`, `pas moins de {P} du loyer de {A} = {M}{A}{C}`},
	{"least_day", `no less than {P} of a day's rent \({A} for {N} days?\) = {M}{A}{C}`, `pas moins de {P} du loyer d'un jour \({A} pour {N} jours?\) = {M}{A}{C}`},
	{"least_euros", `no less than {A} = {M}{A}{C}`, `pas moins de {A} = {M}{A}{C}`},
	{"cap", `at most {P} of the rent of {A}(?:, less {A} for the (?:earlier months of the year|others of the last {N} months))? = {A}{C}`, `au plus {P} du loyer de {A}(?:, moins {A} pour les (?:mois précédents de l'année|autres des {N} derniers mois))? = {A}{C}`},
	{"cap_service", `at most {P} of the {A} of the period = {A}{C}`, `au plus {P} des {A} de la période = {A}{C}`},
	{"cap_months", `at most {P} of the rent charged for the last {N} months \({A}\)(?:, less {A} for the (?:earlier months of the year|others of the last {N} months))? = {A}{C}`, `au plus {P} du loyer facturé des {N} derniers mois \({A}\)(?:, moins {A} pour les (?:mois précédents de l'année|autres des {N} derniers mois))? = {A}{C}`},
	{"cap_days", `at most {P} of the rent charged for the last {N} days \({A}\)(?:, less {A} for the (?:earlier months of the year|others of the last {N} months))? = {A}{C}`, `au plus {P} du loyer facturé des {N} derniers jours \({A}\)(?:, moins {A} pour les (?:mois précédents de l'année|autres des {N} derniers mois))? = {A}{C}`},
	{"cap_month", `at most {P} of the rent charged for the last month \({A}\)(?:, less {A} for the (?:earlier months of the year|others of the last {N} months))? = {A}{C}`, `au plus {P} du loyer facturé du dernier mois \({A}\)(?:, moins {A} pour les (?:mois précédents de l'année|autres des {N} derniers mois))? = {A}{C}`},
	{"cap_day", `at most {P} of the rent charged for the last day \({A}\)(?:, less {A} for the (?:earlier months of the year|others of the last {N} months))? = {A}{C}`, `au plus {P} du loyer facturé du dernier jour \({A}\)(?:, moins {A} pour les (?:mois précédents de l'année|autres des {N} derniers mois))? = {A}{C}`},
	{"least_over", `nothing up to {A}: {A}{C}`, `rien jusqu'à {A} : {A}{C}`},
	{"least_at", `nothing below {A}: {A}{C}`, `rien en dessous de {A} : {A}{C}`},
	{"claim_made", `claimed on {I}, before {I}: {A}{C}`, `réclamé le {I}, avant le {I} : {A}{C}`},
	{"claim_late", `claimed too late, on {I}, to be claimed before {I}: {A}{C}`, `réclamé trop tard, le {I}, à réclamer avant le {I} : {A}{C}`},
	{"claim_open", `to be claimed before {I}, not claimed as yet: {A}{C}`, `à réclamer avant le {I}, non réclamé à ce jour : {A}{C}`},
	{"claim_lapsed", `not claimed before {I}: {A}{C}`, `non réclamé avant le {I} : {A}{C}`},
	{"lost_late", `outage of {T} claimed too late, on {I}, to be claimed before {I}: not counted{C}`, `interruption de {T} réclamée trop tard, le {I}, à réclamer avant le {I} : non comptée{C}`},
	{"lost_lapsed", `outage of {T} not claimed before {I}: not counted{C}`, `interruption de {T} non réclamée avant le {I} : non comptée{C}`},
	{"lost_open", `outage of {T} to be claimed before {I}, not claimed as yet: not counted{C}`, `interruption de {T} à réclamer avant le {I}, non réclamée à ce jour : non comptée{C}`},
	{"lost_so_far", `outage of {T} that goes on, not claimed as yet: not counted{C}`, `interruption de {T} qui dure encore, non réclamée à ce jour : non comptée{C}`},
	{"in_time", `outage of {T} claimed on {I}, before {I}{C}`, `interruption de {T} réclamée le {I}, avant le {I}{C}`},
	{"in_time_so_far", `outage of {T} that goes on, claimed on {I}{C}`, `interruption de {T} qui dure encore, réclamée le {I}{C}`},
	{"most", `the (?:greater|greatest) of {S} = {A}`, `le plus élevé de {S} = {A}`},
	{"together", `in all {S} = {A}`, `en tout {S} = {A}`},
	{"before", `owed before {A}, difference {A}`, `déjà dû {A}, différence {A}`},
}

// outageForms are how one outage reads, of those that are listed one by one.
var outageForms = []form{
	{"outage", `{T}(?: of which {T})?(?: → {N})?`, `{T}(?: dont {T})?(?: → {N})?`},
	{"outage_length", `{T}(?: of which {T})? → length of less than {T}: (?:{P}|{A})`, `{T}(?: dont {T})? → durée de moins de {T} : (?:{P}|{A})`},
	{"outage_between", `{T}(?: of which {T})? → length of {T} to less than {T}: (?:{P}|{A})`, `{T}(?: dont {T})? → durée de {T} à moins de {T} : (?:{P}|{A})`},
	{"outage_any", `{T}(?: of which {T})? → any length: (?:{P}|{A})`, `{T}(?: dont {T})? → toute durée : (?:{P}|{A})`},
	{"outage_above", `{T}(?: of which {T})? → length of {T} and more: (?:{P}|{A})`, `{T}(?: dont {T})? → durée de {T} et plus : (?:{P}|{A})`},
}

// lastedForms are how long each of the outages was that are cut.
var lastedForms = []form{{"lasted", `{T}`, `{T}`}, {"filled", `{T} → {T}`, `{T} → {T}`}}

// tongue is how an availability is explained in a language, with amounts in a currency.
type tongue struct {
	french                         bool
	currency                       modelCurrency
	amount                         *regexp.Regexp // alone
	between, point, thousands      string
	oneByOne, lateOnes, further    string
	clauses, outages, lines, draws []reading
	levels, joint, lasted, goals   []reading
	decisions                      []reading
	whole                          *regexp.Regexp // what outages are cut to, how long each was, the rules
}

type reading struct {
	kind  string
	re    *regexp.Regexp
	kinds string // of what is captured: T, P, A, N and C, in order
}

var months = strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre " +
	"January February March April May June July August September October November December")

// readDate reads "1er mai 2026", "May 2026" or "1 May 2026 at 10:00:07.5" as the seconds that the
// clocks show.
func readDate(text string) (*big.Rat, error) {
	words := strings.Fields(text)
	if len(words) == 2 {
		words = append([]string{"1"}, words...)
	}
	day, err := strconv.Atoi(strings.TrimSuffix(words[0], "er"))
	year, err2 := strconv.Atoi(words[2])
	m := slices.Index(months, words[1])
	if err != nil || err2 != nil || m < 0 {
		return nil, fmt.Errorf("no date: %q", text)
	}
	date := time.Date(year, time.Month(m%12+1), day, 0, 0, 0, 0, time.UTC)
	if date.Day() != day {
		return nil, fmt.Errorf("no such day: %q", text)
	}
	seconds := big.NewRat(date.Unix(), 1)
	if len(words) < 5 {
		return seconds, nil
	}
	clock, err := readClock(words[4])
	if err != nil {
		return nil, err
	}
	return seconds.Add(seconds, clock), nil
}

// beforeMonth stands before a month, by its name or its days.
var beforeMonth = regexp.MustCompile(`^(?:the month of |le mois du |de |d'|du )`)

// readMonth reads the name of a month as its first day, and the days of one, "15 May to 14 June 2026", as their
// sum in which neither can stand for the other. The year is said twice only if there are two.
func readMonth(text string) (*big.Rat, error) {
	text = beforeMonth.ReplaceAllString(text, "")
	from, to, ok := strings.Cut(strings.Replace(text, " au ", " to ", 1), " to ")
	if !ok {
		return readDate(text)
	}
	year := to[len(to)-4:]
	if strings.HasSuffix(from, year) {
		return nil, fmt.Errorf("the year twice: %q", text)
	}
	if len(strings.Fields(from)) == 2 {
		from += " " + year
	}
	first, err := readDate(from)
	if err != nil {
		return nil, err
	}
	last, err := readDate(to)
	if err != nil {
		return nil, err
	}
	return daysFrom(first, last), nil
}

// daysFrom is the days from a first to a last one as one figure.
func daysFrom(first, last *big.Rat) *big.Rat {
	return new(big.Rat).Add(first, new(big.Rat).Quo(last, big.NewRat(1<<40, 1)))
}

// readClock reads "10:00:07,5" as seconds from midnight.
func readClock(text string) (*big.Rat, error) {
	clock := new(big.Rat)
	for i, part := range strings.Split(text+strings.Repeat(":0", 2-strings.Count(text, ":")), ":") {
		v, ok := new(big.Rat).SetString(strings.Replace(part, ",", ".", 1))
		if !ok || v.Cmp(big.NewRat([]int64{24, 60, 60}[i], 1)) >= 0 {
			return nil, fmt.Errorf("no time of day: %q", text)
		}
		clock.Add(clock, v.Mul(v, big.NewRat([]int64{3600, 60, 1}[i], 1)))
	}
	return clock, nil
}

// newTongue makes one of how its words, figures and amounts are written.
func newTongue(c modelCurrency, french bool, between, point, thousands, oneByOne, lateOnes, amount, inDays, percent string, words func(form) string) *tongue {
	month := `[\pL]+ \d\d\d\d`
	date := `\d\d?(?:er)? ` + month
	days := `\d\d?(?:er)? [\pL]+(?: \d\d\d\d)? (?:to|au) ` + date
	aMonth, since, begins := `(?:`+month+`|`+days+`)`, `(?:`+month+`|the month of `+days+`)`, `(?:`+month+`|`+date+`)`
	if point == "," {
		days = `du ` + days
		of := `(?:de (?:janvier|février|mars|mai|juin|juillet|septembre|novembre|décembre)|d'(?:avril|août|octobre)) \d\d\d\d`
		aMonth, since, begins = `(?:`+of+`|`+days+`)`, `(?:`+month+`|le mois `+days+`)`, `(?:`+of+`|du `+date+`)`
	}
	whole := `\d\d?\d?(?:` + thousands + `\d\d\d)*`
	number := whole + `(?:` + regexp.QuoteMeta(point) + `\d+)?`
	part := `(?:` + number + percent + ` (?:de|of) )?` + number + ` (?:h|min|s)(?: ` + number + `(?: (?:min|s)\b)?)*`
	patterns := map[byte]string{
		'L': `(` + part + `(?: \+ ` + part + `)*)`,
		'T': `(` + number + ` (?:h|min|s)(?: ` + number + `(?: (?:min|s)\b)?)*)`,
		'W': `(` + whole + ` (?:h|min|s)(?: ` + number + ` (?:min|s)\b)*|` + number + ` s)`,
		'P': `(` + number + percent + `)`,
		'A': `(` + amount + `|` + inDays + `)`,
		'N': `(` + whole + `/` + whole + `|` + number + `)`,
		'M': `(at least |au moins )?`,
		'X': `(above |more than |plus de |de plus de )?`,
		'E': c.halves() + `?`,
		'C': `(?: \(([^()]+)\))?`,
		'O': `(` + month + `)`,
		'G': `(` + days + `)`,
		'F': `(` + aMonth + `)`,
		'H': `(` + since + `)`,
		'K': `(` + begins + `)`,
		'B': `([\pL]+)`,
		'Y': `(\d\d\d\d)`,
		'D': `(` + date + `)`,
		'I': `(\d\d?(?:er)? ` + month + ` (?:at|à) \d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ` + anyOffset + `)?)`,
		'S': `(.+?)`,
	}
	compile := func(list []form) (out []reading) {
		for _, f := range list {
			r := reading{kind: f.kind}
			text := words(f)
			for i := strings.IndexByte(text, '{'); i >= 0; i = strings.IndexByte(text, '{') {
				r.kinds += string(text[i+1])
				text = text[:i] + patterns[text[i+1]] + text[i+3:]
			}
			r.re = regexp.MustCompile(`^` + text + `$`)
			out = append(out, r)
		}
		return out
	}
	return &tongue{french: french, currency: c, amount: regexp.MustCompile(`^(?:` + amount + `|` + inDays + `)$`), between: between, point: point, thousands: thousands, oneByOne: oneByOne, lateOnes: lateOnes, further: words(form{en: "further clause: ", fr: "autre clause : "}), clauses: compile(forms), outages: compile(outageForms), lines: compile(append(lineForms[:len(lineForms):len(lineForms)], quotaForms...)), draws: compile(drawForms), levels: compile(levelForms), joint: compile(jointForms), lasted: compile(lastedForms), goals: compile(goalForms), decisions: compile(decisionForms), whole: regexp.MustCompile(`^((?:each outage|chaque interruption) .*?) ?: (.*?)( \([^()]+\))?$`)}
}

// read takes a sentence apart; the outages that are listed follow one another as clauses.
func (l *tongue) read(sentence string) (list []clause, err error) {
	for part := range strings.SplitSeq(sentence, l.between) {
		if rest, ok := strings.CutPrefix(part, l.further); ok {
			list, part = append(list, clause{kind: "further"}), rest
		}
		if m := l.whole.FindStringSubmatch(part); m != nil {
			if list, err = l.take(list, l.clauses, m[1]+m[3]); err != nil {
				return nil, err
			}
			for lasted := range strings.SplitSeq(m[2], ", ") {
				if list, err = l.take(list, l.lasted, lasted); err != nil {
					return nil, err
				}
			}
		} else if outages, ok := strings.CutPrefix(part, l.oneByOne); ok {
			for outage := range strings.SplitSeq(outages, ", ") {
				if list, err = l.take(list, l.outages, outage); err != nil {
					return nil, err
				}
			}
		} else if list, err = l.take(list, l.clauses, part); err != nil {
			return nil, err
		}
	}
	return list, nil
}

var feminine = regexp.MustCompile(`((?:-?[\d,\x{202f}]+ (?:h|min|s) ?)+)(?:de travail )?,? ?(?:reprise|rendue|facturée|travaillée)(s?)\b`)

var masculine = regexp.MustCompile("(-?[\\d\u202f]+)(?:,\\d+)? (?:€|JPY|KWD) (?:sur [\\d\u202f]+(?:,\\d+)? (?:€|JPY|KWD) |déjà )?(?:rendu|déduit)(s?)\\b")

// agrees checks that what became of a time, or of an amount, is said in French as of one of a unit
// below two of it, and as of several else.
func agrees(part string) error {
	for _, m := range masculine.FindAllStringSubmatch(part, -1) {
		whole := strings.TrimPrefix(m[1], "-")
		if one := whole == "0" || whole == "1"; one == (m[2] == "s") {
			return fmt.Errorf("%q does not agree", m[0])
		}
	}
	for _, m := range feminine.FindAllStringSubmatch(part, -1) {
		words := strings.Fields(strings.TrimPrefix(plainTime(m[1]), "-"))
		v, ok := new(big.Rat).SetString(words[0])
		if one := ok && len(words) == 2 && v.Cmp(big.NewRat(2, 1)) < 0; one == (m[2] == "s") {
			return fmt.Errorf("%q does not agree", m[0])
		}
	}
	return nil
}

// take appends what a part says, in the one form that it has.
func (l *tongue) take(list []clause, forms []reading, part string) ([]clause, error) {
	n := len(list)
	if err := agrees(part); err != nil {
		return nil, err
	}
	for _, f := range forms {
		m := f.re.FindStringSubmatch(part)
		if m == nil {
			continue
		}
		c := clause{kind: f.kind}
		for i, kind := range f.kinds {
			text := m[i+1]
			switch {
			case kind == 'C':
				c.cites = append(c.cites, text)
				continue
			case kind == 'S':
				c.words = append(c.words, text)
				continue
			case kind == 'I':
				c.values = append(c.values, nil, nil)
				if text == "" {
					continue
				}
				m, err := readMoment(text)
				if err != nil {
					return nil, err
				}
				c.values[len(c.values)-2], c.values[len(c.values)-1] = m.shown, m.offset
				continue
			case text == "":
				c.values = append(c.values, nil)
				continue
			}
			if strings.ContainsRune("MEX", kind) {
				text, kind = "1", 'N'
			}
			v, err := l.figure(kind, text)
			if err != nil {
				return nil, fmt.Errorf("%q: %w", part, err)
			}
			c.values = append(c.values, v)
		}
		list = append(list, c)
	}
	if len(list) != n+1 {
		return nil, fmt.Errorf("%q reads in %d ways", part, len(list)-n)
	}
	return list, nil
}

// figure reads a figure as it is printed.
func (l *tongue) figure(kind rune, text string) (*big.Rat, error) {
	if kind == 'A' && !l.amount.MatchString(text) {
		return nil, fmt.Errorf("no amount in %s: %q", l.currency.sign(), text)
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, l.thousands, ""), l.point, ".")
	switch kind {
	case 'T':
		return readTime(strings.Fields(text), 60)
	case 'L':
		return l.sum(text)
	case 'W': // in minutes below two hours
		return readTime(strings.Fields(text), 120)
	case 'D', 'O':
		return readDate(text)
	case 'F', 'G', 'H':
		return readMonth(text)
	case 'K':
		return readDate(beforeMonth.ReplaceAllString(text, ""))
	case 'B':
		return readDate(text + " 2000") // of that year, whichever it is
	}
	scale := int64(1)
	if kind == 'P' {
		scale = 100
	}
	text = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(text, "s"), " day"), " jour") // of service
	text = strings.NewReplacer(l.currency.sign(), "", " ", "", "%", "").Replace(text)
	v, ok := new(big.Rat).SetString(text)
	if !ok || kind == 'N' && strings.Contains(text, "/") && v.RatString() != text {
		return nil, fmt.Errorf("no reduced figure: %q", text)
	}
	return v.Quo(v, big.NewRat(scale, 1)), nil
}

// sum reads "1 h + 25 % of 3 h": no share twice, the most first.
func (l *tongue) sum(text string) (*big.Rat, error) {
	sum, last := new(big.Rat), big.NewRat(2, 1)
	for i, part := range strings.Split(text, " + ") {
		share := big.NewRat(1, 1)
		percent, took, partly := strings.Cut(part, " of ")
		if !partly {
			percent, took, partly = strings.Cut(part, " de ")
		}
		if partly {
			var err error
			if share, err = l.figure('P', percent); err != nil || share.Cmp(big.NewRat(1, 1)) >= 0 {
				return nil, fmt.Errorf("no share: %q", percent)
			}
		} else if took = part; i > 0 {
			return nil, fmt.Errorf("all of it comes first: %q", text)
		}
		v, err := readTime(strings.Fields(took), 60)
		if err != nil || share.Cmp(last) >= 0 {
			return nil, fmt.Errorf("out of order: %q, %w", text, err)
		}
		last = share
		sum.Add(sum, v.Mul(v, share))
	}
	return sum, nil
}

// readTime reads "2 h 37 min 30 s": each unit once, the largest first, seconds below 60, and so
// minutes behind hours; without hours minutes are below the given.
func readTime(words []string, below int64) (*big.Rat, error) {
	sum, last := new(big.Rat), int64(1<<40)
	rest, negative := strings.CutPrefix(words[0], "-")
	words[0] = rest
	for i := 0; i < len(words); i += 2 {
		unit, text := "", words[i]
		if i+1 < len(words) {
			unit = words[i+1]
		}
		seconds := map[string]int64{"h": 3600, "min": 60, "s": 1}[unit]
		v, ok := new(big.Rat).SetString(text)
		most := int64(60)
		if i == 0 && seconds == 60 {
			most = below
		}
		if !ok || seconds == 0 || seconds >= last || seconds > 1 && !v.IsInt() || seconds < 3600 && v.Cmp(big.NewRat(most, 1)) >= 0 {
			return nil, fmt.Errorf("no time: %q", words)
		}
		last = seconds
		sum.Add(sum, v.Mul(v, big.NewRat(seconds, 1)))
	}
	if negative {
		sum.Neg(sum)
	}
	return sum, nil
}
