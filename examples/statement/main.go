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
	"flag"
	"fmt"
	"io"
	"io/fs"

	"github.com/palier-go/palier/examples/internal/command"
	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
)

//go:embed samples/*.json
var samples embed.FS

func main() { command.Main(run) }

// run prints nothing unless every statement could be made.
func run(args []string, stdin io.Reader, stdout io.Writer) error {
	flags := flag.NewFlagSet("statement", flag.ContinueOnError)
	var source editions.Source
	source.Flags(flags, "the samples. Several are printed one after the other", true)
	format := flags.String("format", "text", "text or json")
	lang := servicelevel.French
	flags.TextVar(&lang, "lang", servicelevel.French, "fr or en")
	if done, err := command.Parse(flags, args, stdout); done || err != nil {
		return err
	}
	show, ok := map[string]func([]byte, *servicelevel.Statement, servicelevel.Language) ([]byte, error){
		"text": appendText, "json": appendJSON,
	}[*format]
	if !ok {
		return fmt.Errorf("-format: must be text or json (got %q)", *format)
	}
	months, err := sampleMonths()
	if err != nil {
		return err
	}
	known, docs, err := source.Read(stdin, months...)
	if err != nil {
		return err
	}
	var out []byte
	for _, doc := range docs {
		s, err := stated(doc, known)
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

// sampleMonths returns the months that are built in.
func sampleMonths() ([]editions.Document, error) {
	names, err := fs.Glob(samples, "samples/*.json")
	if err != nil {
		return nil, err
	}
	var docs []editions.Document
	for _, name := range names {
		data, err := samples.ReadFile(name)
		if err != nil {
			return nil, err
		}
		docs = append(docs, editions.Document{Name: name, Data: bytes.TrimSpace(data)})
	}
	return docs, nil
}
