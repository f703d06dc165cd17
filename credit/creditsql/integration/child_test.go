package integration

import (
	"bufio"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/servicelevel"
)

// childVariable holds what a process of its own is to do, a line a word: what, driver,
// dialect, number of the process, address, and what else that needs.
const childVariable = "PALIER_INTEGRATION_CHILD"

// child makes a process that does something in a database.
func child(what string, d database, process int, address string, plan ...string) *exec.Cmd {
	c := exec.Command(os.Args[0])
	words := append([]string{what, d.driver, strconv.Itoa(int(d.dialect)), strconv.Itoa(process), address}, plan...)
	c.Env = append(os.Environ(), childVariable+"="+strings.Join(words, "\n"))
	c.Stderr = os.Stderr
	return c
}

// runChild is what that process does.
func runChild(plan string) {
	words := strings.Split(plan, "\n")
	dialect, _ := strconv.Atoi(words[2])
	process, _ := strconv.Atoi(words[3])
	db, err := sql.Open(words[1], words[4])
	exitOn(err)
	entries, err := creditsql.New[ledger.Entry](db, creditsql.Dialect(dialect))
	exitOn(err)
	facts, err := creditsql.New[servicelevel.Fact](db, creditsql.Dialect(dialect))
	exitOn(err)
	switch words[0] {
	case "entries":
		appendUntilKilled(entries, process, words[5:])
	case "facts":
		appendFactsUntilKilled(facts)
	case "books":
		liveUntilKilled(facts, words[5:])
	case "migrate":
		exitOn(entries.Migrate(ctx))
		l, err := ledger.New(entries, terms)
		exitOn(err)
		exitOn(applier{l}.apply("a", gift(name("g", process), block)))
	case "many":
		exitOn(appendMany(facts, process))
	default:
		exitOn(errors.New("nothing to do: " + words[0]))
	}
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// runChildren runs processes at once and waits for them.
func runChildren(n int, process func(i int) *exec.Cmd) error {
	faults := make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Add(1)
		go func() {
			defer all.Done()
			faults[i] = process(i).Run()
		}()
	}
	all.Wait()
	return errors.Join(faults...)
}

// untilKilled runs a process until it has acknowledged so many things, a line each, and
// some microseconds longer, and counts what it acknowledged.
func untilKilled(c *exec.Cmd, after, longer int, acknowledged func(line string) error) (count int, err error) {
	out, err := c.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := c.Start(); err != nil {
		return 0, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if err := acknowledged(lines.Text()); err != nil {
			return 0, errors.Join(err, c.Process.Kill(), c.Wait()) // else it goes on for ever
		}
		if count++; count == after {
			time.AfterFunc(time.Duration(longer)*time.Microsecond, func() { _ = c.Process.Kill() })
		}
	}
	if err := c.Wait(); err == nil || err.Error() != "signal: killed" {
		return 0, fmt.Errorf("the process was not killed: %w", err)
	}
	return count, nil
}
