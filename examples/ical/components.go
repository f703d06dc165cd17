package main

import (
	"strconv"
	"strings"

	"github.com/palier-go/palier/calendar"
)

// component is what a feed has between BEGIN and END.
type component struct {
	name  string
	line  int // of BEGIN
	props []property
	parts []*component
}

// parse makes a tree of the properties, which are one whole VCALENDAR.
func parse(props []property) (*component, error) {
	if len(props) == 0 {
		return nil, &calendar.FieldError{Field: "feed", Reason: "is empty"}
	}
	root := &component{}
	open := []*component{root}
	events := 0
	for i, p := range props {
		top, value := open[len(open)-1], strings.ToUpper(p.value)
		switch {
		case len(open) == 1 && (i > 0 || p.name != "BEGIN" || value != "VCALENDAR"):
			return nil, lineFault(p.line, p.name+":"+p.value, "is not in a VCALENDAR, of which a feed has one")
		case (p.name == "BEGIN" || p.name == "END") && p.params != "":
			return nil, lineFault(p.line, p.name+p.params+":"+p.value, "must not have parameters")
		case p.name == "BEGIN":
			if len(open) > maxDepth {
				return nil, lineFault(p.line, p.name+":"+p.value, "is more than 4 components deep")
			}
			if len(open) == 2 && value == "VEVENT" {
				events++
			}
			c := &component{name: value, line: p.line}
			top.parts = append(top.parts, c)
			open = append(open, c)
		case p.name == "END":
			if value != top.name {
				return nil, lineFault(p.line, p.name+":"+p.value, "must end "+top.name)
			}
			open = open[:len(open)-1]
		default:
			top.props = append(top.props, p)
		}
	}
	switch {
	case len(open) > 1:
		return nil, lineFault(props[len(props)-1].line, "", "is the last line, and "+open[len(open)-1].name+" has not ended")
	case events > MaxEvents:
		return nil, &calendar.FieldError{Field: "feed", Reason: "must have at most " + strconv.Itoa(MaxEvents) + " events"}
	}
	return root.parts[0], nil
}

// all returns the properties of a name.
func (c *component) all(name string) []property {
	var found []property
	for _, p := range c.props {
		if p.name == name {
			found = append(found, p)
		}
	}
	return found
}

// one returns the property of a name, nil if there is none. More than one is a
// fault.
func (c *component) one(name string) (*property, error) {
	found := c.all(name)
	switch len(found) {
	case 0:
		return nil, nil
	case 1:
		return &found[0], nil
	}
	return nil, found[1].fault("", "must be there once")
}
