package servicelevel_test

import (
	"testing"
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
)

const mins = time.Minute

// TestWorkOverTheEndOfAMonth: the month of a ticket's first session pays for all its
// sessions (D5), by which no pack pays while the allowance would have.
func TestWorkOverTheEndOfAMonth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from string // of the first session
		rows []string
		left credit.Balance
	}{
		{"2026-05-31 23:00", []string{
			"2026-05 T1 of 2026-05: 40m0s → 1h0m0s by allowance 1h0m0s", "2026-06 T1 of 2026-05: 40m0s → 30m0s by allowance 30m0s",
			"2026-06 T2 of 2026-06: 1h30m0s → 1h30m0s by allowance 1h30m0s",
		}, credit.Balance{Available: 3 * time.Hour, Used: 90 * mins}},
		{"2026-05-31 23:59:59.999999999", []string{ // June has begun when it is over
			"2026-06 T1 of 2026-05: 1h20m0s → 1h30m0s by allowance 1h30m0s", "2026-06 T2 of 2026-06: 1h30m0s → 1h30m0s by allowance 1h30m0s",
		}, credit.Balance{Available: 3 * time.Hour, Used: 90 * mins}},
		{"2026-06-01 00:00", []string{
			"2026-06 T1 of 2026-06: 1h20m0s → 1h30m0s by allowance 1h30m0s", "2026-06 T2 of 2026-06: 1h30m0s → 1h30m0s by P 1h30m0s 84.50",
		}, credit.Balance{Available: 90 * mins, Used: 180 * mins}},
	} {
		tale{
			ct: proSince2026(), first: "2026-05", more: 1, rows: c.rows, left: c.left,
			facts: facts(
				pack("P", "2026-05-01 09:00", 3), request("T1", "2026-05-31 22:50", servicelevel.Incident),
				worked("a", "T1", c.from, 40*mins), worked("b", "T1", "2026-06-01 00:45", 40*mins),
				request("T2", "2026-06-10 09:00", servicelevel.Incident), worked("c", "T2", "2026-06-10 10:00", 90*mins),
			),
		}.check(t)
	}
}

// TestEstimateOverTheEndOfAMonth: an estimate of 2 h, half of it worked on either side, is
// May's 1 h 30 and 30 min of the pack, at 23.90.
func TestEstimateOverTheEndOfAMonth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		second time.Duration // the session in June
		rows   []string
		left   credit.Balance
	}{
		{time.Hour, []string{
			"2026-05 T of 2026-05: 1h0m0s → 1h0m0s by allowance 1h0m0s", "2026-06 T of 2026-05: 1h0m0s → 1h0m0s by allowance 30m0s P 30m0s 23.90",
		}, credit.Balance{Allowance: 90 * mins, Available: 270 * mins}},
		{30 * mins, []string{
			"2026-05 T of 2026-05: 1h0m0s → 1h0m0s by allowance 1h0m0s", "2026-06 T of 2026-05: 30m0s → 30m0s by allowance 30m0s",
		}, credit.Balance{Allowance: 60 * mins, Available: 300 * mins, Held: 30 * mins}},
		{time.Hour + 1, []string{ // beyond the estimate
			"2026-05 T of 2026-05: 1h0m0s → 1h0m0s by allowance 1h0m0s", "2026-06 T of 2026-05: 1h0m0.000000001s → 1h30m0s by allowance 30m0s P 1h0m0s 47.80",
		}, credit.Balance{Allowance: 90 * mins, Available: 240 * mins}},
	} {
		tale{
			ct: proSince2026(), first: "2026-05", more: 1, rows: c.rows, left: c.left,
			facts: facts(
				pack("P", "2026-05-04 09:00", 5), request("T", "2026-05-28 10:00", servicelevel.ServiceRequest), estimated("e", "T", "2026-05-28 11:00", 2*time.Hour),
				worked("a", "T", "2026-05-29 10:00", time.Hour), worked("b", "T", "2026-06-01 10:00", c.second),
			),
		}.check(t)
	}
}

