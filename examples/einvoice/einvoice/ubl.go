package einvoice

import (
	"encoding/xml"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
)

// The elements of a UBL 2.1 Invoice or CreditNote, in the order of both schemas: they have
// the same parts, some under another name.
type (
	ublDocument struct {
		XMLName  xml.Name
		NS       string         `xml:"xmlns,attr"`
		CAC      string         `xml:"xmlns:cac,attr"`
		CBC      string         `xml:"xmlns:cbc,attr"`
		Profile  string         `xml:"cbc:CustomizationID"`     // BT-24
		Process  string         `xml:"cbc:ProfileID,omitempty"` // BT-23
		ID       string         `xml:"cbc:ID"`
		Issued   string         `xml:"cbc:IssueDate"`
		Due      string         `xml:"cbc:DueDate,omitempty"` // of an invoice
		Type     Kind           `xml:"cbc:InvoiceTypeCode,omitempty"`
		NoteType Kind           `xml:"cbc:CreditNoteTypeCode,omitempty"`
		Notes    []string       `xml:"cbc:Note"`
		Currency string         `xml:"cbc:DocumentCurrencyCode"`
		Account  string         `xml:"cbc:AccountingCost,omitempty"`
		Buyer    string         `xml:"cbc:BuyerReference,omitempty"`
		From     string         `xml:"cac:InvoicePeriod>cbc:StartDate"`
		Last     string         `xml:"cac:InvoicePeriod>cbc:EndDate"`
		VATDue   *string        `xml:"cac:InvoicePeriod>cbc:DescriptionCode,omitempty"`
		Order    *string        `xml:"cac:OrderReference>cbc:ID,omitempty"`
		Sales    *string        `xml:"cac:OrderReference>cbc:SalesOrderID,omitempty"`
		Before   []ublReference `xml:"cac:BillingReference"`
		Contract *string        `xml:"cac:ContractDocumentReference>cbc:ID,omitempty"`
		// Project of a credit note stands among its documents, with the type 50.
		NoteProject     *string   `xml:"cac:AdditionalDocumentReference>cbc:ID,omitempty"`
		NoteProjectType *string   `xml:"cac:AdditionalDocumentReference>cbc:DocumentTypeCode,omitempty"`
		Project         *string   `xml:"cac:ProjectReference>cbc:ID,omitempty"`
		Seller          ublParty  `xml:"cac:AccountingSupplierParty>cac:Party"`
		BuyerIs         ublParty  `xml:"cac:AccountingCustomerParty>cac:Party"`
		Delivered       *string   `xml:"cac:Delivery>cbc:ActualDeliveryDate,omitempty"`
		Country         *string   `xml:"cac:Delivery>cac:DeliveryLocation>cac:Address>cac:Country>cbc:IdentificationCode,omitempty"`
		Means           *ublMeans `xml:"cac:PaymentMeans"`
		Terms           *string   `xml:"cac:PaymentTerms>cbc:Note,omitempty"`
		Tax             ublAmount `xml:"cac:TaxTotal>cbc:TaxAmount"`
		Taxes           []ublTax  `xml:"cac:TaxTotal>cac:TaxSubtotal"`
		Totals          ublTotals `xml:"cac:LegalMonetaryTotal"`
		Lines           []ublLine `xml:"cac:InvoiceLine"`
		NoteLines       []ublLine `xml:"cac:CreditNoteLine"`
	}
	ublReference struct {
		ID     string  `xml:"cac:InvoiceDocumentReference>cbc:ID"`
		Issued *string `xml:"cac:InvoiceDocumentReference>cbc:IssueDate,omitempty"`
	}
	ublParty struct {
		Address    *ublScheme     `xml:"cbc:EndpointID"`
		IDs        []ublPartyID   `xml:"cac:PartyIdentification"`
		Trading    *string        `xml:"cac:PartyName>cbc:Name,omitempty"`
		Street     *string        `xml:"cac:PostalAddress>cbc:StreetName,omitempty"`
		More       *string        `xml:"cac:PostalAddress>cbc:AdditionalStreetName,omitempty"`
		City       *string        `xml:"cac:PostalAddress>cbc:CityName,omitempty"`
		Code       *string        `xml:"cac:PostalAddress>cbc:PostalZone,omitempty"`
		Country    string         `xml:"cac:PostalAddress>cac:Country>cbc:IdentificationCode"`
		Taxes      []ublTaxNumber `xml:"cac:PartyTaxScheme"`
		Registered string         `xml:"cac:PartyLegalEntity>cbc:RegistrationName"`
		Legal      *ublScheme     `xml:"cac:PartyLegalEntity>cbc:CompanyID"`
		Form       *string        `xml:"cac:PartyLegalEntity>cbc:CompanyLegalForm,omitempty"`
		Contact    *ublContact    `xml:"cac:Contact"`
	}
	ublPartyID struct {
		ID ublScheme `xml:"cbc:ID"`
	}
	ublScheme struct {
		Scheme string `xml:"schemeID,attr,omitempty"`
		Text   string `xml:",chardata"`
	}
	ublTaxNumber struct {
		ID     string `xml:"cbc:CompanyID"`
		Scheme string `xml:"cac:TaxScheme>cbc:ID"`
	}
	ublContact struct {
		Name  string `xml:"cbc:Name,omitempty"`
		Phone string `xml:"cbc:Telephone,omitempty"`
		Mail  string `xml:"cbc:ElectronicMail,omitempty"`
	}
	ublMeans struct {
		Code      ublMeansCode `xml:"cbc:PaymentMeansCode"`
		Due       string       `xml:"cbc:PaymentDueDate,omitempty"` // of a credit note
		Reference string       `xml:"cbc:PaymentID,omitempty"`
		IBAN      *string      `xml:"cac:PayeeFinancialAccount>cbc:ID,omitempty"`
		Name      *string      `xml:"cac:PayeeFinancialAccount>cbc:Name,omitempty"`
		BIC       *string      `xml:"cac:PayeeFinancialAccount>cac:FinancialInstitutionBranch>cbc:ID,omitempty"`
		Mandate   *string      `xml:"cac:PaymentMandate>cbc:ID,omitempty"`
		Debited   *string      `xml:"cac:PaymentMandate>cac:PayerFinancialAccount>cbc:ID,omitempty"`
	}
	ublMeansCode struct {
		Name string `xml:"name,attr,omitempty"`
		Text string `xml:",chardata"`
	}
	ublAmount struct {
		Currency string `xml:"currencyID,attr"`
		Text     string `xml:",chardata"`
	}
	ublTax struct {
		Net      ublAmount   `xml:"cbc:TaxableAmount"`
		Tax      ublAmount   `xml:"cbc:TaxAmount"`
		Category ublCategory `xml:"cac:TaxCategory"`
	}
	ublCategory struct {
		ID      string `xml:"cbc:ID"`
		Percent string `xml:"cbc:Percent,omitempty"`
		Code    string `xml:"cbc:TaxExemptionReasonCode,omitempty"`
		Reason  string `xml:"cbc:TaxExemptionReason,omitempty"`
		Scheme  string `xml:"cac:TaxScheme>cbc:ID"`
	}
	ublTotals struct {
		Lines   ublAmount  `xml:"cbc:LineExtensionAmount"`
		Net     ublAmount  `xml:"cbc:TaxExclusiveAmount"`
		Gross   ublAmount  `xml:"cbc:TaxInclusiveAmount"`
		Prepaid *ublAmount `xml:"cbc:PrepaidAmount"`
		Due     ublAmount  `xml:"cbc:PayableAmount"`
	}
	ublLine struct {
		ID          string       `xml:"cbc:ID"`
		Quantity    *ciiQuantity `xml:"cbc:InvoicedQuantity"`
		Credited    *ciiQuantity `xml:"cbc:CreditedQuantity"`
		Amount      ublAmount    `xml:"cbc:LineExtensionAmount"`
		Description *string      `xml:"cac:Item>cbc:Description,omitempty"`
		Name        string       `xml:"cac:Item>cbc:Name"`
		Category    ublCategory  `xml:"cac:Item>cac:ClassifiedTaxCategory"`
		Price       ublAmount    `xml:"cac:Price>cbc:PriceAmount"`
		Base        ciiQuantity  `xml:"cac:Price>cbc:BaseQuantity"`
	}
)

