package servicelevel_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// A Biller gives what Catalogue.Statement gives, whatever it gave before and
// whatever has been done to that.
func TestBillerGivesTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		billers := map[*servicelevel.Catalogue]*servicelevel.Biller{}
		for range rapid.IntRange(2, 4).Draw(t, "lives") {
			l := drawLife(t)
			if billers[l.catalogue()] == nil {
				billers[l.catalogue()] = l.catalogue().Biller()
			}
			for i := range l.months + 3 {
				mo := l.first.AddMonths(i - 1) // the one before the contract is refused
				want, wantErr := l.catalogue().Statement(l.ct, l.act, mo)
				got, err := billers[l.catalogue()].Statement(l.ct, l.act, mo)
				if wantErr != nil {
					require.EqualError(t, err, wantErr.Error())
					require.Nil(t, got)
					continue
				}
				require.NoError(t, err)
				require.Equal(t, &want, got)
				kept := got.Clone()
				got.Explain()
				scribble(got)
				require.Equal(t, want, kept)
			}
		}
	})
}

// scribble writes over all that a statement has memory for.
func scribble(s *servicelevel.Statement) {
	ink := servicelevel.Wording{FR: "encre", EN: "ink"}
	of := calendar.MustParseMonth("1999-12")
	for i := range s.Levels {
		s.Levels[i] = statement.LevelDays{Name: ink}
	}
	documents := []*invoice.Document{&s.Invoice}
	if s.Compensation != nil {
		documents = append(documents, s.Compensation)
	}
	for _, d := range documents {
		for i := range d.Lines {
			d.Lines[i] = invoice.Line{Label: ink, PriceBase: 7, MonthsBefore: 7, Ref: "ink", Time: 1, Corrects: of, Rules: "S1", Explained: ink}
		}
		for i := range d.Taxes {
			d.Taxes[i] = invoice.TaxTotal{Category: "ink"}
		}
		*d = invoice.Document{
			Lines: append(d.Lines, invoice.Line{Ref: "more"}), Taxes: append(d.Taxes, invoice.TaxTotal{Category: "more"}),
		}
	}
	for i := range s.Tickets {
		for j := range s.Tickets[i].Draws {
			s.Tickets[i].Draws[j] = statement.LotDraw{Lot: "ink", Time: 1}
		}
		s.Tickets[i] = statement.TicketWork{
			Worked: 1, Charged: 1, FromAllowance: 1, FromOverdraft: 1, Outside: 1, Corrects: of,
			Rules: statement.WorkRules{Allowance: "S1", Credit: "S1"}, Explained: ink,
		}
	}
	for i := range s.Credit.Lots {
		s.Credit.Lots[i] = statement.LotUse{Lot: "ink", Opening: 1}
	}
	for i := range s.Guarantees {
		s.Guarantees[i] = statement.Punctuality{Ticket: "ink", Explained: ink}
	}
	for i := range s.Availability {
		s.Availability[i] = statement.Uptime{Before: *cents(1), Assessment: penalty.Assessment{Missed: true}, Explained: ink}
	}
	*s = servicelevel.Statement{Customer: "ink"}
}

func TestBillerWithoutACatalogue(t *testing.T) {
	t.Parallel()
	in := proMonth()
	_, err := new(servicelevel.Biller).Statement(in.Contract, in.Activity, in.Month)
	require.EqualError(t, err, "biller: must be made by Catalogue.Biller")
	_, err = new(servicelevel.Biller).StatementOf(&in)
	require.EqualError(t, err, "biller: must be made by Catalogue.Biller")
}

// A list may come to be longer than it was expected to be: with each session by itself a
// ticket has two entries if work on it of the month before became known.
func TestBillerWithMoreEntriesThanTickets(t *testing.T) {
	t.Parallel()
	biller := servicelevel.NUXIT().Biller()
	in := proMonth()
	s, err := biller.Statement(in.Contract, in.Activity, in.Month)
	require.NoError(t, err)
	scribble(s)

	in.Contract.Options.EachSession = true
	in.Activity.Requests = []servicelevel.Request{{Ticket: "T4", At: instant("2026-04-30T10:00:00+02:00")}}
	in.Activity.Interventions = []servicelevel.Intervention{
		{
			Ticket: "T4", Start: instant("2026-04-30T11:00:00+02:00"), End: instant("2026-04-30T11:30:00+02:00"),
			Recorded: instant("2026-05-04T09:00:00+02:00"),
		},
		{Ticket: "T4", Start: instant("2026-05-04T10:00:00+02:00"), End: instant("2026-05-04T10:30:00+02:00")},
	}
	want, err := servicelevel.NUXIT().Statement(in.Contract, in.Activity, in.Month)
	require.NoError(t, err)
	require.Len(t, want.Tickets, 2)
	got, err := biller.Statement(in.Contract, in.Activity, in.Month)
	require.NoError(t, err)
	require.Equal(t, &want, got)
}

