package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
)

const (
	contract = `{"schema": "palier/1", "id": "NX-2041", "customer": "Atelier Lumen", "edition": "nuxit", "level": "pro", "start": "2026-01-01"}`
	bought   = `{"id": "inv-77", "kind": "bought", "at": "2026-05-04T09:00:00+02:00", "time": "PT5H"}`
	asked    = `{"id": "f1", "kind": "requested", "at": "2026-05-11T09:15:00+02:00", "ticket": "T1", "request": "incident"}`
	worked   = `{"id": "f2", "kind": "worked", "at": "2026-05-11T10:00:00+02:00", "ticket": "T1", "end": "2026-05-11T11:40:00+02:00"}`
	may      = `"month": "2026-05"`
)

// about is a document about the contract.
func about(rest string) string { return `{"contract": ` + contract + `, ` + rest + `}` }

func list(facts ...string) string { return about(`"facts": [` + strings.Join(facts, ", ") + `]`) }

// started is a service as a process of its own has it, on a file or in memory.
func started(t *testing.T, file string) (http.Handler, func()) {
	t.Helper()
	store, closeStore, err := openStore(context.Background(), file)
	require.NoError(t, err)
	return service(t, store), func() { require.NoError(t, closeStore()) }
}

// expect asks, and wants that answer's code.
func expect(t *testing.T, h http.Handler, code int, path, body string) []byte {
	t.Helper()
	got, answer := ask(h, "POST", path, body)
	require.Equal(t, code, got, string(answer))
	return answer
}

func refused(t *testing.T, h http.Handler, code int, path, body string) []servicelevel.Fault {
	t.Helper()
	var p problem
	require.NoError(t, json.Unmarshal(expect(t, h, code, path, body), &p))
	require.NotEmpty(t, p.Faults)
	return p.Faults
}

// A contract's month: facts, what is left, the statement, and the same of a service that
// was started later.
func TestBooks(t *testing.T) {
	file := filepath.Join(t.TempDir(), "billing? 100%.db")
	h, stop := started(t, file)
	require.Empty(t, expect(t, h, http.StatusNoContent, "/facts", list(bought, asked)))
	require.Empty(t, expect(t, h, http.StatusNoContent, "/facts", list(asked, worked)), "one of them for the second time")
	at := about(`"at": "2026-05-12T09:00:00+02:00"`)
	left := expect(t, h, http.StatusOK, "/balances", at)
	require.JSONEq(t, `{"allowance": "PT0S", "available": "PT4H30M", "held": "PT0S", "used": "PT2H", "overdrawn": "PT0S"}`, string(left))
	stop()

	h, stop = started(t, file)
	require.Equal(t, left, expect(t, h, http.StatusOK, "/balances", at))
	closed := expect(t, h, http.StatusOK, "/closings", about(may))
	var s servicelevel.Statement
	require.NoError(t, json.Unmarshal(closed, &s))
	require.Len(t, s.Tickets, 1)
	require.Equal(t, closed, expect(t, h, http.StatusOK, "/closings", about(may)))
	stop()

	h, stop = started(t, file)
	defer stop()
	require.Equal(t, closed, expect(t, h, http.StatusOK, "/closings", about(may)))
	expect(t, h, http.StatusNoContent, "/facts", list(asked, worked))
	late := strings.Replace(asked, `"f1"`, `"f3"`, 1)
	require.Contains(t, refused(t, h, http.StatusConflict, "/facts", list(strings.Replace(late, `"T1"`, `"T2"`, 1)))[0].Reason, "2026-05")
	require.Equal(t, closed, expect(t, h, http.StatusOK, "/closings", about(may)), "what is refused changes nothing")
}

func TestBooksInMemory(t *testing.T) {
	h, stop := started(t, "")
	defer stop()
	expect(t, h, http.StatusNoContent, "/facts", list(bought, asked, worked))
	closed := expect(t, h, http.StatusOK, "/closings", about(may))
	require.Equal(t, closed, expect(t, h, http.StatusOK, "/closings", about(may)))
}

