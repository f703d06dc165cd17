package servicelevel_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// TestWordsOfATicketThatGoesOn: the months before are said, and add up.
func TestWordsOfATicketThatGoesOn(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
	words := func(ct servicelevel.Contract, facts ...servicelevel.Fact) (list []string) {
		t.Helper()
		book, err := servicelevel.NUXIT().Open(ct)
		require.NoError(t, err)
		require.NoError(t, book.Record(facts...))
		for _, m := range []string{"2026-05", "2026-06", "2026-07"} {
			s, state, err := book.Close(month(m))
			require.NoError(t, err)
			s.Explain()
			for _, w := range s.Tickets {
				text, _, _ := strings.Cut(w.Explained.EN, ";")
				list = append(list, m+" "+text)
			}
			rest := []servicelevel.Fact{}
			for f := range book.Facts() {
				rest = append(rest, f)
			}
			book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
			require.NoError(t, err)
			require.NoError(t, book.Record(rest...))
		}
		return list
	}
	begun := facts(pack("P", "2026-05-04 09:00", 5), request("T1", "2026-05-04 10:00", servicelevel.ServiceRequest))
	told := func(may, june time.Duration) []servicelevel.Fact {
		return facts(begun, worked("w1", "T1", "2026-05-04 10:05", may), worked("w2", "T1", "2026-06-04 10:00", june))
	}
	assert.Equal(t, []string{
		"2026-05 20 min → 1 block of 30 min (S18, S19)",
		"2026-06 20 min before and 35 min = 55 min → 2 blocks of 30 min (S18, S19), less 1 charged before",
	}, words(ct, told(20*time.Minute, 35*time.Minute)...))
	assert.Equal(t, []string{
		"2026-05 1 min → 1 block of 30 min (S18, S19)",
		"2026-06 1 min before and 29 min = 30 min → 1 block of 30 min (S18, S19), less 1 charged before",
	}, words(ct, told(time.Minute, 29*time.Minute)...))
	assert.Equal(t, []string{
		"2026-05 20 min → 1 block of 30 min (S18, S19)",
		"2026-07 20 min before less 20 min = 0 min → 0 blocks of 30 min (S18, S19), less 1 charged before",
	}, words(ct, facts(begun, worked("w1", "T1", "2026-05-04 10:05", 20*time.Minute),
		servicelevel.Fact{ID: "x", Kind: servicelevel.Withdrawn, At: wall("2026-07-01 09:00"), Of: "w1"})...))
	each := ct
	each.Options.EachSession = true
	assert.Equal(t, []string{
		"2026-05 20 min + 10 min, each → 2 blocks of 30 min (S18, S19)",
		"2026-06 35 min → 2 blocks of 30 min (S18, S19)",
		"2026-07 taken back: 10 min → 1 block of 30 min (S18, S19)",
	}, words(each, facts(told(20*time.Minute, 35*time.Minute), worked("w3", "T1", "2026-05-05 10:05", 10*time.Minute),
		servicelevel.Fact{ID: "x", Kind: servicelevel.Withdrawn, At: wall("2026-07-01 09:00"), Of: "w3"})...))
	split := ct
	split.Options.SplitMonths = true
	assert.Equal(t, []string{
		"2026-05 20 min → 1 block of 30 min (S18, S19)",
		"2026-06 35 min and 20 min of other months = 55 min → 2 blocks of 30 min (S18, S19), less those 20 min (D5)",
		"2026-06 20 min before, another month pays for the rounding (S18, S19, D5), less 30 min charged before", // what rounding had added in May
	}, words(split, told(20*time.Minute, 35*time.Minute)...))
	assert.Equal(t, []string{
		"2026-05 20 min → 1 block of 30 min (S18, S19)",
		"2026-06 35 min and 20 min of other months = 55 min → 2 blocks of 30 min (S18, S19), less those 20 min (D5)",
		"2026-06 20 min before, another month pays for the rounding (S18, S19, D5), less 30 min charged before",
		"2026-07 20 min before less 20 min = 0 min → 0 blocks of 30 min (S18, S19), less 20 min charged before",
		"2026-07 35 min before → 2 blocks of 30 min (S18, S19), less 40 min charged before",
	}, words(split, facts(told(20*time.Minute, 35*time.Minute), servicelevel.Fact{ID: "x", Kind: servicelevel.Withdrawn, At: wall("2026-07-01 09:00"), Of: "w1"})...))
	split.Options.EachSession = true
	assert.Equal(t, []string{
		"2026-05 20 min + 10 min, each → 2 blocks of 30 min (S18, S19)",
		"2026-06 35 min → 2 blocks of 30 min (S18, S19)",
	}, words(split, facts(told(20*time.Minute, 35*time.Minute), worked("w3", "T1", "2026-05-05 10:05", 10*time.Minute))...))
}

