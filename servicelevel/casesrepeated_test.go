package servicelevel_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// utc reads "27 00:15" as an instant of October 2024 in UTC; the clocks of Paris were put back on
// the 27th at 01:00.
func utc(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01 02 15:04", "2024-10 "+s)
	require.NoError(t, err)
	return at
}

// TestHourThatPassesTwice: instants of one sentence whose clocks differ, or that look like another
// one, are said with their offsets; others are not.
func TestHourThatPassesTwice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		asked, waits, resumed, begun string // in UTC
		fr, en                       string
		repeated                     bool
	}{
		{
			"27 00:15", "", "", "27 01:45",
			"incident du 27 octobre 2024 à 02:15 (UTC+2) ; intervention à commencer en 4 h, jour et nuit, au plus tard le 27 octobre 2024 à 05:15 (UTC+1) (S46, D18) ; commencée le 27 octobre 2024 à 02:45 (UTC+1), après 1 h 30 min : tenu",
			"incident of 27 October 2024 at 02:15 (UTC+2); work to begin within 4 h around the clock, by 27 October 2024 at 05:15 (UTC+1) (S46, D18); begun on 27 October 2024 at 02:45 (UTC+1), after 1 h 30 min: kept",
			true,
		},
		{ // all of them after the change: the first looks like one before it
			"27 01:15", "", "", "27 06:15",
			"incident du 27 octobre 2024 à 02:15 (UTC+1) ; intervention à commencer en 4 h, jour et nuit, au plus tard le 27 octobre 2024 à 06:15 (UTC+1) (S46, D18) ; commencée le 27 octobre 2024 à 07:15 (UTC+1), après 5 h : manqué de 1 h (D19)",
			"incident of 27 October 2024 at 02:15 (UTC+1); work to begin within 4 h around the clock, by 27 October 2024 at 06:15 (UTC+1) (S46, D18); begun on 27 October 2024 at 07:15 (UTC+1), after 5 h: missed by 1 h (D19)",
			true,
		},
		{ // before 02:00 and after 03:00: no instant is shown twice, and the clocks differ
			"26 23:59", "", "", "27 02:00",
			"incident du 27 octobre 2024 à 01:59 (UTC+2) ; intervention à commencer en 4 h, jour et nuit, au plus tard le 27 octobre 2024 à 04:59 (UTC+1) (S46, D18) ; commencée le 27 octobre 2024 à 03:00 (UTC+1), après 2 h 1 min : tenu",
			"incident of 27 October 2024 at 01:59 (UTC+2); work to begin within 4 h around the clock, by 27 October 2024 at 04:59 (UTC+1) (S46, D18); begun on 27 October 2024 at 03:00 (UTC+1), after 2 h 1 min: kept",
			false,
		},
		{
			"27 02:00", "", "", "27 03:00",
			"incident du 27 octobre 2024 à 03:00 ; intervention à commencer en 4 h, jour et nuit, au plus tard le 27 octobre 2024 à 07:00 (S46, D18) ; commencée le 27 octobre 2024 à 04:00, après 1 h : tenu",
			"incident of 27 October 2024 at 03:00; work to begin within 4 h around the clock, by 27 October 2024 at 07:00 (S46, D18); begun on 27 October 2024 at 04:00, after 1 h: kept",
			false,
		},
		{
			"05 08:00", "", "", "05 09:00",
			"incident du 5 octobre 2024 à 10:00 ; intervention à commencer en 4 h, jour et nuit, au plus tard le 5 octobre 2024 à 14:00 (S46, D18) ; commencée le 5 octobre 2024 à 11:00, après 1 h : tenu",
			"incident of 5 October 2024 at 10:00; work to begin within 4 h around the clock, by 5 October 2024 at 14:00 (S46, D18); begun on 5 October 2024 at 11:00, after 1 h: kept",
			false,
		},
		{ // a pause from 02:20 to 02:10
			"27 00:00", "27 00:20", "27 01:10", "27 01:30",
			"incident du 27 octobre 2024 à 02:00 (UTC+2) ; intervention à commencer en 4 h, jour et nuit, au plus tard le 27 octobre 2024 à 05:50 (UTC+1) (S46, D18) ; l'attente du client le 27 octobre 2024 de 02:20 (UTC+2) à 02:10 (UTC+1) ne compte pas (D18) ; commencée le 27 octobre 2024 à 02:30 (UTC+1), après 40 min : tenu",
			"incident of 27 October 2024 at 02:00 (UTC+2); work to begin within 4 h around the clock, by 27 October 2024 at 05:50 (UTC+1) (S46, D18); waiting for the customer from 27 October 2024 at 02:20 (UTC+2) to 02:10 (UTC+1) does not count (D18); begun on 27 October 2024 at 02:30 (UTC+1), after 40 min: kept",
			true,
		},
	} {
		ct := contract("nuxit", servicelevel.Pro, "2024-01-01")
		ct.Options.Overdraft, ct.Options.PauseWaiting = 10*time.Hour, true
		r := servicelevel.Request{Ticket: "T", Kind: servicelevel.Incident, At: utc(t, c.asked)}
		if c.waits != "" {
			r.Waiting = []calendar.Pause{{Start: utc(t, c.waits), End: utc(t, c.resumed)}}
		}
		begun := utc(t, c.begun)
		s := stated(t, ct, servicelevel.Activity{Requests: []servicelevel.Request{r}, Interventions: []servicelevel.Intervention{{Ticket: "T", Start: begun, End: begun.Add(time.Minute)}}}, "2024-10")
		assert.Equal(t, servicelevel.Wording{FR: c.fr, EN: c.en}, s.Guarantees[0].Explained)
		var repeated []string
		for _, x := range s.Repeated {
			repeated = append(repeated, x.Start.Format(time.RFC3339), x.End.Format(time.RFC3339))
		}
		if c.repeated {
			assert.Equal(t, []string{"2024-10-27T02:00:00+02:00", "2024-10-27T03:00:00+01:00"}, repeated)
		} else {
			assert.Empty(t, repeated)
		}
		var back servicelevel.Statement
		require.NoError(t, json.Unmarshal([]byte(encode(t, unworded(&s))), &back))
		back.Explain()
		assert.Equal(t, encode(t, s), encode(t, back))
	}
}

