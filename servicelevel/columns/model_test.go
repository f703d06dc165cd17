package columns

import (
	"database/sql"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	sl "github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/leveltest"
)

// server is a row that a program keeps of its own, as gorm, bun and sqlx map it. gorm and bun are
// told the types of the columns that they make: of themselves they would take numbers for dates.
type server struct {
	ID       string                  `db:"id" gorm:"primaryKey" bun:"id,pk"`
	Level    sl.Level                `db:"level" gorm:"type:text" bun:"type:text"`
	Wished   *sl.Level               `db:"wished" gorm:"type:text" bun:"type:text"`
	Since    calendar.Date           `db:"since" gorm:"type:date" bun:"type:date"`
	Until    sql.Null[calendar.Date] `db:"until" gorm:"type:date" bun:"type:date"`
	Month    calendar.Month          `db:"month" gorm:"type:text" bun:"type:text"`
	Opens    calendar.Clock          `db:"opens" gorm:"type:text" bun:"type:text"`
	Contract sl.Contract             `db:"contract" gorm:"type:json" bun:"type:json"`
}

// serversTable is the table of servers, in both kinds of database.
const serversTable = `CREATE TABLE servers (id TEXT PRIMARY KEY, level TEXT NOT NULL, wished TEXT, since DATE NOT NULL,
	until DATE, month TEXT NOT NULL, opens TEXT NOT NULL, contract JSON NOT NULL)`

// servers are two rows, of which the second has what may be NULL.
func servers() [2]server {
	business := sl.Business
	s := server{
		ID: "a", Level: sl.Pro, Since: calendar.MustParseDate("2026-05-01"), Month: calendar.MustParseMonth("2026-05"),
		Opens: calendar.At(9, 0), Contract: leveltest.SampleA().Input.Contract,
	}
	other := s
	other.ID, other.Level, other.Wished = "b", sl.Standard, &business
	other.Until = sql.Null[calendar.Date]{V: calendar.MustParseDate("2026-12-31"), Valid: true}
	return [2]server{s, other}
}

// checkColumns finds in the table what stands there for servers.
func checkColumns(t *testing.T, db *sql.DB) {
	t.Helper()
	for _, want := range [][]string{
		{"a", "pro", "-", "2026-05-01", "-", "2026-05", "09:00"},
		{"b", "standard", "business", "2026-05-01", "2026-12-31", "2026-05", "09:00"},
	} {
		got := make([]string, len(want))
		require.NoError(t, db.QueryRow(`SELECT id, level, COALESCE(wished, '-'), CAST(since AS TEXT), COALESCE(CAST(until AS TEXT), '-'),
			month, opens FROM servers WHERE id = $1`, want[0]).Scan(&got[0], &got[1], &got[2], &got[3], &got[4], &got[5], &got[6]))
		assert.Equal(t, want, got)
	}
	contract, err := servers()[0].Contract.Value()
	require.NoError(t, err)
	assert.JSONEq(t, contract.(string), read(t, db, new(string), `SELECT contract FROM servers WHERE id = 'a'`).(string))
}
