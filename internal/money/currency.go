package money

import "strings"

// Euro is the currency of amounts that do not say theirs.
const Euro = "EUR"

// currencies are the ISO 4217 codes of the currencies, those of the last years among them, whose
// amounts have two decimals. What has none, three or four, such as JPY, XPF or KWD, is not here:
// all amounts are whole hundredths.
const currencies = " AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY " +
	"COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES " +
	"KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB " +
	"PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD " +
	"TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG "

// IsCurrency reports whether a text is the ISO 4217 code of a currency with two decimals.
func IsCurrency(code string) bool {
	return len(code) == 3 && !strings.Contains(code, " ") && strings.Contains(currencies, " "+code+" ")
}
