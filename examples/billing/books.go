package main

import (
	"net/http"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
)

// request reads a document about a contract, and finds the contract's books.
// Where it cannot, it has answered.
func (a *api) request(w http.ResponseWriter, r *http.Request, ct *servicelevel.Contract, more member) (*books.Books, bool) {
	body, ok := a.body(w, r)
	if !ok {
		return nil, false
	}
	if err := read(body, member{"contract", ct.UnmarshalJSON}, more); err != nil {
		a.refuse(w, http.StatusBadRequest, err)
		return nil, false
	}
	desk, ok := a.books[ct.Edition]
	if !ok {
		a.refuse(w, http.StatusUnprocessableEntity, unknownEdition(ct))
	}
	return desk, ok
}

func (a *api) facts(w http.ResponseWriter, r *http.Request) {
	var ct servicelevel.Contract
	var facts []servicelevel.Fact
	desk, ok := a.request(w, r, &ct, member{"facts", factsInto(&facts)})
	if !ok {
		return
	}
	if err := desk.Record(r.Context(), ct, facts...); err != nil {
		a.refuse(w, status(err), err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (a *api) balance(w http.ResponseWriter, r *http.Request) {
	var ct servicelevel.Contract
	var at time.Time
	desk, ok := a.request(w, r, &ct, member{"at", into(&at)})
	if !ok {
		return
	}
	var balance credit.Balance
	err := desk.View(r.Context(), ct, func(b books.View) (err error) {
		balance, err = b.Balance(at)
		return err
	})
	if err != nil {
		a.refuse(w, status(err), err)
		return
	}
	out, err := balance.MarshalJSON()
	if err != nil {
		a.refuse(w, http.StatusInternalServerError, err)
		return
	}
	a.answer(w, http.StatusOK, out)
}

func (a *api) closing(w http.ResponseWriter, r *http.Request) {
	var ct servicelevel.Contract
	var month calendar.Month
	desk, ok := a.request(w, r, &ct, member{"month", into(&month)})
	if !ok {
		return
	}
	s, err := desk.Close(r.Context(), ct, month)
	if err != nil {
		a.refuse(w, status(err), err)
		return
	}
	a.explained(w, &s)
}