// TestOutageInTheHourThatPassesTwice: from 02:15 to 02:45 the second time is an hour and a half.
func TestOutageInTheHourThatPassesTwice(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2024-01-01")
	ct.Rent = dec("149.00")
	s := stated(t, ct, servicelevel.Activity{Outages: []penalty.Outage{{Start: utc(t, "27 00:15"), End: utc(t, "27 01:45")}}}, "2024-10")
	assert.Contains(t, s.Availability[0].Explained.EN, "1 h 30 min of downtime in 745 h (D4); ")
	assert.Contains(t, s.Availability[0].Explained.FR, "1 h 30 min d'indisponibilité sur 745 h (D4) ; ")
	assert.Equal(t, "11.18", s.Compensation.Gross.StringFixed(2))
}

// TestTimesThatPassTwice: in zones whose clocks are put back by half an hour, by two, over midnight,
// and of Ireland, whose summer is no summer time; and none in spring.
func TestTimesThatPassTwice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ zone, at, from, until string }{
		{"Australia/Lord_Howe", "2024-04-06T14:40:00Z", "2024-04-07T01:30:00+11:00", "2024-04-07T02:00:00+10:30"},
		{"Australia/Lord_Howe", "2024-04-06T14:29:59Z", "", ""},
		{"Antarctica/Troll", "2024-10-26T23:30:00Z", "2024-10-27T01:00:00+02:00", "2024-10-27T03:00:00+00:00"},
		{"America/Santiago", "2024-04-07T02:30:00Z", "2024-04-06T23:00:00-03:00", "2024-04-07T00:00:00-04:00"},
		{"Europe/Dublin", "2024-10-27T01:30:00Z", "2024-10-27T01:00:00+01:00", "2024-10-27T02:00:00+00:00"},
		{"America/St_Johns", "2023-11-05T04:45:00Z", "2023-11-05T01:00:00-02:30", "2023-11-05T02:00:00-03:30"},
		{"Europe/Paris", "2024-03-31T00:59:00Z", "", ""},
		{"Europe/Paris", "2024-03-31T01:00:00Z", "", ""},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		require.NoError(t, err)
		ct := contract("nuxit", servicelevel.Pro, "2023-01-01")
		ct.Options.Zone, ct.Options.Overdraft = c.zone, time.Hour
		s := stated(t, ct, servicelevel.Activity{
			Requests:      []servicelevel.Request{{Ticket: "T", Kind: servicelevel.Incident, At: at}},
			Interventions: []servicelevel.Intervention{{Ticket: "T", Start: at.Add(3 * time.Hour), End: at.Add(3*time.Hour + time.Minute)}},
		}, calendar.DateOf(at.In(mustLoad(c.zone))).MonthOf().String())
		if c.from == "" {
			assert.Empty(t, s.Repeated, c.at)
			continue
		}
		require.Len(t, s.Repeated, 1, c.at)
		assert.Equal(t, c.from+" "+c.until, s.Repeated[0].Start.Format(time.RFC3339)+" "+s.Repeated[0].End.Format("2006-01-02T15:04:05-07:00"), c.zone)
	}
}

// TestRepeatedIsChecked: what is no time, or lies before the one before it.
func TestRepeatedIsChecked(t *testing.T) {
	t.Parallel()
	s := stated(t, proSince2026(), servicelevel.Activity{}, "2026-05")
	one := calendar.Interval{Start: wall("2024-10-27 01:00"), End: wall("2024-10-27 01:30")}
	s.Repeated = []calendar.Interval{one, {Start: one.End, End: one.End}}
	require.ErrorContains(t, s.Validate(), "repeated[1].end: ")
	s.Repeated = []calendar.Interval{one, one}
	require.ErrorContains(t, s.Validate(), "repeated[1].start: ")
}
