package columns

import (
	"testing"

	sqlitegorm "github.com/libtnb/sqlite"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/palier-go/palier/calendar"
	sl "github.com/palier-go/palier/servicelevel"
)

func openGorm(t *testing.T, d database, tables ...string) *gorm.DB {
	t.Helper()
	conn := d.fresh(t, tables...)
	dialector := gorm.Dialector(&sqlitegorm.Dialector{Conn: conn})
	if d.postgres {
		dialector = postgres.New(postgres.Config{Conn: conn})
	}
	db, err := gorm.Open(dialector, &gorm.Config{Logger: logger.Discard})
	require.NoError(t, err)
	return db
}

func TestGorm(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		for _, tables := range [][]string{{serversTable}, nil} {
			db := openGorm(t, d, tables...)
			if tables == nil {
				require.NoError(t, db.AutoMigrate(&server{}))
			}
			want := servers()
			require.NoError(t, db.Create(&[]server{want[0], want[1]}).Error)
			conn, err := db.DB()
			require.NoError(t, err)
			checkColumns(t, conn)

			var all []server
			require.NoError(t, db.Order("id").Find(&all).Error)
			assert.Equal(t, want[:], all)
			var one server
			require.NoError(t, db.Where("level = ? AND since = ? AND month = ? AND opens = ?",
				sl.Pro, calendar.MustParseDate("2026-05-01"), calendar.MustParseMonth("2026-05"), calendar.At(9, 0)).First(&one).Error)
			assert.Equal(t, want[0], one)
			one = server{}
			require.NoError(t, db.Where(&server{Level: sl.Pro, Since: calendar.MustParseDate("2026-05-01")}).First(&one).Error)
			assert.Equal(t, "a", one.ID)

			var ids []string
			require.NoError(t, db.Model(&server{}).Where("level IN ?", []sl.Level{sl.Pro, sl.Standard}).Order("id").Pluck("id", &ids).Error)
			assert.Equal(t, []string{"a", "b"}, ids)
			require.NoError(t, db.Model(&one).Update("level", sl.Serenity).Error)
			assert.Equal(t, "serenity", read(t, conn, new(string), `SELECT level FROM servers WHERE id = 'a'`))
			assert.ErrorContains(t, db.Model(&one).Update("level", sl.Level("No")).Error, "must be 1 to 40 of")
		}
	})
}