// TestWordsOfAMinimum: it is said, with the blocks on top of it and what they are together.
func TestWordsOfAMinimum(t *testing.T) {
	t.Parallel()
	e := plans.NUXIT()
	e.Plan(servicelevel.Standard).Work.Minimum, e.Plan(servicelevel.Standard).Work.Block = 20*time.Minute, 5*time.Minute
	words := func(o servicelevel.Options, months []string, more ...servicelevel.Fact) (list []string) {
		ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
		ct.Options = o
		book, err := compiled(e).Open(ct)
		require.NoError(t, err)
		require.NoError(t, book.Record(facts(pack("P", "2026-05-04 09:00", 5), request("T1", "2026-05-04 10:00", servicelevel.ServiceRequest), more)...))
		for _, m := range months {
			s, _, err := book.Close(month(m))
			require.NoError(t, err)
			s.Explain()
			for _, w := range s.Tickets {
				require.Equal(t, 20*time.Minute, w.Minimum)
				for _, text := range []string{w.Explained.EN, w.Explained.FR} {
					before, _, _ := strings.Cut(text, ";")
					list = append(list, strings.TrimSuffix(before, " "))
				}
			}
		}
		return list
	}
	w := func(id, at string, minutes int) servicelevel.Fact {
		return worked(id, "T1", at, time.Duration(minutes)*time.Minute)
	}
	may, gone := []string{"2026-05"}, servicelevel.Fact{ID: "x", Kind: servicelevel.Withdrawn, At: wall("2026-06-02 09:00"), Of: "w1"}
	both, each := []string{"2026-05", "2026-06"}, servicelevel.Options{EachSession: true}
	assert.Equal(t, []string{
		"12 min → the minimum of 20 min (S18, S19)", "12 min → le minimum de 20 min (S18, S19)",
	}, words(servicelevel.Options{}, may, w("w1", "2026-05-04 10:05", 12)))
	assert.Equal(t, []string{
		"32 min → the minimum of 20 min + 3 blocks of 5 min = 35 min (S18, S19)", "32 min → le minimum de 20 min + 3 tranches de 5 min = 35 min (S18, S19)",
	}, words(servicelevel.Options{}, may, w("w1", "2026-05-04 10:05", 32)))
	assert.Equal(t, []string{
		"12 min → the minimum of 20 min (S18, S19)", "12 min → le minimum de 20 min (S18, S19)",
		"12 min before and 20 min = 32 min → the minimum of 20 min + 3 blocks of 5 min = 35 min (S18, S19), less 20 min charged before",
		"12 min avant et 20 min = 32 min → le minimum de 20 min + 3 tranches de 5 min = 35 min (S18, S19), moins 20 min facturées avant",
	}, words(servicelevel.Options{}, both, w("w1", "2026-05-04 10:05", 12), w("w2", "2026-06-04 10:00", 20)))
	assert.Equal(t, []string{
		"12 min → the minimum of 20 min (S18, S19)", "12 min → le minimum de 20 min (S18, S19)",
		"12 min before less 12 min = 0 min → 0 min (S18, S19), less 20 min charged before",
		"12 min avant moins 12 min = 0 min → 0 min (S18, S19), moins 20 min facturées avant",
	}, words(servicelevel.Options{}, both, w("w1", "2026-05-04 10:05", 12), gone))
	assert.Equal(t, []string{
		"12 min + 21 min, each → 2 × the minimum of 20 min + 1 block of 5 min = 45 min (S18, S19)",
		"12 min + 21 min, chacune → 2 × le minimum de 20 min + 1 tranche de 5 min = 45 min (S18, S19)",
		"taken back: 12 min → the minimum of 20 min (S18, S19)", "repris : 12 min → le minimum de 20 min (S18, S19)",
	}, words(each, both, w("w1", "2026-05-04 10:05", 12), w("w2", "2026-05-05 10:05", 21), gone))
}

