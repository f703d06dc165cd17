package plans_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/servicelevel/plans"
)

// stated lists what the pages state, written out apart from the registry: ids
// from first to last, their level ("*" for all) and mark ("F" French page only,
// "E" English page only, "≠" both but different, "" both alike).
var stated = []struct {
	first, last int
	levels      string
	mark        string
}{
	{1, 1, "*", ""},
	{2, 2, "*", "≠"},
	{3, 3, "*", "E"},
	{4, 4, "*", "F"},
	{5, 9, "0", ""},
	{10, 10, "0", "≠"},
	{11, 16, "0", ""},
	{17, 17, "0", "F"},
	{18, 18, "0", ""},
	{19, 19, "0", "≠"},
	{20, 21, "0", ""},
	{22, 26, "0", "F"},
	{27, 30, "0", ""},
	{31, 37, "1", ""},
	{38, 51, "2", ""},
	{52, 71, "3", ""},
	{72, 73, "4", ""},
	{74, 74, "4", "≠"},
	{75, 82, "4", ""},
	{83, 84, "*", ""},
}

// decided lists the decisions: the levels whose results each can change, and
// how many other choices it offers.
var decided = []struct {
	levels  string
	choices int // besides the default
}{
	{"*", 1}, {"*", 0}, {"*", 1}, {"*", 6}, {"*", 2}, {"234", 1}, {"*", 3}, {"*", 3}, // D1–D8
	{"34", 2}, {"34", 2}, {"34", 11}, {"34", 9}, {"34", 1}, {"34", 2}, {"34", 0}, {"34", 1}, {"34", 0}, // D9–D17
	{"234", 3}, {"234", 11}, {"12", 0}, {"*", 1}, {"*", 6}, {"34", 1}, {"*", 1}, {"4", 0}, {"*", 1}, // D18–D26
	{"234", 2}, {"*", 0}, {"*", 2}, {"*", 2}, {"*", 0}, {"*", 1}, {"*", 0}, {"*", 0}, {"34", 0}, {"34", 1}, {"*", 0}, {"*", 0}, // D27–D38
}

// figures must occur in a rule's wording, in both languages.
var figures = map[string][]string{
	"S1": {"0", "4", "Standard", "Pro", "Business", "Critical Business"}, "S2": {"NUXIT", "Magic"}, "S3": {"26", "2019"},
	"S13": {"18"}, "S19": {"30 min", "60 min"}, "S22": {"3 h"},
	"S23": {"3 h", "169"}, "S24": {"5 h", "239"}, "S25": {"10 h", "399"}, "S26": {"20 h", "699"},
	"S31": {"15"}, "S35": {"Plesk"}, "S36": {"20 ", "2014"}, "S37": {"0"}, "S38": {"45"}, "S43": {"1 h 30"},
	"S46": {" 4 h", "24"}, "S47": {"20 ", "2014"}, "S48": {"0", "S49", "S50"}, "S49": {"24"},
	"S52": {"90"}, "S53": {"100"}, "S60": {"Plesk"}, "S61": {"99"}, "S62": {"5"}, "S63": {"45 min", "24"}, "S65": {"24"},
	"S70": {"Plesk Web Host Edition"}, "S74": {"LAMP", "NUXIT", "Magic"}, "S82": {"4", "3"},
	"D3": {"Europe/Paris"}, "D12": {"100"}, "D20": {"20 ", "2014"}, "D22": {"20"}, "D26": {"8 ", "1953", "1959", "1982"},
}

// figureRules are the rules that state a datum.
var figureRules = []int{1, 2, 3, 12, 13, 19, 22, 23, 24, 25, 26, 31, 38, 43, 46, 52, 61, 62, 63, 83}

func ids() []string {
	var all []string
	for n := range 84 {
		all = append(all, "S"+strconv.Itoa(n+1))
	}
	for n := range 38 {
		all = append(all, "D"+strconv.Itoa(n+1))
	}
	return all
}

