package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/palier-go/palier/examples/internal/amount"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/schema"
)

const components = "#/components/schemas/"

// described is what huma asks for the schema of T: it stands among the components.
type described[T any] struct{}

// Schema implements huma.SchemaProvider.
func (described[T]) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Ref: components + reflect.TypeFor[T]().String()}
}

// describe tells huma to take the schema of T from palier, wherever it meets T. The
// definitions in it become components of their own.
func describe[T any](r huma.Registry) error {
	text, err := schema.For[T]()
	if err != nil {
		return err
	}
	text = bytes.ReplaceAll(text, []byte(`"$ref":"#/$defs/`), []byte(`"Ref":"`+components)) // huma's names are those of Go
	var s struct {
		huma.Schema
		Defs map[string]*huma.Schema `json:"$defs"`
	}
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	known := r.Map()
	maps.Copy(known, s.Defs)
	known[reflect.TypeFor[T]().String()] = &s.Schema
	for _, part := range known {
		part.PrecomputeMessages()
	}
	r.RegisterTypeAlias(reflect.TypeFor[T](), reflect.TypeFor[described[T]]())
	return nil
}

// api is a billing service over HTTP.
type api struct{ handler http.Handler }

func newAPI() (*api, error) {
	config := huma.DefaultConfig("Billing", "1.0.0")
	config.CreateHooks = nil // they put a field $schema into every body
	r := config.Components.Schemas
	if err := errors.Join(describe[servicelevel.Input](r), describe[servicelevel.Statement](r)); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	huma.Post(humago.New(mux, config), "/statements", answer)
	return &api{mux}, nil
}

type request struct{ Body servicelevel.Input }

type reply struct{ Body servicelevel.Statement }

func answer(_ context.Context, in *request) (*reply, error) {
	s, err := statementOf(in.Body)
	if err != nil {
		return nil, huma.Error422UnprocessableEntity("refused", err)
	}
	return &reply{s}, nil
}

// statementOf bills the month of an input.
func statementOf(in servicelevel.Input) (servicelevel.Statement, error) {
	plans, err := servicelevel.NUXIT().With(servicelevel.Magic())
	if err != nil {
		return servicelevel.Statement{}, err
	}
	return plans.Statement(in.Contract, in.Activity, in.Month)
}

func (a *api) bill(ctx context.Context, document string) (string, error) {
	post := httptest.NewRequestWithContext(ctx, http.MethodPost, "/statements", strings.NewReader(document))
	post.Header.Set("Content-Type", "application/json")
	got := httptest.NewRecorder()
	a.handler.ServeHTTP(got, post)
	if got.Code != http.StatusOK {
		return "", problemOf(got)
	}
	return grossOf(got.Body.Bytes())
}

// problemOf is what a response of huma's says.
func problemOf(got *httptest.ResponseRecorder) error {
	var problem huma.ErrorModel
	if err := json.Unmarshal(got.Body.Bytes(), &problem); err != nil {
		return fmt.Errorf("%d: %w", got.Code, err)
	}
	if len(problem.Errors) == 0 {
		return fmt.Errorf("%d %s", got.Code, problem.Detail)
	}
	return fmt.Errorf("%d %s: %s", got.Code, problem.Errors[0].Location, problem.Errors[0].Message)
}

// grossOf reads a statement, and returns what is to be paid.
func grossOf(document []byte) (string, error) {
	var s servicelevel.Statement
	if err := json.Unmarshal(document, &s); err != nil {
		return "", err
	}
	return amount.Text(s.Currency, s.Invoice.Gross), nil
}
