package main

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
	"github.com/palier-go/palier/servicelevel/leveltest"
)

func TestStore(t *testing.T) {
	credittest.TestStore(t, credittest.EntryLines(), func() ledger.Store { return new(ledger.Memory) })
	credittest.TestStore(t, leveltest.FactLines(), func() books.Store { return new(books.Memory) })
}

func TestKnownStatements(t *testing.T) {
	for _, c := range []leveltest.Case{leveltest.SampleA(), leveltest.SampleB()} {
		s, err := servicelevel.NUXIT().Statement(c.Input.Contract, c.Input.Activity, c.Input.Month)
		if err == nil {
			err = c.Want.Check(s)
		}
		if err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
}

func TestAccounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := credittest.Terms().Draw(t, "terms")
		entries := credittest.Entries(terms).Draw(t, "entries")
		account, err := ledger.NewAccount(terms)
		if err == nil {
			err = account.Replay(entries)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}