func lookup(t testing.TB, id string) plans.Rule {
	t.Helper()
	r, ok := plans.LookupRule(id)
	require.True(t, ok, "%s is not in the registry", id)
	require.Equal(t, id, r.ID)
	return r
}

// levelsOf writes the levels of a rule as their digits, "*" for all.
func levelsOf(r plans.Rule) string {
	var b strings.Builder
	for _, l := range plans.Levels() {
		if n, _ := l.Number(); r.At(l) {
			b.WriteString(strconv.Itoa(n))
		}
	}
	if b.String() == "01234" {
		return "*"
	}
	return b.String()
}

func TestRegistryHoldsEveryRuleInOrder(t *testing.T) {
	var got []string
	for r := range plans.Rules() {
		got = append(got, r.ID)
		assert.Equal(t, lookup(t, r.ID), r)
	}
	assert.Equal(t, ids(), got)

	for range plans.Rules() { // stopping early is allowed
		break
	}
}

func TestStatedRulesHaveTheirLevelsAndPages(t *testing.T) {
	next := 1
	for _, want := range stated {
		require.Equal(t, next, want.first, "the table skips a rule")
		next = want.last + 1
		for n := want.first; n <= want.last; n++ {
			r := lookup(t, "S"+strconv.Itoa(n))
			assert.Equal(t, want.levels, levelsOf(r), "levels of %s", r.ID)
			sources := map[string]plans.Source{"F": plans.FrenchPage, "E": plans.EnglishPage}[want.mark]
			if sources == 0 {
				sources = plans.BothPages
			}
			assert.Equal(t, sources, r.Sources, "pages of %s", r.ID)
			assert.Equal(t, want.mark == "≠", r.Differs(), "%s differs", r.ID)
			assert.NotEqual(t, plans.KindDecision, r.Kind, r.ID)
			assert.Equal(t, slices.Contains(figureRules, n), r.Kind == plans.KindFigure, "%s states a figure", r.ID)
			assert.Equal(t, plans.Wording{}, r.Question, r.ID)
			assert.Empty(t, r.Choices(), r.ID)
		}
	}
	assert.Equal(t, 85, next)
}

func TestDecisionsHaveADefaultAndTheirChoices(t *testing.T) {
	require.Len(t, decided, 38)
	for i, want := range decided {
		r := lookup(t, "D"+strconv.Itoa(i+1))
		assert.Equal(t, plans.KindDecision, r.Kind, r.ID)
		assert.Equal(t, want.levels, levelsOf(r), "levels of %s", r.ID)
		assert.Zero(t, r.Sources, r.ID)
		assert.False(t, r.Differs(), r.ID)
		assert.Empty(t, r.Decisions(), r.ID)
		require.Len(t, r.Choices(), 1+want.choices, r.ID)
		checkTitle(t, r.ID, r.Question)
		names := map[string]bool{}
		for _, c := range r.Choices() {
			checkSentence(t, r.ID, c.Wording)
			assert.Regexp(t, `^[a-z0-9]+(_[a-z0-9]+)*$`, c.Name, r.ID)
			assert.False(t, names[c.Name], "%s has %s twice", r.ID, c.Name)
			names[c.Name] = true
			assert.Equal(t, places(c.Wording.FR), places(c.Wording.EN), "%s, %s", r.ID, c.Name)
		}
		if says := r.Choices()[0].Wording; len(places(says.EN)) == 0 {
			assert.Equal(t, r.Wording, says, r.ID)
		}
		assert.Empty(t, places(r.Wording.FR+r.Wording.EN), r.ID)
	}
}

// places lists where a sentence has operands, and at the end once if it says something else of one
// clause than of others, which the languages need not do at the same places.
func places(text string) []string {
	clauses := regexp.MustCompile(`\{[^{}|]+(\|[^{}|]+)+\}`)
	list := regexp.MustCompile(`\{\w*\}?`).FindAllString(clauses.ReplaceAllString(text, ""), -1)
	if clauses.MatchString(text) {
		list = append(list, "|")
	}
	return list
}