// TestEstimateGivenUp: a hold chooses no hours, so that one that is given up leaves no
// trace, and one that is worked takes what is left (D38).
func TestEstimateGivenUp(t *testing.T) {
	t.Parallel()
	begin := facts(
		pack("P", "2026-05-04 09:00", 5), request("T1", "2026-05-11 09:00", servicelevel.ServiceRequest), request("T2", "2026-05-11 09:00", servicelevel.ServiceRequest),
		estimated("e", "T1", "2026-05-11 10:00", 90*mins), worked("a", "T2", "2026-05-12 10:00", time.Hour),
	)
	for _, c := range []struct {
		then []servicelevel.Fact
		rows []string
		left credit.Balance
	}{
		{
			facts(servicelevel.Fact{ID: "end", Kind: servicelevel.Cancelled, At: wall("2026-05-13 10:00"), Ticket: "T1"}),
			[]string{"2026-05 T2 of 2026-05: 1h0m0s → 1h0m0s by allowance 1h0m0s"},
			credit.Balance{Allowance: 30 * mins, Available: 300 * mins, Used: 60 * mins},
		},
		{
			facts(worked("b", "T1", "2026-05-13 10:00", 90*mins)),
			[]string{"2026-05 T2 of 2026-05: 1h0m0s → 1h0m0s by allowance 1h0m0s", "2026-05 T1 of 2026-05: 1h30m0s → 1h30m0s by allowance 30m0s P 1h0m0s 47.80"},
			credit.Balance{Available: 240 * mins, Used: 150 * mins},
		},
		{
			facts(worked("b", "T1", "2026-05-13 10:00", 60*mins), servicelevel.Fact{ID: "end", Kind: servicelevel.Reported, At: wall("2026-05-13 12:00"), Ticket: "T1"}),
			[]string{"2026-05 T2 of 2026-05: 1h0m0s → 1h0m0s by allowance 1h0m0s", "2026-05 T1 of 2026-05: 1h0m0s → 1h0m0s by allowance 30m0s P 30m0s 23.90"},
			credit.Balance{Available: 270 * mins, Used: 120 * mins},
		},
		{ // a minute before the end of May it is still held: of the pack, as the allowance does not cover it
			nil,
			[]string{"2026-05 T2 of 2026-05: 1h0m0s → 1h0m0s by allowance 1h0m0s"},
			credit.Balance{Available: 240 * mins, Held: 90 * mins, Used: 60 * mins},
		},
	} {
		tale{ct: proSince2026(), first: "2026-05", facts: facts(begin, c.then), rows: c.rows, left: c.left}.check(t)
	}
}

// TestHoldIntoTheNextMonth: a hold of May counts against June's allowance and then the
// pack, which may pay for others' work beside it.
func TestHoldIntoTheNextMonth(t *testing.T) {
	t.Parallel()
	begin := facts(
		pack("P", "2026-05-04 09:00", 5), request("T1", "2026-05-20 09:00", servicelevel.ServiceRequest), estimated("e", "T1", "2026-05-20 10:00", 90*mins),
		request("T2", "2026-06-02 09:00", servicelevel.ServiceRequest), worked("a", "T2", "2026-06-02 10:00", time.Hour),
	)
	tale{
		ct: proSince2026(), first: "2026-05", more: 1, facts: begin, rows: []string{"2026-06 T2 of 2026-06: 1h0m0s → 1h0m0s by allowance 1h0m0s"},
		left: credit.Balance{Available: 240 * mins, Held: 90 * mins, Used: 60 * mins},
	}.check(t)
	tale{
		ct: proSince2026(), first: "2026-05", more: 1, facts: facts(begin, worked("b", "T1", "2026-06-03 10:00", 90*mins)),
		rows: []string{"2026-06 T2 of 2026-06: 1h0m0s → 1h0m0s by allowance 1h0m0s", "2026-06 T1 of 2026-06: 1h30m0s → 1h30m0s by allowance 30m0s P 1h0m0s 47.80"},
		left: credit.Balance{Available: 240 * mins, Used: 150 * mins},
	}.check(t)
}

