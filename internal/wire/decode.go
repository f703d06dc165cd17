package wire

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// maxDepth bounds how deep a document may nest; no type here comes near.
const maxDepth = 64

// maxNumber bounds the text of a decimal: enough for any amount, too short for
// an exponent or a length that would be work to expand.
const maxNumber = 40

// Decode reads the JSON of one struct into v, which is left untouched where
// there is a fault. Where *v has a method Validate() error, the value must pass
// it; its faults are reported together with the document's, save those about an
// object that could not be read whole.
func Decode(data []byte, v any) error {
	target := reflect.ValueOf(v).Elem()
	fresh := reflect.New(target.Type())
	d := decoder{dec: json.NewDecoder(bytes.NewReader(data)), data: data}
	d.dec.UseNumber()
	if err := d.value(fresh.Elem(), "", false, 0); err != nil {
		return d.syntax(err)
	}
	if _, err := d.dec.Token(); !errors.Is(err, io.EOF) {
		return fault.New("", d.position(d.dec.InputOffset()), "must be one JSON value and nothing behind it")
	}
	d.validate(fresh.Interface())
	if err := d.faults.Err(); err != nil {
		return err
	}
	target.Set(fresh.Elem())
	return nil
}

type decoder struct {
	dec     *json.Decoder
	data    []byte
	faults  fault.List
	damaged []string // paths of the objects with a fault of their own
}

// bad records a value that could not be read. What Validate has to say of the
// object that it belongs to is then left out, for it saw a zero value there; at
// the top level, only what it says of the field itself.
func (d *decoder) bad(path string, value any, reason string) {
	d.faults.Add(path, value, reason)
	object := path
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		object = path[:i]
	}
	d.damaged = append(d.damaged, object)
}

func (d *decoder) validate(v any) {
	checked, ok := v.(interface{ Validate() error })
	if !ok {
		return
	}
	for _, f := range fault.All(checked.Validate()) {
		if !d.inDamaged(f.Field) {
			d.faults.In("", f)
		}
	}
}

func (d *decoder) inDamaged(path string) bool {
	for _, p := range d.damaged {
		if path == p || p == "" || strings.HasPrefix(path, p) && strings.ContainsRune(".[", rune(path[len(p)])) {
			return true
		}
	}
	return false
}

// syntax turns an error of the JSON reader into a fault that says where.
func (d *decoder) syntax(err error) error {
	at := d.dec.InputOffset()
	var s *json.SyntaxError
	if errors.As(err, &s) {
		at = s.Offset
	}
	reason := err.Error()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		reason, at = "unexpected end of JSON input", int64(len(d.data))
	}
	return &fault.Error{Value: d.position(at), Reason: "is not JSON: " + reason, Err: err}
}

// position words an offset as a line and a column.
func (d *decoder) position(offset int64) string {
	before := d.data[:min(int(offset), len(d.data))]
	line := 1 + bytes.Count(before, []byte("\n"))
	return fmt.Sprintf("line %d, column %d", line, len(before)-bytes.LastIndexByte(before, '\n')-1)
}

// value reads the next value into v. An error is one of syntax; what is wrong
// with a value that could be read goes into the list.
func (d *decoder) value(v reflect.Value, path string, asMoney bool, depth int) error {
	tok, err := d.dec.Token()
	if err != nil {
		return err
	}
	return d.token(tok, v, path, asMoney, depth)
}

func (d *decoder) token(tok json.Token, v reflect.Value, path string, asMoney bool, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("nested deeper than %d", maxDepth)
	}
	if v.Kind() == reflect.Pointer {
		if tok == nil {
			return nil
		}
		v.Set(reflect.New(v.Type().Elem()))
		return d.token(tok, v.Elem(), path, asMoney, depth)
	}
	delim, _ := tok.(json.Delim)
	want := kindOf(v)
	switch {
	case want == "an object" && delim == '{':
		return d.object(v, path, depth+1)
	case want == "a list" && delim == '[':
		return d.list(v, path, asMoney, depth+1)
	case delim != 0 || want == "an object" || want == "a list":
		d.bad(path, shownToken(tok), "must be "+want)
		return d.skip(delim)
	}
	d.scalar(tok, v, path, want, asMoney)
	return nil
}

// kindOf names the JSON value that v takes.
func kindOf(v reflect.Value) string {
	switch t := v.Type(); {
	case t == timeType, t == durationType, t == decimalType, v.Addr().Type().Implements(unmarshaler):
		return "a string"
	}
	switch v.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Struct:
		return "an object"
	case reflect.Slice:
		return "a list"
	}
	return "a whole number"
}

