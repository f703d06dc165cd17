package books

import (
	"iter"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
)

// View is a contract's book to be asked: all that [servicelevel.Book] answers.
type View interface {
	Contract() servicelevel.Contract
	Closed() calendar.Month
	Facts() iter.Seq[servicelevel.Fact]
	Balance(at time.Time) (credit.Balance, error)
	Tickets(at time.Time) ([]servicelevel.Ticket, error)
	Ticket(name string, at time.Time) (servicelevel.Ticket, error)
	Due(at time.Time) ([]servicelevel.Deadline, error)
	Handle(r servicelevel.Request) (servicelevel.Handling, error)
	Preview(at time.Time) (servicelevel.Statement, error)
}

// lent is a View behind which nobody finds the book, to change it.
type lent struct{ View }
