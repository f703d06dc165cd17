package journal

import (
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/text"
)

// CheckLoad refuses the arguments of a Load that no store takes. The name of an owner
// is text of 1 to MaxOwner bytes, without control characters and without a space at
// either end; after is not negative.
func CheckLoad(owner string, after int) error {
	var l fault.List
	checkName(&l, "owner", owner)
	l.Check(after >= 0, "after", after, "must not be negative")
	return l.Err()
}

// CheckSnapshot refuses a snapshot that no store keeps: of an owner that CheckLoad
// refuses, of no lines or of more than MaxLines, without the id of its last line.
func CheckSnapshot(owner string, s Snapshot) error {
	var l fault.List
	checkName(&l, "owner", owner)
	l.Check(s.After > 0 && s.After <= MaxLines, "after", s.After, "must lie from 1 to 4194304")
	checkName(&l, "last", s.Last)
	return l.Err()
}

func checkName(l *fault.List, field, name string) {
	if len(name) > MaxOwner {
		l.Add(field, name, "must not be longer than 128 bytes")
	} else if reason := text.BadName(name); reason != "" {
		l.Add(field, name, reason)
	}
}

// CheckBatches refuses batches that no store takes: of an owner that CheckLoad refuses,
// or that has another batch; after a negative number of lines, or up to more than
// MaxLines; with a line that its Validate refuses, since what is not valid could not be
// read back from text; with two lines of one id, which would be stale for ever.
func CheckBatches[L any, P Line[L]](batches []Batch[L]) error {
	var l fault.List
	for i := range batches {
		if err := checkBatch[L, P](&batches[i]); err != nil {
			l.In(fault.Index("batches", i), err)
		}
	}
	if i := repeatedOwner(batches); i >= 0 {
		l.Add(fault.Index("batches", i)+".owner", batches[i].Owner, "must not have two batches")
	}
	return l.Err()
}

func checkBatch[L any, P Line[L]](b *Batch[L]) error {
	var l fault.List
	checkName(&l, "owner", b.Owner)
	l.Check(b.After >= 0, "after", b.After, "must not be negative")
	if b.After >= 0 && len(b.Lines) > MaxLines-b.After {
		l.Add("lines", len(b.Lines), "must not make the journal longer than 4194304 lines")
	}
	for i := range b.Lines {
		if err := P(&b.Lines[i]).Validate(); err != nil {
			l.In(fault.Index("lines", i), err)
		}
	}
	if i := repeatedID[L, P](b.Lines); i >= 0 {
		l.Add(fault.Index("lines", i)+".id", P(&b.Lines[i]).LineID(), "must not be the id of two lines")
	}
	return l.Err()
}

// repeatedOwner returns the first batch whose owner has one before it, or -1.
func repeatedOwner[L any](batches []Batch[L]) int {
	return repeated(len(batches), func(i int) string { return batches[i].Owner })
}

// repeatedID returns the first line whose id is that of one before it, or -1.
func repeatedID[L any, P Line[L]](lines []L) int {
	return repeated(len(lines), func(i int) string { return P(&lines[i]).LineID() })
}

func repeated(n int, name func(int) string) int {
	if n < 2 {
		return -1
	}
	seen := make(map[string]struct{}, n)
	for i := range n {
		seen[name(i)] = struct{}{}
		if len(seen) == i {
			return i
		}
	}
	return -1
}
