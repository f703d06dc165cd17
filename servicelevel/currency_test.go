package servicelevel_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/joint"
	"github.com/palier-go/palier/servicelevel/plans"
)

// inFrancs is NUXIT's edition with all of its amounts in Swiss francs.
func inFrancs(id string) plans.Edition {
	e := plans.NUXIT()
	e.ID, e.Currency = id, "CHF"
	return e
}

// TestCurrency: it is that of the edition, on each document, and changes no figure. "EUR" is
// euros like nothing.
func TestCurrency(t *testing.T) {
	t.Parallel()
	euros := plans.NUXIT()
	euros.Currency = "EUR"
	ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
	act := bought(5*time.Hour, dec("239.00"))
	said, err := compiled(euros).Statement(ct, act, month("2026-05"))
	require.NoError(t, err)
	plain, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	require.NoError(t, err)
	require.Equal(t, plain, said)

	francs := compiled(inFrancs("nuxit"))
	s, err := francs.Statement(ct, act, month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, "CHF", s.Currency)
	s.Currency = ""
	require.Equal(t, plain, s)
	s.Currency = "CHF"
	s.Explain()
	assert.Contains(t, s.Invoice.Lines[1].Explained.FR, "239,00 CHF")
	assert.Contains(t, s.Invoice.Lines[1].Explained.EN, "CHF 239.00")

	cost, err := compare.Levels(francs, ct, act, month("2026-05"), month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, "CHF", cost.Currency)
	cost.Explain()
	assert.Contains(t, cost.Levels[1].Explained.EN, "fees 1 × CHF 15.00 = CHF 15.00 excl. VAT")

	doc, err := joint.Consolidate(nil, s)
	require.NoError(t, err)
	assert.Equal(t, "CHF", doc.Currency)
	plain.Contract = "other"
	_, err = joint.Consolidate(nil, s, plain)
	assert.ErrorContains(t, err, `statements[1].currency: must be that of statements[0]`)
	later := plain
	later.Month = month("2026-06")
	_, err = joint.Consolidate(&doc, later)
	assert.ErrorContains(t, err, `before.currency: must be that of the statements (got "CHF")`)
	doc.Currency, s.Currency, cost.Currency = "CLF", "CLF", "CLF"
	for _, err := range []error{doc.Validate(), s.Validate(), cost.Validate()} {
		assert.ErrorContains(t, err, "currency: must be the ISO 4217 code")
	}
}

// TestCurrencyOfAContract: all of its editions have one currency.
func TestCurrencyOfAContract(t *testing.T) {
	t.Parallel()
	euros := plans.NUXIT()
	euros.ID, euros.Currency = "euros", "EUR"
	c, err := servicelevel.NUXIT().With(compiled(inFrancs("francs")), compiled(inFrancs("other francs")), compiled(euros))
	require.NoError(t, err)
	for _, x := range []struct {
		signed, later string
		refused       bool
	}{
		{"nuxit", "francs", true},
		{"francs", "nuxit", true},
		{"francs", "euros", true},
		{"francs", "other francs", false},
		{"nuxit", "euros", false},
		{"euros", "nuxit", false},
	} {
		ct := priced(contract(x.signed, servicelevel.Pro, "2026-05-01"), "2026-06-01", servicelevel.Pro, x.later)
		_, err := c.Statement(ct, servicelevel.Activity{}, month("2026-05"))
		if !x.refused {
			require.NoError(t, err, x.later)
			continue
		}
		assert.ErrorContains(t, err, `contract.changes[0].edition: must be one whose currency is that of the contract's (got "`+x.later+`")`)
	}
}

func TestCurrencyFaults(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"chf", "CH", "francs", "jpy", "CLF", "UYW", " ", "ZZZ"} {
		e := plans.NUXIT()
		e.Currency = code
		_, err := servicelevel.Compile(e)
		assert.ErrorContains(t, err, `currency: must be the ISO 4217 code of a currency with at most three decimals, such as "CHF" (got "`+code+`")`)
	}
}

var (
	eurosFR = regexp.MustCompile(`(\d) €`)
	eurosEN = regexp.MustCompile(`€(\d)`)
)

// TestWordsInAnotherCurrency: the words are those in euros, with its code in place of their sign.
func TestWordsInAnotherCurrency(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		for _, text := range inOneCall(atRandom(t), drawLifeIn(t, "", false).possible()) {
			var s servicelevel.Statement
			require.NoError(t, json.Unmarshal([]byte(text), &s))
			s.Explain()
			in := encode(t, s)
			s.Currency = "CHF"
			s.Explain()
			out := encode(t, s)
			require.NotContains(t, out, "€")
			in = eurosEN.ReplaceAllString(eurosFR.ReplaceAllString(in, "$1 CHF"), "CHF $1")
			require.Equal(t, in, strings.Replace(out, `"currency":"CHF",`, "", 1))
		}
	})
}

// TestPenaltyInAnotherCurrency: a least amount, a lump sum and what a minute costs are in the
// edition's currency, as the rent is.
func TestPenaltyInAnotherCurrency(t *testing.T) {
	t.Parallel()
	c, err := servicelevel.NUXIT().With(compiled(inFrancs("francs")))
	require.NoError(t, err)
	ct := contract("francs", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.9999"), Rate: *dec("2"), Basis: penalty.Amount, Lump: *dec("1.50"), Minimum: *dec("20")}
	s, err := c.Statement(ct, servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 11:00")}}, month("2026-05"))
	require.NoError(t, err)
	s.Explain()
	said := s.Availability[0].Explained
	for _, text := range []string{"1 × 2,00 CHF = 2,00 CHF", " ; en plus 1,50 CHF, en tout 3,50 CHF", " ; rien en dessous de 20,00 CHF : 0,00 CHF"} {
		assert.Contains(t, said.FR, text)
	}
	assert.Contains(t, said.EN, "; plus CHF 1.50, in all CHF 3.50; nothing below CHF 20.00: CHF 0.00")
	assert.NotContains(t, said.FR+said.EN, "€")
}
