// Command billing serves statements over HTTP: a contract's month as JSON in,
// the statement as JSON out.
//
//	go -C examples/billing run . -addr 127.0.0.1:8080 -db /tmp/billing.db
//	go -C examples/billing run . -edition ../otherhost/edition.json
//	curl --data-binary @examples/statement/samples/a-nuxit-pro.json http://127.0.0.1:8080/statements
//
// POST /statements takes a servicelevel.Input and answers 200 with the
// statement. It keeps nothing. Three more are of contracts' books, whose facts
// and closed months are kept in a SQLite file, or in memory without -db:
//
//	POST /facts     {"contract": …, "facts": […]}            204: they are recorded, all of them
//	POST /balances  {"contract": …, "at": "2026-05-12T…"}    200 with what is left of the hours
//	POST /closings  {"contract": …, "month": "2026-05"}      200 with the statement of the month
//
// Each may be sent again: a fact counts once, and a month that is closed gives
// the same bytes. Any number of services may run on one file.
//
// A document that cannot be read is answered with 400 and every fault, and
// with 422 what is refused, such as work that no credit covers. 409 says that
// the journal has something else: another fact of that id, a closed month, or
// facts that do not go with the contract as it was sent. 503 says that the
// same may be sent again later: others were faster each time, or the database
// failed. GET /plans/{edition}/{level} answers with a plan. SIGINT and SIGTERM
// let requests under way finish.
package main

import (
	"context"
	"errors"
	"flag"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/palier-go/palier/examples/internal/editions"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "the `address` to listen on")
	var others editions.Files
	flag.Var(&others, "edition", editions.Usage)
	file := flag.String("db", "", "the SQLite `file` that keeps facts and closed months; without it memory does")
	flag.Parse()
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	if err := run(*addr, *file, others, log); err != nil {
		log.Error("stopped", "error", err)
		os.Exit(1)
	}
}

func run(addr, file string, others []string, log *slog.Logger) (err error) {
	known, err := editions.Read(others)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, closeStore, err := openStore(ctx, file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeStore()) }()
	h, err := handler(log, store, known)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	log.Info("listening", "address", listener.Addr().String())
	return serve(ctx, listener, h)
}

// grace is how long requests under way may take once the service is to stop.
const grace = 10 * time.Second

// serve answers requests until ctx is done, and then lets those under way finish.
func serve(ctx context.Context, listener net.Listener, h http.Handler) error {
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := server.Shutdown(ending); err != nil {
		return err
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
