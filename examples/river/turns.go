package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"sync/atomic"
)

// turnstile has each shard of a worker wait for its turn before its transaction, so that
// whoever started the worker knows what it has in hand.
type turnstile struct {
	out   io.Writer
	turns chan struct{}
	open  chan struct{} // closed once nobody gives turns any more
}

// newTurnstile asks for each turn by a line on out, and takes a line of in for one. Once in
// ends, it stands open.
func newTurnstile(in io.Reader, out io.Writer) *turnstile {
	t := &turnstile{out: out, turns: make(chan struct{}), open: make(chan struct{})}
	go func() {
		defer close(t.open)
		for lines := bufio.NewScanner(in); lines.Scan(); {
			t.turns <- struct{}{}
		}
	}()
	return t
}

// wait returns when it is the shard's turn. A nil turnstile stands open.
func (t *turnstile) wait(ctx context.Context, s Shard) error {
	if t == nil {
		return nil
	}
	select {
	case <-t.open:
		return nil
	default:
	}
	_, _ = fmt.Fprintf(t.out, "%s from %d\n", s.Month, s.First) // to nobody: then in ends too
	select {
	case <-t.turns:
		return nil
	case <-t.open:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// asks counts the lines by which a worker asks for turns.
type asks struct {
	lines atomic.Int64
	asked chan<- struct{} // of one place, filled when there is a line
}

// Write implements io.Writer.
func (a *asks) Write(b []byte) (int, error) {
	a.lines.Add(int64(bytes.Count(b, []byte("\n"))))
	select {
	case a.asked <- struct{}{}:
	default: // it is full: whoever empties it counts all
	}
	return len(b), nil
}
