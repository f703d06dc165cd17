// Command statement prints the statement of a contract's month.
//
//	go run ./examples/statement                     the three sample months
//	go run ./examples/statement -in month.json      a month of your own, or - for standard input
//	go run ./examples/statement -in month.json -edition host.json    under the edition of another host
//	go run ./examples/statement -host ../otherhost/host.json          a host and a quarter in one file
//	go run ./examples/statement -format json        as JSON, one statement a line
//	go run ./examples/statement -lang en            in English
package main

import (
	"bytes"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
)

//go:embed samples/*.json
var samples embed.FS

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run prints nothing unless every statement could be made.
func run(args []string, stdin io.Reader, stdout io.Writer) error {
	flags := flag.NewFlagSet("statement", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	in := flags.String("in", "", "the `file` with a contract's month, - for standard input; the samples if empty")
	format := flags.String("format", "text", "text or json")
	var others editions.Files
	flags.Var(&others, "edition", editions.Usage)
	host := flags.String("host", "", editions.HostUsage)
	month := flags.String("month", "", editions.MonthUsage+"all")
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
	show, ok := map[string]func([]byte, *servicelevel.Statement, servicelevel.Language) ([]byte, error){
		"text": appendText, "json": appendJSON,
	}[*format]
	if !ok {
		return fmt.Errorf("-format: must be text or json (got %q)", *format)
	}
	known, inputs, err := source(*host, *month, *in, others, stdin)
	if err != nil {
		return err
	}
	var out []byte
	for _, input := range inputs {
		s, err := stated(input, known)
		if err != nil {
			return err
		}
		if out, err = show(out, &s, lang); err != nil {
			return err
		}
	}
	_, err = stdout.Write(out)
	return err
}

// source reads what the statements are of: a host's months, or a file of one.
func source(host, month, in string, others editions.Files, stdin io.Reader) (known editions.Known, inputs []input, err error) {
	switch {
	case host == "" && month != "":
		return nil, nil, errors.New("-month: must not be given without -host")
	case host == "":
		if known, err = editions.Read(others); err == nil {
			inputs, err = read(in, stdin)
		}
		return known, inputs, err
	case in != "" || len(others) > 0:
		return nil, nil, errors.New("-host: has its edition and its months, so -edition and -in must not be given")
	}
	known, docs, err := editions.ReadHost(host, month)
	for _, doc := range docs {
		inputs = append(inputs, input{host, doc})
	}
	return known, inputs, err
}

// input is a file and what it is called in messages.
type input struct {
	name string
	data []byte
}

// maxInput bounds a file; a month of a contract has a few kilobytes.
const maxInput = 16 << 20

func read(name string, stdin io.Reader) ([]input, error) {
	switch name {
	case "":
		return readSamples()
	case "-":
		data, err := readAll(stdin)
		return []input{{"standard input", data}}, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := readAll(f)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return []input{{name, data}}, err
}

func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	if err == nil && len(data) > maxInput {
		err = errors.New("is larger than 16 MiB")
	}
	return data, err
}

func readSamples() ([]input, error) {
	names, err := fs.Glob(samples, "samples/*.json")
	if err != nil {
		return nil, err
	}
	var inputs []input
	for _, name := range names {
		data, err := samples.ReadFile(name)
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, input{name, bytes.TrimSpace(data)})
	}
	return inputs, nil
}
