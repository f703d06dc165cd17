package peers

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/bytedance/sonic"
	goccy "github.com/goccy/go-json"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/servicelevel"
)

// month is what an input says, in structs for which nothing is checked.
type month struct {
	Month    string `json:"month"`
	Contract struct {
		ID       string           `json:"id"`
		Customer string           `json:"customer"`
		Edition  string           `json:"edition"`
		Level    string           `json:"level"`
		Start    string           `json:"start"`
		Rent     *decimal.Decimal `json:"rent"`
	} `json:"contract"`
	Activity struct {
		Purchases []struct {
			ID   string    `json:"id"`
			At   time.Time `json:"at"`
			Time string    `json:"time"`
		} `json:"purchases"`
		Requests []struct {
			Ticket string    `json:"ticket"`
			Kind   string    `json:"kind"`
			At     time.Time `json:"at"`
		} `json:"requests"`
		Interventions []struct {
			Ticket string    `json:"ticket"`
			Start  time.Time `json:"start"`
			End    time.Time `json:"end"`
		} `json:"interventions"`
	} `json:"activity"`
}

// codecs read a document into a month.
var codecs = map[string]func([]byte, any) error{
	"encoding/json": json.Unmarshal,
	"goccy/go-json": goccy.Unmarshal,
	"sonic":         sonic.Unmarshal,
}

func document(t testing.TB) []byte {
	doc, err := os.ReadFile("testdata/month.json")
	require.NoError(t, err)
	return doc
}

// All read the same.
func TestCodecsReadTheSame(t *testing.T) {
	t.Parallel()
	doc := document(t)
	var want servicelevel.Input
	require.NoError(t, want.UnmarshalJSON(doc))
	for name, read := range codecs {
		var got month
		require.NoError(t, read(doc, &got), name)
		require.Equal(t, want.Contract.ID, got.Contract.ID, name)
		require.Len(t, got.Activity.Requests, len(want.Activity.Requests), name)
		for i, s := range got.Activity.Interventions {
			require.True(t, s.End.Equal(want.Activity.Interventions[i].End), name)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	doc := document(b)
	b.Run("palier", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(doc)))
		for b.Loop() {
			var in servicelevel.Input
			_ = in.UnmarshalJSON(doc)
		}
	})
	b.Run("palier-reused", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(doc)))
		var r wire.Reader[servicelevel.Input]
		for b.Loop() {
			_, _ = r.Read(doc)
		}
	})
	for name, read := range codecs {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(doc)))
			for b.Loop() {
				var in month
				_ = read(doc, &in)
			}
		})
	}
}
