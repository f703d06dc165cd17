// Package command is what the commands of the stories have in common: their flags, the
// files that they read, and how they end.
package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

// Main runs a command. What it returns as an error goes to standard error, and the
// process ends with 1.
func Main(run func(args []string, stdin io.Reader, stdout io.Writer) error) {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Parse reads the flags of a command that takes nothing beside them. For -h it prints to
// out what they are for, and done is true; an error is returned alone, not printed.
func Parse(flags *flag.FlagSet, args []string, out io.Writer) (done bool, err error) {
	flags.SetOutput(io.Discard)
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		flags.SetOutput(out)
		flags.PrintDefaults()
		return true, nil
	case err != nil:
		return false, err
	case flags.NArg() > 0:
		return false, fmt.Errorf("must have flags alone (got %q)", flags.Arg(0))
	}
	return false, nil
}

// Read returns what a file has; "-" is standard input if the command has one. A file of
// more than a number of MiB is refused. An error does not name the file.
func Read(file string, stdin io.Reader, most int) ([]byte, error) {
	if file != "-" || stdin == nil {
		f, err := os.Open(file)
		if err != nil {
			return nil, errors.Unwrap(err) // which says the name
		}
		defer f.Close()
		stdin = f
	}
	data, err := io.ReadAll(io.LimitReader(stdin, int64(most)<<20+1))
	if err == nil && len(data) > most<<20 {
		err = fmt.Errorf("is larger than %d MiB", most)
	}
	if path := new(os.PathError); errors.As(err, &path) {
		err = path.Err
	}
	return data, err
}
