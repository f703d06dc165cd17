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
	Faults []servicelevel.Fault `json:"faults"`
}

func (a *api) refuse(w http.ResponseWriter, status int, err error) {
	out, failed := json.Marshal(problem{faults(err)})
	if failed != nil {
		a.log.Error("no body for a refusal", "error", failed)
	}
	a.answer(w, status, out)
}

// faults takes joined errors apart. The fields that an error of the journal names are of that,
// not of what was sent.
func faults(err error) []servicelevel.Fault {
	if line := (*journal.LineError)(nil); errors.As(err, &line) {
		err = errors.New(err.Error())
	}
	return servicelevel.Faults(err)
}