// UBL writes the document as an Invoice or a CreditNote of UBL 2.1. It refuses what is outside
// the scope of VAT.
func (doc *Document) UBL() ([]byte, error) {
	if doc.Kind == Plain {
		return nil, errPlain
	}
	if err := doc.checkUBL(); err != nil {
		return nil, err
	}
	d, r := &doc.Data, &doc.Data.References
	const urn = "urn:oasis:names:specification:ubl:schema:xsd:"
	out := ublDocument{
		NS: urn + "Invoice-2", CAC: urn + "CommonAggregateComponents-2", CBC: urn + "CommonBasicComponents-2",
		Profile: guideline, Process: doc.Process, ID: d.Number, Issued: d.Issued.String(), Currency: doc.Currency, Account: r.Accounting, Buyer: r.Buyer,
		From: doc.Period.From.String(), Last: doc.Period.Last.String(), VATDue: opt(dueCodes[d.VATDue][1]),
		Order: opt(r.Order), Sales: opt(r.Sales), Contract: opt(r.Contract), Seller: doc.ublParty(&d.Seller, true), BuyerIs: doc.ublParty(&d.Buyer, false),
		Means: doc.ublMeans(), Terms: opt(d.Terms), Tax: doc.money(doc.Tax),
		Totals: ublTotals{Lines: doc.money(doc.Net), Net: doc.money(doc.Net), Gross: doc.money(doc.Gross), Due: doc.money(doc.Due)},
	}
	out.XMLName.Local = "Invoice"
	if doc.Kind == Credit {
		out.XMLName.Local, out.NS, out.NoteType = "CreditNote", urn+"CreditNote-2", doc.Kind
		if out.NoteProject = opt(r.Project); r.Project != "" {
			out.NoteProjectType = opt("50")
		}
	} else {
		out.Type, out.Due, out.Project = doc.Kind, ublDate(d.Due), opt(r.Project)
	}
	for _, n := range d.orderedNotes() {
		if n.Subject != "" {
			n.Text = "#" + n.Subject + "#" + n.Text
		}
		out.Notes = append(out.Notes, n.Text)
	}
	for _, x := range d.Preceding {
		out.Before = append(out.Before, ublReference{x.Number, opt(ublDate(x.Issued))})
	}
	if x := d.Delivery; x != nil {
		out.Delivered, out.Country = opt(ublDate(x.On)), opt(x.Country)
	}
	for _, t := range doc.Taxes {
		out.Taxes = append(out.Taxes, ublTax{doc.money(t.Net), doc.money(t.Tax), ublCategory{t.Category, t.Percent, t.Code, t.Reason, "VAT"}})
	}
	if doc.Prepaid != "" {
		prepaid := doc.money(doc.Prepaid)
		out.Totals.Prepaid = &prepaid
	}
	doc.ublLines(&out)
	b, err := xml.MarshalIndent(out, "", "  ")
	return append([]byte(xml.Header), b...), err
}

