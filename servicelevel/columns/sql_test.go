package columns

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	sl "github.com/palier-go/palier/servicelevel"
)

// read returns what a query of one value finds, read into dst.
func read(t *testing.T, db *sql.DB, dst any, query string, args ...any) any {
	t.Helper()
	require.NoError(t, db.QueryRow(query, args...).Scan(dst), "%s %v", query, args)
	return pointed(dst)
}

// Every value of every type with a text form stands in its column as its text, is found by it,
// and comes back.
func TestTexts(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db := d.fresh(t, `CREATE TABLE texts (id INTEGER PRIMARY KEY, v TEXT NOT NULL)`)
		for i, v := range texts() {
			_, err := db.Exec(`INSERT INTO texts (id, v) VALUES ($1, $2)`, i, v.v)
			require.NoError(t, err, "%T", v.v)
			assert.Equal(t, v.text, read(t, db, new(string), `SELECT v FROM texts WHERE id = $1`, i), "%T", v.v)
			assert.Equal(t, v.v, read(t, db, v.empty(), `SELECT v FROM texts WHERE id = $1 AND v = $2`, i, v.v))
			null := read(t, db, v.null(), `SELECT v FROM texts WHERE id = $1`, i)
			assert.Equal(t, v.v, held(null))
			assert.Equal(t, i, read(t, db, new(int), `SELECT id FROM texts WHERE id = $1 AND v = $2`, i, null))
		}
	})
}

// What may be NULL is a sql.Null or a pointer; anything else refuses it.
func TestNull(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db := d.fresh(t, `CREATE TABLE texts (id INTEGER PRIMARY KEY, v TEXT)`)
		for i, v := range texts() {
			_, err := db.Exec(`INSERT INTO texts (id, v) VALUES ($1, $2)`, i, v.null())
			require.NoError(t, err, "%T", v.v)
			assert.Equal(t, 1, read(t, db, new(int), `SELECT COUNT(*) FROM texts WHERE id = $1 AND v IS NULL`, i))
			null := read(t, db, v.null(), `SELECT v FROM texts WHERE id = $1`, i)
			assert.Nil(t, held(null))
			err = db.QueryRow(`SELECT v FROM texts WHERE id = $1`, i).Scan(v.empty())
			var field *sl.FieldError
			require.ErrorAs(t, err, &field, "%T", v.v)
			assert.Contains(t, field.Reason, "is NULL")
		}
		var level *sl.Level
		_, err := db.Exec(`INSERT INTO texts (id, v) VALUES (-1, $1)`, level)
		require.NoError(t, err)
		level = new(sl.Level)
		assert.Nil(t, read(t, db, &level, `SELECT v FROM texts WHERE id = -1`))
		_, err = db.Exec(`UPDATE texts SET v = 'pro' WHERE id = -1`)
		require.NoError(t, err)
		pro := sl.Pro
		assert.Equal(t, &pro, read(t, db, &level, `SELECT v FROM texts WHERE id = -1`))
	})
}

// Dates stand in columns of dates, which compare and count as such.
func TestDates(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db := d.fresh(t, `CREATE TABLE dates (id INTEGER PRIMARY KEY, v DATE)`)
		may := calendar.MustParseDate("2026-05-01")
		dates := []calendar.Date{calendar.MustParseDate("0001-01-01"), calendar.MustParseDate("2024-02-29"), may, calendar.MustParseDate("9999-12-31")}
		for i, date := range dates {
			_, err := db.Exec(`INSERT INTO dates (id, v) VALUES ($1, $2)`, i, date)
			require.NoError(t, err)
			assert.Equal(t, date.String(), read(t, db, new(string), `SELECT CAST(v AS TEXT) FROM dates WHERE id = $1`, i))
			assert.Equal(t, date, read(t, db, new(calendar.Date), `SELECT v FROM dates WHERE id = $1 AND v = $2`, i, date))
			assert.Equal(t, sql.Null[calendar.Date]{V: date, Valid: true}, read(t, db, new(sql.Null[calendar.Date]), `SELECT v FROM dates WHERE id = $1`, i))
		}
		assert.Equal(t, 2, read(t, db, new(int), `SELECT COUNT(*) FROM dates WHERE v < $1`, may))
		_, err := db.Exec(`INSERT INTO dates (id, v) VALUES (-1, $1)`, calendar.Date{})
		assert.ErrorContains(t, err, "NULL in a column")
	})
}

