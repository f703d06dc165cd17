package penalty

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// named is a small integer whose values have names: the text in JSON.
type named interface {
	~uint8
	names() []string
}

func enumString[E named](v E) string {
	if names := v.names(); int(v) < len(names) {
		return names[v]
	}
	return fmt.Sprintf("unknown (%d)", uint8(v))
}

func enumMarshal[E named](v E) ([]byte, error) {
	if !enumValid(v) {
		return nil, enumError(v)
	}
	return []byte(enumString(v)), nil
}

func enumUnmarshal[E named](v *E, text []byte) error {
	i := slices.Index((*v).names(), string(text))
	if i < 0 {
		return enumError(*v)
	}
	*v = E(i) // an index of a list of a few names
	return nil
}

func enumValid[E named](v E) bool { return int(v) < len(v.names()) }

func enumError[E named](v E) error {
	return errors.New("must be one of " + strings.Join(v.names(), ", "))
}
