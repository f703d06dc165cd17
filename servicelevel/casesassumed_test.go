package servicelevel_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
)

// saidOf returns what a statement says of a decision, one sentence after the other.
func saidOf(s *servicelevel.Statement, id string) (said []string) {
	s.Explain()
	for _, a := range s.Assumptions {
		if a.Rule == id {
			said = append(said, a.Explained.EN)
		}
	}
	return said
}

// badMonth is one of Business with an outage of 2 h 30 min, and two late interventions.
func badMonth() (servicelevel.Contract, servicelevel.Activity) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	return ct, servicelevel.Activity{
		Requests:      []servicelevel.Request{incident("T1", "2026-05-12 09:00"), incident("T2", "2026-05-13 09:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-12 11:00", 30*time.Minute), session("T1", "2026-05-12 15:00", 30*time.Minute), session("T2", "2026-05-13 12:00", 2*time.Hour)},
		Outages:       []penalty.Outage{{Start: wall("2026-05-12 08:30"), End: wall("2026-05-12 11:00")}},
	}
}

// TestWhatWasChosenIsSaid: of each option of a contract, with its operands; never the default in
// its place.
func TestWhatWasChosenIsSaid(t *testing.T) {
	t.Parallel()
	late := func(terms penalty.Terms) func(*servicelevel.Contract) {
		terms.Target = decimal.New(1, 0)
		return func(ct *servicelevel.Contract) { ct.Options.Late = &terms }
	}
	clause := func(change func(*penalty.Terms)) func(*servicelevel.Contract) {
		return func(ct *servicelevel.Contract) {
			ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05")}
			change(ct.Options.Penalty)
		}
	}
	for _, c := range []struct {
		rule   string
		change func(*servicelevel.Contract)
		says   []string
	}{
		{"D1", func(ct *servicelevel.Contract) { ct.Options.EachSession = true }, []string{"Each work session is rounded up to whole blocks by itself."}},
		{"D3", func(ct *servicelevel.Contract) { ct.Options.Zone = "Europe/Brussels" }, []string{"The clock is that of Europe/Brussels; across clock changes, real elapsed time counts."}},
		{"D5", func(ct *servicelevel.Contract) { ct.Options.EachSession = true }, []string{"Each work session is paid for by the month in which it begins."}},
		{"D5", func(ct *servicelevel.Contract) { ct.Options.SplitMonths = true }, []string{"Work is split at midnight: each month pays for what was worked in it, the last one for the rounding too."}},
		{"D6", func(ct *servicelevel.Contract) { ct.Options.LoseRemainder = true }, []string{"What is left of the allowance, if it is less than a block, is lost."}},
		{"D8", func(*servicelevel.Contract) {}, []string{"There is an overdraft of up to 10 h."}},
		{"D8", func(ct *servicelevel.Contract) { ct.Options.Overdraft = 2 * time.Hour }, []string{"There is an overdraft of up to 2 h."}},
		{"D9", clause(func(p *penalty.Terms) { p.AtTarget = true }), []string{"The guarantee of availability is missed at exactly the target and below it."}},
		{"D9", clause(func(p *penalty.Terms) { p.Figure = *dec("0.0001") }), []string{
			"The guarantee of availability is missed only strictly below the target: exactly the target is met.",
			"Before it is compared with the target, the availability is rounded to the nearest 0.01%, halves up.",
		}},
		{"D10", clause(func(p *penalty.Terms) { p.Excess = true }), []string{"Only what exceeds the downtime that is allowed is penalised."}},
		{"D10", clause(func(p *penalty.Terms) { p.PerOutage, p.Deductible = true, time.Hour }), []string{"Once the guarantee is missed, what each outage lasts beyond 1 h is penalised."}},
		{"D10", late(penalty.Terms{Rate: *dec("0.02"), PerOutage: true, Deductible: time.Minute}), []string{
			"Once the guarantee is missed, all downtime is penalised.", "Once the guarantee is missed, what each intervention is late beyond 1 min is penalised.",
		}},
		{"D11", clause(func(p *penalty.Terms) { p.Rate, p.Lengths = decimal.Decimal{}, []penalty.Length{{Credit: *dec("0.1")}} }), []string{"The penalty is the same however long the downtime lasted in all."}},
		{"D11", clause(func(p *penalty.Terms) {
			p.Rate, p.PerOutage, p.Lengths = decimal.Decimal{}, true, []penalty.Length{{Credit: *dec("0.1")}}
		}), []string{"Each outage costs the same, however long it lasted."}},
		{"D11", clause(func(p *penalty.Terms) { p.Counting, p.Unit = penalty.Begun, 10*time.Minute }), []string{"Each unit of 10 min of downtime begun is penalised in full, on the total."}},
		{"D11", clause(func(p *penalty.Terms) { p.Counting, p.PerOutage = penalty.Full, true }), []string{"Only full units of 1 h of downtime are penalised, each outage by itself."}},
		{"D12", clause(func(p *penalty.Terms) { p.Cap = *dec("0.3") }), []string{"The penalty for downtime does not exceed 30% of the rent."}},
		{"D12", clause(func(p *penalty.Terms) { p.CapYear = true }), []string{"The penalties for downtime of a year together do not exceed 100% of the rent."}},
		{"D12", clause(func(p *penalty.Terms) { p.CapLastMonths = 12 }), []string{"The penalties for downtime of 12 months in a row together do not exceed 100% of the rent."}},
		{"D12", clause(func(p *penalty.Terms) { p.CapLastMonths, p.CapOf, p.CapMonths = 6, penalty.CapOfCharges, 3 }), []string{"The penalties for downtime of 6 months in a row together do not exceed 100% of the rent charged."}},
		{"D12", clause(func(p *penalty.Terms) { p.CapOf, p.CapMonths, p.Cap = penalty.CapOfCharges, 3, *dec("0.3") }), []string{"The penalty for downtime does not exceed 30% of the rent charged."}},
		{"D12", clause(func(p *penalty.Terms) { p.CapOf, p.CapMonths, p.CapYear = penalty.CapOfCharges, 3, true }), []string{"The penalties for downtime of a year together do not exceed 100% of the rent charged."}},
		{"D12", clause(func(p *penalty.Terms) { p.Uncapped, p.PerOutage, p.OutageCap = true, true, *dec("0.1") }), []string{"The penalty for downtime has no cap.", "Each outage costs at most 10% of the rent."}},
		{"D4", clause(func(p *penalty.Terms) { p.Period = penalty.ThirtyDays }), []string{
			"A month is the calendar month in the contract's zone, in real seconds.", "The availability of a month is measured against a fixed 30 days, which are 720 h.",
		}},
		{"D13", clause(func(p *penalty.Terms) { p.AddUp = true }), []string{"Outages of parts of the platform that overlap add up, to all of it at most."}},
		{"D14", clause(func(p *penalty.Terms) { p.Shrink = true }), []string{"What is excluded does not count, and makes the period shorter too."}},
		{"D14", clause(func(p *penalty.Terms) { p.MaintenanceBudget = 2 * time.Hour }), []string{
			"Maintenance, customer's fault and force majeure do not count where excluded; the period keeps its length.",
			"Of maintenance, up to 2 h a period does not count; what comes after that does.",
		}},
		{"D18", func(ct *servicelevel.Contract) { ct.Options.GuaranteeInHours = true }, []string{"An incident's time runs in the hours of the level, deadline included."}},
		{"D18", func(ct *servicelevel.Contract) { ct.Options.PauseWaiting = true }, []string{"An incident's time runs 24/7, save while the customer is waited for, deadline included."}},
		{"D19", func(*servicelevel.Contract) {}, []string{"Lateness is measured and reported, without a penalty."}},
		{"D19", late(penalty.Terms{PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}), []string{"Each late intervention costs 5% of the rent."}},
		{"D19", late(penalty.Terms{PerOutage: true, Basis: penalty.Amount, Lengths: []penalty.Length{{Credit: *dec("21.00")}}}), []string{"Each late intervention costs €21.00."}},
		{"D19", late(penalty.Terms{RealTime: true, PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}), []string{
			"Each late intervention costs 5% of the rent.", "Lateness is measured in real time after the deadline, around the clock, waits included.",
		}},
		{"D19", late(penalty.Terms{Lengths: []penalty.Length{{Credit: *dec("0.05")}}}), []string{"The late interventions of a month together cost 5% of the rent."}},
		{"D19", late(penalty.Terms{Rate: *dec("0.02"), Unit: 30 * time.Minute, Counting: penalty.Begun}), []string{"Lateness costs 2% of the rent per unit of 30 min."}},
		{"D11", late(penalty.Terms{Rate: *dec("0.02"), Unit: 30 * time.Minute, Counting: penalty.Begun}), []string{"The penalty for downtime is pro rata, fractions of a second included, and rounded once at the end.", "Each unit of 30 min of lateness begun is penalised in full, on the total."}},
		{"D19", late(penalty.Terms{Rate: *dec("3"), Basis: penalty.ProRataRent}), []string{"Lateness costs 3 × the rent of that time."}},
		{"D19", late(penalty.Terms{Rate: *dec("3"), Basis: penalty.ProRataRent, Lump: *dec("0.1")}), []string{
			"Lateness costs 3 × the rent of that time.", "The late interventions of a month cost 10% of the rent more, once.",
		}},
		{"D19", late(penalty.Terms{Rate: *dec("3"), Basis: penalty.Amount, Lump: *dec("50"), LumpAtLeast: true}), []string{
			"Lateness costs €3.00 per unit of 1 h.", "The late interventions of a month cost at least €50.00.",
		}},
		{"D19", late(penalty.Terms{PerOutage: true, Lengths: []penalty.Length{{Below: time.Hour, Credit: *dec("0.05")}, {From: time.Hour, Credit: *dec("0.1")}}}), []string{"What a late intervention costs goes by how late it is, in bands."}},
		{"D19", late(penalty.Terms{Lengths: []penalty.Length{{Below: time.Hour, Credit: *dec("0.05")}, {From: time.Hour, Credit: *dec("0.1")}}}), []string{"What late interventions cost goes by how late they are in a month together, in bands."}},
		{"D19", late(penalty.Terms{Bands: []penalty.Band{{Below: decimal.New(1, 0), Credit: *dec("0.05")}}}), []string{"What late interventions cost goes by the share of the month that is not late, in bands."}},
		{"D19", late(penalty.Terms{Numbers: []penalty.Number{{Below: 3, Credit: *dec("0.05")}, {From: 3, Credit: *dec("0.1")}}}), []string{"What late interventions cost goes by how many there are in a month, in bands."}},
		{"D11", func(ct *servicelevel.Contract) {
			late(penalty.Terms{Rate: *dec("0.02"), Counting: penalty.Begun, PerOutage: true})(ct)
			clause(func(p *penalty.Terms) { p.Counting, p.Unit, p.PerOutage = penalty.Begun, 30*time.Minute, true })(ct)
		}, []string{
			"Each unit of 30 min of downtime begun is penalised in full, each outage by itself.",
			"Each unit of 1 h of lateness begun is penalised in full, each intervention by itself.",
		}},
		{"D12", late(penalty.Terms{Rate: *dec("0.02"), Cap: *dec("0.5")}), []string{"The penalty for downtime does not exceed 100% of the rent.", "The penalty for late interventions does not exceed 50% of the rent."}},
		{"D36", late(penalty.Terms{PerOutage: true, Basis: penalty.DayRent, Lengths: []penalty.Length{{Credit: *dec("0.5")}}}), []string{"For late interventions, the rent is spread over the calendar days of the period, also if only a part was in service."}},
		{"D21", func(ct *servicelevel.Contract) { ct.Options.Rounding = penalty.HalfEven }, []string{"An amount that says “half cents to even” is rounded so, once, to the cent."}},
		{"D22", func(ct *servicelevel.Contract) { ct.VAT.Rate = dec("0.21") }, []string{"Prices are excl. VAT; VAT at 21% is on the sum of those that bear it, to the cent, halves away from zero."}},
		{"D22", func(ct *servicelevel.Contract) { ct.VAT.Category = "AE" }, []string{"VAT is accounted for by the customer (reverse charge)."}},
		{"D23", func(ct *servicelevel.Contract) { ct.Options.PriceReduction = true }, []string{"A penalty is a price reduction, at the VAT of the invoice."}},
		{"D24", func(ct *servicelevel.Contract) { ct.Start, ct.Options.ProRata = day("2026-05-11"), true }, []string{"Part of a month is billed by its days."}},
		{"D24", func(ct *servicelevel.Contract) { ct.Start = day("2026-05-11") }, []string{"A month begun is billed whole; a change of level or prices waits for the next month."}},
		{"D24", func(*servicelevel.Contract) {}, nil},
		{"D16", clause(func(p *penalty.Terms) { p.WholePeriod = true }), nil},
		{"D27", func(ct *servicelevel.Contract) { ct.Start, ct.Options.AllowanceAnyDay = day("2026-05-11"), true }, []string{"The greatest allowance of the month's levels pays, whatever the day."}},
		{"D29", func(ct *servicelevel.Contract) { ct.Options.Uncovered = servicelevel.UncoveredPacks }, []string{"What is overdrawn when the month ends is sold as packs, the cheapest that cover it."}},
		{"D29", func(ct *servicelevel.Contract) {
			ct.Options.Uncovered, ct.Options.HourPrice = servicelevel.UncoveredHours, dec("90.00")
		}, []string{"What is overdrawn when the month ends is billed by the hour, at €90.00 excl. VAT."}},
		{"D29", func(ct *servicelevel.Contract) { ct.End = day("2026-06-01") }, []string{"Work without credit is refused; what is overdrawn when the contract ends is sold as packs, the cheapest that cover it."}},
	} {
		ct, act := badMonth()
		ct.Options.Overdraft = 10 * time.Hour
		if c.rule == "D14" {
			act.Exclusions = []penalty.Exclusion{{Start: wall("2026-05-12 08:40"), End: wall("2026-05-12 08:50"), Reason: penalty.Maintenance}}
		}
		if c.rule == "D13" {
			half := act.Outages[0]
			half.Share = *dec("0.5")
			act.Outages = []penalty.Outage{half, half}
		}
		c.change(&ct)
		s := stated(t, ct, act, "2026-05")
		assert.Equal(t, c.says, saidOf(&s, c.rule), c.rule)
	}
}

