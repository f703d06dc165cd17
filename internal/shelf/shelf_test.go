package shelf

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// there returns how many things there are, and what they weigh.
func (s *Shelf[T]) there() (things, weight int) {
	for i := range s.parts {
		things += len(s.parts[i].things)
	}
	return things, int(s.weight.Load())
}

func (s *Shelf[T]) names() []string {
	names, _ := s.Names()
	return names
}

// TestKeepsWhatWasUsedLast: against a list of the names that nobody has, newest last, cut at
// the limit.
func TestKeepsWhatWasUsedLast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type item struct {
			name          string
			value, weight int
		}
		var s Shelf[int]
		var list []item
		held := map[string]*Thing[int]{}
		limit, made := 0, 0
		sum := func() (sum int) {
			for _, i := range list {
				sum += i.weight
			}
			return sum
		}
		put := func(name string, x *Thing[int], kept bool) {
			made++
			x.Value = made
			weight := rapid.IntRange(0, 4).Draw(t, "weight")
			s.Put(x, weight)
			if weight > 0 && kept {
				list = append(list, item{name, made, weight})
			}
		}
		for range rapid.IntRange(1, 80).Draw(t, "steps") {
			name := fmt.Sprint(rapid.IntRange(0, 7).Draw(t, "name"))
			at := slices.IndexFunc(list, func(i item) bool { return i.name == name })
			x := held[name]
			delete(held, name)
			switch step := rapid.IntRange(0, 9).Draw(t, "step"); {
			case step == 0:
				limit = rapid.IntRange(0, 12).Draw(t, "limit")
				s.Limit(limit)
				if x != nil {
					held[name] = x
				}
			case step == 1:
				s.Forget(name)
				if at >= 0 {
					list = slices.Delete(list, at, at+1)
				}
				if x != nil {
					put(name, x, false)
				}
			case x != nil:
				put(name, x, true)
			default:
				got, err := s.Take(t.Context(), name)
				require.NoError(t, err)
				if at >= 0 {
					require.Equal(t, list[at].value, got.Value)
					list = slices.Delete(list, at, at+1)
				} else {
					require.Zero(t, got.Value)
				}
				if step < 5 {
					held[name] = got
				} else {
					put(name, got, true)
				}
			}
			for sum() > limit && len(list) > 1 {
				list = list[1:]
			}
			var want []string
			for _, i := range list {
				want = append(want, i.name)
			}
			require.Equal(t, want, s.names())
			things, weight := s.there()
			require.Equal(t, len(want)+len(held), things)
			require.Equal(t, sum(), weight)
		}
	})
}

// TestManyUsers: whatever many did at once, what is kept is what is counted and ordered, and
// no more than may be.
func TestManyUsers(t *testing.T) {
	var s Shelf[int]
	s.Limit(50)
	var all sync.WaitGroup
	for g := range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			for i := range 500 {
				name := fmt.Sprint((i*7 + g) % 40)
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				if i%9 == 0 {
					cancel()
				}
				if x, err := s.Take(ctx, name); err == nil {
					s.Put(x, i%6)
				}
				cancel()
				switch i % 20 {
				case 3:
					s.Forget(name)
				case 7:
					s.Limit(30 + i%30)
				}
			}
		}()
	}
	all.Wait()
	s.Limit(40)
	names, sum := s.Names()
	things, weight := s.there()
	assert.Len(t, names, things)
	assert.Equal(t, sum, weight)
	assert.LessOrEqual(t, sum, 40)
	assert.Len(t, s.order.list, things, "nothing is in the order that is gone")
	for i, l := range s.order.list {
		assert.EqualValues(t, i, l.thing.place)
	}
}

