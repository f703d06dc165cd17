package einvoice_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"

	"github.com/stretchr/testify/require"
)

// node is an element as a receiver reads it.
type node struct {
	name  string
	attrs map[string]string
	text  string
	kids  []*node
}

func parse(t require.TestingT, data []byte) *node {
	root := &node{}
	stack := []*node{root}
	dec := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		top := stack[len(stack)-1]
		switch x := tok.(type) {
		case xml.StartElement:
			n := &node{name: x.Name.Local, attrs: map[string]string{}}
			for _, a := range x.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			top.kids = append(top.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(x)
		}
	}
	return root.kids[0]
}

// all finds the elements at a path such as "A/B"; "A[x=y]" asks for an attribute.
func (n *node) all(path string) []*node {
	if n == nil {
		return nil
	}
	step, rest, more := strings.Cut(path, "/")
	step, cond, asked := strings.Cut(strings.TrimSuffix(step, "]"), "[")
	key, value, _ := strings.Cut(cond, "=")
	var out []*node
	for _, k := range n.kids {
		if k.name != step || asked && k.attrs[key] != value {
			continue
		}
		if more {
			out = append(out, k.all(rest)...)
		} else {
			out = append(out, k)
		}
	}
	return out
}

func (n *node) one(path string) *node {
	if all := n.all(path); len(all) > 0 {
		return all[0]
	}
	return nil
}

func (n *node) get(path string) string {
	if k := n.one(path); k != nil {
		return strings.TrimSpace(k.text)
	}
	return ""
}

func (n *node) attr(path, name string) string {
	if k := n.one(path); k != nil {
		return k.attrs[name]
	}
	return ""
}

// seen is what a document says, by business terms, whatever its syntax.
type seen struct {
	number, kind, issued, due, terms, process, profile, currency, vatDue string
	contract, order, sales, buyerRef, project, account                   string
	from, last, delivered, deliveredTo                                   string
	means, iban, reference, mandate                                      string
	seller, buyer                                                        seenParty
	notes, preceding                                                     [][2]string
	lines                                                                []seenLine
	taxes                                                                []seenTax
	sum, net, tax, gross, prepaid, payable                               string
}

type seenParty struct {
	name, trading, legal, scheme, siret, vat, taxNumber, form, mail, mailScheme, street, code, city, country, contact string
}

type seenLine struct{ id, name, text, quantity, unit, price, base, amount, category, percent string }

type seenTax struct{ category, percent, net, tax, reason, code string }

// compactDate brings the dates of both syntaxes to one form.
func compactDate(s string) string { return strings.ReplaceAll(s, "-", "") }