func TestBooksRefuse(t *testing.T) {
	h, stop := started(t, "")
	defer stop()
	expect(t, h, http.StatusNoContent, "/facts", list(bought, asked, worked))
	for _, c := range []struct {
		name, path, body string
		code             int
		want             []servicelevel.Fault
	}{
		{"not JSON", "/facts", "no", http.StatusBadRequest, []servicelevel.Fault{{Reason: "must be a JSON object"}}},
		{"more than one object", "/facts", list() + "{}", http.StatusBadRequest, []servicelevel.Fault{{Reason: "must be a JSON object"}}},
		{"no object", "/closings", "[]", http.StatusBadRequest, []servicelevel.Fault{{Reason: "must be a JSON object"}}},
		{"too large", "/facts", strings.Repeat(" ", maxBody+1), http.StatusRequestEntityTooLarge, nil},
		{"nothing", "/facts", "{}", http.StatusBadRequest, []servicelevel.Fault{{Field: "contract", Reason: "must be given"}, {Field: "facts", Reason: "must be given"}}},
		{"twice", "/facts", about(`"facts": [], "facts": []`), http.StatusBadRequest, []servicelevel.Fault{{Field: "facts", Reason: "must be given once"}}},
		{"unknown", "/closings", about(may + `, "at": 1`), http.StatusBadRequest, []servicelevel.Fault{{Field: "at", Reason: "is not a known field"}}},
		{"no list", "/facts", about(`"facts": {}`), http.StatusBadRequest, []servicelevel.Fault{{Field: "facts", Value: "{}", Reason: "must be a list of facts"}}},
		{
			"faults of all parts", "/facts",
			strings.NewReplacer(`"pro"`, `"Gold"`, `"PT5H"`, `"-PT5H"`, `"incident"`, `"accident"`).Replace(list(bought, worked, asked)),
			http.StatusBadRequest,
			[]servicelevel.Fault{
				{Field: "contract.level", Value: "Gold", Reason: "must be 1 to 40 of the characters a to z, 0 to 9, _, - and ., the first of them a letter or a digit, such as pro"},
				{Field: "facts[0].time", Value: "-PT5H", Reason: "must lie from PT1M to PT10000H"},
				{Field: "facts[2].request", Value: "accident", Reason: "must be one of request, incident"},
			},
		},
		{"no month", "/closings", about(`"month": "2026-13"`), http.StatusBadRequest, []servicelevel.Fault{
			{Field: "month", Value: "2026-13", Reason: `must be a month such as "2026-05"`},
		}},
		{"no instant", "/balances", about(`"at": "today"`), http.StatusBadRequest, nil},
		{"no such edition", "/closings", strings.Replace(about(may), "nuxit", "other", 1), http.StatusUnprocessableEntity, []servicelevel.Fault{
			{Field: "contract.edition", Value: "other", Reason: "is not a known edition"},
		}},
		{"not in service", "/facts", list(strings.NewReplacer("f1", "x", "T1", "T2", "2026", "2025").Replace(asked)), http.StatusUnprocessableEntity, []servicelevel.Fault{
			{Field: "facts[0].at", Value: "2025-05-11T09:15:00+02:00", Reason: "must lie in the contract's days of service"},
		}},
		{"no instant of a contract", "/balances", about(`"at": null`), http.StatusUnprocessableEntity, nil},
		{"no month of a contract", "/closings", about(`"month": "2025-05"`), http.StatusUnprocessableEntity, nil},
		{"another fact of that id", "/facts", list(strings.Replace(bought, "PT5H", "PT10H", 1)), http.StatusConflict, nil},
		{"another contract of that id", "/facts", strings.Replace(list(bought), "2026-01-01", "2026-06-01", 1), http.StatusConflict, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := refused(t, h, c.code, c.path, c.body)
			if t.Log(got); c.want != nil {
				assert.Equal(t, c.want, got)
			}
		})
	}
}

// overtaken is a store in which others are always faster.
type overtaken struct{ books.Memory }

func (s *overtaken) Append(ctx context.Context, batches ...journal.Batch[servicelevel.Fact]) error {
	n := batches[0].After
	gift := servicelevel.Fact{ID: "gift " + string(rune('a'+n)), Kind: servicelevel.Given, At: time.Date(2026, time.May, 2, 9, 0, 0, 0, time.UTC), Time: time.Minute}
	return errors.Join(
		s.Memory.Append(ctx, journal.Batch[servicelevel.Fact]{Owner: batches[0].Owner, After: n, Lines: []servicelevel.Fact{gift}}),
		s.Memory.Append(ctx, batches...))
}

// What may be sent again later says so.
func TestBooksLater(t *testing.T) {
	h := service(t, new(overtaken))
	require.Contains(t, refused(t, h, http.StatusServiceUnavailable, "/facts", list(bought))[0].Reason, "NX-2041")

	h, stop := started(t, filepath.Join(t.TempDir(), "billing.db"))
	stop() // as if the disk were gone
	require.Contains(t, refused(t, h, http.StatusServiceUnavailable, "/closings", about(may))[0].Reason, "closed")
}