// TestOneSessionOverMidnight: it is one block in all, whatever the options (D1, D5).
func TestOneSessionOverMidnight(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		options servicelevel.Options
		from    string
		took    time.Duration
		rows    []string
		used    time.Duration // in June
	}{
		{servicelevel.Options{}, "2026-05-31 23:50", 20 * mins, []string{"2026-06 T of 2026-05: 20m0s → 30m0s by allowance 30m0s"}, 0},
		{servicelevel.Options{EachSession: true}, "2026-05-31 23:50", 20 * mins, []string{"2026-06 T of 2026-05: 20m0s → 30m0s by allowance 30m0s"}, 0},
		{servicelevel.Options{SplitMonths: true}, "2026-05-31 23:50", 20 * mins, []string{
			"2026-06 T of 2026-05: 10m0s → 10m0s by allowance 10m0s", "2026-06 T of 2026-06: 10m0s → 20m0s by allowance 20m0s",
		}, 20 * mins},
		{servicelevel.Options{SplitMonths: true, EachSession: true}, "2026-05-31 23:50", 20 * mins, []string{
			"2026-06 T of 2026-05: 10m0s → 10m0s by allowance 10m0s", "2026-06 T of 2026-06: 10m0s → 20m0s by allowance 20m0s",
		}, 20 * mins},
		{servicelevel.Options{SplitMonths: true}, "2026-05-31 23:20", 80 * mins, []string{
			"2026-06 T of 2026-05: 40m0s → 40m0s by allowance 40m0s", "2026-06 T of 2026-06: 40m0s → 50m0s by allowance 50m0s",
		}, 50 * mins},
		{servicelevel.Options{SplitMonths: true}, "2026-05-31 23:30", 30*mins + 1, []string{
			"2026-06 T of 2026-05: 30m0s → 30m0s by allowance 30m0s", "2026-06 T of 2026-06: 1ns → 30m0s by allowance 30m0s",
		}, 30 * mins},
		{servicelevel.Options{SplitMonths: true}, "2026-05-31 23:30", 30 * mins, []string{"2026-06 T of 2026-05: 30m0s → 30m0s by allowance 30m0s"}, 0},
		{servicelevel.Options{SplitMonths: true}, "2026-05-31 23:30", 30*mins - 1, []string{"2026-05 T of 2026-05: 29m59.999999999s → 30m0s by allowance 30m0s"}, 0},
	} {
		ct := proSince2026()
		ct.Options = c.options
		tale{
			ct: ct, first: "2026-05", more: 1, rows: c.rows, left: credit.Balance{Allowance: 90*mins - c.used, Used: c.used},
			facts: facts(request("T", "2026-05-31 20:00", servicelevel.Incident), worked("a", "T", c.from, c.took)),
		}.check(t)
	}
}

// TestWorkRecordedLate: it draws on what was there at its instant and still is, then on what
// was bought since (D28).
func TestWorkRecordedLate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		late time.Duration
		rows []string
		left credit.Balance
	}{
		{time.Hour, []string{
			"2026-02 T1 of 2026-02: 4h0m0s → 4h0m0s by P1 3h0m0s 169.00 P2 1h0m0s 47.80", "2026-02 T2 of 2026-01: 1h0m0s → 1h0m0s by P2 1h0m0s 47.80",
		}, credit.Balance{Available: 3 * time.Hour, Used: 4 * time.Hour}},
		{4 * time.Hour, []string{
			"2026-02 T1 of 2026-02: 4h0m0s → 4h0m0s by P1 3h0m0s 169.00 P2 1h0m0s 47.80", "2026-02 T2 of 2026-01: 4h0m0s → 4h0m0s by P2 4h0m0s 191.20",
		}, credit.Balance{Used: 4 * time.Hour}},
	} {
		ct := proSince2026()
		ct.Level = servicelevel.Standard
		tale{
			ct: ct, first: "2026-01", more: 1, rows: c.rows, left: c.left,
			facts: facts(
				pack("P1", "2026-01-02 09:00", 3), pack("P2", "2026-02-02 09:00", 5), request("T1", "2026-02-10 09:00", servicelevel.ServiceRequest),
				worked("a", "T1", "2026-02-10 10:00", 4*time.Hour), request("T2", "2026-01-15 09:00", servicelevel.ServiceRequest),
				told(worked("b", "T2", "2026-01-15 10:00", c.late), "2026-02-20 09:00"),
			),
		}.check(t)
	}
}

