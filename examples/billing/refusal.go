package main

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/servicelevel"
)

// status says what a refusal is answered with.
func status(err error) int {
	var (
		conflict *servicelevel.ConflictError
		past     *servicelevel.PastError
		line     *journal.LineError
		busy     *journal.BusyError
		failed   *creditsql.Error
	)
	switch {
	case errors.As(err, &conflict), errors.As(err, &past), errors.As(err, &line):
		return http.StatusConflict
	case errors.As(err, &busy), errors.As(err, &failed):
		return http.StatusServiceUnavailable
	}
	return http.StatusUnprocessableEntity
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
	if line := (*journal.LineError)(nil); errors.As(err, &line) {
		return []problemFault{{Reason: err.Error()}} // the fields it names are of the journal, not of what was sent
	}
	if field := (*servicelevel.FieldError)(nil); errors.As(err, &field) {
		return []problemFault{{field.Field, field.Value, field.Reason}}
	}
	return []problemFault{{Reason: err.Error()}}
}
