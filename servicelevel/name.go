package servicelevel

import (
	"slices"
	"strconv"
	"strings"

	"github.com/palier-go/palier/internal/fault"
)

// nameOf returns the text form of a small enumeration.
func nameOf[T ~uint8](names []string, v T, kind string) string {
	if int(v) < len(names) {
		return names[v]
	}
	return kind + "(" + strconv.Itoa(int(v)) + ")"
}

func marshalName[T ~uint8](names []string, v T, kind string) ([]byte, error) {
	if int(v) >= len(names) {
		return nil, fault.New(kind, v, "is not a known value")
	}
	return []byte(names[v]), nil
}

func unmarshalName[T ~uint8](names []string, b []byte, v *T, kind string) error {
	i := slices.Index(names, string(b))
	if i < 0 {
		return fault.New(kind, string(b), "must be one of "+strings.TrimPrefix(strings.Join(names, ", "), ", "))
	}
	*v = T(i)
	return nil
}
