package editions

import (
	"encoding/json"
	"errors"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/command"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Host is a host in one file: its edition, a customer's contract and all that happened under it, and the
// months whose documents are wanted, by the names that they have on statements.
type Host struct {
	Edition  plans.Edition
	Months   []calendar.Month
	Contract servicelevel.Contract
	Activity servicelevel.Activity
}

// hostOf reads a host part by part, so that an error says which part a field is of.
func hostOf(data []byte) (h Host, err error) {
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		return h, err
	}
	into := map[string]any{"edition": &h.Edition, "months": &h.Months, "contract": &h.Contract, "activity": &h.Activity}
	for name := range parts {
		if into[name] == nil {
			return h, &servicelevel.FieldError{Field: name, Value: name, Reason: "is not a known field"}
		}
	}
	for _, name := range [...]string{"edition", "months", "contract", "activity"} {
		if parts[name] == nil {
			return h, &servicelevel.FieldError{Field: name, Reason: "is missing"}
		}
		if err := json.Unmarshal(parts[name], into[name]); err != nil {
			return h, within(name, err)
		}
	}
	return h, nil
}

// within puts the name of a part before the field of each fault.
func within(part string, err error) error {
	var faults []error
	for _, f := range servicelevel.Faults(err) {
		field := part
		if f.Field != "" {
			field += "." + f.Field
		}
		faults = append(faults, &servicelevel.FieldError{Field: field, Value: f.Value, Reason: f.Reason})
	}
	return errors.Join(faults...)
}

// ReadHost returns the edition of a file beside those of palier, and the documents of the
// file's months, or of one of them. An error has one line a fault, each naming the file and the field.
func ReadHost(file, month string) (Known, []Document, error) {
	data, err := command.Read(file, nil, maxSize)
	if err != nil {
		return nil, nil, Named(file, err)
	}
	h, err := hostOf(data)
	if err != nil {
		return nil, nil, Named(file, err)
	}
	c, err := servicelevel.Compile(h.Edition)
	if err != nil {
		return nil, nil, Named(file, err)
	}
	var docs []Document
	for _, m := range h.Months {
		if month != "" && m.String() != month {
			continue
		}
		doc, err := servicelevel.Input{Month: m, Contract: h.Contract, Activity: h.Activity}.MarshalJSON()
		if err != nil {
			return nil, nil, Named(file, err)
		}
		docs = append(docs, Document{file, doc})
	}
	if len(docs) == 0 {
		return nil, nil, Named(file, &servicelevel.FieldError{Field: "months", Value: month, Reason: "must have the month that is asked for"})
	}
	return Known{servicelevel.NUXIT(), servicelevel.Magic(), c}, docs, nil
}
