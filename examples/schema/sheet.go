package main

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/amount"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/schema"
)

// sheet is a struct of the program's own. palier's types lie in it, some twice.
type sheet struct {
	Clerk  string               `json:"clerk"`
	Due    calendar.Date        `json:"due"`
	Level  *servicelevel.Level  `json:"level,omitempty"` // that the customer asks for
	Months []servicelevel.Input `json:"months"`
	Next   *servicelevel.Input  `json:"next,omitempty"`
}

// typeSchemas are those that palier has of some types.
func typeSchemas(types ...reflect.Type) (map[reflect.Type]*jsonschema.Schema, error) {
	all := map[reflect.Type]*jsonschema.Schema{}
	for _, t := range types {
		text, err := schema.Of(t)
		if err != nil {
			return nil, err
		}
		all[t] = new(jsonschema.Schema)
		if err := json.Unmarshal(text, all[t]); err != nil {
			return nil, fmt.Errorf("%s: %w", t, err)
		}
	}
	return all, nil
}

// checked reads sheets that the schema takes.
type checked struct{ schema *jsonschema.Resolved }

func newSheet() (*checked, error) {
	known, err := typeSchemas(reflect.TypeFor[calendar.Date](), reflect.TypeFor[servicelevel.Level](), reflect.TypeFor[servicelevel.Input]())
	if err != nil {
		return nil, err
	}
	inferred, err := jsonschema.For[sheet](&jsonschema.ForOptions{TypeSchemas: known})
	if err != nil {
		return nil, err
	}
	resolved, err := inferred.Resolve(nil)
	if err != nil {
		return nil, err
	}
	return &checked{resolved}, nil
}

// read checks a sheet by its schema, and then reads it.
func (c *checked) read(document []byte) (s sheet, err error) {
	var value any
	if err := json.Unmarshal(document, &value); err != nil {
		return sheet{}, err
	}
	if err := c.schema.Validate(value); err != nil {
		return sheet{}, err
	}
	err = json.Unmarshal(document, &s)
	return s, err
}

func (c *checked) bill(_ context.Context, document string) (string, error) {
	s, err := c.read(fmt.Appendf(nil, `{"clerk":"7","due":"2026-06-30","level":"business","months":[%s],"next":%s}`, document, document))
	if err != nil {
		return "", err
	}
	statement, err := statementOf(s.Months[0])
	if err != nil {
		return "", err
	}
	return amount.Text(statement.Currency, statement.Invoice.Gross), nil
}
