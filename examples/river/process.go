package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// process is a worker of its own.
type process struct {
	id    string
	cmd   *exec.Cmd
	done  chan struct{}  // closed once it has ended
	asks  *asks          // nil: it goes on by itself
	turns io.WriteCloser // its input: a line is a turn, and the end of it all turns
	given int64          // turns
}

// start runs this program again as a worker of the database. If asked is given, the worker
// waits for its turn with each shard, and asked gets something when it has asked for one.
func start(db *database, id string, asked chan<- struct{}, arguments ...string) (*process, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, slices.Concat([]string{"-worker", "-id", id}, db.arguments, arguments)...)
	cmd.Env = append(cmd.Environ(), db.environment...)
	cmd.Stderr = os.Stderr
	p := &process{id: id, cmd: cmd, done: make(chan struct{})}
	if asked != nil {
		if p.turns, err = cmd.StdinPipe(); err != nil {
			return nil, err
		}
		p.asks = &asks{asked: asked}
		cmd.Stdout = p.asks
		cmd.Args = append(cmd.Args, "-ask")
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(p.done)
		_ = cmd.Wait() // whoever waits looks at ProcessState
	}()
	return p, nil
}

// waiting is how many shards it has in hand that wait for their turn; one that has ended has none.
func (p *process) waiting() int64 {
	if p.asks == nil || !p.alive() {
		return 0
	}
	return p.asks.lines.Load() - p.given
}

// goOn gives a turn to every shard that waits. That a process has ended shows elsewhere.
func (p *process) goOn() {
	n := p.waiting()
	_, _ = io.WriteString(p.turns, strings.Repeat("\n", int(n)))
	p.given += n
}

// letGo has the process ask no more.
func (p *process) letGo() {
	if p.turns != nil {
		_ = p.turns.Close()
	}
}

func (p *process) alive() bool {
	select {
	case <-p.done:
		return false
	default:
		return true
	}
}

// kill ends the process without a last word: SIGKILL.
func (p *process) kill() error {
	err := p.cmd.Process.Kill()
	<-p.done
	return err
}

// stop lets the process end what it has in hand.
func (p *process) stop() error {
	p.letGo()
	if !p.alive() {
		return nil
	}
	err := p.cmd.Process.Signal(os.Interrupt)
	if err != nil && !errors.Is(err, os.ErrProcessDone) {
		return errors.Join(err, p.kill())
	}
	select {
	case <-p.done:
	case <-time.After(time.Minute):
		return errors.Join(fmt.Errorf("%s does not end", p.id), p.kill())
	}
	if !p.cmd.ProcessState.Success() {
		return fmt.Errorf("%s: %s", p.id, p.cmd.ProcessState)
	}
	return nil
}
