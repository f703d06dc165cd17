package servicelevel_test

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/joint"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// inUnits are currencies of other decimals than two: what was so many cents is so many units of them.
var inUnits = map[string]struct {
	minor penalty.Minor
	by    int32
}{
	"JPY": {penalty.Whole, 2},
	"KWD": {penalty.Thousandths, -1},
}

// shift makes units of another currency of the cents in a value. Days of service stay days.
func shift(v reflect.Value, code string) {
	to := inUnits[code]
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			own := reflect.New(v.Type().Elem()) // values are shared
			own.Elem().Set(v.Elem())
			shift(own.Elem(), code)
			v.Set(own)
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(own, v)
		for i := range own.Len() {
			shift(own.Index(i), code)
		}
		v.Set(own)
	case reflect.Struct:
		amounts := map[string]bool{}
		flat := false
		switch x := v.Addr().Interface().(type) {
		case *penalty.Terms:
			x.Minor, flat = to.minor, x.Basis == penalty.Amount
			amounts["Rate"], amounts["Lump"], amounts["Minimum"] = flat, flat, x.Basis != penalty.ServiceDays
		case *response.Quota:
			x.Minor, flat = to.minor, x.Basis == penalty.Amount
		case *penalty.Assessment:
			days := x.Terms.Basis == penalty.ServiceDays
			for _, name := range []string{"BeforeCap", "Amount", "Withheld", "Unclaimed"} {
				amounts[name] = !days
			}
		case *clauses.Combined:
			for _, name := range []string{"BeforeCap", "Amount"} {
				amounts[name] = x.Others[0].Terms.Basis != penalty.ServiceDays
			}
		case *response.QuotaResult:
			flat = x.Quota.Basis == penalty.Amount
		case *statement.Uptime:
			amounts["Before"] = x.Assessment.Terms.Basis != penalty.ServiceDays
		case *servicelevel.Statement:
			x.Currency, amounts["ServiceDays"] = code, false
		case *joint.Consolidated:
			x.Currency = code
		case *compare.Comparison:
			x.Currency = code
		case *plans.Edition:
			x.Currency = code
		case *servicelevel.State:
			x.Minor = to.minor
		}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() || f.Tag.Get("json") == "" {
				continue
			}
			amount, known := amounts[f.Name]
			if !known {
				amount = strings.HasPrefix(f.Tag.Get("wire"), "money")
			}
			switch x := v.Field(i).Addr().Interface().(type) {
			case *decimal.Decimal:
				if amount {
					*x = x.Shift(to.by)
				}
			case **decimal.Decimal:
				if amount && *x != nil {
					d := (*x).Shift(to.by)
					*x = &d
				}
			case *[]penalty.Band, *[]penalty.Length, *[]penalty.Number:
				if flat {
					list := v.Field(i)
					own := reflect.MakeSlice(list.Type(), list.Len(), list.Len())
					reflect.Copy(own, list)
					for j := range own.Len() {
						credit := own.Index(j).FieldByName("Credit").Addr().Interface().(*decimal.Decimal)
						*credit = credit.Shift(to.by)
					}
					list.Set(own)
				}
			default:
				shift(v.Field(i), code)
			}
		}
	}
}

// shifted returns a value in units of a currency.
func shifted[T any](v T, code string) T {
	shift(reflect.ValueOf(&v).Elem(), code)
	return v
}

// in returns the life with as many units of another currency as there are cents.
func (l *life) in(code string) *life {
	own := *l
	own.ct, own.act = shifted(l.ct, code), shifted(l.act, code)
	own.facts = shifted(l.facts, code)
	own.currency = modelCurrency(code)
	own.cat = withOthers(own.currency, compiled(shifted(l.catalogue().Edition(), code)))
	return &own
}

// requireShifted says that a life has in another currency as many units on every statement as it has
// cents in euros, whichever road leads there.
func requireShifted(t *traveller, l *life, r road, code string, plain []string) {
	there := r.take(t, l.in(code))
	require.Len(t, there, len(plain))
	for i, text := range plain {
		var s, explained, back servicelevel.Statement
		require.NoError(t, json.Unmarshal([]byte(text), &s))
		require.NoError(t, json.Unmarshal([]byte(text), &explained))
		explained.Explain()
		inEuros := wordsOf(reflect.ValueOf(explained), nil)
		s, explained = shifted(s, code), shifted(explained, code)
		require.NoError(t, s.Validate())
		if explained.Explain(); strings.Contains(text, `"explained"`) {
			s = explained
		}
		require.JSONEq(t, encode(t, s), there[i], "%s of %s", code, r.name)
		for j, text := range wordsOf(reflect.ValueOf(explained), nil) {
			require.Equal(t, inThatUnit.Replace(oneOfSeveral.ReplaceAllString(inEuros[j], "$1")), oneOfSeveral.ReplaceAllString(euroWords(text, code), "$1"))
		}
		require.NotContains(t, there[i], "€")
		require.NoError(t, json.Unmarshal([]byte(there[i]), &back))
		require.Equal(t, there[i], encode(t, back))
	}
}

