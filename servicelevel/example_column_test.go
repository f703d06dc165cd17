package servicelevel_test

import (
	"database/sql"
	"fmt"

	"github.com/palier-go/palier/servicelevel"
)

// A level stands as its text in a column of a database. This is what database/sql does with it
// as a parameter, such as in
//
//	db.Exec(`UPDATE servers SET level = $1 WHERE id = $2`, level, id)
//
// and with what a query finds: a text is read, and what is none is refused.
func ExampleLevel_Scan() {
	text, err := servicelevel.Pro.Value()
	fmt.Println(text, err)

	var level servicelevel.Level
	fmt.Println(level.Scan([]byte("business")), level)
	fmt.Println(level.Scan(int64(2)))

	var wished sql.Null[servicelevel.Level] // for a column that may be NULL
	fmt.Println(wished.Scan(nil), wished.Valid)
	// Output:
	// pro <nil>
	// <nil> business
	// level: must stand in its column as text, not as int64 (got "2")
	// <nil> false
}
