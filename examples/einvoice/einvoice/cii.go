package einvoice

import (
	"encoding/xml"

	"github.com/palier-go/palier/calendar"
)

// The elements of a Cross Industry Invoice, in the order of the schema.
type (
	ciiInvoice struct {
		XMLName xml.Name    `xml:"rsm:CrossIndustryInvoice"`
		RSM     string      `xml:"xmlns:rsm,attr"`
		QDT     string      `xml:"xmlns:qdt,attr"`
		RAM     string      `xml:"xmlns:ram,attr"`
		UDT     string      `xml:"xmlns:udt,attr"`
		Context ciiContext  `xml:"rsm:ExchangedDocumentContext"`
		Doc     ciiDocument `xml:"rsm:ExchangedDocument"`
		Trade   ciiTrade    `xml:"rsm:SupplyChainTradeTransaction"`
	}
	ciiContext struct {
		Process *string `xml:"ram:BusinessProcessSpecifiedDocumentContextParameter>ram:ID,omitempty"` // BT-23
		Profile string  `xml:"ram:GuidelineSpecifiedDocumentContextParameter>ram:ID"`                 // BT-24
	}
	ciiDocument struct {
		ID     string    `xml:"ram:ID"`       // BT-1
		Type   Kind      `xml:"ram:TypeCode"` // BT-3
		Issued *ciiDay   `xml:"ram:IssueDateTime>udt:DateTimeString"`
		Notes  []ciiNote `xml:"ram:IncludedNote"`
	}
	ciiNote struct {
		Text    string `xml:"ram:Content"`               // BT-22
		Subject string `xml:"ram:SubjectCode,omitempty"` // BT-21
	}
	ciiDay struct {
		Format string `xml:"format,attr"`
		Text   string `xml:",chardata"`
	}
	ciiTrade struct {
		Lines      []ciiLine     `xml:"ram:IncludedSupplyChainTradeLineItem"` // BG-25
		Agreement  ciiAgreement  `xml:"ram:ApplicableHeaderTradeAgreement"`
		Delivery   ciiDelivery   `xml:"ram:ApplicableHeaderTradeDelivery"`
		Settlement ciiSettlement `xml:"ram:ApplicableHeaderTradeSettlement"`
	}
	ciiLine struct {
		ID          string      `xml:"ram:AssociatedDocumentLineDocument>ram:LineID"`
		Name        string      `xml:"ram:SpecifiedTradeProduct>ram:Name"`
		Description *string     `xml:"ram:SpecifiedTradeProduct>ram:Description,omitempty"`
		Price       string      `xml:"ram:SpecifiedLineTradeAgreement>ram:NetPriceProductTradePrice>ram:ChargeAmount"`
		Base        ciiQuantity `xml:"ram:SpecifiedLineTradeAgreement>ram:NetPriceProductTradePrice>ram:BasisQuantity"`
		Quantity    ciiQuantity `xml:"ram:SpecifiedLineTradeDelivery>ram:BilledQuantity"`
		Tax         ciiTax      `xml:"ram:SpecifiedLineTradeSettlement>ram:ApplicableTradeTax"`
		Amount      string      `xml:"ram:SpecifiedLineTradeSettlement>ram:SpecifiedTradeSettlementLineMonetarySummation>ram:LineTotalAmount"`
	}
	ciiQuantity struct {
		Unit string `xml:"unitCode,attr"`
		Text string `xml:",chardata"`
	}
	ciiTax struct {
		Tax      string `xml:"ram:CalculatedAmount,omitempty"`
		Type     string `xml:"ram:TypeCode"`
		Reason   string `xml:"ram:ExemptionReason,omitempty"`
		Net      string `xml:"ram:BasisAmount,omitempty"`
		Category string `xml:"ram:CategoryCode"`
		Code     string `xml:"ram:ExemptionReasonCode,omitempty"`
		Due      string `xml:"ram:DueDateTypeCode,omitempty"` // BT-8
		Percent  string `xml:"ram:RateApplicablePercent,omitempty"`
	}
	ciiAgreement struct {
		Buyer    string   `xml:"ram:BuyerReference,omitempty"` // BT-10
		Seller   ciiParty `xml:"ram:SellerTradeParty"`
		BuyerIs  ciiParty `xml:"ram:BuyerTradeParty"`
		Sales    *string  `xml:"ram:SellerOrderReferencedDocument>ram:IssuerAssignedID,omitempty"` // BT-14
		Order    *string  `xml:"ram:BuyerOrderReferencedDocument>ram:IssuerAssignedID,omitempty"`  // BT-13
		Contract *string  `xml:"ram:ContractReferencedDocument>ram:IssuerAssignedID,omitempty"`    // BT-12
		Project  *string  `xml:"ram:SpecifiedProcuringProject>ram:ID,omitempty"`                   // BT-11
		Named    *string  `xml:"ram:SpecifiedProcuringProject>ram:Name,omitempty"`
	}
	ciiParty struct {
		Global  *ciiScheme  `xml:"ram:GlobalID"`
		Name    string      `xml:"ram:Name"`
		Form    string      `xml:"ram:Description,omitempty"` // BT-33
		Legal   *ciiScheme  `xml:"ram:SpecifiedLegalOrganization>ram:ID"`
		Trading *string     `xml:"ram:SpecifiedLegalOrganization>ram:TradingBusinessName,omitempty"`
		Contact *ciiContact `xml:"ram:DefinedTradeContact"`
		Code    *string     `xml:"ram:PostalTradeAddress>ram:PostcodeCode,omitempty"`
		Street  *string     `xml:"ram:PostalTradeAddress>ram:LineOne,omitempty"`
		More    *string     `xml:"ram:PostalTradeAddress>ram:LineTwo,omitempty"`
		City    *string     `xml:"ram:PostalTradeAddress>ram:CityName,omitempty"`
		Country string      `xml:"ram:PostalTradeAddress>ram:CountryID"`
		Address *ciiScheme  `xml:"ram:URIUniversalCommunication>ram:URIID"`
		Taxes   []ciiTaxID  `xml:"ram:SpecifiedTaxRegistration"`
	}
	ciiTaxID struct {
		ID ciiScheme `xml:"ram:ID"`
	}
	ciiScheme struct {
		Scheme string `xml:"schemeID,attr,omitempty"`
		Text   string `xml:",chardata"`
	}
	ciiContact struct {
		Name  string  `xml:"ram:PersonName,omitempty"`
		Phone *string `xml:"ram:TelephoneUniversalCommunication>ram:CompleteNumber,omitempty"`
		Mail  *string `xml:"ram:EmailURIUniversalCommunication>ram:URIID,omitempty"`
	}
	ciiDelivery struct {
		Country *string `xml:"ram:ShipToTradeParty>ram:PostalTradeAddress>ram:CountryID,omitempty"`
		On      *ciiDay `xml:"ram:ActualDeliverySupplyChainEvent>ram:OccurrenceDateTime>udt:DateTimeString"`
	}
	ciiSettlement struct {
		Creditor   string         `xml:"ram:CreditorReferenceID,omitempty"`
		Reference  string         `xml:"ram:PaymentReference,omitempty"`
		Currency   string         `xml:"ram:InvoiceCurrencyCode"`
		Means      *ciiMeans      `xml:"ram:SpecifiedTradeSettlementPaymentMeans"`
		Taxes      []ciiTax       `xml:"ram:ApplicableTradeTax"`
		From       *ciiDay        `xml:"ram:BillingSpecifiedPeriod>ram:StartDateTime>udt:DateTimeString"`
		Last       *ciiDay        `xml:"ram:BillingSpecifiedPeriod>ram:EndDateTime>udt:DateTimeString"`
		Terms      *string        `xml:"ram:SpecifiedTradePaymentTerms>ram:Description,omitempty"`
		Due        *ciiDay        `xml:"ram:SpecifiedTradePaymentTerms>ram:DueDateDateTime>udt:DateTimeString"`
		Mandate    *string        `xml:"ram:SpecifiedTradePaymentTerms>ram:DirectDebitMandateID,omitempty"`
		Totals     ciiTotals      `xml:"ram:SpecifiedTradeSettlementHeaderMonetarySummation"`
		Preceding  []ciiReference `xml:"ram:InvoiceReferencedDocument"`
		Accounting *string        `xml:"ram:ReceivableSpecifiedTradeAccountingAccount>ram:ID,omitempty"`
	}
	ciiMeans struct {
		Code    string  `xml:"ram:TypeCode"`
		Text    string  `xml:"ram:Information,omitempty"`
		Debited *string `xml:"ram:PayerPartyDebtorFinancialAccount>ram:IBANID,omitempty"`
		IBAN    *string `xml:"ram:PayeePartyCreditorFinancialAccount>ram:IBANID,omitempty"`
		Name    *string `xml:"ram:PayeePartyCreditorFinancialAccount>ram:AccountName,omitempty"`
		BIC     *string `xml:"ram:PayeeSpecifiedCreditorFinancialInstitution>ram:BICID,omitempty"`
	}
	ciiReference struct {
		Number string  `xml:"ram:IssuerAssignedID"`
		Issued *ciiDay `xml:"ram:FormattedIssueDateTime>qdt:DateTimeString"`
	}
	ciiTotals struct {
		Lines   string      `xml:"ram:LineTotalAmount"`
		Net     string      `xml:"ram:TaxBasisTotalAmount"`
		Tax     ciiCurrency `xml:"ram:TaxTotalAmount"`
		Gross   string      `xml:"ram:GrandTotalAmount"`
		Prepaid string      `xml:"ram:TotalPrepaidAmount,omitempty"`
		Due     string      `xml:"ram:DuePayableAmount"`
	}
	ciiCurrency struct {
		Currency string `xml:"currencyID,attr"`
		Text     string `xml:",chardata"`
	}
)