// TestTwoRatesAreBothSaid: of a month in which the rate of VAT changes, a charge has its own, and
// the edition changes.
func TestTwoRatesAreBothSaid(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	ct.VAT.Changes = []servicelevel.VATChange{{On: day("2026-05-10"), Rate: dec("0.21")}}
	act := servicelevel.Activity{
		Purchases: []servicelevel.Purchase{{ID: "P", At: wall("2026-05-12 09:00"), Time: 3 * time.Hour}},
		Charges: []servicelevel.Charge{{
			ID: "C", At: wall("2026-05-13 09:00"), Price: *dec("10.00"), Label: servicelevel.Wording{FR: "Livre", EN: "Book"}, VAT: &servicelevel.ChargeVAT{Rate: dec("0.055")},
		}},
	}
	s := stated(t, ct, act, "2026-05")
	assert.Equal(t, []string{"Prices are excl. VAT; VAT at 20% is on the sum of those that bear it, to the cent, halves away from zero.", "Prices are excl. VAT; VAT at 21% is on the sum of those that bear it, to the cent, halves away from zero.", "Prices are excl. VAT; VAT at 5.5% is on the sum of those that bear it, to the cent, halves away from zero."}, saidOf(&s, "D22"))
	assert.True(t, rests(s.Assumptions, "D33"))

	ct = proSince2026()
	ct.Changes = []servicelevel.Change{{On: day("2026-05-16"), Level: servicelevel.Pro, Edition: "other"}}
	ct.Options.ProRata = true
	s, err := allEditions().Statement(ct, servicelevel.Activity{}, month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, []string{"Prices are excl. VAT; VAT at 20% is on the sum of those that bear it, to the cent, halves away from zero.", "Prices are excl. VAT; VAT at 5.5% is on the sum of those that bear it, to the cent, halves away from zero."}, saidOf(&s, "D22"))
	assert.True(t, rests(s.Assumptions, "D34"))
}