// blocksText is how a sentence says what becomes of work, in either language.
var blocksText = regexp.MustCompile(`^(?P<back>taken back: |repris : )?(?:(?P<before>\d[^→]*?) (?:before|avant))?(?: (?P<sign>and|et|less|moins) (?P<now>` + anyTime + `) = (?P<all>[^→]*?)|(?P<alone>\d[^→]*?))?(?: (?:and|et) (?P<others>` + anyTime + `) (?:of other months|d'autres mois) = (?P<whole>[^→]*?))? → ` +
	`(?P<due>[^(;,]*?)(?: \([^)]*\))?(?:, (?:less|moins) (?:those|ces) (?P<those>\d[^;]*?) \(D5\))?(?:, (?:less|moins) (?P<charged>\d[^;]*?) (?:charged before|facturées? avant))?(?:;| ;|$)`)

// alonePaysText is how a sentence says what a month pays for without the rounding.
var alonePaysText = regexp.MustCompile(`^(?:(?P<before>\d[^→;]*?) (?:before|avant))?(?: (?P<sign>and|et|less|moins) (?P<now>` + anyTime + `) = (?P<all>[^→;]*?)|(?P<alone>\d[^→;]*?))?, (?:another month pays for the rounding|un autre mois paie l'arrondi) ` +
	`\((?:[^)]*, )?D5\)(?:, (?:less|moins) (?P<charged>\d[^;]*?) (?:charged before|facturées? avant))?(?:;| ;|$)`)

// plainText is what is said without a sum.
var plainText = regexp.MustCompile(`^(` + anyTime + `) (less )?(?:worked|travaillées?)( de moins)?, (` + anyTime + `) (less )?(?:charged|facturées?)( de moins)?(?: \([^)]*\))?(?:;| ;|$)`)

// dueText is what work comes to: a minimum, and so many blocks on top of it.
var dueText = regexp.MustCompile(`^(?:(?:(?P<times>` + anyWhole + `) × )?(?:the minimum of|le minimum de) (?P<least>\d[^=+]*?))?(?:(?: (?P<sign>\+|less|moins) )?(?P<n>` + anyWhole + `) (?:blocks?|tranches?) (?:of|de) (?P<size>[^=]*?)(?: (?:less|moins) (?:(?P<fewer>` + anyWhole + `) × )?(?:the minimum of|le minimum de) (?P<each>\d[^=+]*?))?)?(?: = (?P<sum>.*))?$`)

// spanOf reads "-100 min 1.5 s", "1 min", "30 s".
func spanOf(t require.TestingT, s string) (d time.Duration) {
	rest, negative := strings.CutPrefix(plainTime(s), "-")
	parts := strings.Fields(rest)
	require.Zero(t, len(parts)%2, s)
	for i := 0; i < len(parts); i += 2 {
		part, err := time.ParseDuration(parts[i] + map[string]string{"h": "h", "min": "m", "s": "s"}[parts[i+1]])
		require.NoError(t, err, s)
		d += part
	}
	if negative {
		return -d
	}
	return d
}