// checkUBL refuses what CII can say and UBL cannot.
func (doc *Document) checkUBL() error {
	var l fault.List
	d := &doc.Data
	if doc.Kind == Credit && !d.Due.IsZero() && d.Payment == nil {
		l.Add("data.payment", nil, "BG-16 must be given with a due date (BT-9), which a credit note in UBL has within it")
	}
	for i, n := range d.Notes {
		if d.Profile == French && n.Subject == "BAR" && n.Text == "B2CINT" {
			l.Add("data."+fault.Index("notes", i)+".text", n.Text, "BT-22 must not be B2CINT in UBL, whose rules do not know it (BR-FR-20)")
		}
	}
	return l.Err()
}

func (doc *Document) ublLines(out *ublDocument) {
	for i := range doc.Lines {
		n := &doc.Lines[i]
		quantity := &ciiQuantity{n.Unit, n.Quantity}
		line := ublLine{
			ID: n.ID, Amount: doc.money(n.Amount), Description: opt(n.Description), Name: n.Name,
			Category: ublCategory{ID: n.Category, Percent: n.Percent, Scheme: "VAT"}, Price: doc.money(n.Price), Base: ciiQuantity{n.Unit, n.Base},
		}
		if doc.Kind == Credit {
			line.Credited = quantity
			out.NoteLines = append(out.NoteLines, line)
		} else {
			line.Quantity = quantity
			out.Lines = append(out.Lines, line)
		}
	}
}

func (doc *Document) ublParty(p *Party, seller bool) ublParty {
	a := &p.Address
	out := ublParty{
		Address: ublID(p.Electronic), Trading: opt(p.Trading), Street: opt(a.Street), More: opt(a.More), City: opt(a.City), Code: opt(a.Code), Country: a.Country,
		Registered: p.Name, Legal: ublID(p.Legal), Form: opt(p.Form),
	}
	if p.SIRET != "" {
		out.IDs = append(out.IDs, ublPartyID{ublScheme{"0009", p.SIRET}})
	}
	if pay := doc.Data.Payment; seller && pay != nil && pay.Creditor != "" {
		out.IDs = append(out.IDs, ublPartyID{ublScheme{"SEPA", pay.Creditor}})
	}
	if p.VAT != "" && !doc.untaxed() {
		out.Taxes = append(out.Taxes, ublTaxNumber{p.VAT, "VAT"})
	}
	if p.Tax != "" {
		out.Taxes = append(out.Taxes, ublTaxNumber{p.Tax, "FC"})
	}
	if c := p.Contact; c != nil {
		out.Contact = &ublContact{c.Name, c.Phone, c.Mail}
	}
	return out
}

// ublMeans says how to pay; a credit note has its due date there.
func (doc *Document) ublMeans() *ublMeans {
	p := doc.Data.Payment
	if p == nil {
		return nil
	}
	out := &ublMeans{
		Code: ublMeansCode{p.Text, p.Means}, Reference: p.Reference, IBAN: opt(p.IBAN), Name: opt(p.Name), BIC: opt(p.BIC), Mandate: opt(p.Mandate), Debited: opt(p.Debited),
	}
	if doc.Kind == Credit {
		out.Due = ublDate(doc.Data.Due)
	}
	return out
}

func ublID(x *Identifier) *ublScheme {
	if x == nil {
		return nil
	}
	return &ublScheme{x.Scheme, x.ID}
}

func ublDate(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func (doc *Document) money(s string) ublAmount { return ublAmount{doc.Currency, s} }