// TestLostRemainderIsSaid: an allowance of which less than a block is left decided a figure,
// though it paid nothing of it.
func TestLostRemainderIsSaid(t *testing.T) {
	t.Parallel()
	ct := contract("magic", servicelevel.Pro, "2026-01-01") // blocks of 1 h, 1 h 30 of allowance
	ct.Options.LoseRemainder, ct.Options.Overdraft = true, 10*time.Hour
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{asked("T1", "2026-05-12 09:00"), asked("T2", "2026-05-12 09:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-12 10:00", time.Hour)},
	}
	s := stated(t, ct, act, "2026-05")
	assert.Empty(t, saidOf(&s, "D6"), "the allowance paid all")
	act.Interventions = append(act.Interventions, session("T2", "2026-05-13 10:00", time.Hour))
	s = stated(t, ct, act, "2026-05")
	assert.Equal(t, []string{"What is left of the allowance, if it is less than a block, is lost."}, saidOf(&s, "D6"))
	ct.Options.LoseRemainder = false
	s = stated(t, ct, act, "2026-05")
	assert.Equal(t, []string{"Rounded time draws on the allowance, then on credit; a block may be split between them."}, saidOf(&s, "D6"))
}

// TestAllowanceThatPaidNothing: if it was used up, or is not for that day, no remainder was lost.
func TestAllowanceThatPaidNothing(t *testing.T) {
	t.Parallel()
	ct := proSince2026() // blocks of 30 min
	ct.Options.LoseRemainder, ct.Options.Overdraft = true, 10*time.Hour
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{asked("T1", "2026-05-05 09:00"), asked("T2", "2026-05-05 09:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-05 10:00", 90*time.Minute), session("T2", "2026-05-06 10:00", 30*time.Minute)},
	}
	s := stated(t, ct, act, "2026-05")
	assert.Equal(t, 30*time.Minute, s.Credit.Overdrawn)
	assert.Empty(t, saidOf(&s, "D6"))

	ct.Level, ct.Changes = servicelevel.Serenity, []servicelevel.Change{{On: day("2026-05-16"), Level: servicelevel.Pro}}
	ct.Options.ProRata = true
	s = stated(t, ct, act, "2026-05")
	assert.Equal(t, 46*time.Minute, s.Allowance.Lost)
	assert.Empty(t, saidOf(&s, "D6"))
	assert.NotEmpty(t, saidOf(&s, "D27"))
}