// TestWordsOfWorkAddUp: who reads a sentence and rounds up what stands there gets what the
// ticket was charged, of any life.
func TestWordsOfWorkAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t)
		for _, text := range inOneCall(atRandom(t), l) {
			var s servicelevel.Statement
			require.NoError(t, s.UnmarshalJSON([]byte(text)))
			s.Explain()
			for i := range s.Tickets {
				w := &s.Tickets[i]
				if w.ChargedTo != "" {
					m := elsewhereText.FindStringSubmatch(w.Explained.EN)
					require.NotNil(t, m, w.Explained.EN)
					require.Equal(t, w.Worked, lessOf(t, m[1], m[2] != ""), w.Explained.EN)
					require.Equal(t, w.ChargedTo, m[3])
					continue
				}
				requireBlocks(t, w, w.Explained.EN, &l.ct)
				requireBlocks(t, w, w.Explained.FR, &l.ct)
			}
		}
	})
}

// TestReadsWordsOfWork: the model reads a sentence whatever of it is left out, as when a ticket
// that was worked on before goes on in another month alone.
func TestReadsWordsOfWork(t *testing.T) {
	t.Parallel()
	split := &servicelevel.Contract{Options: servicelevel.Options{SplitMonths: true}}
	w := statement.TicketWork{Block: 30 * time.Minute}
	for _, text := range []string{
		"19 min before and 1 min of other months = 20 min → 1 block of 30 min (S18, S19), less those 1 min (D5), less 29 min charged before; 29 min from the pack",
		"19 min avant et 1 min d'autres mois = 20 min → 1 tranche de 30 min (S18, S19), moins ces 1 min (D5), moins 29 min facturées avant ; 29 min du pack",
	} {
		requireBlocks(t, &w, text, split)
	}
	w.Worked, w.Charged = -5*time.Minute, -5*time.Minute
	requireBlocks(t, &w, "19 min before less 5 min = 14 min and 6 min of other months = 20 min → 1 block of 30 min (S18, S19), less those 6 min (D5), less 29 min charged before", split)
}

// elsewhereText is what is said of work that another contract is charged for.
var elsewhereText = regexp.MustCompile(`^(` + anyTime + `)( less)?, charged to the contract (.*?)(?:;|$)`)

// lessOf reads a time that may be said to be less.
func lessOf(t require.TestingT, text string, less bool) time.Duration {
	d := spanOf(t, text)
	if !less {
		return d
	}
	require.Positive(t, d, text)
	return -d
}