const (
	guideline = "urn:cen.eu:en16931:2017" // BT-24
)

// CII writes the document as a Cross Industry Invoice, which Factur-X carries. It refuses what
// is outside the scope of VAT.
func (doc *Document) CII() ([]byte, error) {
	if doc.Kind == Plain {
		return nil, errPlain
	}
	d := &doc.Data
	const urn = "urn:un:unece:uncefact:data:standard:"
	inv := ciiInvoice{
		RSM: urn + "CrossIndustryInvoice:100", QDT: urn + "QualifiedDataType:100",
		RAM: urn + "ReusableAggregateBusinessInformationEntity:100", UDT: urn + "UnqualifiedDataType:100",
		Context: ciiContext{opt(doc.Process), guideline},
		Doc:     ciiDocument{ID: d.Number, Type: doc.Kind, Issued: ciiDate(d.Issued)},
	}
	for _, n := range d.orderedNotes() {
		inv.Doc.Notes = append(inv.Doc.Notes, ciiNote{n.Text, n.Subject})
	}
	for i := range doc.Lines {
		n := &doc.Lines[i]
		inv.Trade.Lines = append(inv.Trade.Lines, ciiLine{
			ID: n.ID, Name: n.Name, Description: opt(n.Description), Price: n.Price, Base: ciiQuantity{n.Unit, n.Base},
			Quantity: ciiQuantity{n.Unit, n.Quantity}, Tax: ciiTax{Type: "VAT", Category: n.Category, Percent: n.Percent}, Amount: n.Amount,
		})
	}
	r := &d.References
	inv.Trade.Agreement = ciiAgreement{
		Buyer: r.Buyer, Seller: doc.ciiParty(&d.Seller), BuyerIs: doc.ciiParty(&d.Buyer),
		Sales: opt(r.Sales), Order: opt(r.Order), Contract: opt(r.Contract), Project: opt(r.Project), Named: opt(r.Project),
	}
	if x := d.Delivery; x != nil {
		inv.Trade.Delivery = ciiDelivery{opt(x.Country), ciiDate(x.On)}
	}
	inv.Trade.Settlement = doc.ciiSettlement()
	out, err := xml.MarshalIndent(inv, "", "  ")
	return append([]byte(xml.Header), out...), err
}

