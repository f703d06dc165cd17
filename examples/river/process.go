package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"
)

// process is a worker of its own.
type process struct {
	id   string
	cmd  *exec.Cmd
	done chan struct{} // closed once it has ended
}

// start runs this program again as a worker of the database.
func start(db *database, id string, arguments ...string) (*process, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, slices.Concat([]string{"-worker", "-id", id}, db.arguments, arguments)...)
	cmd.Env = append(cmd.Environ(), db.environment...)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{id: id, cmd: cmd, done: make(chan struct{})}
	go func() {
		defer close(p.done)
		_ = cmd.Wait() // whoever waits looks at ProcessState
	}()
	return p, nil
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
