package integration

import (
	"context"
	"sync"

	"github.com/palier-go/palier/credit/journal"
)

// oneAtATime lets goroutines use the store of a transaction by turns, and looks at the
// context before the database does, which would end the transaction.
type oneAtATime[L any] struct {
	mu sync.Mutex
	journal.Store[L]
}

func (s *oneAtATime[L]) turn(ctx context.Context) (context.Context, error) {
	s.mu.Lock()
	return context.WithoutCancel(ctx), ctx.Err()
}

func (s *oneAtATime[L]) Load(ctx context.Context, owner string, after int) ([]L, error) {
	ctx, err := s.turn(ctx)
	defer s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return s.Store.Load(ctx, owner, after)
}

func (s *oneAtATime[L]) Append(ctx context.Context, batches ...journal.Batch[L]) error {
	ctx, err := s.turn(ctx)
	defer s.mu.Unlock()
	if err != nil {
		return err
	}
	return s.Store.Append(ctx, batches...)
}

func (s *oneAtATime[L]) LoadSnapshot(ctx context.Context, owner string) (journal.Snapshot, error) {
	ctx, err := s.turn(ctx)
	defer s.mu.Unlock()
	if err != nil {
		return journal.Snapshot{}, err
	}
	return s.Store.LoadSnapshot(ctx, owner)
}

func (s *oneAtATime[L]) SaveSnapshot(ctx context.Context, owner string, snapshot journal.Snapshot) error {
	ctx, err := s.turn(ctx)
	defer s.mu.Unlock()
	if err != nil {
		return err
	}
	return s.Store.SaveSnapshot(ctx, owner, snapshot)
}