// TestRefundsOfOneMonth: each way in which hours were given back is said, and none that was
// withdrawn again.
func TestRefundsOfOneMonth(t *testing.T) {
	t.Parallel()
	act := servicelevel.Activity{
		Purchases: []servicelevel.Purchase{{ID: "P", At: wall("2026-03-02 09:00"), Time: 5 * time.Hour}},
		Removals: []servicelevel.Removal{
			{ID: "R1", Kind: credit.Refund, Of: "P", At: wall("2026-05-04 09:00"), Time: time.Hour},
			{ID: "R2", Kind: credit.Refund, Of: "P", At: wall("2026-05-05 09:00"), Time: time.Hour, Price: dec("40.00")},
			{ID: "R3", Kind: credit.Refund, Of: "P", At: wall("2026-05-06 09:00")},
		},
	}
	part, amount := "Part of what is left of the pack is given back, at its share of the price, at the VAT of the sale.", "What is given back of the pack is so for the amount agreed, at the VAT of the sale."
	all := "What is left of the pack is given back at its share of the price, by a credit note that names the purchase, at the VAT of the sale."
	s := stated(t, proSince2026(), act, "2026-05")
	assert.Equal(t, []string{all, part, amount}, saidOf(&s, "D30"))
	act.Removals[2].Withdrawn = wall("2026-05-07 09:00")
	s = stated(t, proSince2026(), act, "2026-05")
	assert.Equal(t, []string{part, amount}, saidOf(&s, "D30"))
	act.Removals[2].Kind = credit.Forfeit
	act.Removals[2].Withdrawn = time.Time{}
	s = stated(t, proSince2026(), act, "2026-05")
	assert.Equal(t, []string{part, amount}, saidOf(&s, "D30"))
	assert.Equal(t, []string{"Hours that were left have been declared forfeited."}, saidOf(&s, "D32"))
}