func requireBlocks(t require.TestingT, w *statement.TicketWork, sentence string, ct *servicelevel.Contract) {
	o := &ct.Options
	if len(w.Weighed) > 0 {
		w, sentence = unweighed(t, w, sentence)
	}
	form := blocksText
	if alonePaysText.MatchString(sentence) {
		form = alonePaysText
	}
	found := form.FindStringSubmatch(sentence)
	if found == nil {
		m := plainText.FindStringSubmatch(sentence)
		require.NotNil(t, m, sentence)
		require.Equal(t, w.Worked, lessOf(t, m[1], m[2]+m[3] != ""), sentence)
		require.Equal(t, w.Charged, lessOf(t, m[4], m[5]+m[6] != ""), sentence)
		require.True(t, o.EachSession && (o.SplitMonths || len(ct.Changes) > 0), sentence) // some of other months, or by other plans' blocks
		return
	}
	part := func(name string) string {
		if n := form.SubexpIndex(name); n >= 0 {
			return found[n]
		}
		return ""
	}
	if form == alonePaysText {
		own, before := workIn(t, w, sentence, part), time.Duration(0)
		if text := part("charged"); text != "" {
			before = spanOf(t, text)
		}
		require.True(t, o.SplitMonths, sentence)
		require.Equal(t, w.Charged, own-before, sentence)
		return
	}
	size, due := dueOf(t, w, part("due"))
	charged, sign := time.Duration(0), time.Duration(1)
	if part("back") != "" {
		require.True(t, due > 0 || w.Worked < 0, sentence)
		sign = -1
	}
	switch text := part("charged"); {
	case text == "":
	case strings.Contains(strings.TrimSpace(text), " "):
		charged = spanOf(t, text)
	default:
		n, err := strconv.Atoi(plainWhole(text))
		require.NoError(t, err, sentence)
		charged = time.Duration(n) * size
	}
	if text := part("those"); text != "" {
		require.True(t, o.SplitMonths, sentence)
		require.Equal(t, part("others"), text, sentence)
		charged += spanOf(t, text)
	}
	require.Equal(t, w.Charged, sign*(due-charged), sentence)
	up := func(d time.Duration) time.Duration { // the minimum, and block by block
		sign, of := time.Duration(1), time.Duration(0)
		if d < 0 {
			sign, d = -1, -d
		}
		if d > 0 {
			of = w.Minimum
		}
		for of < d {
			of += w.Block
		}
		return sign * of
	}
	if sessions, each := strings.CutSuffix(strings.TrimSuffix(part("alone"), ", chacune"), ", each"); each || o.EachSession {
		var sum, worked time.Duration
		for i, text := range strings.Split(strings.NewReplacer(" less ", " + -", " moins ", " + -").Replace(sessions), " + ") {
			d := spanOf(t, text)
			require.True(t, i > 0 || d >= 0, sentence)
			sum, worked = sum+up(d), worked+d
		}
		require.Equal(t, due, sum, sentence)
		require.Equal(t, w.Worked, sign*worked, sentence)
		return
	}
	whole := workIn(t, w, sentence, part)
	if part("others") != "" {
		require.NotEmpty(t, part("those"), sentence)
		require.Equal(t, whole+spanOf(t, part("others")), spanOf(t, part("whole")), sentence)
		whole = spanOf(t, part("whole"))
	}
	require.Equal(t, due, up(whole), sentence)
}

// workIn reads what was worked before and now, and returns what that is together.
func workIn(t require.TestingT, w *statement.TicketWork, sentence string, part func(name string) string) time.Duration {
	var before, now time.Duration
	if part("before") != "" {
		before = spanOf(t, part("before"))
	}
	switch {
	case part("alone") != "":
		now = spanOf(t, part("alone"))
	case part("now") != "":
		if now = spanOf(t, part("now")); part("sign") == "less" || part("sign") == "moins" {
			now = -now
		}
		require.Equal(t, before+now, spanOf(t, part("all")), sentence)
	}
	require.Equal(t, w.Worked, now, sentence)
	return before + now
}

// dueOf reads what work comes to, "the minimum of 20 min + 3 blocks of 5 min = 35 min", and
// adds it up. It returns the length of a block too.
func dueOf(t require.TestingT, w *statement.TicketWork, text string) (size, due time.Duration) {
	found := dueText.FindStringSubmatch(text)
	if w.Minimum > 0 && text == "0 min" {
		return w.Block, 0
	}
	require.NotNil(t, found, text)
	part := func(name string) string { return found[dueText.SubexpIndex(name)] }
	count := func(name string, otherwise int64) time.Duration {
		if part(name) == "" {
			return time.Duration(otherwise)
		}
		n, err := strconv.ParseInt(plainWhole(part(name)), 10, 64)
		require.NoError(t, err, text)
		return time.Duration(n)
	}
	if part("least") != "" {
		require.Equal(t, w.Minimum, spanOf(t, part("least")), text)
		due = count("times", 1) * w.Minimum
	}
	size = w.Block
	if part("size") != "" {
		size = spanOf(t, part("size"))
		require.Equal(t, w.Block, size, text)
		sign := time.Duration(1)
		if part("sign") == "less" || part("sign") == "moins" {
			sign = -1
		}
		due += sign * count("n", 0) * size
	} else {
		require.NotEmpty(t, part("least"), text)
	}
	if part("each") != "" { // fewer sessions, and more work
		require.Equal(t, w.Minimum, spanOf(t, part("each")), text)
		due -= count("fewer", 1) * w.Minimum
	}
	if part("sum") != "" {
		require.Equal(t, due, spanOf(t, part("sum")), text)
	}
	return size, due
}
