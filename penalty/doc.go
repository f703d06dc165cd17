// Package penalty says what an outage costs: from when a platform was down to the
// amount owed to the customer, exactly, with every step that led there.
//
// # A clause and a case
//
// A clause is data: [Terms]. Both catalogues promise 99.9 % and give 5 % of the
// rent per hour if it is missed (S61, S62):
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
// Every other field of Terms is zero here, which is the usual: units of an hour, all
// downtime pro rata, up to the whole rent.
//
// # What counts
//
// Outages may come in any order and overlap: time counts once (D13). Exclusions
// are taken off (D14). What lies after the case's as-of instant is not known yet
// (D15), and outside the service nothing counts (D16). Outages that touch or
// overlap are one outage, before exclusions are taken off, so that an exclusion
// in the middle does not make two of one. Time is real time, to the nanosecond,
// whatever the clocks on the wall do.
//
// # What it costs
//
// The target is missed only strictly below it (D9), if the clause does not say
// otherwise. Then all downtime, or with
// Excess what exceeds the downtime allowed (D10), is counted in units, pro rata,
// begun or full (D11), times the rate, up to the cap (D12), and rounded to the
// cent once, at the very end (D21). Bands and Lengths replace the rate if a
// clause gives one credit by availability or by duration.
//
// # Clauses as they are published
//
// A case's period may be any interval: a billing month, the last 365 days, a quarter of a fiscal
// year. [Period.Interval] makes those of the calendar, whoever assesses others gives
// them. What published clauses say, and how Terms have it:
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
// All of these stand in a plan or a contract of package servicelevel as JSON, and come out of its
// statements, but for a cap of what was charged that is of neither months nor days: the invoice
// that a penalty is taken off. What the month itself invoices is known before its penalties are, but a
// later statement that corrects the month would have to know that invoice again, and what of it
// earlier corrections have taken: neither an activity nor a state tells. A contract without
// Options.PriceReduction takes nothing off an invoice at all, and with it no invoice goes below zero:
// what goes beyond is on a credit note. "At most the rent of the month" is what Cap is by itself.
//
// For others the case is made as the clause says. Whoever assesses it does that; a statement of
// package servicelevel makes its cases itself, and has no such clause.
//
//	a billing month, a fiscal quarter        Case.Period
//	at most the invoice it is taken off      CapOf, with the invoice in Case.Charges
//	any of several components is down        the outages of all of them
//	all of them are, or a quorum of probes   outages in which that is so: calendar.Union, calendar.Clip
//	components with weights                  Outage.Share with AddUp
//	flapping is one outage                   outages joined as the clause says
//	operating hours only                     Exclusions of the other times, with Shrink
//	maintenance every Sunday, if announced   an Exclusion each time that it was
//	from the third month missed in six on    Numbers over six months, with an outage for each
//
// These work one after the other. Overlaps are resolved, exclusions within their budget
// taken off, outages left out that are below MinOutage, or by ClaimFrom were not claimed in time,
// and the others cut to their Grain. The figure, rounded if it is, is compared with the target and the bands. Of each outage
// goes its deductible, or of all of them the excess is taken; what is left makes units
// or finds its length. Then come the cap of an outage, the lump sum and the cap of the
// period; the amount is rounded and compared with the minimum, and at last what was not
// claimed in time is taken back. Of several clauses each is assessed so, by itself, before the
// greatest amount is found, or the sum.
//
// # What else can be asked
//
// [Readings] says what a clause that leaves things open can cost at least and at
// most. [Forecast] says when an outage that is still open will cost more.
// [AssessLate] says what answers that came late cost (D19); whether an answer is late, of an
// incident or of a ticket, is for package response (S46, S63, D18), as is a promise about the
// share that is in time.
//
// # Errors and JSON
//
// Bad input is one or more [*FieldError] values that name the field and the value;
// they come joined. Terms, cases and results go through encoding/json and back:
// unknown fields and values, and whatever Validate refuses, are refused while
// decoding, all faults together.
package penalty
