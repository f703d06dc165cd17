package main

// Parties are the seller and the buyer, and when the invoice is to be paid.
type Parties struct {
	Seller Party  `json:"seller"`
	Buyer  Party  `json:"buyer"`
	Terms  string `json:"terms"` // of payment, in words
}

// Party is one of the two.
type Party struct {
	Name    string `json:"name"`
	Legal   string `json:"legal"` // its number in the register of companies (SIREN)
	VAT     string `json:"vat"`   // its VAT number
	Street  string `json:"street"`
	City    string `json:"city"`
	Code    string `json:"code"`
	Country string `json:"country"` // ISO 3166
	Mail    string `json:"mail"`
}
