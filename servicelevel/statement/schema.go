package statement

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/fault"
)

// Schema is the version of a document's format. It has one value; documents
// carry it so that a later version is told from this one. Its text form is
// "palier/1".
type Schema struct{}

const schemaText = "palier/1"

// String returns the text form.
func (Schema) String() string { return schemaText }

// AppendText implements encoding.TextAppender.
func (Schema) AppendText(b []byte) ([]byte, error) { return append(b, schemaText...), nil }

// MarshalText implements encoding.TextMarshaler.
func (s Schema) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler. It refuses any other text.
func (Schema) UnmarshalText(b []byte) error {
	if string(b) != schemaText {
		return fault.New("schema", string(b), `must be "`+schemaText+`"`)
	}
	return nil
}

// Value implements driver.Valuer.
func (s Schema) Value() (driver.Value, error) { return column.Text(s.MarshalText()) }

// Scan implements sql.Scanner.
func (s *Schema) Scan(src any) error { return column.Scan(s.UnmarshalText, "schema", src) }
