package columns

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"github.com/uptrace/bun/schema"

	"github.com/palier-go/palier/calendar"
	sl "github.com/palier-go/palier/servicelevel"
)

func TestBun(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		dialect := schema.Dialect(sqlitedialect.New())
		if d.postgres {
			dialect = pgdialect.New()
		}
		for _, tables := range [][]string{{serversTable}, nil} {
			db := bun.NewDB(d.fresh(t, tables...), dialect)
			if tables == nil {
				_, err := db.NewCreateTable().Model((*server)(nil)).Exec(ctx)
				require.NoError(t, err)
			}
			want := servers()
			_, err := db.NewInsert().Model(&[]server{want[0], want[1]}).Exec(ctx)
			require.NoError(t, err)
			checkColumns(t, db.DB)

			var all []server
			require.NoError(t, db.NewSelect().Model(&all).Order("id").Scan(ctx))
			assert.Equal(t, want[:], all)
			var one server
			require.NoError(t, db.NewSelect().Model(&one).Where("level = ? AND since = ? AND month = ? AND opens = ?",
				sl.Pro, calendar.MustParseDate("2026-05-01"), calendar.MustParseMonth("2026-05"), calendar.At(9, 0)).Scan(ctx))
			assert.Equal(t, want[0], one)

			var ids []string
			require.NoError(t, db.NewSelect().Model((*server)(nil)).Column("id").Where("level IN (?)", bun.List([]sl.Level{sl.Pro, sl.Standard})).
				Order("id").Scan(ctx, &ids))
			assert.Equal(t, []string{"a", "b"}, ids)
			one.Level = sl.Serenity
			_, err = db.NewUpdate().Model(&one).WherePK().Exec(ctx)
			require.NoError(t, err)
			assert.Equal(t, "serenity", read(t, db.DB, new(string), `SELECT level FROM servers WHERE id = 'a'`))

			one.Level = sl.Level("No")
			_, err = db.NewUpdate().Model(&one).WherePK().Exec(ctx)
			require.Error(t, err, "bun has the database refuse a statement in which a value cannot be written")
			assert.Equal(t, "serenity", read(t, db.DB, new(string), `SELECT level FROM servers WHERE id = 'a'`))
		}
	})
}
