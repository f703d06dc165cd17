package credittest_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

// checksWithout is CheckBatches that passes over a fault.
func checksWithout(passes func(*journal.FieldError) bool) func([]journal.Batch[ledger.Entry]) error {
	return func(batches []journal.Batch[ledger.Entry]) error {
		var f *journal.FieldError
		if err := journal.CheckBatches(batches); errors.As(err, &f) && !passes(f) {
			return err
		}
		return nil
	}
}

// batchFaults are faults of batches, and of what must be refused.
var batchFaults = []fault{
	{name: "looks at batches without lines", found: "nothing to add", empty: true},
	{name: "wants a batch", found: "nothing to add", check: func(batches []journal.Batch[ledger.Entry]) error {
		if len(batches) == 0 {
			return errors.New("nothing to add")
		}
		return journal.CheckBatches(batches)
	}},
	{name: "takes fifty lines of a batch", found: lines, lines: func(entries []ledger.Entry) []ledger.Entry {
		return entries[:min(len(entries), 50)]
	}},
	{name: "takes one line of a batch", found: lines, lines: func(entries []ledger.Entry) []ledger.Entry {
		return entries[:min(len(entries), 1)]
	}},
	{name: "turns large batches round", found: lines, lines: func(entries []ledger.Entry) []ledger.Entry {
		if len(entries) > 99 {
			entries = slices.Clone(entries)
			slices.Reverse(entries)
		}
		return entries
	}},
	{name: "keeps what came before a line that is stale", found: lines, halves: true},
	{name: "keeps the batches before one that is stale", found: owners, halves: true},
	{name: "is stale, and does not say of whom", found: owners, err: func(_ context.Context, err error) error {
		if errors.Is(err, ledger.ErrStale) {
			return ledger.ErrStale
		}
		return err
	}},
	{name: "is stale of somebody else", found: owners, err: func(_ context.Context, err error) error {
		if errors.Is(err, ledger.ErrStale) {
			return &journal.StaleError{Owner: "m"}
		}
		return err
	}},
	{name: "lets others look between two batches", found: "writers of two owners at once", apart: true},
	{name: "calls an id that is twice in a batch stale", found: repeated, check: checksWithout(func(f *journal.FieldError) bool {
		return f.Reason == "must not be the id of two lines"
	})},
	{name: "takes two batches of one owner", found: repeated, check: checksWithout(func(f *journal.FieldError) bool {
		return f.Reason == "must not have two batches"
	})},
	{name: "takes what is not valid", found: invalid, check: checksWithout(func(f *journal.FieldError) bool {
		return strings.Contains(f.Field, "lines[")
	})},
	{name: "takes lines without an id", found: invalid, check: checksWithout(func(f *journal.FieldError) bool {
		return strings.HasSuffix(f.Field, "].id") && f.Value == ""
	})},
	{name: "has an error of its own for what is not valid", found: invalid, check: func(batches []journal.Batch[ledger.Entry]) error {
		if err := journal.CheckBatches(batches); err != nil {
			return errors.New(err.Error())
		}
		return nil
	}},
	{name: "calls a negative number stale", found: invalid, check: checksWithout(func(f *journal.FieldError) bool {
		return strings.HasSuffix(f.Field, ".after")
	})},
	{name: "takes a journal of any length for stale", found: invalid, check: checksWithout(func(f *journal.FieldError) bool {
		return strings.HasSuffix(f.Field, ".lines")
	})},
	{name: "reads all behind a negative number", found: invalid, checkLoad: func(owner string, _ int) error { return journal.CheckLoad(owner, 0) }},
	{name: "appends to owners of any name", found: names, check: checksWithout(func(f *journal.FieldError) bool {
		return strings.HasSuffix(f.Field, ".owner") && f.Reason != "must not have two batches"
	})},
	{name: "reads owners of any name", found: names, checkLoad: func(_ string, after int) error { return journal.CheckLoad("acme", after) }},
	{name: "keeps snapshots of owners of any name", found: names, checkSave: func(_ string, s journal.Snapshot) error {
		return journal.CheckSnapshot("acme", s)
	}},
	{name: "keeps snapshots of any number of lines", found: names, checkSave: func(owner string, s journal.Snapshot) error {
		s.After = 1
		return journal.CheckSnapshot(owner, s)
	}, keeps: func(*faulty, string, journal.Snapshot) bool { return false }},
	{name: "keeps snapshots of a last line of any name", found: names, checkSave: func(owner string, s journal.Snapshot) error {
		s.Last = "a"
		return journal.CheckSnapshot(owner, s)
	}},
}

// snapshotFaults are faults of snapshots.
var snapshotFaults = []fault{
	{name: "keeps no snapshot", found: snapshots, keeps: func(*faulty, string, journal.Snapshot) bool { return false }},
	{name: "keeps the first snapshot", found: snapshots, keeps: func(s *faulty, owner string, n journal.Snapshot) bool {
		return s.snapshots[owner].After == 0 && s.has(owner, n)
	}},
	{name: "keeps whichever snapshot comes", found: snapshots, keeps: (*faulty).has},
	{name: "does not replace a snapshot of as many lines", found: snapshots, keeps: func(s *faulty, owner string, n journal.Snapshot) bool {
		return n.After > s.snapshots[owner].After && s.has(owner, n)
	}},
	{name: "drops a snapshot when a line is added", found: snapshots, returns: func(s *faulty, owner string) bool {
		return s.snapshots[owner].After == len(s.journals[owner]) || len(s.journals[owner]) < 11
	}},
	{name: "keeps snapshots of any lines", found: foreign, keeps: func(s *faulty, owner string, n journal.Snapshot) bool {
		return n.After >= s.snapshots[owner].After
	}},
	{name: "looks at the number of lines alone", found: foreign, keeps: func(s *faulty, owner string, n journal.Snapshot) bool {
		return n.After >= s.snapshots[owner].After && n.After <= len(s.journals[owner])
	}},
	{name: "looks for the last line anywhere", found: foreign, keeps: func(s *faulty, owner string, n journal.Snapshot) bool {
		return n.After >= s.snapshots[owner].After && s.taken(owner, n.Last)
	}},
	{name: "looks when it is asked for a snapshot alone", found: foreign, keeps: func(s *faulty, owner string, n journal.Snapshot) bool {
		return n.After >= s.snapshots[owner].After
	}, returns: func(s *faulty, owner string) bool { return s.has(owner, s.snapshots[owner]) }},
	{
		name: "has one snapshot for owners whatever their case", found: apart, owner: func(owner string) string { return owner },
		keeps: func(s *faulty, owner string, n journal.Snapshot) bool {
			delete(s.snapshots, strings.ToLower(owner))
			return s.has(owner, n)
		},
	},
	{name: "has text for data", found: data, data: func(b []byte) []byte {
		b, _, _ = bytes.Cut(b, []byte{0})
		return slices.Clone(b)
	}},
	{name: "keeps valid text", found: data, data: func(b []byte) []byte { return []byte(strings.ToValidUTF8(string(b), "?")) }},
	{name: "keeps a megabyte", found: data, data: func(b []byte) []byte { return slices.Clone(b[:min(len(b), 1<<20)]) }},
	{name: "keeps the caller's snapshot", found: data, data: func(b []byte) []byte { return b }},
	{name: "lends its snapshot", found: data, lends: true},
	{name: "does not look at the context for snapshots", found: over, deafAside: true},
	{name: "looks and acts in two steps for snapshots", found: "writers of snapshots", racyAside: true},
}
