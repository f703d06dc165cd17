package books_test

import (
	"context"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
	"github.com/palier-go/palier/servicelevel/internal/kit"
)

var (
	wall, day, month, dec = kit.Wall, kit.Day, kit.Month, kit.Dec
	encode, taxText       = kit.Encode, kit.TaxText
)

// contract is one of NUXIT's, without a rent.
func contract(level servicelevel.Level, start string) servicelevel.Contract {
	return kit.Contract("nuxit", level, start)
}

// booksIn returns the books in a store.
func booksIn(t require.TestingT, store books.Store) *books.Books {
	b, err := books.New(store, servicelevel.NUXIT())
	require.NoError(t, err)
	return b
}

// contractOf is a contract at level Pro since January 2026.
func contractOf(id string) servicelevel.Contract {
	return servicelevel.Contract{
		ID: id, Customer: "Atelier", Edition: "nuxit", Level: servicelevel.Pro, Start: calendar.MustParseDate("2026-01-01"), Rent: dec("100.00"),
	}
}

// bare is a store that keeps no snapshots.
type bare struct{ books.Store }

func (bare) LoadSnapshot(context.Context, string) (journal.Snapshot, error) {
	return journal.Snapshot{}, nil
}

func (bare) SaveSnapshot(context.Context, string, journal.Snapshot) error { return nil }

func pack(id, at string, hours int) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: servicelevel.Bought, At: wall(at), Time: time.Duration(hours) * time.Hour}
}

// did is a ticket and a session of work on it.
func did(ticket, from string, took time.Duration) []servicelevel.Fact {
	start := wall(from)
	return []servicelevel.Fact{
		{ID: ticket, Kind: servicelevel.Requested, At: start, Ticket: ticket, Request: servicelevel.ServiceRequest},
		{ID: "w" + ticket, Kind: servicelevel.Worked, At: start, Ticket: ticket, End: start.Add(took)},
	}
}