func (doc *Document) ciiSettlement() ciiSettlement {
	d := &doc.Data
	set := ciiSettlement{
		Currency: doc.Currency, From: ciiDate(doc.Period.From), Last: ciiDate(doc.Period.Last), Terms: opt(d.Terms), Due: ciiDate(d.Due),
		Totals:     ciiTotals{doc.Net, doc.Net, ciiCurrency{doc.Currency, doc.Tax}, doc.Gross, doc.Prepaid, doc.Due},
		Accounting: opt(d.References.Accounting),
	}
	if p := d.Payment; p != nil {
		set.Creditor, set.Reference, set.Mandate = p.Creditor, p.Reference, opt(p.Mandate)
		set.Means = &ciiMeans{p.Means, p.Text, opt(p.Debited), opt(p.IBAN), opt(p.Name), opt(p.BIC)}
	}
	for _, t := range doc.Taxes {
		set.Taxes = append(set.Taxes, ciiTax{
			Tax: t.Tax, Type: "VAT", Reason: t.Reason, Net: t.Net, Category: t.Category, Code: t.Code, Due: dueCodes[d.VATDue][0], Percent: t.Percent,
		})
	}
	for _, x := range d.Preceding {
		set.Preceding = append(set.Preceding, ciiReference{x.Number, ciiDate(x.Issued)})
	}
	return set
}

func (doc *Document) ciiParty(p *Party) ciiParty {
	a := &p.Address
	out := ciiParty{
		Name: p.Name, Form: p.Form, Legal: ciiID(p.Legal), Trading: opt(p.Trading), Code: opt(a.Code), Street: opt(a.Street), More: opt(a.More), City: opt(a.City), Country: a.Country,
		Address: ciiID(p.Electronic),
	}
	if p.SIRET != "" {
		out.Global = &ciiScheme{"0009", p.SIRET}
	}
	if c := p.Contact; c != nil {
		out.Contact = &ciiContact{c.Name, opt(c.Phone), opt(c.Mail)}
	}
	if p.VAT != "" && !doc.untaxed() {
		out.Taxes = append(out.Taxes, ciiTaxID{ciiScheme{"VA", p.VAT}})
	}
	if p.Tax != "" {
		out.Taxes = append(out.Taxes, ciiTaxID{ciiScheme{"FC", p.Tax}})
	}
	return out
}

func ciiID(x *Identifier) *ciiScheme {
	if x == nil {
		return nil
	}
	return &ciiScheme{x.Scheme, x.ID}
}

func ciiDate(d calendar.Date) *ciiDay {
	if d.IsZero() {
		return nil
	}
	return &ciiDay{"102", compact(d)}
}

// opt is a text that, with the elements around it, is left out if it is empty: encoding/xml
// writes these for anything but a nil pointer.
func opt(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// compact writes a date without its hyphens: "20260531".
func compact(d calendar.Date) string {
	t := d.String()
	return t[:4] + t[5:7] + t[8:]
}
