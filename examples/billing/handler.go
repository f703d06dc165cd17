package main

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"

	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
)

// maxBody bounds what a request may send.
const maxBody = 4 << 20

// api answers requests. What it has is by edition: catalogues, which never
// change, and the books of contracts, all in one store.
type api struct {
	log        *slog.Logger
	catalogues map[string]*servicelevel.Catalogue
	books      map[string]*books.Books
}

func handler(log *slog.Logger, store books.Store, known editions.Known) (http.Handler, error) {
	a := api{log: log, catalogues: map[string]*servicelevel.Catalogue{}, books: map[string]*books.Books{}}
	for _, c := range known {
		desk, err := books.New(store, c)
		if err != nil {
			return nil, err
		}
		a.catalogues[c.Edition().ID], a.books[c.Edition().ID] = c, desk
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /statements", a.statement)
	mux.HandleFunc("POST /facts", a.facts)
	mux.HandleFunc("POST /balances", a.balance)
	mux.HandleFunc("POST /closings", a.closing)
	mux.HandleFunc("GET /plans/{edition}/{level}", a.plan)
	return mux, nil
}

// body reads what a request sends. Where it cannot, it has answered.
func (a *api) body(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		a.refuse(w, http.StatusRequestEntityTooLarge, err)
		return nil, false
	} else if err != nil {
		a.refuse(w, http.StatusBadRequest, err)
		return nil, false
	}
	return body, true
}

func (a *api) statement(w http.ResponseWriter, r *http.Request) {
	body, ok := a.body(w, r)
	if !ok {
		return
	}
	var in servicelevel.Input
	if err := in.UnmarshalJSON(body); err != nil {
		a.refuse(w, http.StatusBadRequest, err)
		return
	}
	catalogue, ok := a.catalogues[in.Contract.Edition]
	if !ok {
		a.refuse(w, http.StatusUnprocessableEntity, unknownEdition(&in.Contract))
		return
	}
	s, err := catalogue.StatementOf(in)
	if err != nil {
		a.refuse(w, http.StatusUnprocessableEntity, err)
		return
	}
	a.explained(w, &s)
}

func unknownEdition(ct *servicelevel.Contract) error {
	return &servicelevel.FieldError{Field: "contract.edition", Value: ct.Edition, Reason: "is not a known edition"}
}

// explained answers with a statement, in figures and in words.
func (a *api) explained(w http.ResponseWriter, s *servicelevel.Statement) {
	s.Explain()
	out, err := s.AppendJSON(nil)
	if err != nil {
		a.refuse(w, http.StatusInternalServerError, err)
		return
	}
	a.answer(w, http.StatusOK, out)
}

func (a *api) plan(w http.ResponseWriter, r *http.Request) {
	var level servicelevel.Level
	catalogue, ok := a.catalogues[r.PathValue("edition")]
	if err := level.UnmarshalText([]byte(r.PathValue("level"))); err != nil || !ok {
		a.refuse(w, http.StatusNotFound, errors.Join(err, errors.New("no such plan")))
		return
	}
	plan, ok := catalogue.Plan(level)
	if !ok {
		a.refuse(w, http.StatusNotFound, errors.New("no such plan"))
		return
	}
	out, err := json.Marshal(plan)
	if err != nil {
		a.refuse(w, http.StatusInternalServerError, err)
		return
	}
	a.answer(w, http.StatusOK, out)
}

func (a *api) answer(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if _, err := w.Write(body); err != nil {
		a.log.Warn("the answer was not sent whole", "error", err)
	}
}
