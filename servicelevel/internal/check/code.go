package check

import (
	"slices"
	"strings"

	"github.com/palier-go/palier/internal/fault"
)

// maxCode is how many characters a code has at most.
const maxCode = 40

const codeForm = "must be 1 to 40 of the characters a to z, 0 to 9, _, - and ., the first of them a letter or a digit, such as "

// IsCode reports whether a text can be the name of a level or a feature in documents.
func IsCode[T ~string](s T) bool {
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case i > 0 && (c == '_' || c == '-' || c == '.'):
		default:
			return false
		}
	}
	return len(s) > 0 && len(s) <= maxCode
}

// AppendCode appends the text of a code.
func AppendCode[T ~string](dst []byte, called string, s, such T) ([]byte, error) {
	if !IsCode(s) {
		return dst, fault.New(called, string(s), codeForm+string(such))
	}
	return append(dst, s...), nil
}

// ParseCode sets v to a code. One of those that palier knows is not copied. Any other text is an
// error and leaves v as it is.
func ParseCode[T ~string](v *T, known []T, called string, b []byte, such T) error {
	if i := slices.IndexFunc(known, func(k T) bool { return string(k) == string(b) }); i >= 0 {
		*v = known[i]
		return nil
	}
	if !IsCode(string(b)) {
		return fault.New(called, string(b), codeForm+string(such))
	}
	*v = T(b)
	return nil
}

// Code refuses what is no code.
func Code[T ~string](l *fault.List, field string, s, such T) {
	if !IsCode(s) {
		l.Add(field, s, codeForm+string(such))
	}
}

// ListCodes writes codes with commas between them.
func ListCodes[T ~string](list []T) string {
	var b strings.Builder
	for i, x := range list {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(x))
	}
	return b.String()
}
