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
	"flag"
	"io"
	"os"

	"github.com/palier-go/palier/examples/internal/command"
	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
)

//go:embed samples/month.json
var sample []byte

func main() { command.Main(run) }

// run writes nothing, and touches no file, unless the whole page could be made.
func run(args []string, stdin io.Reader, stdout io.Writer) error {
	flags := flag.NewFlagSet("report", flag.ContinueOnError)
	var source editions.Source
	source.Flags(flags, "a sample", false)
	out := flags.String("o", "", "the `file` to write; standard output if empty")
	lang := servicelevel.French
	flags.TextVar(&lang, "lang", servicelevel.French, "fr or en")
	if done, err := command.Parse(flags, args, stdout); done || err != nil {
		return err
	}
	known, doc, err := source.ReadOne(stdin, editions.Document{Name: "the sample", Data: sample})
	if err != nil {
		return err
	}
	m, err := readMonth(doc.Data, known)
	if err != nil {
		return editions.Named(doc.Name, err)
	}
	page, err := render(m, lang)
	if err != nil {
		return editions.Named(doc.Name, err)
	}
	if *out != "" {
		return os.WriteFile(*out, page, 0o644) //nolint:gosec // a page to be sent
	}
	_, err = stdout.Write(page)
	return err
}