// skip reads on to the end of the value that delim opened.
func (d *decoder) skip(delim json.Delim) error {
	if delim != '{' && delim != '[' {
		return nil
	}
	for depth := 1; depth > 0; {
		tok, err := d.dec.Token()
		if err != nil {
			return err
		}
		switch tok {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return nil
}

func (d *decoder) object(v reflect.Value, path string, depth int) error {
	fields := planOf(v.Type())
	seen := make([]bool, len(fields))
	for d.dec.More() {
		tok, err := d.dec.Token()
		if err != nil {
			return err
		}
		name, _ := tok.(string)
		at := fault.Join(path, name)
		i := indexOf(fields, name)
		if i < 0 || seen[i] {
			reason := "is not a known field"
			if i >= 0 {
				reason = "is given twice"
			}
			d.faults.Add(at, name, reason)
			if err := d.discard(); err != nil {
				return err
			}
			continue
		}
		seen[i] = true
		if err := d.value(v.Field(fields[i].index), at, fields[i].money, depth); err != nil {
			return err
		}
	}
	for i, f := range fields {
		if !seen[i] && !f.optional {
			d.bad(fault.Join(path, f.name), nil, "is missing")
		}
	}
	_, err := d.dec.Token()
	return err
}

func indexOf(fields []field, name string) int {
	for i := range fields {
		if fields[i].name == name {
			return i
		}
	}
	return -1
}

func (d *decoder) discard() error {
	tok, err := d.dec.Token()
	if err != nil {
		return err
	}
	delim, _ := tok.(json.Delim)
	return d.skip(delim)
}

func (d *decoder) list(v reflect.Value, path string, asMoney bool, depth int) error {
	for i := 0; d.dec.More(); i++ {
		v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		if err := d.value(v.Index(i), fault.Index(path, i), asMoney, depth); err != nil {
			return err
		}
	}
	_, err := d.dec.Token()
	return err
}

func (d *decoder) scalar(tok json.Token, v reflect.Value, path, want string, asMoney bool) {
	switch t := tok.(type) {
	case string:
		if want != "a string" {
			break
		}
		if err := setText(v, t, asMoney); err != nil {
			d.bad(path, t, err.Error())
		}
		return
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(t)
			return
		}
	case json.Number:
		if want == "a whole number" {
			if !setNumber(v, t.String()) {
				d.bad(path, t, "must be a whole number in the range of its field")
			}
			return
		}
	}
	d.bad(path, shownToken(tok), "must be "+want)
}

func shownToken(tok json.Token) string {
	if tok == nil {
		return "null"
	}
	return fmt.Sprint(tok)
}

func setNumber(v reflect.Value, s string) bool {
	if v.CanInt() {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || v.OverflowInt(n) {
			return false
		}
		v.SetInt(n)
		return true
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || v.OverflowUint(n) {
		return false
	}
	v.SetUint(n)
	return true
}

func setText(v reflect.Value, s string, asMoney bool) error {
	switch v.Type() {
	case timeType:
		t, err := ParseTime(s)
		v.Set(reflect.ValueOf(t))
		return err
	case durationType:
		dur, err := ParseDuration(s)
		v.SetInt(int64(dur))
		return err
	case decimalType:
		dec, err := parseDecimal(s, asMoney)
		v.Set(reflect.ValueOf(dec))
		return err
	}
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		err := u.UnmarshalText([]byte(s))
		var f *fault.Error
		if errors.As(err, &f) { // the path and the value are this codec's to say
			return errors.New(f.Reason)
		}
		return err
	}
	v.SetString(s)
	return nil
}

var (
	errTime    = errors.New(`must be an instant as RFC 3339, such as "2026-05-03T22:10:00+02:00"`)
	errDecimal = errors.New(`must be a decimal number such as "45.00"`)
)

// ParseTime reads an instant as RFC 3339. Its location is UTC or a fixed zone,
// never the machine's.
func ParseTime(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || strings.ContainsRune(s, ',') {
		return time.Time{}, errTime
	}
	_, offset := t.Zone()
	if offset == 0 {
		return t.UTC(), nil
	}
	return t.In(time.FixedZone("", offset)), nil
}

func parseDecimal(s string, asMoney bool) (decimal.Decimal, error) {
	body := strings.TrimPrefix(s, "-")
	whole, frac, dot := strings.Cut(body, ".")
	if len(s) > maxNumber || whole == "" || dot && frac == "" || !digits(whole) || !digits(frac) {
		return decimal.Decimal{}, errDecimal
	}
	dec, err := decimal.NewFromString(s)
	if err != nil {
		return decimal.Decimal{}, errDecimal
	}
	if asMoney {
		cents, err := money.FromDecimal(dec)
		if err == nil && dot && len(frac) > 2 {
			err = money.ErrDecimals
		}
		return money.Decimal(cents), err
	}
	return dec, nil
}