func readCII(t require.TestingT, data []byte) *seen {
	n := parse(t, data)
	trade := n.one("SupplyChainTradeTransaction")
	a, d, s := trade.one("ApplicableHeaderTradeAgreement"), trade.one("ApplicableHeaderTradeDelivery"), trade.one("ApplicableHeaderTradeSettlement")
	sums := "SpecifiedTradeSettlementHeaderMonetarySummation/"
	out := &seen{
		number: n.get("ExchangedDocument/ID"), kind: n.get("ExchangedDocument/TypeCode"), issued: n.get("ExchangedDocument/IssueDateTime/DateTimeString"),
		due: s.get("SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString"), terms: s.get("SpecifiedTradePaymentTerms/Description"),
		process: n.get("ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID"),
		profile: n.get("ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID"), currency: s.get("InvoiceCurrencyCode"),
		vatDue:   map[string]string{"5": "3", "29": "35", "72": "432"}[s.get("ApplicableTradeTax/DueDateTypeCode")],
		contract: a.get("ContractReferencedDocument/IssuerAssignedID"), order: a.get("BuyerOrderReferencedDocument/IssuerAssignedID"),
		sales: a.get("SellerOrderReferencedDocument/IssuerAssignedID"), buyerRef: a.get("BuyerReference"), project: a.get("SpecifiedProcuringProject/ID"),
		account: s.get("ReceivableSpecifiedTradeAccountingAccount/ID"),
		from:    s.get("BillingSpecifiedPeriod/StartDateTime/DateTimeString"), last: s.get("BillingSpecifiedPeriod/EndDateTime/DateTimeString"),
		delivered: d.get("ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString"), deliveredTo: d.get("ShipToTradeParty/PostalTradeAddress/CountryID"),
		means: s.get("SpecifiedTradeSettlementPaymentMeans/TypeCode"), iban: s.get("SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID"),
		reference: s.get("PaymentReference"), mandate: s.get("SpecifiedTradePaymentTerms/DirectDebitMandateID"),
		seller: ciiParty(a.one("SellerTradeParty")), buyer: ciiParty(a.one("BuyerTradeParty")),
		sum: s.get(sums + "LineTotalAmount"), net: s.get(sums + "TaxBasisTotalAmount"), tax: s.get(sums + "TaxTotalAmount[currencyID=EUR]"),
		gross: s.get(sums + "GrandTotalAmount"), prepaid: s.get(sums + "TotalPrepaidAmount"), payable: s.get(sums + "DuePayableAmount"),
	}
	for _, x := range n.all("ExchangedDocument/IncludedNote") {
		out.notes = append(out.notes, [2]string{x.get("SubjectCode"), x.get("Content")})
	}
	for _, x := range s.all("InvoiceReferencedDocument") {
		out.preceding = append(out.preceding, [2]string{x.get("IssuerAssignedID"), x.get("FormattedIssueDateTime/DateTimeString")})
	}
	for _, x := range trade.all("IncludedSupplyChainTradeLineItem") {
		price, tax := x.one("SpecifiedLineTradeAgreement/NetPriceProductTradePrice"), x.one("SpecifiedLineTradeSettlement/ApplicableTradeTax")
		out.lines = append(out.lines, seenLine{
			x.get("AssociatedDocumentLineDocument/LineID"), x.get("SpecifiedTradeProduct/Name"), x.get("SpecifiedTradeProduct/Description"),
			x.get("SpecifiedLineTradeDelivery/BilledQuantity"), x.attr("SpecifiedLineTradeDelivery/BilledQuantity", "unitCode"),
			price.get("ChargeAmount"), price.get("BasisQuantity"),
			x.get("SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"), tax.get("CategoryCode"), tax.get("RateApplicablePercent"),
		})
	}
	for _, x := range s.all("ApplicableTradeTax") {
		out.taxes = append(out.taxes, seenTax{
			x.get("CategoryCode"), x.get("RateApplicablePercent"), x.get("BasisAmount"), x.get("CalculatedAmount"), x.get("ExemptionReason"), x.get("ExemptionReasonCode"),
		})
	}
	return out
}

func ciiParty(n *node) seenParty {
	return seenParty{
		n.get("Name"), n.get("SpecifiedLegalOrganization/TradingBusinessName"), n.get("SpecifiedLegalOrganization/ID"), n.attr("SpecifiedLegalOrganization/ID", "schemeID"),
		n.get("GlobalID[schemeID=0009]"), n.get("SpecifiedTaxRegistration/ID[schemeID=VA]"), n.get("SpecifiedTaxRegistration/ID[schemeID=FC]"), n.get("Description"),
		n.get("URIUniversalCommunication/URIID"), n.attr("URIUniversalCommunication/URIID", "schemeID"),
		n.get("PostalTradeAddress/LineOne"), n.get("PostalTradeAddress/PostcodeCode"), n.get("PostalTradeAddress/CityName"), n.get("PostalTradeAddress/CountryID"),
		n.get("DefinedTradeContact/PersonName") + n.get("DefinedTradeContact/TelephoneUniversalCommunication/CompleteNumber") + n.get("DefinedTradeContact/EmailURIUniversalCommunication/URIID"),
	}
}