// A time of day and its zone are not lost without a word.
func TestDateOfAnInstant(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db := d.fresh(t, `CREATE TABLE instants (v `+d.typ("TIMESTAMPTZ", "TIMESTAMP")+`)`)
		_, err := db.Exec(`INSERT INTO instants (v) VALUES ('2026-05-01 09:30:00+00')`)
		require.NoError(t, err)
		err = db.QueryRow(`SELECT v FROM instants`).Scan(new(calendar.Date))
		var field *sl.FieldError
		require.ErrorAs(t, err, &field)
		assert.Equal(t, "date", field.Field)
	})
}

// What is no value is refused before it reaches the database, and what is none there before it
// reaches the program.
func TestRefused(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db := d.fresh(t, `CREATE TABLE texts (v TEXT)`, `CREATE TABLE numbers (v INTEGER)`)
		for _, v := range []driver.Valuer{sl.Level("No"), calendar.Month{}, calendar.Clock(-1), calendar.Days(0)} {
			var field *sl.FieldError
			_, err := db.Exec(`INSERT INTO texts (v) VALUES ($1)`, v)
			require.ErrorAs(t, err, &field, "%T", v)
		}
		assert.Equal(t, 0, read(t, db, new(int), `SELECT COUNT(*) FROM texts`))
		_, err := db.Exec(`INSERT INTO numbers (v) VALUES (2)`)
		require.NoError(t, err)
		level := sl.Business
		assert.ErrorContains(t, db.QueryRow(`SELECT v FROM numbers`).Scan(&level), "level: must stand in its column as text, not as int64 (got \"2\")")
		_, err = db.Exec(`INSERT INTO texts (v) VALUES ('Pro')`)
		require.NoError(t, err)
		assert.ErrorContains(t, db.QueryRow(`SELECT v FROM texts`).Scan(&level), "a letter or a digit, such as pro (got \"Pro\")")
		assert.Equal(t, sl.Business, level)
	})
}

// Documents stand in columns of text and of JSON, whose fields the database can read.
func TestDocuments(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		for _, column := range []string{"TEXT", "JSON", d.typ("JSONB", "TEXT")} {
			db := d.fresh(t, `CREATE TABLE documents (id INTEGER PRIMARY KEY, v `+column+` NOT NULL)`)
			for i, v := range documents(t) {
				_, err := db.Exec(`INSERT INTO documents (id, v) VALUES ($1, $2)`, i, v.v)
				require.NoError(t, err, "%T", v.v)
				assert.JSONEq(t, v.text, read(t, db, new(string), `SELECT v FROM documents WHERE id = $1`, i).(string), "%T", v.v)
				back := read(t, db, v.empty(), `SELECT v FROM documents WHERE id = $1`, i)
				text, err := json.Marshal(back)
				require.NoError(t, err)
				assert.Equal(t, v.text, string(text), "%T", v.v)
				null := read(t, db, v.null(), `SELECT v FROM documents WHERE id = $1`, i)
				assert.Equal(t, back, held(null))
			}
			level := d.typ(`v::json->'contract'->>'level'`, `json_extract(v, '$.contract.level')`)
			assert.Equal(t, sl.Pro, read(t, db, new(sl.Level), `SELECT `+level+` FROM documents WHERE id = 0 AND `+level+` = $1`, sl.Pro))
			_, err := db.Exec(`UPDATE documents SET v = '{}'`)
			require.NoError(t, err)
			assert.ErrorContains(t, db.QueryRow(`SELECT v FROM documents`).Scan(new(sl.Contract)), "edition: is missing")
		}
	})
}