// TestStatementOfFactsAndActivity: a document tells what happened in one way.
func TestStatementOfFactsAndActivity(t *testing.T) {
	t.Parallel()
	in := servicelevel.Input{
		Month: month("2026-05"), Contract: contract("nuxit", servicelevel.Standard, "2026-05-01"),
		Facts: facts(packOf("P", "2026-05-02 09:00", 3*time.Hour, "169.00")),
	}
	s, err := servicelevel.NUXIT().StatementOf(in)
	require.NoError(t, err)
	assert.Equal(t, "169.00 33.80 202.80", totals(&s.Invoice))
	in.Activity = activityOf(in.Facts)
	_, err = servicelevel.NUXIT().StatementOf(in)
	assert.ErrorContains(t, err, "activity: must be absent if there is a state or facts")
	in.Facts = nil
	other, err := servicelevel.NUXIT().StatementOf(in)
	require.NoError(t, err)
	assert.Equal(t, encode(t, s), encode(t, other))
	_, err = new(servicelevel.Catalogue).StatementOf(in)
	assert.Error(t, err)
}

// TestBillerReadsDocuments: one Biller reads and bills activities and facts in turn as each is
// read and billed alone, and names the contract of what it refuses.
func TestBillerReadsDocuments(t *testing.T) {
	t.Parallel()
	first := servicelevel.Input{
		Month: month("2026-05"), Contract: contract("nuxit", servicelevel.Standard, "2026-05-01"),
		Facts: facts(packOf("P", "2026-05-02 09:00", 3*time.Hour, "169.00")),
	}
	closing, err := servicelevel.NUXIT().ClosingOf(first)
	require.NoError(t, err)
	kept := encode(t, closing)
	next := servicelevel.Input{Month: month("2026-06"), Contract: first.Contract, State: &closing.State}
	twice := next
	twice.Activity = activityOf(first.Facts)
	wrong := proMonth()
	wrong.Contract.Customer = ""

	biller := servicelevel.NUXIT().Biller()
	for i, in := range []servicelevel.Input{proMonth(), first, next, twice, wrong, next, businessMonth(), first, next} {
		text := encode(t, in)
		if i == 8 { // a state that contradicts itself
			text = strings.Replace(text, `"time":"PT3H"`, `"time":"-PT3H"`, 1)
		}
		want, wantErr := servicelevel.Statement{}, new(servicelevel.Input).UnmarshalJSON([]byte(text))
		if wantErr == nil {
			want, wantErr = servicelevel.NUXIT().StatementOf(in)
		}
		read, err := biller.Read([]byte(text))
		require.Equal(t, in.Contract.ID, read.Contract.ID)
		var got *servicelevel.Statement
		if err == nil {
			got, err = biller.StatementOf(read)
		}
		require.Equal(t, servicelevel.Faults(wantErr), servicelevel.Faults(err))
		if err == nil {
			require.Equal(t, encode(t, want), encode(t, got))
			scribble(got)
		}
	}
	read, err := biller.Read([]byte(`{"month":1}`))
	require.ErrorContains(t, err, "month: ")
	require.Nil(t, read)
	require.Equal(t, kept, encode(t, closing), "it is the caller's")
}

// TestStatementsOfFactsAreTheCallersOwn: those that follow leave them as they are.
func TestStatementsOfFactsAreTheCallersOwn(t *testing.T) {
	t.Parallel()
	in := servicelevel.Input{
		Month: month("2026-05"), Contract: contract("nuxit", servicelevel.Pro, "2026-05-01"),
		Facts: facts(packOf("P", "2026-05-02 09:00", 3*time.Hour, "169.00")),
	}
	catalogue, err := servicelevel.NUXIT().With(servicelevel.Magic()) // whose memory nobody else uses
	require.NoError(t, err)
	other := in
	other.Contract.Level, other.Facts = servicelevel.Serenity, facts(packOf("Q", "2026-05-03 09:00", 5*time.Hour, "239.00"))
	s, err := catalogue.StatementOf(in)
	require.NoError(t, err)
	text := encode(t, s)
	_, err = catalogue.StatementOf(other)
	require.NoError(t, err)
	require.Equal(t, text, encode(t, s))
	closing, err := catalogue.ClosingOf(in)
	require.NoError(t, err)
	text = encode(t, closing)
	_, err = catalogue.ClosingOf(other)
	require.NoError(t, err)
	require.Equal(t, text, encode(t, closing))
}

// TestAccrualsBearTheirOwnMonth: neither what is invoiced in advance nor what is sold for work without credit is of
// the month.
func TestAccrualsBearTheirOwnMonth(t *testing.T) {
	t.Parallel()
	ct := proContract()
	ct.Options.FeesInAdvance, ct.Options.Overdraft, ct.End = true, 10*time.Hour, day("2026-06-01")
	act := workOn("T1", deskClock(10, 0), 3*time.Hour)
	s, err := servicelevel.NUXIT().Accruals().Statement(ct, act, month("2026-05"))
	require.NoError(t, err)
	require.Len(t, s.Invoice.Lines, 1, "the fee of May")
	assert.Equal(t, "2026-05-01", s.Invoice.Lines[0].Date.String())
	assert.Equal(t, 90*time.Minute, s.Credit.Overdrawn)
	assert.False(t, rests(s.Assumptions, "D29"))
	sold, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, invoice.PackLine, sold.Invoice.Lines[len(sold.Invoice.Lines)-1].Kind)
}
