package plans_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/servicelevel/plans"
)

func ExampleCitation() {
	rules := plans.Cite("S18", "S19", "D1")
	fmt.Println(rules, rules.Has("S19"))
	for id := range rules.All() {
		rule, _ := plans.LookupRule(id)
		fmt.Println(id, rule.Kind)
	}
	// Output:
	// S18, S19, D1 true
	// S18 logic
	// S19 figure
	// D1 decision
}

func TestCitation(t *testing.T) {
	t.Parallel()
	assert.Equal(t, plans.Citation(""), plans.Cite())
	c := plans.Cite("S18", "D1", "S18", "CGV 4.2")
	assert.Equal(t, plans.Citation("S18, D1, CGV 4.2"), c)
	assert.True(t, c.Has("D1"))
	assert.True(t, c.Has("CGV 4.2"))
	assert.False(t, c.Has("S1"))
	assert.False(t, c.Has(""))
	assert.False(t, plans.Citation("").Has(""))
	for id := range c.All() {
		assert.Equal(t, "S18", id)
		break
	}
}
