// Command report writes a contract's month as one HTML page for the customer: the
// invoice and what is owed to him, the calendar with all that was asked and done,
// outages, credit, and every rule behind a figure. The page needs nothing else: no
// script, no font, no picture from elsewhere. It reads well on a phone and on paper.
//
//	go run ./examples/report > month.html                     the sample month
//	go run ./examples/report -lang en -o month.html           in English, into a file
//	go run ./examples/report -in month.json -o month.html     a month of your own, or - for standard input
//	go run ./examples/report -in month.json -edition host.json        under the edition of another host
//	go run ./examples/report -host ../otherhost/host.json -month 2026-06
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
)

//go:embed samples/month.json
var sample []byte

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run writes nothing, and touches no file, unless the whole page could be made.
func run(args []string, stdin io.Reader, stdout io.Writer) error {
	flags := flag.NewFlagSet("report", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	in := flags.String("in", "", "the `file` with a contract's month, - for standard input; a sample if empty")
	out := flags.String("o", "", "the `file` to write; standard output if empty")
	var others editions.Files
	flags.Var(&others, "edition", editions.Usage)
	host := flags.String("host", "", editions.HostUsage)
	month := flags.String("month", "", editions.MonthUsage+"the first")
	lang := servicelevel.French
	flags.TextVar(&lang, "lang", servicelevel.French, "fr or en")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		return nil
	} else if err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q: a file is named with -in", flags.Arg(0))
	}
	if err := editions.CheckHost(*host, *month, len(*in)+len(others)); err != nil {
		return err
	}
	var known editions.Known
	name, data, err := read(*in, stdin)
	if err == nil {
		known, err = editions.Read(others)
	}
	if *host != "" {
		var docs [][]byte
		if known, docs, err = editions.ReadHost(*host, *month); err == nil {
			name, data = *host, docs[0]
		}
	}
	if err != nil {
		return err
	}
	m, err := readMonth(data, known)
	if err != nil {
		return editions.Named(name, err)
	}
	page, err := render(m, lang)
	if err != nil {
		return editions.Named(name, err)
	}
	if *out != "" {
		return os.WriteFile(*out, page, 0o644) //nolint:gosec // a page to be sent
	}
	_, err = stdout.Write(page)
	return err
}

// maxInput bounds a file; a month of a contract has a few kilobytes.
const maxInput = 16 << 20

// read returns the input and what it is called in messages.
func read(file string, stdin io.Reader) (name string, data []byte, err error) {
	switch file {
	case "":
		return "the sample", sample, nil
	case "-":
		name = "standard input"
	default:
		f, err := os.Open(file)
		if err != nil {
			return file, nil, err
		}
		defer f.Close()
		name, stdin = file, f
	}
	data, err = io.ReadAll(io.LimitReader(stdin, maxInput+1))
	if err == nil && len(data) > maxInput {
		err = errors.New("is larger than 16 MiB")
	}
	return name, data, editions.Named(name, err)
}
