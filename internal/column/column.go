// Package column puts what has a text form, or one in JSON, into a column of a database and
// reads it from there, in one way for every type. It knows no driver.
package column

import (
	"database/sql/driver"
	"fmt"

	"github.com/palier-go/palier/internal/fault"
)

// Text makes of what MarshalText or MarshalJSON returns what Value does. That is a string and no
// []byte, which some drivers write as the bytes of a BLOB or bytea, and JSON columns refuse.
func Text(text []byte, err error) (driver.Value, error) {
	if err != nil {
		return nil, err
	}
	return string(text), nil
}

// Scan hands the text in a column to read, which is UnmarshalText or UnmarshalJSON of what is
// called so, and keeps nothing of it: its memory is the driver's. Whatever else a driver
// returns is refused, NULL too, for which the zero value would be one of many.
func Scan(read func([]byte) error, called string, src any) error {
	switch src := src.(type) {
	case string:
		return read([]byte(src))
	case []byte:
		if src != nil {
			return read(src)
		}
	case nil:
	default:
		return fault.New(called, src, fmt.Sprintf("must stand in its column as text, not as %T", src))
	}
	return fault.New(called, nil, "is NULL in its column: read it into a sql.Null of its type, or a pointer to one")
}
