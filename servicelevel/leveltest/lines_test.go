package leveltest_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
	"github.com/palier-go/palier/servicelevel/leveltest"
)

func TestMemoryStoreOfFacts(t *testing.T) {
	t.Parallel()
	credittest.TestStore(t, leveltest.FactLines(), func() books.Store { return new(books.Memory) })
}

func TestFactLinesAreValid(t *testing.T) {
	t.Parallel()
	lines := leveltest.FactLines()
	kinds := map[servicelevel.FactKind]bool{}
	for _, f := range lines.Specimens() {
		require.NoError(t, f.Validate(), "%+v", f)
		kinds[f.Kind] = true
	}
	assert.Len(t, kinds, int(servicelevel.Reopened), "all of them")
	for _, text := range []string{"a", "\U0001f600", strings.Repeat("x", lines.MaxID), strings.Repeat("\U0001f600", lines.MaxID/4)} {
		f := lines.Text(text, text)
		require.NoError(t, f.Validate(), "%+v", f)
	}
	long := lines.Line(strings.Repeat("x", lines.MaxID+1), 0)
	assert.Error(t, long.Validate())
	reasons := map[string]bool{}
	for _, f := range lines.Invalid() {
		err := f.Validate()
		require.Error(t, err)
		reasons[err.Error()] = true
	}
	assert.Len(t, reasons, len(lines.Invalid()))
}

// lossy is a store that changes what it keeps.
type lossy struct {
	books.Memory
	keep func(*servicelevel.Fact)
}

func (s *lossy) Append(ctx context.Context, batches ...journal.Batch[servicelevel.Fact]) error {
	batches = slices.Clone(batches)
	for i := range batches {
		batches[i].Lines = slices.Clone(batches[i].Lines)
		for j := range batches[i].Lines {
			batches[i].Lines[j] = batches[i].Lines[j].CloneLine()
			s.keep(&batches[i].Lines[j])
		}
	}
	return s.Memory.Append(ctx, batches...)
}

type report []string

func (*report) Helper() {}

func (r *report) Errorf(format string, args ...any) { *r = append(*r, fmt.Sprintf(format, args...)) }

// A store that loses any of a fact's fields, or a part of one, is found out.
func TestStoresThatLosePartOfAFact(t *testing.T) {
	t.Parallel()
	fields := reflect.TypeFor[servicelevel.Fact]()
	losses := map[string]func(*servicelevel.Fact){
		"nanoseconds": func(f *servicelevel.Fact) { f.At = f.At.Truncate(time.Microsecond) },
		"cents": func(f *servicelevel.Fact) {
			if f.Price != nil {
				*f.Price = f.Price.Round(0)
			}
		},
		"a price of nothing": func(f *servicelevel.Fact) {
			if f.Price != nil && f.Price.IsZero() {
				f.Price = nil
			}
		},
		"a rate of VAT": func(f *servicelevel.Fact) {
			if f.VAT != nil {
				f.VAT.Rate = nil
			}
		},
		"why there is no VAT": func(f *servicelevel.Fact) {
			if f.VAT != nil {
				f.VAT.Exemption.Code = ""
			}
		},
		"English": func(f *servicelevel.Fact) {
			if f.Label.EN != "" {
				f.Label.EN = f.Label.FR
			}
		},
		"a level that changes": func(f *servicelevel.Fact) {
			if f.Contract != nil {
				f.Contract.Changes = nil
			}
		},
		"a small share": func(f *servicelevel.Fact) { f.Share = f.Share.Round(2) },
		"the second part": func(f *servicelevel.Fact) {
			if len(f.Parts) > 1 {
				f.Parts = f.Parts[:1]
			}
		},
		"the offset's seconds": func(f *servicelevel.Fact) {
			_, offset := f.At.Zone()
			f.At = f.At.Add(time.Duration(offset%60) * time.Second)
		},
	}
	for i := range fields.NumField() {
		losses[fields.Field(i).Name] = func(f *servicelevel.Fact) { reflect.ValueOf(f).Elem().Field(i).SetZero() }
	}
	for name, keep := range losses {
		var r report
		credittest.TestStore(&r, leveltest.FactLines(), func() books.Store { return &lossy{keep: keep} })
		assert.NotEmpty(t, r, name)
	}
}

// sharing is a store that gives out what it keeps.
type sharing struct {
	books.Memory
	mu    sync.Mutex
	facts []servicelevel.Fact
}

func (s *sharing) Append(ctx context.Context, batches ...journal.Batch[servicelevel.Fact]) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.Memory.Append(ctx, batches...)
	for _, b := range batches {
		if b.Owner == "acme" && err == nil {
			s.facts = append(s.facts, b.Lines...)
		}
	}
	return err
}

func (s *sharing) Load(ctx context.Context, owner string, after int) ([]servicelevel.Fact, error) {
	if owner != "acme" || ctx.Err() != nil || after < 0 {
		return s.Memory.Load(ctx, owner, after)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.facts[min(after, len(s.facts)):]), nil
}

func TestStoreThatSharesItsFacts(t *testing.T) {
	t.Parallel()
	var r report
	k := leveltest.FactLines()
	credittest.TestStore(&r, k, func() books.Store { return new(sharing) })
	assert.Contains(t, strings.Join(r, "\n"), "copies not shared: ")

	f := k.Specimens()[17]
	price := *f.Price
	k.Change(&f)
	assert.True(t, f.Price.Equal(price.Add(decimal.NewFromInt(1))))
}
