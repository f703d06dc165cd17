package columns

import (
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	sl "github.com/palier-go/palier/servicelevel"
)

func TestSqlx(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db := sqlx.NewDb(d.fresh(t, serversTable), d.driver)
		want := servers()
		_, err := db.NamedExec(`INSERT INTO servers (id, level, wished, since, until, month, opens, contract)
			VALUES (:id, :level, :wished, :since, :until, :month, :opens, :contract)`, want[:])
		require.NoError(t, err)
		checkColumns(t, db.DB)

		var all []server
		require.NoError(t, db.Select(&all, `SELECT * FROM servers ORDER BY id`))
		assert.Equal(t, want[:], all)
		var one server
		require.NoError(t, db.Get(&one, `SELECT * FROM servers WHERE level = $1 AND since = $2 AND month = $3 AND opens = $4`,
			sl.Pro, calendar.MustParseDate("2026-05-01"), calendar.MustParseMonth("2026-05"), calendar.At(9, 0)))
		assert.Equal(t, want[0], one)

		query, args, err := sqlx.In(`SELECT id FROM servers WHERE level IN (?) ORDER BY id`, []sl.Level{sl.Pro, sl.Standard})
		require.NoError(t, err)
		var ids []string
		require.NoError(t, db.Select(&ids, db.Rebind(query), args...))
		assert.Equal(t, []string{"a", "b"}, ids)
	})
}
