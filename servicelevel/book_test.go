package servicelevel_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

func on2026(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2026, month, day, hour, minute, 0, 0, paris)
}

func proSince2026() servicelevel.Contract {
	return servicelevel.Contract{
		ID: "C-1", Customer: "Atelier", Edition: "nuxit", Level: servicelevel.Pro, Start: calendar.MustParseDate("2026-01-01"), Rent: dec("100.00"),
	}
}

func requested(ticket string, at time.Time, kind servicelevel.RequestKind) servicelevel.Fact {
	return servicelevel.Fact{ID: ticket, Kind: servicelevel.Requested, At: at, Ticket: ticket, Request: kind}
}

func workedOn(id, ticket string, from, to time.Time) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: servicelevel.Worked, At: from, Ticket: ticket, End: to}
}

func boughtHours(id string, at time.Time, hours int) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: servicelevel.Bought, At: at, Time: time.Duration(hours) * time.Hour}
}

func TestBookOverAMonthsEnd(t *testing.T) {
	book, err := servicelevel.NUXIT().Open(proSince2026())
	require.NoError(t, err)
	require.NoError(t, book.Record(
		boughtHours("P1", on2026(5, 1, 9, 0), 3),
		requested("T1", on2026(5, 31, 22, 50), servicelevel.Incident),
		workedOn("w1", "T1", on2026(5, 31, 23, 0), on2026(5, 31, 23, 40)),
	))
	may, state, err := book.Close(calendar.MustParseMonth("2026-05"))
	require.NoError(t, err)
	require.NoError(t, may.Validate())
	require.Equal(t, time.Hour, may.Tickets[0].FromAllowance)
	text, err := json.Marshal(state)
	require.NoError(t, err)
	t.Log(string(text))
	var again servicelevel.State
	require.NoError(t, json.Unmarshal(text, &again))
	for _, book := range []*servicelevel.Book{book, resume(t, again)} {
		require.NoError(t, book.Record(
			workedOn("w2", "T1", on2026(6, 1, 0, 10), on2026(6, 1, 0, 50)),
			requested("T2", on2026(6, 10, 9, 0), servicelevel.Incident),
			workedOn("w3", "T2", on2026(6, 10, 10, 0), on2026(6, 10, 11, 30)),
		))
		b, err := book.Balance(on2026(6, 30, 0, 0))
		require.NoError(t, err)
		require.Equal(t, 3*time.Hour, b.Available)
		require.Zero(t, b.Allowance)
		june, state, err := book.Close(calendar.MustParseMonth("2026-06"))
		require.NoError(t, err)
		require.NoError(t, june.Validate())
		require.Len(t, june.Tickets, 2)
		require.Equal(t, 30*time.Minute, june.Tickets[0].FromAllowance)
		require.Equal(t, "2026-05", june.Tickets[0].Month.String())
		require.Equal(t, 90*time.Minute, june.Tickets[1].FromAllowance)
		require.Equal(t, 3*time.Hour, june.Credit.Closing)
		require.Equal(t, 3*time.Hour, state.Lots[0].Time-state.Lots[0].Used)
	}
}

func resume(t *testing.T, s servicelevel.State) *servicelevel.Book {
	book, err := servicelevel.NUXIT().Resume(proSince2026(), s)
	require.NoError(t, err)
	return book
}
