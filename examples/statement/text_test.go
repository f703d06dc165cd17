package main

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// TestTextOfOtherStatements: what the samples do not have is written as it should be.
func TestTextOfOtherStatements(t *testing.T) {
	asked := time.Date(2026, 5, 12, 20, 10, 0, 0, time.UTC)
	s := servicelevel.Statement{
		Zone: "Europe/Paris", Month: calendar.MustParseMonth("2026-04"),
		Tickets:      []statement.TicketWork{{Ticket: "T1", Asked: asked, Earliest: asked.In(time.FixedZone("", 7200)), Charged: -90 * time.Minute}},
		Lateness:     []statement.Lateness{{Month: calendar.MustParseMonth("2026-04"), Assessment: penalty.Assessment{Amount: decimal.New(123456789, -2)}}},
		Availability: []statement.Uptime{{Month: calendar.MustParseMonth("2026-04")}}, ServiceDays: decimal.New(250, -2),
		Clauses: []plans.CitedClause{{ID: "H7", Wording: servicelevel.Wording{FR: "Cinq pour cent.", EN: "Five percent."}}},
	}
	for lang, want := range [][]string{
		servicelevel.French:  {"relevé d'avril 2026", "demandé le 12 mai 2026 à 22:10, au plus tôt le 12 mai 2026 à 22:10  -1 h 30 min", "avril 2026  1\u202f234\u202f567,89 €", "Jours de service ajoutés", "  H7  Cinq pour cent."},
		servicelevel.English: {"statement for April 2026", "asked 12 May 2026 at 22:10, earliest 12 May 2026 at 22:10  -1 h 30 min", "April 2026  €1,234,567.89", "Days of service added", "  H7  Five percent."},
	} {
		text, err := appendText(nil, &s, servicelevel.Language(lang))
		require.NoError(t, err)
		for _, part := range want {
			assert.Contains(t, string(text), part)
		}
	}
	s.Zone = "Europe/Atlantis"
	_, err := appendText(nil, &s, servicelevel.French)
	require.Error(t, err)
	p := page{lang: servicelevel.French}
	for cents, want := range map[int64]string{0: "0,00 €", -5: "-0,05 €", 99999: "999,99 €", -100000: "-1\u202f000,00 €", 100000000: "1\u202f000\u202f000,00 €"} {
		assert.Equal(t, want, p.amount(decimal.New(cents, -2)))
	}
	for lang, want := range map[servicelevel.Language]string{servicelevel.French: "-1\u202f234,50 CHF", servicelevel.English: "-CHF 1,234.50"} {
		p := page{lang: lang, currency: "CHF"}
		assert.Equal(t, want, p.amount(decimal.New(-123450, -2)))
	}
	for d, want := range map[time.Duration]string{0: "0 min", time.Second: "1 s", time.Hour + 1500*time.Millisecond: "1 h 1,5 s", 2*time.Hour + 5*time.Minute: "2 h 5 min", 999 * time.Hour: "999 h", 1444*time.Hour + 32*time.Minute: "1\u202f444 h 32 min"} {
		assert.Equal(t, want, p.lapse(d))
	}
	p.why("a\u202fb c")
	assert.Equal(t, "    a\u202fb c\n", p.buf.String(), "a no-break space holds")
}

// An instant in the hour that clocks show twice has their offset.
func TestInstantShownTwice(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	first := time.Date(2024, 10, 27, 0, 0, 0, 0, time.UTC)
	s := servicelevel.Statement{Repeated: []calendar.Interval{{Start: first, End: first.Add(2 * time.Hour)}}}
	p := page{zone: zone, lang: servicelevel.English, twice: s.Repeats}
	for after, want := range map[time.Duration]string{-time.Second: "01:59:59", 0: "02:00 (UTC+2)", time.Hour: "02:00 (UTC+1)", 2*time.Hour - 1: "02:59:59.999999999 (UTC+1)", 2 * time.Hour: "03:00"} {
		assert.Equal(t, "27 October 2024 at "+want, p.instant(first.Add(after)))
	}
}