func readUBL(t require.TestingT, data []byte) *seen {
	n := parse(t, data)
	note := n.name == "CreditNote"
	kind, line, quantity, due, project := "InvoiceTypeCode", "InvoiceLine", "InvoicedQuantity", "DueDate", "ProjectReference/ID"
	if note {
		kind, line, quantity, due, project = "CreditNoteTypeCode", "CreditNoteLine", "CreditedQuantity", "PaymentMeans/PaymentDueDate", "AdditionalDocumentReference/ID"
	}
	out := &seen{
		number: n.get("ID"), kind: n.get(kind), issued: compactDate(n.get("IssueDate")), due: compactDate(n.get(due)), terms: n.get("PaymentTerms/Note"),
		process: n.get("ProfileID"), profile: n.get("CustomizationID"), currency: n.get("DocumentCurrencyCode"), vatDue: n.get("InvoicePeriod/DescriptionCode"),
		contract: n.get("ContractDocumentReference/ID"), order: n.get("OrderReference/ID"), sales: n.get("OrderReference/SalesOrderID"),
		buyerRef: n.get("BuyerReference"), project: n.get(project), account: n.get("AccountingCost"),
		from: compactDate(n.get("InvoicePeriod/StartDate")), last: compactDate(n.get("InvoicePeriod/EndDate")),
		delivered: compactDate(n.get("Delivery/ActualDeliveryDate")), deliveredTo: n.get("Delivery/DeliveryLocation/Address/Country/IdentificationCode"),
		means: n.get("PaymentMeans/PaymentMeansCode"), iban: n.get("PaymentMeans/PayeeFinancialAccount/ID"), reference: n.get("PaymentMeans/PaymentID"),
		mandate: n.get("PaymentMeans/PaymentMandate/ID"),
		seller:  ublParty(n.one("AccountingSupplierParty/Party")), buyer: ublParty(n.one("AccountingCustomerParty/Party")),
		sum: n.get("LegalMonetaryTotal/LineExtensionAmount"), net: n.get("LegalMonetaryTotal/TaxExclusiveAmount"), tax: n.get("TaxTotal/TaxAmount"),
		gross: n.get("LegalMonetaryTotal/TaxInclusiveAmount"), prepaid: n.get("LegalMonetaryTotal/PrepaidAmount"), payable: n.get("LegalMonetaryTotal/PayableAmount"),
	}
	for _, x := range n.all("Note") {
		subject, text := "", strings.TrimSpace(x.text)
		if rest, ok := strings.CutPrefix(text, "#"); ok {
			subject, text, _ = strings.Cut(rest, "#")
		}
		out.notes = append(out.notes, [2]string{subject, text})
	}
	for _, x := range n.all("BillingReference/InvoiceDocumentReference") {
		out.preceding = append(out.preceding, [2]string{x.get("ID"), compactDate(x.get("IssueDate"))})
	}
	for _, x := range n.all(line) {
		out.lines = append(out.lines, seenLine{
			x.get("ID"), x.get("Item/Name"), x.get("Item/Description"), x.get(quantity), x.attr(quantity, "unitCode"), x.get("Price/PriceAmount"),
			x.get("Price/BaseQuantity"), x.get("LineExtensionAmount"), x.get("Item/ClassifiedTaxCategory/ID"), x.get("Item/ClassifiedTaxCategory/Percent"),
		})
	}
	for _, x := range n.all("TaxTotal/TaxSubtotal") {
		c := x.one("TaxCategory")
		out.taxes = append(out.taxes, seenTax{c.get("ID"), c.get("Percent"), x.get("TaxableAmount"), x.get("TaxAmount"), c.get("TaxExemptionReason"), c.get("TaxExemptionReasonCode")})
	}
	return out
}

func ublParty(n *node) seenParty {
	numbers := map[string]string{}
	for _, x := range n.all("PartyTaxScheme") {
		numbers[x.get("TaxScheme/ID")] = x.get("CompanyID")
	}
	return seenParty{
		n.get("PartyLegalEntity/RegistrationName"), n.get("PartyName/Name"), n.get("PartyLegalEntity/CompanyID"), n.attr("PartyLegalEntity/CompanyID", "schemeID"),
		n.get("PartyIdentification/ID[schemeID=0009]"), numbers["VAT"], numbers["FC"], n.get("PartyLegalEntity/CompanyLegalForm"),
		n.get("EndpointID"), n.attr("EndpointID", "schemeID"), n.get("PostalAddress/StreetName"), n.get("PostalAddress/PostalZone"), n.get("PostalAddress/CityName"),
		n.get("PostalAddress/Country/IdentificationCode"), n.get("Contact/Name") + n.get("Contact/Telephone") + n.get("Contact/ElectronicMail"),
	}
}
