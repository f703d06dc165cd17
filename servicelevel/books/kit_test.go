package books_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/invoice"
)

var (
	wall, day, month, dec = kit.Wall, kit.Day, kit.Month, kit.Dec
	encode                = kit.Encode
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

// taxText is what a document says of its lines and their VAT.
func taxText(d *invoice.Document) string {
	var parts []string
	for _, l := range d.Lines {
		parts = append(parts, fmt.Sprintf("%s %s %s %s", l.Kind, l.Amount.StringFixed(2), l.Category, l.Rate))
	}
	text := strings.Join(parts, ", ")
	for _, x := range d.Taxes {
		text += fmt.Sprintf("; %s %s of %s is %s", x.Category, x.Rate, x.Net.StringFixed(2), x.Tax.StringFixed(2))
	}
	return text
}
