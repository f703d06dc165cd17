package servicelevel_test

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

// A clause is one part of what is said of an availability, between semicolons.
type clause struct {
	kind   string
	values []*big.Rat // seconds, shares, euros and plain figures, in the order of the words; nil: not said
	cites  []string
}

// form is how a clause reads: {T} is a time, {P} a percentage, {A} an amount, {N} a figure, {M} that it is one
// at least, {E} how half cents are rounded, {C} the rules.
type form struct{ kind, en, fr string }

var forms = []form{
	{"time", `{T} of downtime{C}(?:, {T} more not counted)? in {T}{C}`, `{T} d'indisponibilité{C}(?:, {T} de plus ne comptant pas)? sur {T}{C}`},
	{"missed", `availability {P} \({N}\), promised {P}{C}: missed by {T}{C}`, `disponibilité {P} \({N}\), engagement {P}{C} : manqué de {T}{C}`},
	{"kept", `availability {P} \({N}\), promised {P}{C}: kept, to spare {T}{C}`, `disponibilité {P} \({N}\), engagement {P}{C} : tenu, reste {T}{C}`},
	{"full", `{T} counted in full{C}`, `compté en entier : {T}{C}`},
	{"excess", `{T} less {T} allowed = {T} counted{C}`, `compté : {T} moins {T} de tolérance = {T}{C}`},
	{"pro_rata", `{N} × {T}, pro rata{C}`, `{N} × {T}, au prorata{C}`},
	{"begun", `{N} × {T}, each unit begun counting in full{C}`, `{N} × {T}, chaque unité commencée comptant en entier{C}`},
	{"full_units", `{N} × {T}, only full units counting{C}`, `{N} × {T}, seules les unités entières comptant{C}`},
	{"band", `band from {P} to below {P}{C}`, `tranche de {P} à moins de {P}{C}`},
	{"length", `length of less than {T}{C}`, `durée de moins de {T}{C}`},
	{"length_between", `length of {T} to less than {T}{C}`, `durée de {T} à moins de {T}{C}`},
	{"length_above", `length of {T} and more{C}`, `durée de {T} et plus{C}`},
	{"length_any", `any length{C}`, `toute durée{C}`},
	{"rent", `(?:{N} × )?{P} of the rent of {A} = {M}{A}{E}{C}`, `(?:{N} × )?{P} du loyer de {A} = {M}{A}{E}{C}`},
	{"euros", `{N} × {A} = {M}{A}{E}{C}`, `{N} × {A} = {M}{A}{E}{C}`},
	{"credit", `{M}{A}{E}{C}`, `{M}{A}{E}{C}`},
	{"that_time", `{N} × the rent of that time \({A} for {T}\) = {M}{A}{E}{C}`, `{N} × le loyer de ce temps \({A} pour {T}\) = {M}{A}{E}{C}`},
	{"day", `(?:{N} × )?{P} of a day's rent \({A} for {N} days?\) = {M}{A}{E}{C}`, `(?:{N} × )?{P} du loyer d'un jour \({A} pour {N} jours?\) = {M}{A}{E}{C}`},
	{"outage_cap", `at most {P} of the rent of {A} for an outage, which {N} exceeds?(?: = {A})?{C}`, `au plus {P} du loyer de {A} par interruption, ce que {N} dépasse(?:nt)?(?: = {A})?{C}`},
	{"cap", `at most {P} of the rent of {A} = {A}{C}`, `au plus {P} du loyer de {A} = {A}{C}`},
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

// tongue is how an availability is explained in a language.
type tongue struct {
	between, point, thousands, oneByOne string
	clauses, outages                    []reading
}

type reading struct {
	kind  string
	re    *regexp.Regexp
	kinds string // of what is captured: T, P, A, N and C, in order
}

var (
	english = newTongue("; ", ".", ",", "by outage: ", `-?€\d\d?\d?(?:,\d\d\d)*\.\d\d`, `%`, func(f form) string { return f.en })
	french  = newTongue(" ; ", ",", "\u202f", "par interruption : ", "-?\\d\\d?\\d?(?:\u202f\\d\\d\\d)*,\\d\\d €", ` %`, func(f form) string { return f.fr })
)

func newTongue(between, point, thousands, oneByOne, amount, percent string, words func(form) string) *tongue {
	number := `\d+(?:` + regexp.QuoteMeta(point) + `\d+)?`
	patterns := map[byte]string{
		'T': `(` + number + ` (?:h|min|s)(?: ` + number + `(?: (?:min|s)\b)?)*)`,
		'P': `(` + number + percent + `)`,
		'A': `(` + amount + `)`,
		'N': `(\d+/\d+|` + number + `)`,
		'M': `(at least |au moins )?`,
		'E': `(, half cents to even|, les demi-centimes au pair)?`,
		'C': `(?: \(([^()]+)\))?`,
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
	return &tongue{between: between, point: point, thousands: thousands, oneByOne: oneByOne, clauses: compile(forms), outages: compile(outageForms)}
}

// read takes a sentence apart; the outages that are listed follow one another as clauses.
func (l *tongue) read(sentence string) (list []clause, err error) {
	for part := range strings.SplitSeq(sentence, l.between) {
		if outages, ok := strings.CutPrefix(part, l.oneByOne); ok {
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

// take appends what a part says, in the one form that it has.
func (l *tongue) take(list []clause, forms []reading, part string) ([]clause, error) {
	n := len(list)
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
			case text == "":
				c.values = append(c.values, nil)
				continue
			}
			if kind == 'M' || kind == 'E' {
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
	text = strings.ReplaceAll(strings.ReplaceAll(text, l.thousands, ""), l.point, ".")
	if kind == 'T' {
		return readTime(strings.Fields(text))
	}
	scale := int64(1)
	if kind == 'P' {
		scale = 100
	}
	text = strings.Trim(strings.Replace(text, "€", "", 1), " %")
	v, ok := new(big.Rat).SetString(text)
	if !ok || kind == 'N' && strings.Contains(text, "/") && v.RatString() != text {
		return nil, fmt.Errorf("no reduced figure: %q", text)
	}
	return v.Quo(v, big.NewRat(scale, 1)), nil
}

// readTime reads "2 h 37 min 30 s": each unit once, the largest first, minutes and seconds below 60.
func readTime(words []string) (*big.Rat, error) {
	sum, last := new(big.Rat), int64(1<<40)
	for i := 0; i < len(words); i += 2 {
		unit, text := "", words[i]
		if i+1 < len(words) {
			unit = words[i+1]
		}
		seconds := map[string]int64{"h": 3600, "min": 60, "s": 1}[unit]
		v, ok := new(big.Rat).SetString(text)
		if !ok || seconds == 0 || seconds >= last || seconds > 1 && !v.IsInt() || seconds < 3600 && v.Cmp(big.NewRat(60, 1)) >= 0 {
			return nil, fmt.Errorf("no time: %q", words)
		}
		last = seconds
		sum.Add(sum, v.Mul(v, big.NewRat(seconds, 1)))
	}
	return sum, nil
}
