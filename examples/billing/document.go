package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/palier-go/palier/servicelevel"
)

// member is one of an object's, and what reads its value.
type member struct {
	name string
	read func([]byte) error
}

// read reads an object of just these members, each of them once. It returns
// every fault, under the path of the field.
func read(body []byte, members ...member) error {
	sent, err := split(body)
	if err != nil {
		return err
	}
	var faults []error
	for _, m := range members {
		if value, ok := sent[m.name]; !ok {
			faults = append(faults, &servicelevel.FieldError{Field: m.name, Reason: "must be given"})
		} else if err := m.read(value); err != nil {
			faults = append(faults, within(m.name, value, err))
		}
		delete(sent, m.name)
	}
	for _, name := range slices.Sorted(maps.Keys(sent)) {
		faults = append(faults, &servicelevel.FieldError{Field: name, Reason: "is not a known field"})
	}
	return errors.Join(faults...)
}

// split takes an object apart. Of a member that is there twice encoding/json
// would take the last: facts would be lost, and nobody told.
func split(body []byte) (map[string]json.RawMessage, error) {
	if !json.Valid(body) || !bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) {
		return nil, errors.New("must be a JSON object")
	}
	sent := map[string]json.RawMessage{}
	d := json.NewDecoder(bytes.NewReader(body))
	if _, err := d.Token(); err != nil { // the brace
		return nil, err
	}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		name := fmt.Sprint(token)
		if _, twice := sent[name]; twice {
			return nil, &servicelevel.FieldError{Field: name, Reason: "must be given once"}
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, err
		}
		sent[name] = value
	}
	return sent, nil
}

// into reads one word as encoding/json does. Whatever name the fault gives it,
// here it is the member's.
func into(v any) func([]byte) error {
	return func(value []byte) error {
		err := json.Unmarshal(value, v)
		if found := (*servicelevel.FieldError)(nil); errors.As(err, &found) {
			return &servicelevel.FieldError{Value: found.Value, Reason: found.Reason, Err: err}
		}
		return err
	}
}

// factsInto reads a list of facts, and goes on after one that has a fault.
func factsInto(facts *[]servicelevel.Fact) func([]byte) error {
	return func(value []byte) error {
		var list []json.RawMessage
		if err := json.Unmarshal(value, &list); err != nil {
			return errors.New("must be a list of facts")
		}
		*facts = make([]servicelevel.Fact, len(list))
		var faults []error
		for i := range list {
			if err := (*facts)[i].UnmarshalJSON(list[i]); err != nil {
				faults = append(faults, within(fmt.Sprintf("[%d]", i), list[i], err))
			}
		}
		return errors.Join(faults...)
	}
}

// within puts a path before those of faults. A fault that names no field is of
// the value itself.
func within(path string, value []byte, err error) error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, e := range joined.Unwrap() {
			all = append(all, within(path, value, e))
		}
		return errors.Join(all...)
	}
	field := &servicelevel.FieldError{Reason: err.Error(), Value: shown(value), Err: err}
	if found := (*servicelevel.FieldError)(nil); errors.As(err, &found) {
		*field = *found
	}
	if field.Field != "" && !strings.HasPrefix(field.Field, "[") {
		path += "."
	}
	field.Field = path + field.Field
	return field
}

// maxShown bounds, in bytes, what a refusal repeats of what was sent.
const maxShown = 64

// shown is a value as a refusal repeats it: not if it is long.
func shown(value []byte) string {
	if len(value) > maxShown {
		return ""
	}
	return strings.Trim(string(value), `"`)
}
