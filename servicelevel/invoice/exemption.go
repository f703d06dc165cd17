package invoice

import (
	"cmp"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/vat"
)

// Exemption says why something bears no tax. Both parts may be absent.
type Exemption struct {
	// Reason is a text of the contract, as the invoice has to have it (BT-120 of EN 16931): it
	// is not translated, so that explanations in either language quote it.
	Reason string `json:"reason,omitzero"`
	Code   string `json:"code,omitzero"` // of the list VATEX (BT-121), such as "VATEX-EU-AE"
}

// Check refuses a reason for what is taxed, by its category of VAT, and texts that no invoice can have.
func (x *Exemption) Check(category string) error {
	var l fault.List
	if *x != (Exemption{}) && (category == "" || category == vat.Taxed || category == "Z") {
		l.Add("", cmp.Or(x.Reason, x.Code), "must be absent in category S or Z (BR-S-10, BR-Z-10)")
	}
	if x.Reason != "" {
		check.Text(&l, "reason", x.Reason)
	}
	if x.Code != "" && (len(x.Code) > check.MaxID || text.BadName(x.Code) != "") {
		l.Add("code", x.Code, "must be at most 100 bytes of text, such as \"VATEX-EU-AE\"")
	}
	return l.Err()
}
