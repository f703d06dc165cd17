package contracts

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// VAT is how fees, packs and charges are taxed (D22). The zero value is the edition's
// rates.
//
// Which treatment and which rate a line has is decided by a day of its own, not by
// the day on which it is invoiced (D33): that of a purchase or a charge, the first of a
// fee's days, the last of the month that a penalty taken off is for. So what becomes known
// late is corrected at the rate of what it corrects.
type VAT struct {
	// Category is the code of EN 16931 (UNTDID 5305): "S" standard rate, "Z" zero
	// rate, "E" exempt, "AE" reverse charge, "K" intra-community, "G" export, "O"
	// not subject. Empty is "S".
	Category string `json:"category,omitzero"`
	// Rate replaces the edition's rates. In category S it must be above 0, in any
	// other absent or 0.
	Rate *decimal.Decimal `json:"rate,omitzero"`
	// Exemption says why nothing is taxed, in any category but S and Z; its lines have it.
	Exemption invoice.Exemption `json:"exemption,omitzero"`
	// Territory is the ISO 3166 code of the place of taxation, such as "FR" or
	// "RE", for the invoice; it changes no figure by itself.
	Territory string `json:"territory,omitzero"`
	// Changes are the later treatments, by date, at most 100.
	Changes []VATChange `json:"changes,omitzero"`
}

// VATChange is how fees, packs and charges are taxed from a day on, in place of what held
// before: Category, Rate and Exemption are those of VAT. Days before the contract's start and
// after its end count too, as a pack may be bought on one.
type VATChange struct {
	On        calendar.Date     `json:"on"`
	Category  string            `json:"category,omitzero"`
	Rate      *decimal.Decimal  `json:"rate,omitzero"`
	Exemption invoice.Exemption `json:"exemption,omitzero"`
}

// maxVATChanges bounds VAT.Changes.
const maxVATChanges = 100

func (v *VAT) check(l *fault.List) {
	vat.CheckTreatment(l, "vat.category", "vat.rate", v.Category, v.Rate)
	l.In("vat.exemption", v.Exemption.Check(v.Category))
	if !isPlace(v.Territory) {
		l.Add("vat.territory", v.Territory, "must be an ISO 3166 code")
	}
	l.Check(len(v.Changes) <= maxVATChanges, "vat.changes", len(v.Changes), "must be at most 100")
	before := calendar.Date{}
	for i := range v.Changes {
		ch := &v.Changes[i]
		var in fault.List
		check.Rises(&in, ch.On, &before)
		vat.CheckTreatment(&in, "category", "rate", ch.Category, ch.Rate)
		in.In("exemption", ch.Exemption.Check(ch.Category))
		if !in.Empty() {
			l.In(fault.Index("vat.changes", i), in.Err())
		}
	}
}

// isPlace reports whether a text, if it is not empty, has the form of an ISO 3166 code: "FR",
// "FR-974".
func isPlace(code string) bool {
	const letters, digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
	country, part, divided := strings.Cut(code, "-")
	return code == "" || len(country) == 2 && strings.Trim(country, letters) == "" &&
		(!divided || len(part) > 0 && len(part) <= 3 && strings.Trim(part, letters+digits) == "")
}