func TestEveryRuleIsWordedInBothLanguages(t *testing.T) {
	seen := map[string]string{}
	for _, id := range ids() {
		r := lookup(t, id)
		wordings := []plans.Wording{r.Wording}
		for i, c := range r.Choices() {
			if i > 0 {
				wordings = append(wordings, c.Wording)
			}
		}
		if r.Differs() {
			for _, page := range []plans.Source{plans.FrenchPage, plans.EnglishPage} {
				wordings = append(wordings, plans.Wording{FR: r.TextIn(page, plans.French), EN: r.TextIn(page, plans.English)})
			}
		}
		for _, w := range wordings {
			checkSentence(t, id, w)
			for _, text := range []string{w.FR, w.EN} {
				assert.Empty(t, seen[text], "%s repeats %q", id, text)
				seen[text] = id
			}
		}
		for _, figure := range figures[id] {
			assert.Contains(t, r.Text(plans.French), figure, id)
			assert.Contains(t, r.Text(plans.English), figure, id)
		}
	}
	for id := range figures {
		lookup(t, id)
	}
}

const (
	longest      = 150 // characters of a sentence
	longestTitle = 100
)

var (
	// French sets a space before these signs; English does not.
	frenchUnspaced = regexp.MustCompile(`[^ ][;:?!»€%]|«[^ ]`)
	englishSpaced  = regexp.MustCompile(` [;:?!,.%]|€ |«|»`)
	sloppy         = regexp.MustCompile(`  |^ | $|\.\.|[\t\n"]`)
)

func checkSentence(t *testing.T, id string, w plans.Wording) {
	t.Helper()
	checkText(t, id, w)
	for _, text := range []string{w.FR, w.EN} {
		first, _ := utf8.DecodeRuneInString(text)
		assert.True(t, unicode.IsUpper(first), "%s begins with a capital: %q", id, text)
		assert.True(t, strings.HasSuffix(text, "."), "%s ends with a period: %q", id, text)
	}
}

func checkTitle(t *testing.T, id string, w plans.Wording) {
	t.Helper()
	checkText(t, id, w)
	assert.False(t, strings.HasSuffix(w.FR+w.EN, "."), "%s: %q is no sentence", id, w)
	assert.LessOrEqual(t, utf8.RuneCountInString(w.FR), longestTitle, id)
	assert.LessOrEqual(t, utf8.RuneCountInString(w.EN), longestTitle, id)
}

func checkText(t *testing.T, id string, w plans.Wording) {
	t.Helper()
	require.NoError(t, w.Validate(), id)
	assert.NotEqual(t, w.FR, w.EN, "%s reads the same in both languages", id)
	assert.NotRegexp(t, frenchUnspaced, w.FR, id)
	assert.NotRegexp(t, englishSpaced, w.EN, id)
	for _, text := range []string{w.FR, w.EN} {
		assert.NotRegexp(t, sloppy, text, id)
		assert.LessOrEqual(t, utf8.RuneCountInString(text), longest, "%s: %q", id, text)
	}
}

func TestDecisionsCompleteStatedRules(t *testing.T) {
	completed := map[string][]string{}
	for r := range plans.Rules() {
		links := r.Decisions()
		for i, id := range links {
			assert.Equal(t, plans.KindDecision, lookup(t, id).Kind, "%s → %s", r.ID, id)
			assert.NotContains(t, links[:i], id, r.ID)
			completed[id] = append(completed[id], r.ID)
		}
	}
	for _, id := range ids()[84:] {
		assert.NotEmpty(t, completed[id], "%s completes no rule", id)
	}
	both := append(lookup(t, "S61").Decisions(), lookup(t, "S62").Decisions()...)
	for n := 9; n <= 17; n++ {
		assert.Contains(t, both, "D"+strconv.Itoa(n), "the guarantee of availability")
	}
	for id, decision := range map[string]string{
		"S13": "D3", "S14": "D26", "S17": "D8", "S19": "D1", "S21": "D7", "S36": "D20", "S47": "D20",
		"S43": "D6", "S46": "D18", "S63": "D19", "S72": "D25", "S82": "D25", "S84": "D4",
		"S20": "D32", "S23": "D30", "S29": "D38",
	} {
		assert.Contains(t, completed[decision], id)
	}
}