// TestAllowanceOfALevelThatBegins: it pays only for tickets begun on a day of its level, with
// its share of the days (D27).
func TestAllowanceOfALevelThatBegins(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		at    string
		anyOf bool
		rows  []string
		left  credit.Balance
	}{
		{at: "2026-03-03 10:00", rows: []string{"2026-03 T of 2026-03: 30m0s → 30m0s by P 30m0s 28.17"}, left: credit.Balance{Allowance: 2 * mins, Available: 150 * mins, Used: 30 * mins}},
		{at: "2026-03-30 23:29", rows: []string{"2026-03 T of 2026-03: 30m0s → 30m0s by P 30m0s 28.17"}, left: credit.Balance{Allowance: 2 * mins, Available: 150 * mins, Used: 30 * mins}},
		{at: "2026-03-31 00:00", rows: []string{"2026-03 T of 2026-03: 30m0s → 30m0s by allowance 2m0s P 28m0s 26.29"}, left: credit.Balance{Available: 152 * mins, Used: 30 * mins}},
		{at: "2026-03-03 10:00", anyOf: true, rows: []string{"2026-03 T of 2026-03: 30m0s → 30m0s by allowance 30m0s"}, left: credit.Balance{Allowance: 60 * mins, Available: 180 * mins, Used: 30 * mins}},
	} {
		ct := proSince2026()
		ct.Level, ct.Changes = servicelevel.Serenity, []servicelevel.Change{{On: day("2026-03-31"), Level: servicelevel.Pro}}
		ct.Options.ProRata, ct.Options.AllowanceAnyDay = true, c.anyOf
		tale{
			ct: ct, first: "2026-03", rows: c.rows, left: c.left,
			facts: facts(pack("P", "2026-03-01 09:00", 3), request("T", "2026-03-02 10:00", servicelevel.ServiceRequest), worked("a", "T", c.at, 30*mins)),
		}.check(t)
	}
}

// TestOneInterventionListedTwice is one; two technicians at one hour are two.
func TestOneInterventionListedTwice(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	in := session("T", "2026-05-12 10:00", 45*mins)
	named := in
	named.ID = "A"
	other := in
	other.ID = "B"
	later := named
	later.Recorded = wall("2026-06-02 10:00")
	for _, c := range []struct {
		list   []servicelevel.Intervention
		worked time.Duration
	}{
		{[]servicelevel.Intervention{in}, 45 * mins},
		{[]servicelevel.Intervention{in, in}, 45 * mins},
		{[]servicelevel.Intervention{named, named, later}, 45 * mins},
		{[]servicelevel.Intervention{later, named}, 45 * mins},
		{[]servicelevel.Intervention{named, other}, 90 * mins},
		{[]servicelevel.Intervention{in, named, other}, 135 * mins},
	} {
		ct.Options.Overdraft = 10 * time.Hour
		act := servicelevel.Activity{Requests: []servicelevel.Request{asked("T", "2026-05-12 09:00")}, Interventions: c.list}
		s := stated(t, ct, act, "2026-05")
		if got := s.Tickets[0].Worked; got != c.worked {
			t.Errorf("%v: %s", c.list, got)
		}
		if june := stated(t, ct, act, "2026-06"); len(june.Tickets) > 0 {
			t.Errorf("%v: %v", c.list, june.Tickets)
		}
	}
}
