package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
	"github.com/palier-go/palier/servicelevel/plans"
)

func sample(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("../statement/samples/" + name)
	require.NoError(t, err)
	return string(data)
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// service is one on a store.
func service(t *testing.T, store books.Store) http.Handler {
	t.Helper()
	known, err := editions.Read([]string{"../otherhost/edition.json"})
	require.NoError(t, err)
	h, err := handler(quiet(), store, known)
	require.NoError(t, err)
	return h
}

// call asks a service that keeps everything in memory, for this once.
func call(t *testing.T, method, path, body string) (int, []byte) {
	t.Helper()
	return ask(service(t, new(books.Memory)), method, path, body)
}

func ask(h http.Handler, method, path, body string) (int, []byte) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	return w.Code, w.Body.Bytes()
}

// TestOtherHost asks for a month and a plan under the edition of a file.
func TestOtherHost(t *testing.T) {
	month, err := os.ReadFile("../otherhost/month.json")
	require.NoError(t, err)
	code, body := call(t, "POST", "/statements", string(month))
	require.Equal(t, http.StatusOK, code, string(body))
	var s servicelevel.Statement
	require.NoError(t, json.Unmarshal(body, &s))
	assert.Equal(t, "441.65", s.Invoice.Gross.StringFixed(2))
	code, body = call(t, "GET", "/plans/boreal-2026/business", "")
	require.Equal(t, http.StatusOK, code, string(body))
	assert.Contains(t, string(body), `"monthly":"129.00"`)
}

// TestBadEdition keeps a service from starting with half of what it was told.
func TestBadEdition(t *testing.T) {
	err := run("127.0.0.1:0", "", []string{"../otherhost/month.json"}, quiet())
	assert.ErrorContains(t, err, "../otherhost/month.json: month: is not a known field")
}

func TestStatement(t *testing.T) {
	code, body := call(t, "POST", "/statements", sample(t, "a-nuxit-pro.json"))
	require.Equal(t, http.StatusOK, code, string(body))
	var s servicelevel.Statement
	require.NoError(t, json.Unmarshal(body, &s))
	assert.Equal(t, "256.80", s.Invoice.Gross.StringFixed(2))
}

func TestRefusals(t *testing.T) {
	pro := sample(t, "a-nuxit-pro.json")
	for _, c := range []struct {
		name, body string
		code       int
		want       []servicelevel.Fault
	}{
		{"not JSON", "no", http.StatusBadRequest, nil},
		{"too large", strings.Repeat(" ", maxBody+1), http.StatusRequestEntityTooLarge, nil},
		{"two faults", strings.NewReplacer(`"PT5H"`, `"-PT5H"`, `"level": "pro"`, `"level": "Gold"`).Replace(pro), http.StatusBadRequest, []servicelevel.Fault{
			{Field: "contract.level", Value: "Gold", Reason: "must be 1 to 40 of the characters a to z, 0 to 9, _, - and ., the first of them a letter or a digit, such as pro"},
			{Field: "activity.purchases[0].time", Value: "-PT5H", Reason: "must lie from PT1M to PT10000H"},
		}},
		{"no such edition", strings.Replace(pro, `"nuxit"`, `"other"`, 1), http.StatusUnprocessableEntity, []servicelevel.Fault{
			{Field: "contract.edition", Value: "other", Reason: "is not a known edition"},
		}},
		{"no rent", strings.Replace(pro, `"level": "pro"`, `"level": "business"`, 1), http.StatusUnprocessableEntity, []servicelevel.Fault{
			{Field: "contract.rent", Reason: "must be given for the level business, whose penalties are a share of it (D17)"},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, body := call(t, "POST", "/statements", c.body)
			assert.Equal(t, c.code, code)
			var p problem
			require.NoError(t, json.Unmarshal(body, &p), string(body))
			require.NotEmpty(t, p.Faults)
			if c.want != nil {
				assert.Equal(t, c.want, p.Faults)
			}
		})
	}
}

func TestPlan(t *testing.T) {
	code, body := call(t, "GET", "/plans/nuxit/pro", "")
	require.Equal(t, http.StatusOK, code)
	var plan plans.Plan
	require.NoError(t, json.Unmarshal(body, &plan))
	want, _ := servicelevel.NUXIT().Plan(servicelevel.Pro)
	assert.Equal(t, want.Cites(), plan.Cites())
	for _, path := range []string{"/plans/nuxit/gold", "/plans/other/pro"} {
		code, _ := call(t, "GET", path, "")
		assert.Equal(t, http.StatusNotFound, code, path)
	}
	code, _ = call(t, "GET", "/statements", "")
	assert.Equal(t, http.StatusMethodNotAllowed, code)
}

// TestStop stops the service while a request is under way: it gets its answer.
func TestStop(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	entered := make(chan struct{})
	var once sync.Once
	inner := service(t, new(books.Memory))
	slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		once.Do(func() { close(entered) })
		inner.ServeHTTP(w, r)
	})
	stopped := make(chan error, 1)
	go func() { stopped <- serve(ctx, listener, slow) }()

	body, send := io.Pipe()
	answered := make(chan *http.Response, 1)
	go func() {
		response, err := http.Post("http://"+listener.Addr().String()+"/statements", "application/json", body)
		if assert.NoError(t, err) {
			answered <- response
		}
		close(answered)
	}()
	<-entered
	stop()
	doc := sample(t, "b-nuxit-business.json")
	_, err = io.Copy(send, bytes.NewReader([]byte(doc)))
	require.NoError(t, err)
	require.NoError(t, send.Close())
	response := <-answered
	require.NotNil(t, response)
	assert.Equal(t, http.StatusOK, response.StatusCode)
	require.NoError(t, response.Body.Close())
	select {
	case err := <-stopped:
		assert.NoError(t, err)
	case <-time.After(grace + time.Second):
		t.Fatal("the service did not stop")
	}
}
