package money

import "strings"

// Euro is the currency of amounts that do not say theirs.
const Euro = "EUR"

// The ISO 4217 codes of the currencies, those of the last years among them, by the unit of their
// amounts. What has four decimals, such as CLF, is not here.
const (
	inHundredths = " AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY " +
		"COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES " +
		"KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB " +
		"PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD " +
		"TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG "
	inWhole       = " BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF "
	inThousandths = " BHD IQD JOD KWD LYD OMR TND "
)

// UnitOf returns the unit of the amounts of a currency, by its ISO 4217 code; none is that of the
// euro. ok is false for a code that is none, and for a currency of four decimals.
func UnitOf(code string) (u Unit, ok bool) {
	switch {
	case code == "" || code == Euro:
		return Hundredths, true
	case len(code) != 3 || strings.Contains(code, " "):
		return Hundredths, false
	case strings.Contains(inWhole, " "+code+" "):
		return Whole, true
	case strings.Contains(inThousandths, " "+code+" "):
		return Thousandths, true
	}
	return Hundredths, strings.Contains(inHundredths, " "+code+" ")
}

// UnitIn returns the smallest unit of the amounts of a document, by its currency: that of the euro for a
// code that is none, which the check of the document refuses.
func UnitIn(code string) Unit {
	u, _ := UnitOf(code)
	return u
}