func TestTextInIsThatPagesOwn(t *testing.T) {
	for _, c := range []struct {
		id   string
		page plans.Source
		want []string
		not  []string
	}{
		{"S2", plans.FrenchPage, []string{"NUXIT"}, []string{"Magic"}},
		{"S2", plans.EnglishPage, []string{"Magic", "NUXIT"}, nil},
		{"S10", plans.FrenchPage, []string{"c"}, []string{"NUXIT", "Magic"}},
		{"S10", plans.EnglishPage, []string{"own", "lui-même"}, []string{"NUXIT", "Magic", "client", "customer"}},
		{"S19", plans.FrenchPage, []string{"30 min"}, []string{"60"}},
		{"S19", plans.EnglishPage, []string{"60 min"}, []string{"30"}},
		{"S74", plans.FrenchPage, []string{"hors de LAMP", "beyond LAMP"}, []string{"seulement", "only"}},
		{"S74", plans.EnglishPage, []string{"dans LAMP seulement", "only within LAMP"}, []string{"hors", "beyond"}},
	} {
		r := lookup(t, c.id)
		text := r.TextIn(c.page, plans.French) + "\n" + r.TextIn(c.page, plans.English)
		for _, s := range c.want {
			assert.Contains(t, text, s, c.id)
		}
		for _, s := range c.not {
			assert.NotContains(t, text, s, c.id)
		}
	}

	for r := range plans.Rules() {
		for _, lang := range []plans.Language{plans.French, plans.English} {
			for _, page := range []plans.Source{plans.FrenchPage, plans.EnglishPage} {
				switch {
				case r.Kind != plans.KindDecision && !r.Sources.Has(page):
					assert.Empty(t, r.TextIn(page, lang), r.ID)
				case !r.Differs():
					assert.Equal(t, r.Text(lang), r.TextIn(page, lang), r.ID)
				}
			}
		}
	}
	assert.Empty(t, lookup(t, "S1").TextIn(0, plans.French), "no page at all")
	assert.Equal(t, lookup(t, "S19").Text(plans.English), lookup(t, "S19").TextIn(plans.BothPages, plans.English))
	assert.Empty(t, lookup(t, "S22").TextIn(plans.BothPages, plans.English), "not both state it")
}

func TestLookupRuleRefusesWhatIsNoID(t *testing.T) {
	for _, id := range []string{
		"", "S", "D", "S0", "S00", "S01", "S85", "S99", "D0", "D39", "D84", "s1", "d1", "S1 ", " S1", "S-1", "S+1", "S1a",
		"S001", "S840", "S4294967297", "X1", "1", "19", "SS", "S/", "S:", "S１",
	} {
		r, ok := plans.LookupRule(id)
		assert.False(t, ok, "%q", id)
		assert.Equal(t, plans.Rule{}, r, "%q", id)
	}
	known := ids()
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.OneOf(rapid.String(), rapid.StringMatching(`[SDsd]?[0-9:/-]{0,4}`)).Draw(t, "id")
		r, ok := plans.LookupRule(id)
		if ok != slices.Contains(known, id) || ok && r.ID != id {
			t.Fatalf("LookupRule(%q) = %q, %v", id, r.ID, ok)
		}
	})
}

func TestARuleBelongsToItsCaller(t *testing.T) {
	before := lookup(t, "D11")
	mine := lookup(t, "D11")
	mine.Choices()[0] = plans.Choice{Name: "x"}
	mine.Wording.FR = "x"
	links := lookup(t, "S62").Decisions()
	links[0] = "x"
	assert.Equal(t, before, lookup(t, "D11"))
	assert.NotContains(t, lookup(t, "S62").Decisions(), "x")
}

