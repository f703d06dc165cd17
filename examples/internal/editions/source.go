package editions

import (
	"errors"
	"flag"
	"io"

	"github.com/palier-go/palier/examples/internal/command"
)

// Document is a contract's month as JSON, and what it is called in messages.
type Document struct {
	Name string
	Data []byte
}

// Source is where the months of a story come from: files and editions, or a host in one file; samples if neither
// is given.
type Source struct {
	in, editions Files
	host, month  string
	all          bool
}

// Flags defines the flags of a source. The words say what is taken without -in, and what is made of several;
// without -month all months of a host are taken, or the first.
func (s *Source) Flags(flags *flag.FlagSet, without string, all bool) {
	s.all = all
	months := "the first"
	if all {
		months = "all"
	}
	flags.Var(&s.in, "in", "a `file` with a contract's month, - for standard input; without it "+without)
	flags.Var(&s.editions, "edition", Usage)
	flags.StringVar(&s.host, "host", "", "a `file` with another host: its edition, and months of a contract under it")
	flags.StringVar(&s.month, "month", "", "the `month` of -host, such as 2026-05; empty is "+months)
}

// maxMonth bounds a file, in MiB; a month of a contract has a few kilobytes.
const maxMonth = 16

// Read returns the editions and the months: those of the files, each under its name, those of the host, or the
// samples. Other files beside a host are refused, and a month without one.
func (s *Source) Read(stdin io.Reader, samples ...Document) (known Known, months []Document, err error) {
	switch {
	case s.host == "" && s.month != "":
		return nil, nil, errors.New("-month: must not be given without -host")
	case s.host != "" && len(s.in)+len(s.editions) > 0:
		return nil, nil, errors.New("-host: has its edition and its months, so -edition and -in must not be given")
	case s.host != "":
		known, months, err = ReadHost(s.host, s.month)
		if err == nil && !s.all {
			months = months[:1]
		}
		return known, months, err
	}
	if known, err = Read(s.editions); err != nil {
		return nil, nil, err
	}
	for _, file := range s.in {
		name := file
		if file == "-" {
			name = "standard input"
		}
		data, err := command.Read(file, stdin, maxMonth)
		if err != nil {
			return nil, nil, Named(name, err)
		}
		months = append(months, Document{name, data})
	}
	if len(s.in) == 0 {
		months = samples
	}
	return known, months, nil
}

// ReadOne is Read for a story of one month.
func (s *Source) ReadOne(stdin io.Reader, sample Document) (known Known, month Document, err error) {
	if len(s.in) > 1 {
		return nil, month, errors.New("-in: must be given once")
	}
	known, months, err := s.Read(stdin, sample)
	if err != nil {
		return nil, month, err
	}
	return known, months[0], nil
}
