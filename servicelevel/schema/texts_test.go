package schema

import (
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
	sl "github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// texts are texts at the edges of each form: those that are read, those that are not, and
// those that only the library refuses, as what they say does not exist or is too large.
var texts = map[reflect.Type]struct{ read, refused, unseen []string }{
	reflect.TypeFor[time.Time](): {
		[]string{"0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999-23:59", "2024-02-29T09:00:00.5+01:00", "2026-05-03T22:10:00-00:00"},
		[]string{
			"", "2026-05-03", "2026-05-03T22:10Z", "2026-05-03T22:10:00", "2026-05-03t22:10:00Z", "2026-05-03T22:10:00z", "2026-05-03 22:10:00Z", "2026-13-03T22:10:00Z",
			"2026-00-03T22:10:00Z", "2026-05-00T22:10:00Z", "2026-05-32T22:10:00Z", "2026-05-03T24:00:00Z", "2026-05-03T22:60:00Z", "2026-05-03T22:10:60Z",
			"2026-05-03T22:10:00.Z", "2026-05-03T22:10:00.1234567890Z", "2026-05-03T22:10:00,5Z", "2026-05-03T22:10:00+24:00", "2026-05-03T22:10:00+0200",
			"2026-05-03T22:10:00Z\n", " 2026-05-03T22:10:00Z", "12026-05-03T22:10:00Z",
		},
		[]string{"2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z"},
	},
	reflect.TypeFor[time.Duration](): {
		[]string{"PT0S", "-PT0.5S", "PT90M", "PT1H30M", "PT1H5S", "PT1H0M0.123456789S", "PT01H", "PT100H", "PT2562047H47M16.854775807S", "-PT2562047H47M16.854775808S"},
		[]string{"", "P1D", "PT", "PT1.5H", "PT1H1H", "PT1M1H", "PT1", "PT.5S", "PT1.S", "PT1.1234567890S", "+PT1H", "pt1h", "PT1H\n", "1h", "PT-1H"},
		[]string{"PT2562048H", "PT2562047H47M16.854775808S"},
	},
	reflect.TypeFor[decimal.Decimal](): {
		[]string{"0", "-0", "45.00", "-1200", "00.5", "0.0000000000000000001", "12345678901234567890123456789012345678.0"},
		[]string{"", ".5", "5.", "+1", "1e3", "1,5", " 1", "1\n", "--1", "NaN", "0x1", "١"},
		[]string{"123456789012345678901234567890123456789.0"},
	},
	reflect.TypeFor[credit.Mills](): {
		[]string{"0.00", "28.17", "-0.01", "999999999999999.99", "12.345", "-0.001"},
		[]string{"", "1", "1.0", "1.000", "1.0001", ".10", "01.00", "+1.00", "1.00\n", "1,00"},
		[]string{"-0.00", "1234567890123456.00"},
	},
	reflect.TypeFor[calendar.Clock](): {
		[]string{"00:00", "09:00", "23:59:59", "24:00", "24:00:00"},
		[]string{"", "9:00", "24:01", "24:00:01", "09:60", "09:00:60", "09:00:00.5", "09:00\n", "0900"},
		nil,
	},
	reflect.TypeFor[calendar.Date](): {
		[]string{"0001-01-01", "9999-12-31", "2024-02-29"},
		[]string{"", "2026-5-14", "2026-13-01", "2026-00-01", "2026-01-00", "2026-01-32", "20260514", "2026-05-14\n", "+026-05-14", "12026-05-14"},
		[]string{"0000-01-01", "2026-02-29", "2026-04-31"},
	},
	reflect.TypeFor[calendar.Days](): {
		[]string{"mon", "mon-fri", "sat,sun", "mon,wed,sat-sun", "mon,mon", "mon-mon"},
		[]string{"", "Mon", "monday", "mon-", "-fri", "mon,", "mon-tue-wed", "mon, tue", "mon\n"},
		[]string{"fri-mon"},
	},
	reflect.TypeFor[calendar.Month](): {
		[]string{"0001-01", "9999-12"},
		[]string{"", "2026-13", "2026-00", "2026-5", "2026-05-14", "2026-05\n"},
		[]string{"0000-01"},
	},
	reflect.TypeFor[calendar.Span](): {
		[]string{"09:00-18:00", "22:00-06:00", "00:00-24:00", "09:00:30-18:00"},
		[]string{"", "09:00", "09:00-", "9-18", "09:00–18:00", "09:00-18:00-19:00", "09:00-18:00\n", "09:00-25:00"},
		[]string{"09:00-09:00", "24:00-09:00"},
	},
	reflect.TypeFor[penalty.Ratio](): {
		[]string{"0", "1", "1483/1488", "2/4", "9223372036854775807/9223372036854775807"},
		[]string{"", "-1", "1/-2", "1/", "/2", "1/2/3", "0.5", "+1", "1\n", "1_0"},
		[]string{"1/0", "9223372036854775808"},
	},
	reflect.TypeFor[penalty.Decisions](): {
		[]string{"", "D9", "D9 D10", "D10 D9"},
		[]string{"d9", "D09", "D9,D10", "D9  D10", " D9", "D9 ", "D39", "S61"},
		[]string{"D1", "D9 D9"},
	},
	reflect.TypeFor[sl.Level]():      codes,
	reflect.TypeFor[plans.Feature](): codes,
	reflect.TypeFor[plans.Rule](): {
		[]string{"S1", "S84", "D1", "D38"},
		[]string{"", "S0", "S85", "s19", "S019", "D39", "X1", "S19\n"},
		nil,
	},
}

// codes are what names a level or a feature.
var codes = struct{ read, refused, unseen []string }{
	[]string{"pro", "os_updates", "gold", "s2.large-x", "0", strings.Repeat("a", 40)},
	[]string{"", "Pro", "_a", "-a", ".a", "a b", "é", "a,b", strings.Repeat("a", 41), "pro\n"},
	nil,
}

// read reads a text as the value of a field, as the library does.
func read(t reflect.Type, text string) error {
	if t == reflect.TypeFor[plans.Rule]() { // stands in no document
		return new(plans.Rule).UnmarshalText([]byte(text))
	}
	v := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "V", Type: t, Tag: `json:"v"`}}))
	return wire.Decode([]byte(`{"v":`+strconv.Quote(text)+`}`), v.Interface())
}

