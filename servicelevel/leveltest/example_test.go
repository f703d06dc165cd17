package leveltest_test

import (
	"fmt"
	"os"

	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/leveltest"
)

// bill stands for what is tested: a billing service that answers an input with a
// statement.
func bill(in servicelevel.Input) (servicelevel.Statement, error) {
	c := servicelevel.NUXIT()
	if in.Contract.Edition == "magic" {
		c = servicelevel.Magic()
	}
	return c.Statement(in.Contract, in.Activity, in.Month)
}

func ExampleSampleA() {
	c := leveltest.SampleA()
	s, err := bill(c.Input)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(c.Want.Check(s))
	// Output: <nil>
}

// All statements whose figures are known, in one loop.
func ExampleVectors() {
	for _, c := range leveltest.Vectors().Statements {
		s, err := bill(c.Input)
		if err == nil {
			err = c.Want.Check(s)
		}
		if err != nil { // t.Errorf("%s (%s): %v", c.Name, c.Source, err)
			fmt.Println(c.Name, c.Source, err)
		}
	}
	// Output:
}

func ExampleFigures_Check() {
	c := leveltest.SampleB()
	c.Input.Activity.Outages = c.Input.Activity.Outages[:1]
	s, _ := bill(c.Input)
	fmt.Println(c.Want.Check(s))
	// Output: leveltest: C-1: availability[0].amount is 7.45, not 18.63; availability[0].down is PT1H, not PT2H30M; owed[0].amount is 7.45, not 18.63
}

// Vectors of one's own, in the same format.
func ExampleReadVectors() {
	s, err := leveltest.ReadVectors(os.DirFS("testdata/vectors"))
	fmt.Println(s.Packs[4].Name, s.Packs[4].Want.Price.StringFixed(2), err)
	// Output: 6 h 338.00 <nil>
}

// A property of one's own, over any contract.
func ExampleInputs() {
	property := func(t *rapid.T) {
		in := leveltest.Inputs().Draw(t, "input")
		s, err := bill(in)
		if err == nil && s.Invoice.Gross.LessThan(s.Invoice.Net) && !in.Contract.Options.PriceReduction {
			t.Fatal("less with tax than without")
		}
	}
	_ = rapid.MakeCheck(property) // t.Run("tax", rapid.MakeCheck(property))
	// Output:
}

func ExampleSchedules() {
	_, err := calendar.Compile(leveltest.Schedules().Example(1))
	fmt.Println(err)
	// Output: <nil>
}