// Adjectives agree with how many there are of a currency.
var oneOfSeveral = regexp.MustCompile(`(crédit|rendu|ôté|retiré|déduit|repri|rembours[ée])(s|es)\b`)

// inThatUnit is what is said of units otherwise than of cents.
var inThatUnit = strings.NewReplacer(
	"les demi-centimes", "les demies", "half cents", "halves", "au centime", "à la plus petite unité de la monnaie", "to the cent", "to the smallest unit of the currency",
)

// wordsOf lists the words of a document, in both languages.
func wordsOf(v reflect.Value, list []string) []string {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return wordsOf(v.Elem(), list)
		}
	case reflect.Slice:
		for i := range v.Len() {
			list = wordsOf(v.Index(i), list)
		}
	case reflect.Struct:
		if w, ok := v.Interface().(servicelevel.Wording); ok {
			return append(list, w.FR, w.EN)
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				list = wordsOf(v.Field(i), list)
			}
		}
	}
	return list
}

var (
	amountFR = regexp.MustCompile("([0-9]{1,3}(?:\u202f[0-9]{3})*(?:,[0-9]+)?) (?:JPY|KWD)")
	amountEN = regexp.MustCompile("(?:JPY|KWD) ([0-9]{1,3}(?:,[0-9]{3})*(?:[.][0-9]+)?)")
)

// euroWords has cents stand for the units in a text.
func euroWords(text, code string) string {
	write := func(amount, sep, point string) string {
		digits := strings.NewReplacer(sep, "", point, "").Replace(amount)
		if code == "KWD" && len(digits)-strings.Index(strings.ReplaceAll(amount, sep, ""), point) != 3 || code == "JPY" && strings.Contains(strings.ReplaceAll(amount, sep, ""), point) {
			return "of other decimals: " + amount
		}
		for len(digits) < 3 {
			digits = "0" + digits
		}
		digits = strings.TrimLeft(digits[:len(digits)-3], "0") + digits[len(digits)-3:]
		whole, rest := digits[:len(digits)-2], digits[len(digits)-2:]
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + sep + whole[i:]
		}
		return whole + point + rest
	}
	text = amountFR.ReplaceAllStringFunc(text, func(s string) string { return write(s[:len(s)-len(" JPY")], "\u202f", ",") + " €" })
	return amountEN.ReplaceAllStringFunc(text, func(s string) string { return "€" + write(s[len("JPY "):], ",", ".") })
}

// TestLifeInOtherUnits: a currency of no decimals, or of three, changes nothing but how many there are.
func TestLifeInOtherUnits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLifeIn(t, "", oneIn(t, 2, "desk")).possible()
		code := rapid.SampledFrom([]string{"JPY", "KWD"}).Draw(t, "currency")
		r := rapid.SampledFrom(l.roads()).Draw(t, "road")
		traveller := straight(t)
		requireShifted(traveller, l, r, code, r.take(traveller, l))
	})
}

func (l *life) roads() []road {
	if l.desk {
		return roads
	}
	return append(append([]road{}, roads...), activityRoads...)
}

// TestComparisonInOtherUnits, and what several contracts come to together: as many units as cents.
func TestComparisonInOtherUnits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLifeIn(t, "", false).possible()
		code := rapid.SampledFrom([]string{"JPY", "KWD"}).Draw(t, "currency")
		there := l.in(code)
		cost, err := compare.Levels(l.catalogue(), l.ct, l.act, l.first, l.first.AddMonths(1))
		other, err2 := compare.Levels(there.catalogue(), there.ct, there.act, l.first, l.first.AddMonths(1))
		require.Equal(t, err == nil, err2 == nil, "%v, %v", err, err2)
		if err == nil {
			require.JSONEq(t, encode(t, shifted(cost, code)), encode(t, other))
			require.NoError(t, other.Validate())
		}
		var before, beforeThere *joint.Consolidated
		for _, mo := range l.monthsOf() {
			s, err := l.catalogue().Statement(l.ct, l.act, mo)
			require.NoError(t, err)
			second := s
			second.Contract = "C-2"
			doc, err := joint.Consolidate(before, s, second)
			if err != nil {
				return
			}
			joined, err := joint.Consolidate(beforeThere, shifted(s, code), shifted(second, code))
			require.NoError(t, err)
			require.JSONEq(t, encode(t, shifted(doc, code)), encode(t, joined))
			require.NoError(t, joined.Validate())
			doc.Explain()
			joined.Explain()
			inEuros := wordsOf(reflect.ValueOf(doc), nil)
			for j, text := range wordsOf(reflect.ValueOf(joined), nil) {
				require.Equal(t, inThatUnit.Replace(oneOfSeveral.ReplaceAllString(inEuros[j], "$1")), oneOfSeveral.ReplaceAllString(euroWords(text, code), "$1"))
			}
			before, beforeThere = &doc, &joined
		}
	})
}
