package einvoice

import "strings"

// isSIREN reports whether a text has nine digits, the last of which checks the others.
func isSIREN(s string) bool { return len(s) == 9 && digits(s) && luhn(s)%10 == 0 }

// isSIRET reports whether a text has 14 digits with their check digit. Those of La Poste, which
// has too many for one digit, have a sum that is a multiple of 5 instead.
func isSIRET(s string) bool {
	if len(s) != 14 || !digits(s) {
		return false
	}
	sum := 0
	for _, c := range []byte(s) {
		sum += int(c - '0')
	}
	return luhn(s)%10 == 0 || s[:9] == "356000000" && sum%5 == 0
}

// luhn is the sum of the digits, every second one from the right doubled.
func luhn(s string) (sum int) {
	for i := range len(s) {
		n := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			n = n/5 + 2*n%10 // the digits of 2n, added
		}
		sum += n
	}
	return sum
}

// isIBAN reports whether a text has the form of an IBAN and its check digits.
func isIBAN(s string) bool {
	if len(s) < 15 || len(s) > 34 || strings.Trim(s[:2], alphabet) != "" || !digits(s[2:4]) {
		return false
	}
	sum := 0
	for _, c := range []byte(s[4:] + s[:4]) {
		switch {
		case c >= '0' && c <= '9':
			sum = (10*sum + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			sum = (100*sum + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return sum == 1
}

// isBIC reports whether a text is four letters or digits, a country, and two or five more.
func isBIC(s string) bool {
	return (len(s) == 8 || len(s) == 11) && strings.Trim(s, alphabet+"0123456789") == "" && listed(countries, s[4:6])
}

// isMail reports whether a text has something on either side of one @, and no space.
func isMail(s string) bool {
	name, host, ok := strings.Cut(s, "@")
	return ok && name != "" && host != "" && !strings.ContainsAny(host, "@") && !strings.ContainsAny(s, " \u00a0")
}

// vatShapes are the forms of VAT numbers in the European Union and Northern Ireland, after the
// country: 9 is a digit, X a letter or digit, * one of those or + or *.
var vatShapes = map[string]string{
	"AT": "U99999999", "BE": "9999999999", "BG": "999999999 9999999999", "CY": "99999999X", "CZ": "99999999 999999999 9999999999",
	"DE": "999999999", "DK": "99999999", "EE": "999999999", "EL": "999999999", "ES": "X9999999X", "FI": "99999999", "FR": "XX999999999",
	"GR": "999999999", "HR": "99999999999", "HU": "99999999", "IE": "9*99999X 9999999XX", "IT": "99999999999", "LT": "999999999 999999999999",
	"LU": "99999999", "LV": "99999999999", "MT": "99999999", "NL": "************", "PL": "9999999999", "PT": "999999999",
	"RO": "99 999 9999 99999 999999 9999999 99999999 999999999 9999999999", "SE": "999999999999", "SI": "99999999", "SK": "9999999999",
	"XI": "999999999 999999999999 GD999 HA999",
}

// isVAT reports whether a text has the form of a VAT number of its country. One of France is
// checked by its key, where that is of digits, and by the SIREN in it: numbers of Monaco, which
// have three zeros there, have none. Of countries elsewhere the form is not known.
func isVAT(s string) bool {
	const known = alphabet + "0123456789+*"
	if len(s) < 3 || len(s) > 20 || strings.Trim(s, known) != "" {
		return false
	}
	country, number := s[:2], s[2:]
	shapes, ok := vatShapes[country]
	if !ok {
		return listed(countries, country)
	}
	for shape := range strings.FieldsSeq(shapes) {
		if fits(number, shape) {
			return country != "FR" || isFrenchVAT(number)
		}
	}
	return false
}

func fits(s, shape string) bool {
	if len(s) != len(shape) {
		return false
	}
	for i, want := range []byte(shape) {
		digit := s[i] >= '0' && s[i] <= '9'
		switch letter := s[i] >= 'A' && s[i] <= 'Z'; want {
		case '*':
		case '9':
			if !digit {
				return false
			}
		case 'X':
			if !digit && !letter {
				return false
			}
		default:
			if s[i] != want {
				return false
			}
		}
	}
	return true
}

// isFrenchVAT checks key and SIREN: of a key of digits, SIREN and 12 are a multiple of 97 more
// than it.
func isFrenchVAT(s string) bool {
	key, siren := s[:2], s[2:]
	if !strings.HasPrefix(siren, "000") && !isSIREN(siren) {
		return false
	}
	if !digits(key) {
		return !strings.ContainsAny(key, "IO")
	}
	rest := 0
	for _, c := range []byte(siren + "12") {
		rest = (10*rest + int(c-'0')) % 97
	}
	return rest == int(key[0]-'0')*10+int(key[1]-'0')
}