// TestCompareHasWhatAllMonthsRestOn: once each, in their order.
func TestCompareHasWhatAllMonthsRestOn(t *testing.T) {
	t.Parallel()
	ct, act := badMonth()
	ct.VAT.Changes = []servicelevel.VATChange{{On: day("2026-05-01"), Rate: dec("0.21")}}
	out, err := compare.Levels(servicelevel.NUXIT(), ct, act, month("2026-04"), month("2026-05"))
	require.NoError(t, err)
	var says []string
	for _, a := range compared(t, out, servicelevel.Business).Assumptions {
		says = append(says, saysChoice(&a))
		assert.Empty(t, a.Explained)
	}
	assert.Equal(t, []string{
		"D1 ticket", "D3 zone Europe/Paris", "D4 calendar_month", "D5 first_session", "D6 split_block", "D9 strictly_below of availability", "D10 all of availability", "D11 pro_rata of availability", "D12 share of availability 1",
		"D17 given", "D18 elapsed", "D19 none", "D21 half_away", "D22 rate 0.2", "D22 rate 0.21", "D23 compensation", "D33 own_date",
	}, says)
	out.Levels[0].Assumptions[0].Choice = "calendar"
	require.ErrorContains(t, out.Validate(), "levels[0].assumptions[0].choice: ")
}