func TestRuleTravelsAsItsID(t *testing.T) {
	for r := range plans.Rules() {
		b, err := json.Marshal(r)
		require.NoError(t, err)
		assert.Equal(t, strconv.Quote(r.ID), string(b))
		var back plans.Rule
		require.NoError(t, json.Unmarshal(b, &back))
		assert.Equal(t, r, back)
	}

	r := lookup(t, "S1")
	err := json.Unmarshal([]byte(`"S85"`), &r)
	require.ErrorContains(t, err, "S1 to S84 or D1 to D38")
	require.ErrorContains(t, err, "S85")
	assert.Equal(t, lookup(t, "S1"), r)

	_, err = plans.Rule{}.MarshalText()
	require.Error(t, err)
	_, err = plans.Rule{ID: "S85"}.MarshalText()
	require.ErrorContains(t, err, "S85")
}

func TestRuleKindText(t *testing.T) {
	for kind, want := range map[plans.RuleKind]string{
		plans.KindFigure: "figure", plans.KindLogic: "logic", plans.KindEntitlement: "entitlement", plans.KindDecision: "decision",
	} {
		assert.Equal(t, want, kind.String())
		b, err := kind.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, want, string(b))
		var back plans.RuleKind
		require.NoError(t, back.UnmarshalText(b))
		assert.Equal(t, kind, back)
	}
	assert.Equal(t, "kind(4)", plans.RuleKind(4).String())
	_, err := plans.RuleKind(4).MarshalText()
	require.Error(t, err)
	kind := plans.KindLogic
	require.ErrorContains(t, kind.UnmarshalText([]byte("Figure")), "figure, logic, entitlement, decision")
	assert.Equal(t, plans.KindLogic, kind)
}

func TestSets(t *testing.T) {
	assert.True(t, plans.BothPages.Has(plans.FrenchPage))
	assert.True(t, plans.BothPages.Has(plans.EnglishPage))
	assert.True(t, plans.BothPages.Has(plans.BothPages))
	assert.False(t, plans.FrenchPage.Has(plans.BothPages))
	assert.False(t, plans.FrenchPage.Has(plans.EnglishPage))
	assert.False(t, plans.BothPages.Has(0))

	all := lookup(t, "D1")
	assert.True(t, all.At(plans.CriticalBusiness))
	assert.False(t, all.At(plans.Level("gold")), "no such level")
	assert.False(t, all.At(""), "no such level")
	assert.False(t, plans.Rule{}.At(plans.Standard))
}

func TestLookupRuleDoesNotAllocate(t *testing.T) {
	var text string
	allocs := testing.AllocsPerRun(100, func() {
		for _, id := range [...]string{"S1", "S84", "D38", "D39"} {
			r, _ := plans.LookupRule(id)
			text = r.TextIn(plans.FrenchPage, plans.English)
		}
	})
	assert.Zero(t, allocs)
	assert.Empty(t, text)
}

func BenchmarkLookupRule(b *testing.B) {
	for b.Loop() {
		if _, ok := plans.LookupRule("S84"); !ok {
			b.Fatal("not found")
		}
	}
}

// TestChoicesByName: each choice of a decision is found under its name, there alone, and the default is the
// first.
func TestChoicesByName(t *testing.T) {
	t.Parallel()
	for _, id := range ids() {
		r := lookup(t, id)
		for i, want := range r.Choices() {
			got, ok := plans.LookupChoice(id, want.Name)
			assert.True(t, ok, id)
			assert.Equal(t, want, got, id)
			got, ok = r.Choice(want.Name)
			assert.True(t, ok, id)
			assert.Equal(t, want, got, id)
			assert.Equal(t, i == 0, r.Default() == want, id)
		}
		_, ok := plans.LookupChoice(id, "no_choice")
		assert.False(t, ok, id)
		if r.Kind != plans.KindDecision {
			assert.Zero(t, r.Default(), id)
		}
	}
	_, ok := plans.LookupChoice("D39", "ticket")
	assert.False(t, ok)
}