// TestOverWhatAnAvailabilityIs: a row says the quarter or the year that it is of, and whose promise
// it is if a month has several.
func TestOverWhatAnAvailabilityIs(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	uptime := func(over penalty.Period, level servicelevel.Level) statement.Uptime {
		return statement.Uptime{Month: calendar.MustParseMonth("2026-06"), Level: level, Assessment: penalty.Assessment{
			Terms: penalty.Terms{Period: over}, Period: calendar.Interval{Start: begin, End: begin.AddDate(0, 3, 0)},
		}}
	}
	for _, c := range []struct {
		list []statement.Uptime
		want []string
	}{
		{[]statement.Uptime{uptime(penalty.CalendarMonth, servicelevel.Pro)}, []string{"\n  juin 2026  100"}},
		{[]statement.Uptime{uptime(penalty.Quarter, servicelevel.Pro)}, []string{"\n  avril à juin 2026  100"}},
		{[]statement.Uptime{uptime(penalty.Year, servicelevel.Pro)}, []string{"\n  2026  100"}},
		{
			[]statement.Uptime{uptime(penalty.CalendarMonth, servicelevel.Pro), uptime(penalty.CalendarMonth, servicelevel.Business)},
			[]string{"\n  juin 2026, Affaires  100", "\n  juin 2026, pro       100"},
		},
	} {
		s := servicelevel.Statement{
			Zone: "UTC", Month: calendar.MustParseMonth("2026-06"), Availability: c.list,
			Levels: []statement.LevelDays{{Level: servicelevel.Business, Name: servicelevel.Wording{FR: "Affaires", EN: "Business"}, From: calendar.MustParseDate("2026-06-01"), Until: calendar.MustParseDate("2026-07-01")}},
		}
		text, err := appendText(nil, &s, servicelevel.French)
		require.NoError(t, err)
		for _, part := range c.want {
			assert.Contains(t, string(text), part)
		}
	}
}

// TestDaysOfAMonth: a month that begins on the 15th is said by its days.
func TestDaysOfAMonth(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, 5, 14, 22, 0, 0, 0, time.UTC)
	s := servicelevel.Statement{
		Zone: "Europe/Paris", MonthDay: 15, Month: calendar.MustParseMonth("2026-12"), CreditNotes: []invoice.CreditNote{{Invoice: calendar.MustParseMonth("2026-05")}},
		Availability: []statement.Uptime{{Month: calendar.MustParseMonth("2026-07"), Assessment: penalty.Assessment{
			Terms: penalty.Terms{Period: penalty.Quarter}, Period: calendar.Interval{Start: begin, End: begin.AddDate(0, 3, 0)},
		}}},
		Lateness: []statement.Lateness{{Month: calendar.MustParseMonth("2026-02")}},
	}
	for lang, want := range [][]string{
		servicelevel.French:  {"relevé du 15 décembre 2026 au 14 janvier 2027", "AVOIR SUR LA FACTURE DU 15 MAI AU 14 JUIN 2026", "\n  du 15 mai au 14 août 2026  100", "\n  du 15 février au 14 mars 2026 "},
		servicelevel.English: {"statement for 15 December 2026 to 14 January 2027", "CREDIT NOTE FOR THE INVOICE OF 15 MAY TO 14 JUNE 2026", "\n  15 May to 14 August 2026  100", "\n  15 February to 14 March 2026 "},
	} {
		text, err := appendText(nil, &s, servicelevel.Language(lang))
		require.NoError(t, err)
		for _, part := range want {
			assert.Contains(t, string(text), part)
		}
	}
}

// TestSignsStayWithTheirWords: no line begins with what a word ends with in French, nor ends within
// a time.
func TestSignsStayWithTheirWords(t *testing.T) {
	t.Parallel()
	for n := range 100 {
		p := page{lang: servicelevel.French, currency: "PLN"}
		p.why(strings.Repeat("x", n) + " mot ; mot : 2 h 30 min 12 s et 1\u202f234,50 PLN ; fin de la phrase, plus loin encore, et plus loin")
		for line := range strings.SplitSeq(strings.TrimSpace(p.buf.String()), "\n") {
			assert.NotRegexp(t, `^ *([;:]|h |min |s |30 min|12 s|PLN)|(\d| h| min)$`, line)
		}
	}
}