// TestOverdrawnUntilItIsSold: while the month goes on, work without credit is overdrawn.
func TestOverdrawnUntilItIsSold(t *testing.T) {
	t.Parallel()
	ct, act := badMonth()
	ct.Options.Uncovered, ct.Options.Overdraft = servicelevel.UncoveredPacks, time.Hour // which is of no use then
	s, err := servicelevel.NUXIT().Preview(ct, act, wall("2026-05-20 09:00"))
	require.NoError(t, err)
	assert.Equal(t, []string{"What the credit does not cover is overdrawn; what still is when the month ends is sold then."}, saidOf(&s, "D8"))
	assert.Empty(t, saidOf(&s, "D29"))
	assert.Equal(t, []string{"An outage still open counts up to the instant at which the statement stops; the result is provisional."}, saidOf(&s, "D15"))
	s = stated(t, ct, act, "2026-05")
	assert.Empty(t, saidOf(&s, "D8"), "it is sold")
}

// TestInstantsHaveTheOffsetOfTheContract: also those that hours of another zone come to, before
// and after a clock change, as data and in words.
func TestInstantsHaveTheOffsetOfTheContract(t *testing.T) {
	t.Parallel()
	ct, act := badMonth()
	ct.Options.Zone, ct.Options.GuaranteeInHours = "Indian/Reunion", true
	ct.Options.Overdraft = 10 * time.Hour
	act.Requests = append(act.Requests, asked("T3", "2026-05-15 19:00"))
	act.Interventions = append(act.Interventions, session("T3", "2026-05-18 09:00", time.Hour))
	s := stated(t, ct, act, "2026-05")
	for _, g := range s.Guarantees {
		for _, at := range []time.Time{g.Response.Start, g.Response.Due, g.Response.Answered} {
			assert.Equal(t, "+04:00", at.Format("-07:00"), g.Ticket)
		}
	}
	for _, w := range s.Tickets {
		assert.Equal(t, "+04:00 +04:00", w.Asked.Format("-07:00")+" "+w.Earliest.Format("-07:00"), w.Ticket)
	}
	assert.Contains(t, s.Guarantees[0].Explained.EN, "incident of 12 May 2026 at 11:00")
	requireOwnClock(t, encode(t, unworded(&s)), &s)

	ct.Options.Zone = ""
	act = servicelevel.Activity{
		Requests:      []servicelevel.Request{incident("T", "2026-10-25 01:30")},
		Interventions: []servicelevel.Intervention{{Ticket: "T", Start: wall("2026-10-25 01:30").Add(2 * time.Hour), End: wall("2026-10-25 06:00")}},
	}
	s = stated(t, ct, act, "2026-10")
	assert.Contains(t, s.Guarantees[0].Explained.EN, "incident of 25 October 2026 at 01:30")
	assert.Contains(t, s.Guarantees[0].Explained.EN, "begun on 25 October 2026 at 02:30", "the second time")
	requireOwnClock(t, encode(t, unworded(&s)), &s)
}

// unworded returns a statement without its words.
func unworded(s *servicelevel.Statement) *servicelevel.Statement {
	c := s.Clone()
	forget := func(w *servicelevel.Wording) { *w = servicelevel.Wording{} }
	for _, d := range documentsOf(&c) {
		for i := range d.Lines {
			forget(&d.Lines[i].Label)
			forget(&d.Lines[i].Explained)
		}
		for i := range d.Taxes {
			forget(&d.Taxes[i].Explained)
		}
	}
	for i := range c.CreditNotes {
		forget(&c.CreditNotes[i].Explained)
	}
	for i := range c.Tickets {
		forget(&c.Tickets[i].Explained)
	}
	for i := range c.Guarantees {
		forget(&c.Guarantees[i].Explained)
	}
	for i := range c.Availability {
		forget(&c.Availability[i].Explained)
	}
	for i := range c.Assumptions {
		forget(&c.Assumptions[i].Explained)
	}
	forget(&c.Allowance.Explained)
	return &c
}
