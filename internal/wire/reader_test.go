package wire_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// branching has lists in lists, of elements that hold pointers.
type branching struct {
	Name string `json:"name"`
	List []twig `json:"list,omitzero"`
	More []twig `json:"more,omitzero"`
}

type twig struct {
	Name  string  `json:"name"`
	To    *leafed `json:"to,omitzero"`
	Names []egg   `json:"names,omitzero"`
}

type leafed struct {
	Names []egg `json:"names"`
}

type egg struct {
	Name string `json:"name"`
	N    int    `json:"n"`
}

func (n branching) Validate() error {
	if n.Name == "wrong" {
		return fault.New("name", n.Name, "is wrong")
	}
	return nil
}

// eggs are n elements of a list.
func eggs(n int, mark string) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf(`{"name":"%s%d","n":%d}`, mark, i, i)
	}
	return "[" + strings.Join(list, ",") + "]"
}

func drawBranching(t *rapid.T) string {
	twigs := func(label string) string {
		list := make([]string, rapid.SampledFrom([]int{0, 1, 3, 4, 5, 16, 17, 65}).Draw(t, label))
		for i := range list {
			n := rapid.SampledFrom([]int{0, 1, 4, 5, 16, 17, 64, 65}).Draw(t, "names")
			list[i] = fmt.Sprintf(`{"name":"%s%d","to":{"names":%s},"names":%s}`, label, i, eggs(n, "a"), eggs(i%7, "b"))
		}
		return "[" + strings.Join(list, ",") + "]"
	}
	name := rapid.SampledFrom([]string{`"some"`, `"wrong"`, `5`, `"a`}).Draw(t, "name")
	return fmt.Sprintf(`{"name":%s,"list":%s,"more":%s}`, name, twigs("list"), twigs("more"))
}

// One Reader reads document after document as Decode reads each, though all lists lie in memory
// that is used again, full to its last element or not. The collections of garbage between them
// find a pointer that leads out of that.
func TestReaderReadsAsDecode(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var r, lenient wire.Reader[branching]
		lenient.Lenient = true
		for range rapid.IntRange(1, 8).Draw(t, "documents") {
			doc := []byte(drawBranching(t))
			var want branching
			wantErr := wire.Decode(doc, &want)
			got, err := r.Read(doc)
			require.Equal(t, faults(wantErr), faults(err))
			runtime.GC()
			if err == nil {
				require.Equal(t, want, *got)
			}
			type unchecked branching
			wantErr = wire.Decode(doc, (*unchecked)(&want))
			got, err = lenient.Read(doc)
			require.Equal(t, wantErr == nil, err == nil)
			if err == nil {
				require.Equal(t, want, *got)
			} else {
				require.Nil(t, got)
			}
		}
	})
}
