// Command downstream is a program elsewhere that uses every package of the library
// once. .ci/consumer builds it as a module of its own.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/joint"
	"github.com/palier-go/palier/servicelevel/monthend"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/schema"
	"github.com/palier-go/palier/servicelevel/statement"
	"github.com/palier-go/palier/servicelevel/states"
)

var (
	_ ledger.Store = (*creditsql.Store[ledger.Entry])(nil)
	_ books.Store  = (*creditsql.Tx[servicelevel.Fact])(nil)
)

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	office, err := calendar.Compile(calendar.OfficeHours())
	if err != nil {
		return err
	}
	may := calendar.MustParseMonth("2026-05").Interval(office.Location())
	open, err := office.Between(may.Start, may.End)
	if err != nil {
		return err
	}
	fmt.Println("office hours:", open)

	account, err := ledger.NewAccount(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
	if err != nil {
		return err
	}
	if _, err := account.Apply(ledger.Entry{ID: "gift", Kind: credit.Gift, At: may.Start, Time: time.Hour}); err != nil {
		return err
	}
	receipt, err := account.Apply(ledger.Entry{ID: "work", Kind: credit.Debit, At: may.Start, Time: 20 * time.Minute})
	if err != nil {
		return err
	}
	fmt.Println("charged:", receipt.Charged)
	var fault *creditsql.FieldError
	if _, err := creditsql.New[ledger.Entry](nil, creditsql.SQLite); !errors.As(err, &fault) {
		return fmt.Errorf("no database: %w", err)
	}

	plan, ok := servicelevel.NUXIT().Plan(servicelevel.Business)
	if !ok {
		return errors.New("there is no level 3")
	}
	assessment, err := assess(plan.Availability.Terms, may)
	if err != nil {
		return err
	}
	even, err := compare.FindBreakEven(plan, plan, credit.Pack{})
	if err != nil || even.From != 0 {
		return fmt.Errorf("a plan costs what it costs: %w", err)
	}
	if _, err := schema.For[plans.Plan](); err != nil {
		return err
	}
	owed := invoice.Document{Lines: []invoice.Line{{Kind: invoice.PenaltyLine, Amount: assessment.Amount}}}
	if err := owed.Check("", nil); !owed.Lines[0].Kind.Owed() || err == nil {
		return errors.New("a document of a line that is not added up")
	}
	if err := agreed(may); err != nil {
		return err
	}
	if _, err := joint.Consolidate(nil); err == nil {
		return errors.New("an invoice of no contract")
	}
	tally, err := monthend.Run{}.Lines(context.Background(), strings.NewReader("{}\n"), os.Stdout)
	if err != nil || tally.Refused != 1 {
		return fmt.Errorf("an empty contract: %w", err)
	}
	return nil
}

// agreed makes a choice, a contract, a fact and a state like any others.
func agreed(month calendar.Interval) error {
	chosen := statement.Assumption{Rule: "D24", Choice: "pro_rata"}
	if chosen.Explain(""); chosen.Validate() != nil || chosen.Explained.EN == "" {
		return errors.New("a choice that nobody words")
	}
	signed := contracts.Contract{ID: "C-1", Customer: "Marie", Edition: "nuxit", Level: plans.Pro, Start: calendar.Date{Year: 2026, Month: time.May, Day: 1}}
	if err := signed.Validate(); err != nil || signed.Options.Reach() != 12 {
		return fmt.Errorf("a contract like any other: %w", err)
	}
	work := facts.Fact{ID: "f", Kind: facts.Worked, At: month.Start, End: month.Start.Add(20 * time.Minute), Ticket: "T"}
	if err := work.Validate(); err != nil || !work.Known().Equal(work.End) {
		return fmt.Errorf("work like any other: %w", err)
	}
	stands := states.State{Contract: "C-1", Edition: "nuxit", Zone: "Europe/Paris", Month: calendar.Month{Year: 2026, Month: time.May}}
	if err := stands.Validate(); err != nil || stands.Sealed() {
		return fmt.Errorf("a month in which nothing was: %w", err)
	}
	return nil
}

// assess says what an outage of two hours and a half costs by a clause, and that an answer came late.
func assess(clause penalty.Terms, month calendar.Interval) (a penalty.Assessment, err error) {
	a, err = penalty.Assess(clause, penalty.Case{
		Rent:    decimal.NewFromInt(149),
		Period:  month,
		Outages: []penalty.Outage{{Start: month.Start, End: month.Start.Add(150 * time.Minute)}},
	})
	if err != nil {
		return a, err
	}
	fmt.Println("owed:", a.Amount.StringFixed(2))
	if err := (clauses.Besides{Others: []penalty.Terms{clause}}).Fits(clause); err != nil {
		return a, fmt.Errorf("a clause that does not go with itself: %w", err)
	}
	answer, err := response.Guarantee{Within: time.Hour}.Check(response.Incident{Declared: month.Start, Answered: month.End}, nil)
	if err != nil || answer.Outcome != response.Late {
		return a, fmt.Errorf("an answer that came a month late: %w", err)
	}
	return a, nil
}
