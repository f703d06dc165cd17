package schema_test

import (
	"encoding/json"
	"fmt"
	"log"
	"reflect"
	"slices"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/schema"
)

// A type whose form is text.
func ExampleFor() {
	text, err := schema.For[calendar.Month]()
	if err != nil {
		log.Fatal(err)
	}
	var month struct{ Type, Pattern string }
	if err := json.Unmarshal(text, &month); err != nil {
		log.Fatal(err)
	}
	fmt.Println(month.Type, month.Pattern)
	// Output: string ^[0-9]{4}-(0[1-9]|1[0-2])$
}

// The fields of an input that must be there.
func ExampleFor_document() {
	text, err := schema.For[servicelevel.Input]()
	if err != nil {
		log.Fatal(err)
	}
	var input struct {
		ID       string `json:"$id"`
		Required []string
	}
	if err := json.Unmarshal(text, &input); err != nil {
		log.Fatal(err)
	}
	fmt.Println(input.ID)
	fmt.Println(input.Required)
	// Output:
	// https://github.com/palier-go/palier/servicelevel/schema/servicelevel.Input
	// [month contract]
}

// What palier knows nothing of is refused by name.
func ExampleOf() {
	for _, v := range []any{servicelevel.Standard, &servicelevel.Input{}, struct{ Month calendar.Month }{}} {
		_, err := schema.Of(reflect.TypeOf(v))
		fmt.Println(err)
	}
	// Output:
	// <nil>
	// type: must be a type of palier's that has a form in a document (got "*servicelevel.Input")
	// type: must be a type of palier's that has a form in a document (got "struct { Month calendar.Month }")
}

// A server that publishes the schemas has them by name.
func ExampleNamed() {
	for _, name := range []string{"plans.Level", "level"} {
		text, err := schema.Named(name)
		if err != nil {
			fmt.Println(err)
			continue
		}
		var level struct{ Examples []string }
		if err := json.Unmarshal(text, &level); err != nil {
			log.Fatal(err)
		}
		fmt.Println(level.Examples)
	}
	// Output:
	// [standard serenity pro business critical_business]
	// name: must be a type of palier's that has a form in a document (got "level")
}

func ExampleNames() {
	names := schema.Names()
	fmt.Println(slices.Contains(names, "statement.Statement"), slices.Contains(names, "servicelevel.Book"))
	// Output: true false
}
