// Command schema bills a month by three tools that look at Go types, each with the JSON
// Schema that palier has of them:
//
//	go -C examples/schema run .
//
// An operation of huma takes an input and answers with the statement (api.go). A tool of
// the MCP go-sdk does the same for a language model (tool.go). google/jsonschema-go checks a
// struct of the program's own that has types of palier's in it (sheet.go). Each is handed
// one month that is right, and the same with one mistake after the other. No port is opened.
package main

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"log"
	"os"
	"regexp"
	"strings"
	"text/tabwriter"
)

//go:embed month.json
var month string

func main() {
	log.SetFlags(0)
	if err := run(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// biller bills the month of a document, and returns the amount to pay. The error says why
// it was refused.
type biller func(ctx context.Context, document string) (gross string, err error)

// mistakes turn the month into others that are wrong.
var mistakes = []struct{ what, right, wrong string }{
	{"as it is", "", ""},
	{"a level that is not sold", `"pro"`, `"gold"`},
	{"a month of another calendar", `"2026-05"`, `"2026-13"`},
	{"a time as a number", `"PT5H"`, `18000`},
	{"a name that is not known", `"customer"`, `"costumer"`},
	{"no contract", `"contract"`, `"kontract"`},
}

func run(ctx context.Context, w io.Writer) error {
	api, err := newAPI()
	if err != nil {
		return err
	}
	tool, stop, err := newTool(ctx)
	if err != nil {
		return err
	}
	defer stop()
	sheet, err := newSheet()
	if err != nil {
		return err
	}
	for _, by := range []struct {
		name string
		bill biller
	}{{"huma", api.bill}, {"MCP go-sdk", tool.bill}, {"google/jsonschema-go", sheet.bill}} {
		fmt.Fprintln(w, by.name)
		rows := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		for _, m := range mistakes {
			gross, err := by.bill(ctx, strings.Replace(month, m.right, m.wrong, 1))
			if err != nil {
				gross = "refused: " + shortened(err)
			}
			fmt.Fprintf(rows, "  %s\t%s\n", m.what, gross)
		}
		if err := rows.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// within is where in a schema google/jsonschema-go found a fault, from the outside to the
// inside.
var within = regexp.MustCompile(`^.*validating [^ ]+: `)

// shortened is what an error says last.
func shortened(err error) string { return within.ReplaceAllString(err.Error(), "") }
