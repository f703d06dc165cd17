package einvoice

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/servicelevel"
)

// Profile says which rules a document keeps.
type Profile string

// The two profiles.
const (
	EN16931 Profile = ""       // the European standard
	French  Profile = "french" // and what France asks for since September 2026
)

// Data is what a document says beside its statement. What is optional is left out of the
// document where it is zero. As JSON it is read strictly: unknown, missing and repeated names
// are refused.
type Data struct {
	Profile  Profile               `json:"profile,omitzero"`
	Language servicelevel.Language `json:"language,omitzero"` // of the lines; the zero value is French
	// Number is the document's (BT-1): of one chronological series without gaps, which is the
	// caller's to keep. French: at most 35 of A–Z a–z 0–9 + - _ /.
	Number string        `json:"number"`
	Issued calendar.Date `json:"issued"`         // BT-2
	Due    calendar.Date `json:"due,omitzero"`   // BT-9; of what was paid on ordering, the day of payment
	Terms  string        `json:"terms,omitzero"` // BT-20, of payment
	Seller Party         `json:"seller"`
	Buyer  Party         `json:"buyer"`
	// Period is what is invoiced (BG-14), if it is not the statement's month with the days
	// that are paid in advance.
	Period     *Period     `json:"period,omitzero"`
	Delivery   *Delivery   `json:"delivery,omitzero"`
	Payment    *Payment    `json:"payment,omitzero"`
	References References  `json:"references,omitzero"`
	Preceding  []Reference `json:"preceding,omitzero"` // BG-3, the invoices that a credit note corrects
	Notes      []Note      `json:"notes,omitzero"`
	// Prepaid is what was paid before (BT-113), VAT included. If it is all, a French document
	// says so as its process (S2).
	Prepaid decimal.Decimal `json:"prepaid,omitzero" wire:"money"`
	VATDue  VATDue          `json:"vat_due,omitzero"`
	// Exemptions say why a category bears no tax, for lines that do not say it themselves. E
	// needs one; AE, K, G and O have one by the standard.
	Exemptions []Exemption `json:"exemptions,omitzero"`
}

// Party is the seller (BG-4) or the buyer (BG-7).
type Party struct {
	Name    string `json:"name"`             // BT-27, BT-44
	Trading string `json:"trading,omitzero"` // BT-28, BT-45
	// Legal is the number in the register of companies (BT-30, BT-47); of a company in
	// France its SIREN, under scheme 0002. Consumers have none.
	Legal *Identifier `json:"legal,omitzero"`
	SIRET string      `json:"siret,omitzero"` // BT-29, BT-46 under scheme 0009
	VAT   string      `json:"vat,omitzero"`   // BT-31, BT-48
	// Tax is the seller's local tax number (BT-32), if it has none for VAT.
	Tax string `json:"tax,omitzero"`
	// Form has legal form, capital and register as the law wants them (BT-33), of the seller.
	Form string `json:"form,omitzero"`
	// Electronic is the address for electronic documents (BT-34, BT-49): scheme 0225 in the
	// French circuit, EM for e-mail.
	Electronic *Identifier `json:"electronic,omitzero"`
	Address    Address     `json:"address"`
	Contact    *Contact    `json:"contact,omitzero"` // BG-6, BG-9
}

// Identifier is a number under a scheme: of ISO/IEC 6523, or of the list EAS.
type Identifier struct {
	Scheme string `json:"scheme,omitzero"`
	ID     string `json:"id"`
}

// Address is a postal address (BG-5, BG-8).
type Address struct {
	Street  string `json:"street,omitzero"` // BT-35, BT-50
	More    string `json:"more,omitzero"`   // BT-36, BT-51
	Code    string `json:"code,omitzero"`   // BT-38, BT-53
	City    string `json:"city,omitzero"`   // BT-37, BT-52
	Country string `json:"country"`         // BT-40, BT-55: ISO 3166-1, two letters
}

// Contact is whom to ask.
type Contact struct {
	Name  string `json:"name,omitzero"`
	Phone string `json:"phone,omitzero"`
	Mail  string `json:"mail,omitzero"`
}

// Period is a span of days, both included (BT-73, BT-74).
type Period struct {
	From calendar.Date `json:"from"`
	Last calendar.Date `json:"last"`
}

// Delivery is when and where (BT-72, BT-80).
type Delivery struct {
	On      calendar.Date `json:"on,omitzero"`
	Country string        `json:"country,omitzero"`
}

// Payment is how to pay (BG-16).
type Payment struct {
	Means     string `json:"means"`              // BT-81, UNTDID 4461: 30 credit transfer, 58 SEPA, 59 SEPA direct debit
	Text      string `json:"text,omitzero"`      // BT-82
	Reference string `json:"reference,omitzero"` // BT-83
	IBAN      string `json:"iban,omitzero"`      // BT-84
	Name      string `json:"name,omitzero"`      // BT-85
	BIC       string `json:"bic,omitzero"`       // BT-86
	Mandate   string `json:"mandate,omitzero"`   // BT-89, of a direct debit
	Creditor  string `json:"creditor,omitzero"`  // BT-90
	Debited   string `json:"debited,omitzero"`   // BT-91
}

// References are the names of things on either side.
type References struct {
	Buyer      string `json:"buyer,omitzero"`      // BT-10, the buyer's own code
	Project    string `json:"project,omitzero"`    // BT-11
	Contract   string `json:"contract,omitzero"`   // BT-12
	Order      string `json:"order,omitzero"`      // BT-13
	Sales      string `json:"sales,omitzero"`      // BT-14
	Accounting string `json:"accounting,omitzero"` // BT-19, the buyer's account
}

// Reference is an earlier invoice (BT-25, BT-26).
type Reference struct {
	Number string        `json:"number"`
	Issued calendar.Date `json:"issued,omitzero"`
}

// Note is a text (BT-22) with what it is about (BT-21, UNTDID 4451): PMD late payment, PMT
// cost of recovery, AAB discount, ABL the register, TXD the VAT group, BAR the circuit.
type Note struct {
	Subject string `json:"subject,omitzero"`
	Text    string `json:"text"`
}

// orderedNotes returns the notes without a subject first. UBL has the subjects within the texts, and its French
// rules read the text of one, such as BAR, up to the next.
func (d *Data) orderedNotes() []Note {
	var plain, about []Note
	for _, n := range d.Notes {
		if n.Subject == "" {
			plain = append(plain, n)
		} else {
			about = append(about, n)
		}
	}
	return append(plain, about...)
}

// Exemption says why a category bears no tax (BT-120, BT-121).
type Exemption struct {
	Category string `json:"category"`
	Reason   string `json:"reason,omitzero"`
	Code     string `json:"code,omitzero"` // of the list VATEX
}

// VATDue says when the VAT falls due (BT-8). The zero value says nothing.
type VATDue string

// The values of VATDue.
const (
	OnInvoice  VATDue = "invoice"  // on debits
	OnDelivery VATDue = "delivery" // when it is delivered
	OnPayment  VATDue = "payment"  // when it is paid
)

// data has no methods, so that the codec does not call them.
type data Data

func (d data) Validate() error { return Data(d).Validate() }

// MarshalJSON implements json.Marshaler.
func (d Data) MarshalJSON() ([]byte, error) { return wire.Append(nil, (*data)(&d)) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses, with every fault.
func (d *Data) UnmarshalJSON(b []byte) error { return wire.Decode(b, (*data)(d)) }