// What the library reads, its schema takes; what the schema takes and the library does not
// read is known.
func TestPatternsTakeWhatIsRead(t *testing.T) {
	t.Parallel()
	for typ := range patterns {
		require.Contains(t, texts, typ, typ)
	}
	for typ, edge := range texts {
		text, err := Named(typ.String())
		require.NoError(t, err)
		var s struct{ Pattern string }
		require.NoError(t, json.Unmarshal(text, &s))
		pattern := regexp.MustCompile(s.Pattern)
		for _, in := range slices.Concat(edge.read, edge.refused, edge.unseen) {
			taken := pattern.MatchString(in)
			assert.Equal(t, !slices.Contains(edge.refused, in), taken, "%s %q is taken", typ, in)
			err := read(typ, in)
			assert.Equal(t, slices.Contains(edge.read, in), err == nil, "%s %q is read: %v", typ, in, err)
		}
	}
}

// Amounts are texts of which the field says that they are money.
func TestThePatternOfMoneyTakesWhatIsRead(t *testing.T) {
	t.Parallel()
	var s struct {
		Properties struct{ Price struct{ Pattern string } }
	}
	text, err := For[credit.Pack]()
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &s))
	pattern := regexp.MustCompile(s.Properties.Price.Pattern)
	for in, want := range map[string]bool{
		"0": true, "45": true, "45.0": true, "45.00": true, "-10.00": true, "007.00": true,
		"": false, "45.": false, ".50": false, "45.000": true, "12.345": true, "45.0000": false, "+45.00": false, "4.5e1": false, "45,00": false, "45.00\n": false,
	} {
		var v struct {
			V decimal.Decimal `json:"v" wire:"money"`
		}
		err := wire.Decode([]byte(`{"v":`+strconv.Quote(in)+`}`), &v)
		assert.Equal(t, want, err == nil, "%q: %v", in, err)
		assert.Equal(t, want, pattern.MatchString(in), in)
	}
}
