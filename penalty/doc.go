// Package penalty says what an outage costs: from when a platform was down to the amount owed to the
// customer, exactly, with every step that led there.
//
// # A clause and a case
//
// A clause is data: [Terms]. Both catalogues promise 99.9 % and give 5 % of the rent per hour if it is missed
// (S61, S62):
//
//	terms := penalty.Terms{
//		Target: decimal.RequireFromString("0.999"),
//		Rate:   decimal.RequireFromString("0.05"),
//	}
//
// A [Case] is what happened in a period; [Assess] puts the two together:
//
//	a, err := penalty.Assess(terms, penalty.Case{
//		Rent:    decimal.RequireFromString("149.00"),
//		Period:  calendar.MustParseMonth("2026-05").Interval(paris),
//		Outages: outages, // two hours and a half in all
//	})
//	a.Missed        // true
//	a.Amount        // 18.63
//	a.Availability  // 99.6639 %, exactly 1483/1488
//	a.Margin        // -1h45m21.6s: by how much the target is missed
//	a.Assumptions() // what the clause left open, and what was chosen
//	a.Trace()       // each step, with its rules and operands
//
// Every other field of Terms is zero here, which is the usual: units of an hour, all downtime pro rata, up to
// the whole rent.
//
// # How it is reckoned
//
// Outages may come in any order and overlap: time counts once (D13), real time, to the nanosecond. Those that
// touch or overlap are one outage. Then exclusions are taken off (D14): one in the middle does not make two
// outages of one. What lies after the as-of instant is not known yet (D15), and outside the service nothing
// counts (D16). Maintenance is excluded within its budget. Outages that are below MinOutage, or not claimed
// in time by ClaimFrom, are left out, and the others cut to their Grain.
//
// The figure, rounded if the clause says so, is compared with the target, which is missed only strictly below
// it (D9), and with the bands. Of each outage goes its deductible, or of all of them the downtime allowed
// (Excess, D10). What is left makes units, pro rata, begun or full (D11), times the rate, or finds its
// length. Then come the cap of an outage, the lump sum and the cap of the period (D12). The amount is rounded
// to the cent once (D21) and compared with the minimum. At last what was not claimed in time is taken back.
//
// # Clauses as they are published
//
// What published clauses say, and how Terms have it:
//
//	99.9 % a month                           Target; of 30 days, a quarter, a year: Period
//	credit at or below 99.9 %                AtTarget, Band.Through
//	the figure has two decimals              Figure: 0.0001
//	credits by availability                  Bands
//	credits by the length of an outage       Lengths with PerOutage, of all of them without
//	credits by how many outages there were   Numbers
//	5 % an hour, begun, full or pro rata     Rate, Unit, Counting
//	of what exceeds 99.9 % only              Excess
//	a lump sum, and 10 EUR an hour           Rate with Lump; the greater of both: LumpAtLeast
//	10 times the rent of the time            Rate with Basis ProRataRent
//	the rent of a day per quarter of an hour Rate with Basis DayRent
//	euros an hour, or a band                 Basis Amount
//	a day of service for each hour           Basis ServiceDays
//	5 % for each calendar day, begun         Counting CalendarDays
//	only outages of five minutes or more     MinOutage
//	whole minutes of each outage             Grain
//	fixed intervals of five minutes          Grain with Fixed
//	the first hour of each outage is free    Deductible
//	half of the machines count half          Outage.Share
//	those that are down together add up      AddUp
//	maintenance does not count               Exclusion, Outage.Excluded; nor does its time: Shrink
//	up to two hours of it a month            MaintenanceBudget
//	from the customer's report on            From
//	at most 30 % of the rent, or no cap      Cap, Uncapped; for each outage: OutageCap
//	at most 30 % of what three months cost   CapOf, CapMonths or CapDays, Case.Charges
//	at most the rent for all of a year       CapYear, Case.Owed; over any twelve months: CapLastMonths
//	nothing below 300 EUR, or up to 1 USD    Minimum, OverMinimum
//	claimed within 30 days, else it lapses   ClaimWithin, Case.Claims
//	within 30 days of each outage            ClaimWithin with ClaimFrom
//	by the end of the next billing cycle     ClaimWithin: Months: 1, the next but one: Months: 2
//	the greater of two clauses, or the sum   clauses.Besides, which stands beside Terms
//	so much per late answer                  AssessLate, response.Guarantee.Late
//	so much if fewer than 95 % are in time   response.Quota
//
// A plan or a contract of package servicelevel can state each of these, and its statements reckon them, but a cap of
// what was charged that names neither months nor days: a later statement that corrects the month would not know the
// invoice. Of other clauses whoever calls Assess makes the case:
//
//	a billing month, a fiscal quarter        Case.Period
//	at most the invoice it is taken off      CapOf, with the invoice in Case.Charges
//	all components are down, or a quorum     outages in which that is so: calendar.Union, calendar.Clip
//	flapping is one outage                   outages joined as the clause says
//	operating hours only                     Exclusions of the other times, with Shrink
//	from the third month missed in six on    Numbers over six months, with an outage for each
//
// # What else can be asked
//
// [Readings] says what a clause that leaves things open can cost at least and at most, [Forecast] when an
// outage that is still open will cost more, [AssessLate] what late answers cost (D19). Whether an answer is
// late, and what share of them is in time, is for package response.
//
// # Errors, JSON and columns
//
// Bad input is one or more [*calendar.FieldError] values that name the field and the value; they come joined.
// All types go through encoding/json and back, and what implements [driver.Valuer] stands in a column as the
// same text, never as NULL. What is unknown is refused when read and when written, what Validate refuses when
// read, all faults together. Values can be used from any goroutine as long as nobody changes them.
package penalty