func TestOneUserAtATime(t *testing.T) {
	var s Shelf[int]
	s.Limit(1)
	var all sync.WaitGroup
	for range 20 {
		all.Add(1)
		go func() {
			defer all.Done()
			for range 50 {
				x, err := s.Take(t.Context(), "a")
				if err != nil {
					t.Error(err)
					return
				}
				x.Value++
				s.Put(x, 1)
			}
		}()
	}
	all.Wait()
	x, err := s.Take(t.Context(), "a")
	require.NoError(t, err)
	assert.Equal(t, 1000, x.Value)
}

// TestWaitingEnds: who waits gives up with his context; what he waited for is kept, or not,
// as if he had not.
func TestWaitingEnds(t *testing.T) {
	for _, weight := range []int{0, 1} {
		var s Shelf[int]
		s.Limit(1)
		x, err := s.Take(t.Context(), "a")
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		_, err = s.Take(ctx, "a")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		_, err = s.Take(ctx, "a")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		s.Put(x, weight)
		things, kept := s.there()
		assert.Equal(t, [2]int{weight, weight}, [2]int{things, kept})
	}
}

// TestForgottenWhileTaken: whoever asks after that gets another thing at once, and the one
// that was forgotten is not kept.
func TestForgottenWhileTaken(t *testing.T) {
	var s Shelf[int]
	s.Limit(10)
	x, err := s.Take(t.Context(), "a")
	require.NoError(t, err)
	x.Value = 1
	s.Forget("a")
	s.Forget("nothing")
	y, err := s.Take(t.Context(), "a")
	require.NoError(t, err)
	assert.Zero(t, y.Value)
	y.Value = 2
	s.Put(x, 3)
	assert.Empty(t, s.names())
	s.Put(y, 3)
	z, err := s.Take(t.Context(), "a")
	require.NoError(t, err)
	assert.Equal(t, 2, z.Value)
	_, weight := s.there()
	assert.Zero(t, weight)
}

// TestTakenIsKept: what somebody has or waits for is not let go of, whatever the limit.
func TestTakenIsKept(t *testing.T) {
	var s Shelf[int]
	x, err := s.Take(t.Context(), "a")
	require.NoError(t, err)
	got := make(chan int)
	go func() {
		y, err := s.Take(context.Background(), "a")
		if err != nil {
			t.Error(err)
		}
		value := y.Value
		s.Put(y, 5)
		got <- value
	}()
	for { // until it waits
		s.parts[x.part].mu.Lock()
		users := x.users
		s.parts[x.part].mu.Unlock()
		if users == 2 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	x.Value = 7
	s.Put(x, 5)
	assert.Equal(t, 7, <-got)
	assert.Equal(t, []string{"a"}, s.names())
	z, err := s.Take(t.Context(), "b")
	require.NoError(t, err)
	s.Put(z, 1)
	assert.Equal(t, []string{"b"}, s.names(), "and then it is too much")
}

// Whoever gives up just as it is his turn leaves none behind.
func TestTurnGivenUp(t *testing.T) {
	var s Shelf[int]
	s.Limit(1)
	x, mine := s.claim("a")
	require.True(t, mine)
	_, mine = s.claim("a")
	require.False(t, mine)
	s.Put(x, 1)
	require.Len(t, x.turn, 1)
	s.leave(x)
	assert.Empty(t, x.turn)
	assert.Equal(t, []string{"a"}, s.names())
}

// What weighs nothing is not let go of if somebody takes it before that.
func TestTakenBeforeItIsLetGoOf(t *testing.T) {
	var s Shelf[int]
	x, err := s.Take(t.Context(), "a")
	require.NoError(t, err)
	s.order.mu.Lock()
	done := make(chan struct{})
	go func() {
		s.Put(x, 0)
		close(done)
	}()
	for y, mine := s.claim("a"); !mine; y, mine = s.claim("a") { // until it is back
		s.parts[y.part].mu.Lock()
		y.users--
		s.parts[y.part].mu.Unlock()
		time.Sleep(time.Millisecond)
	}
	s.order.mu.Unlock()
	<-done
	assert.False(t, x.gone)
	things, _ := s.there()
	assert.Equal(t, 1, things)
}
