package main

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"

	"github.com/palier-go/palier/servicelevel"
)

// maxBody bounds what a request may send.
const maxBody = 4 << 20

// api answers requests. It has no state of its own but the catalogues, which
// never change.
type api struct {
	log        *slog.Logger
	catalogues map[string]*servicelevel.Catalogue
}

func handler(log *slog.Logger) http.Handler {
	a := api{log: log, catalogues: map[string]*servicelevel.Catalogue{}}
	for _, c := range []*servicelevel.Catalogue{servicelevel.NUXIT(), servicelevel.Magic()} {
		a.catalogues[c.Edition().ID] = c
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /statements", a.statement)
	mux.HandleFunc("GET /plans/{edition}/{level}", a.plan)
	return mux
}

func (a *api) statement(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		a.refuse(w, http.StatusRequestEntityTooLarge, err)
		return
	} else if err != nil {
		a.refuse(w, http.StatusBadRequest, err)
		return
	}
	var in servicelevel.Input
	if err := in.UnmarshalJSON(body); err != nil {
		a.refuse(w, http.StatusBadRequest, err)
		return
	}
	catalogue, ok := a.catalogues[in.Contract.Edition]
	if !ok {
		a.refuse(w, http.StatusUnprocessableEntity, &servicelevel.FieldError{
			Field: "contract.edition", Value: in.Contract.Edition, Reason: "is not a known edition",
		})
		return
	}
	s, err := catalogue.Statement(in.Contract, in.Activity, in.Month)
	if err != nil {
		a.refuse(w, http.StatusUnprocessableEntity, err)
		return
	}
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

// problem is the body of a refusal: every fault, each with its field where it
// has one.
type problem struct {
	Faults []problemFault `json:"faults"`
}

type problemFault struct {
	Field  string `json:"field,omitempty"`
	Value  string `json:"value,omitempty"`
	Reason string `json:"reason"`
}

func (a *api) refuse(w http.ResponseWriter, status int, err error) {
	out, failed := json.Marshal(problem{faults(err)})
	if failed != nil {
		a.log.Error("no body for a refusal", "error", failed)
	}
	a.answer(w, status, out)
}

// faults takes joined errors apart.
func faults(err error) []problemFault {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []problemFault
		for _, e := range joined.Unwrap() {
			all = append(all, faults(e)...)
		}
		return all
	}
	if field := (*servicelevel.FieldError)(nil); errors.As(err, &field) {
		return []problemFault{{field.Field, field.Value, field.Reason}}
	}
	return []problemFault{{Reason: err.Error()}}
}

func (a *api) answer(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if _, err := w.Write(body); err != nil {
		a.log.Warn("the answer was not sent whole", "error", err)
	}
}
