package einvoice

import "strings"

// The code lists that documents draw on, as they stood in April 2026.
const (
	countries = "1A AD AE AF AG AI AL AM AN AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BL BJ BM BN BO BQ BR BS BT BV BW " +
		"BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
		"GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE " +
		"KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV " +
		"MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC " +
		"SD SE SG SH SI SJ SK SL SM SN SO SR ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA " +
		"VC VE VG VI VN VU WF WS XI YE YT ZA ZM ZW"
	addressSchemes = "0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177 0183 0184 0188 " +
		"0190 0191 0192 0193 0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209 0210 0211 0212 0213 0215 0216 0217 " +
		"0218 0219 0220 0221 0225 0230 0235 0240 0244 0242 0245 0246 0248 9910 9913 9914 9915 9918 9919 9920 9922 9923 9924 9925 " +
		"9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 9939 9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 " +
		"9950 9951 9952 9953 9957 9959 AN AQ AS AU EM"
	exemptionCodes = "EU-79-C EU-132 EU-132-1A EU-132-1B EU-132-1C EU-132-1D EU-132-1E EU-132-1F EU-132-1G EU-132-1H EU-132-1I " +
		"EU-132-1J EU-132-1K EU-132-1L EU-132-1M EU-132-1N EU-132-1O EU-132-1P EU-132-1Q EU-135-1 EU-143 EU-143-1A EU-143-1B " +
		"EU-143-1C EU-143-1D EU-143-1E EU-143-1F EU-143-1FA EU-143-1G EU-143-1H EU-143-1I EU-143-1J EU-143-1K EU-143-1L EU-144 " +
		"EU-146-1E EU-159 EU-309 EU-148 EU-148-A EU-148-B EU-148-C EU-148-D EU-148-E EU-148-F EU-148-G EU-151 EU-151-1A " +
		"EU-151-1AA EU-151-1B EU-151-1C EU-151-1D EU-151-1E EU-G EU-O EU-IC EU-AE EU-D EU-F EU-I EU-J FR-FRANCHISE FR-CNWVAT " +
		"EU-153 FR-CGI261-1 FR-CGI261-2 FR-CGI261-3 FR-CGI261-4 FR-CGI261-5 FR-CGI261-7 FR-CGI261-8 FR-CGI261A FR-CGI261B " +
		"FR-CGI261C-1 FR-CGI261C-2 FR-CGI261C-3 FR-CGI261D-1 FR-CGI261D-1BIS FR-CGI261D-2 FR-CGI261D-3 FR-CGI261D-4 FR-CGI261E-1 " +
		"FR-CGI261E-2 FR-CGI277A FR-CGI275 FR-298SEXDECIESA FR-CGI295 FR-AE"
	circuits = "B2B B2BINT B2C B2CINT OUTOFSCOPE ARCHIVEONLY"
	// frenchRates are those that France has or had, in percent.
	frenchRates = "0 0.9 1.05 1.75 2.1 5.5 7 8.5 9.2 9.6 10 13 19.6 20 20.6"
)

// listed reports whether a list has a code.
func listed(list, code string) bool {
	for one := range strings.FieldsSeq(list) {
		if one == code {
			return true
		}
	}
	return false
}

// isScheme reports whether a code is an identifier of ISO/IEC 6523: 0002 to 0248, but for four
// that were not given or taken back.
func isScheme(code string) bool {
	return len(code) == 4 && digits(code) && code >= "0002" && code <= "0248" &&
		code != "0092" && code != "0103" && code != "0181" && code != "0182"
}

// isMeans reports whether a code is of UNTDID 4461.
func isMeans(code string) bool {
	n := 0
	for i := range len(code) {
		n = 10*n + int(code[i]-'0')
	}
	return code == "ZZZ" || len(code) > 0 && len(code) <= 2 && digits(code) && code[0] != '0' &&
		(n <= 70 || n >= 74 && n <= 78 || n >= 91 && n <= 98)
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// isNumber reports whether a text is one of BR-FR-02.
func isNumber(s string) bool {
	return s != "" && strings.Trim(s, alphabet+"abcdefghijklmnopqrstuvwxyz0123456789+-_/") == ""
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

// isVAT reports whether a text has the form of a VAT number: that of its country is not looked
// at further.
func isVAT(s string) bool {
	return len(s) > 2 && len(s) <= 20 && (s[:2] == "EL" || listed(countries, s[:2])) && strings.Trim(s[2:], alphabet+"0123456789+*") == ""
}
