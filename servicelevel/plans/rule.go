package plans

import (
	"database/sql/driver"
	"iter"
	"slices"
	"strings"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
)

// Source is a set of the two pages that state the rules. The zero value is neither: a decision is stated by
// no page.
type Source uint8

// The two pages and their union.
const (
	FrenchPage  Source = 1 << iota // NUXIT's page, in French, undated
	EnglishPage                    // Magic's page, in English, of 26 August 2019
	BothPages   = FrenchPage | EnglishPage
)

// Has reports whether every page of t is in s; no page at all never is.
func (s Source) Has(t Source) bool { return t != 0 && s&t == t }

// levelSet is a set of the five levels of the pages.
type levelSet uint8

// The sets that the registry names.
const (
	atStandard levelSet = 1 << iota
	atSerenity
	atPro
	atBusiness
	atCritical
	atEvery = atStandard | atSerenity | atPro | atBusiness | atCritical
)

// RuleKind says what a rule is to a program. The zero value is KindFigure.
type RuleKind uint8

// The four kinds.
const (
	KindFigure      RuleKind = iota // a datum: an amount, a duration, a share, a date, a name
	KindLogic                       // a condition, and what follows from it
	KindEntitlement                 // what a level gives, or leaves to the customer
	KindDecision                    // what palier decides where the pages are silent or ambiguous
)

var kindNames = [...]string{"figure", "logic", "entitlement", "decision"}

// String returns the text form, or "kind(9)" for what is no kind.
func (k RuleKind) String() string { return enum.String(kindNames[:], "kind", k) }

// MarshalText implements encoding.TextMarshaler.
func (k RuleKind) MarshalText() ([]byte, error) { return enum.Marshal(kindNames[:], "kind", k) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *RuleKind) UnmarshalText(b []byte) error { return enum.Parse(k, kindNames[:], "kind", b) }

// Value implements driver.Valuer.
func (k RuleKind) Value() (driver.Value, error) { return column.Text(k.MarshalText()) }

// Scan implements sql.Scanner.
func (k *RuleKind) Scan(src any) error { return column.Scan(k.UnmarshalText, "kind", src) }

// Rule is one entry of the registry: a statement of the pages, S1 to S84, or a decision, D1 to D38. The zero
// value is no rule. Its text form, in JSON too, is its id.
type Rule struct {
	// ID is "S1" to "S84" or "D1" to "D38".
	ID string
	// Kind is KindDecision for a D, one of the other three for an S.
	Kind RuleKind
	// Sources are the pages that state the rule; none for a decision.
	Sources Source
	// Question is what a decision settles, as a short title. It is empty for an S.
	Question Wording
	// Wording is the rule in one sentence; of a decision, its default.
	Wording Wording

	levels          levelSet
	french, english Wording  // per page, where the pages differ
	choices         []Choice // the default first
	usual           Wording  // the operand of the default, if that has one
	decisions       []string
}

// Text returns the rule as a sentence in lang. If the two pages differ it names both; TextIn words one of
// them.
func (r Rule) Text(lang Language) string { return r.Wording.Text(lang) }

// TextIn returns the rule as page states it, or "" if page, which is one of the two, does not. A decision
// reads the same for both.
func (r Rule) TextIn(page Source, lang Language) string {
	switch {
	case r.Kind == KindDecision:
		return r.Text(lang)
	case !r.Sources.Has(page):
		return ""
	case page == FrenchPage && r.Differs():
		return r.french.Text(lang)
	case page == EnglishPage && r.Differs():
		return r.english.Text(lang)
	}
	return r.Text(lang)
}

// At reports whether l, one of the five levels, states the rule, or whether the decision can change the
// results of l. A level that includes another (S38, S58) has the rules of that one without stating them.
func (r Rule) At(l Level) bool {
	n, ok := l.Number()
	return ok && r.levels>>n&1 == 1
}

// Differs reports whether the two pages state the rule differently (S2, S10,
// S19, S74).
func (r Rule) Differs() bool { return r.french != r.english }

// Choices returns what can be chosen for a decision, its default first. It is empty for an S.
func (r Rule) Choices() []Choice { return slices.Clone(r.choices) }

// Default returns what is chosen for a decision unless another choice is asked for. It is zero for an S.
func (r Rule) Default() Choice {
	if len(r.choices) == 0 {
		return Choice{}
	}
	return r.choices[0]
}

