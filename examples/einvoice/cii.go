package main

import (
	"encoding/xml"
	"errors"
	"strconv"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

// The elements of a Cross Industry Invoice that an EN 16931 invoice of a
// statement needs, in the order of the schema. BT and BG are the terms of the
// standard.
type (
	crossIndustryInvoice struct {
		XMLName xml.Name    `xml:"rsm:CrossIndustryInvoice"`
		RSM     string      `xml:"xmlns:rsm,attr"`
		RAM     string      `xml:"xmlns:ram,attr"`
		UDT     string      `xml:"xmlns:udt,attr"`
		Profile string      `xml:"rsm:ExchangedDocumentContext>ram:GuidelineSpecifiedDocumentContextParameter>ram:ID"` // BT-24
		Doc     document    `xml:"rsm:ExchangedDocument"`
		Trade   transaction `xml:"rsm:SupplyChainTradeTransaction"`
	}
	document struct {
		ID     string `xml:"ram:ID"`       // BT-1
		Type   string `xml:"ram:TypeCode"` // BT-3
		Issued day    `xml:"ram:IssueDateTime>udt:DateTimeString"`
	}
	day struct {
		Format string `xml:"format,attr"`
		Text   string `xml:",chardata"`
	}
	transaction struct {
		Lines      []item     `xml:"ram:IncludedSupplyChainTradeLineItem"` // BG-25
		Agreement  agreement  `xml:"ram:ApplicableHeaderTradeAgreement"`
		Delivery   struct{}   `xml:"ram:ApplicableHeaderTradeDelivery"`
		Settlement settlement `xml:"ram:ApplicableHeaderTradeSettlement"`
	}
	item struct {
		ID          string   `xml:"ram:AssociatedDocumentLineDocument>ram:LineID"`                                                          // BT-126
		Name        string   `xml:"ram:SpecifiedTradeProduct>ram:Name"`                                                                     // BT-153
		Description string   `xml:"ram:SpecifiedTradeProduct>ram:Description"`                                                              // BT-154
		Price       price    `xml:"ram:SpecifiedLineTradeAgreement>ram:NetPriceProductTradePrice"`                                          // BG-29
		Quantity    quantity `xml:"ram:SpecifiedLineTradeDelivery>ram:BilledQuantity"`                                                      // BT-129
		Tax         tax      `xml:"ram:SpecifiedLineTradeSettlement>ram:ApplicableTradeTax"`                                                // BG-30
		Total       string   `xml:"ram:SpecifiedLineTradeSettlement>ram:SpecifiedTradeSettlementLineMonetarySummation>ram:LineTotalAmount"` // BT-131
	}
	price struct {
		Amount string   `xml:"ram:ChargeAmount"`  // BT-146
		Base   quantity `xml:"ram:BasisQuantity"` // BT-149
	}
	quantity struct {
		Unit string `xml:"unitCode,attr"`
		Text string `xml:",chardata"`
	}
	tax struct {
		Amount    string `xml:"ram:CalculatedAmount,omitempty"` // BT-117
		Type      string `xml:"ram:TypeCode"`
		Exemption string `xml:"ram:ExemptionReason,omitempty"`       // BT-120
		Basis     string `xml:"ram:BasisAmount,omitempty"`           // BT-116
		Category  string `xml:"ram:CategoryCode"`                    // BT-118, BT-151
		Code      string `xml:"ram:ExemptionReasonCode,omitempty"`   // BT-121
		Percent   string `xml:"ram:RateApplicablePercent,omitempty"` // BT-119, BT-152
	}
	agreement struct {
		Reference string `xml:"ram:BuyerReference"` // BT-10
		Seller    party  `xml:"ram:SellerTradeParty"`
		Buyer     party  `xml:"ram:BuyerTradeParty"`
	}
	party struct {
		Name    string  `xml:"ram:Name"` // BT-27, BT-44
		Legal   scheme  `xml:"ram:SpecifiedLegalOrganization>ram:ID"`
		Code    string  `xml:"ram:PostalTradeAddress>ram:PostcodeCode"`
		Street  string  `xml:"ram:PostalTradeAddress>ram:LineOne"`
		City    string  `xml:"ram:PostalTradeAddress>ram:CityName"`
		Country string  `xml:"ram:PostalTradeAddress>ram:CountryID"`
		Mail    scheme  `xml:"ram:URIUniversalCommunication>ram:URIID"`
		VAT     *scheme `xml:"ram:SpecifiedTaxRegistration>ram:ID"` // BT-31, BT-48
	}
	scheme struct {
		Scheme string `xml:"schemeID,attr"`
		Text   string `xml:",chardata"`
	}
	settlement struct {
		Currency string `xml:"ram:InvoiceCurrencyCode"` // BT-5
		Taxes    []tax  `xml:"ram:ApplicableTradeTax"`  // BG-23
		From     day    `xml:"ram:BillingSpecifiedPeriod>ram:StartDateTime>udt:DateTimeString"`
		Until    day    `xml:"ram:BillingSpecifiedPeriod>ram:EndDateTime>udt:DateTimeString"`
		Terms    string `xml:"ram:SpecifiedTradePaymentTerms>ram:Description"` // BT-20
		Totals   totals `xml:"ram:SpecifiedTradeSettlementHeaderMonetarySummation"`
	}
	totals struct {
		Lines string   `xml:"ram:LineTotalAmount"`     // BT-106
		Basis string   `xml:"ram:TaxBasisTotalAmount"` // BT-109
		Tax   taxTotal `xml:"ram:TaxTotalAmount"`      // BT-110
		Grand string   `xml:"ram:GrandTotalAmount"`    // BT-112
		Due   string   `xml:"ram:DuePayableAmount"`    // BT-115
	}
	taxTotal struct {
		Currency string `xml:"currencyID,attr"`
		Text     string `xml:",chardata"`
	}
)

// outside is the category of what is not subject to VAT. An invoice with it has
// no VAT numbers, no rate, and nothing of another category (BR-O-02 to BR-O-14).
const outside = "O"

// exemptionOf says why what is of a category bears no tax (BR-E-10, BR-AE-10, BR-IC-10,
// BR-G-10, BR-O-10): by the first charge that does, or by the category.
func exemptionOf(d *servicelevel.Document, category string) (reason, code string) {
	for _, l := range d.Lines {
		if x := l.Exemption; l.Category == category && x != (servicelevel.Exemption{}) {
			return x.Reason, x.Code
		}
	}
	switch category {
	case "E":
		return "Exempt from VAT", ""
	case "AE":
		return "Reverse charge", ""
	case "K":
		return "Intra-community supply", ""
	case "G":
		return "Export outside the EU", ""
	case outside:
		return "Not subject to VAT", ""
	}
	return "", ""
}

// marshal writes a document of a statement as CII.
func marshal(s *servicelevel.Statement, d *servicelevel.Document, p *Parties, h header) ([]byte, error) {
	untaxed := false
	for _, t := range d.Taxes {
		if untaxed = t.Category == outside; untaxed && len(d.Taxes) > 1 {
			return nil, errors.New("what is not subject to VAT must be on an invoice of its own (BR-O-11)")
		}
	}
	inv := crossIndustryInvoice{
		RSM:     "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
		RAM:     "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
		UDT:     "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
		Profile: "urn:cen.eu:en16931:2017",
		Doc:     document{ID: h.number, Type: h.kind, Issued: dayOf(h.issued)},
	}
	for i := range d.Lines {
		inv.Trade.Lines = append(inv.Trade.Lines, itemOf(i, &d.Lines[i]))
	}
	inv.Trade.Agreement = agreement{Reference: s.Contract, Seller: partyOf(&p.Seller, untaxed), Buyer: partyOf(&p.Buyer, untaxed)}
	set := &inv.Trade.Settlement
	set.Currency, set.Terms = "EUR", p.Terms
	set.From, set.Until = dayOf(s.Month.First()), dayOf(s.Month.Last())
	if n := len(s.InAdvance); n > 0 {
		set.Until = dayOf(s.InAdvance[n-1].Until.AddDays(-1))
	}
	for _, t := range d.Taxes {
		total := taxOf(t.Category, t.Rate.Shift(2).String())
		total.Amount, total.Basis = t.Tax.StringFixed(2), t.Net.StringFixed(2)
		total.Exemption, total.Code = exemptionOf(d, t.Category)
		set.Taxes = append(set.Taxes, total)
	}
	set.Totals = totals{
		Lines: d.Net.StringFixed(2), Basis: d.Net.StringFixed(2), Tax: taxTotal{"EUR", d.Tax.StringFixed(2)},
		Grand: d.Gross.StringFixed(2), Due: d.Gross.StringFixed(2),
	}
	out, err := xml.MarshalIndent(inv, "", "  ")
	return append([]byte(xml.Header), out...), err
}

func itemOf(i int, l *servicelevel.Line) item {
	base := max(l.PriceBase, 1)
	return item{
		ID: strconv.Itoa(i + 1), Name: l.Label.FR, Description: l.Explained.FR,
		Price:    price{l.Price.StringFixed(2), quantity{l.Unit, strconv.Itoa(base)}},
		Quantity: quantity{l.Unit, l.Quantity.String()},
		Tax:      taxOf(l.Category, l.Rate.Shift(2).String()),
		Total:    l.Amount.StringFixed(2),
	}
}

func taxOf(category, percent string) tax {
	if category == outside {
		percent = ""
	}
	return tax{Type: "VAT", Category: category, Percent: percent}
}

func partyOf(p *Party, untaxed bool) party {
	out := party{
		Name: p.Name, Legal: scheme{"0002", p.Legal}, Code: p.Code, Street: p.Street, City: p.City, Country: p.Country,
		Mail: scheme{"EM", p.Mail},
	}
	if !untaxed {
		out.VAT = &scheme{"VA", p.VAT}
	}
	return out
}

func dayOf(d calendar.Date) day {
	text := d.String()
	return day{"102", text[:4] + text[5:7] + text[8:]}
}