// Choice returns the choice of that name. ok is false if the decision does not offer it.
func (r Rule) Choice(name string) (c Choice, ok bool) { return choiceIn(r.choices, name) }

func choiceIn(list []Choice, name string) (c Choice, ok bool) {
	for i := range list {
		if list[i].Name == name {
			return list[i], true
		}
	}
	return Choice{}, false
}

// LookupChoice returns the choice of that name of the decision of that id. ok is false if there is none.
func LookupChoice(id, name string) (c Choice, ok bool) {
	if r := find(id); r != nil {
		return choiceIn(r.choices, name)
	}
	return Choice{}, false
}

// Decisions returns the ids of the decisions that complete the rule if the pages leave it open: D10, D11, D12
// and others for S62. It is empty for a D.
func (r Rule) Decisions() []string { return slices.Clone(r.decisions) }

// Choice is one of the choices that a decision offers.
type Choice struct {
	// Name is a text for programs, such as "pro_rata".
	Name string
	// Wording is the choice in one sentence. The operands of a statement's Assumption have their places in it:
	// {zone}, {time}, {share} and {price} are those of its fields, {cost} is Price, or Share of what Basis says,
	// and {downtime|lateness} is the first of these if it is Of availability, the second if it is of late
	// interventions.
	Wording Wording
}

// worded gives each decision the sentence of its default.
func worded(rules []Rule) []Rule {
	for i := range rules {
		r := &rules[i]
		said := r.choices[0].Wording
		r.Wording = Wording{FR: usually(said.FR, r.usual.FR), EN: usually(said.EN, r.usual.EN)}
	}
	return rules
}

// usually fills the places of a choice's sentence: with the usual operand, and with the first of what
// differs between clauses.
func usually(sentence, operand string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(sentence, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		place, after, _ := strings.Cut(rest, "}")
		if first, _, differs := strings.Cut(place, "|"); differs {
			b.WriteString(first)
		} else {
			b.WriteString(operand)
		}
		sentence = after
	}
}

// MarshalText implements encoding.TextMarshaler with the id.
func (r Rule) MarshalText() ([]byte, error) {
	if _, ok := LookupRule(r.ID); !ok {
		return nil, fault.New("rule", r.ID, unknownRule)
	}
	return []byte(r.ID), nil
}

// UnmarshalText implements encoding.TextUnmarshaler: it looks the id up.
func (r *Rule) UnmarshalText(b []byte) error {
	found, ok := LookupRule(string(b))
	if !ok {
		return fault.New("rule", string(b), unknownRule)
	}
	*r = found
	return nil
}

// Value implements driver.Valuer with the id.
func (r Rule) Value() (driver.Value, error) { return column.Text(r.MarshalText()) }

// Scan implements sql.Scanner.
func (r *Rule) Scan(src any) error { return column.Scan(r.UnmarshalText, "rule", src) }

const unknownRule = "must be the id of a rule, S1 to S84 or D1 to D38"

// LookupRule returns the rule of that id, written as in the registry ("S19", not "s19" or "S019"). It takes
// constant time, does not allocate and can be used from any goroutine.
func LookupRule(id string) (Rule, bool) {
	if r := find(id); r != nil {
		return *r, true
	}
	return Rule{}, false
}

// find leads from the number in an id to its place, and accepts what stands
// there only under that very id: what is no number leads nowhere or to another.
func find(id string) *Rule {
	if len(id) < 2 || len(id) > 3 {
		return nil
	}
	n := 0
	for _, digit := range []byte(id[1:]) {
		n = 10*n + int(digit) - '0'
	}
	tables := registry[:decided]
	if id[0] == 'D' {
		tables = registry[decided:]
	}
	i := n - 1
	for _, table := range tables {
		if 0 <= i && i < len(table) && table[i].ID == id {
			return &table[i]
		}
		i -= len(table)
	}
	return nil
}

// registry holds the rules in the order of their numbers: the pages' own in the
// first tables, decisions from the table decided on.
var registry = [...][]Rule{standardRules, supportRules, managedRules, decisionRules, promiseRules, amountRules}

const decided = 3

// Rules returns every rule: S1 to S84, then D1 to D38.
func Rules() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		for _, table := range registry {
			for _, r := range table {
				if !yield(r) {
					return
				}
			}
		}
	}
}
