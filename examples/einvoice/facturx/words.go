package facturx

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/einvoice/einvoice"
	"github.com/palier-go/palier/servicelevel"
)

// words are those of a page in one language.
type words struct {
	language servicelevel.Language
	currency string // of amounts; empty for euros
	title    string

	issued, period, due, contract, order, sales, buyerRef, project, account, corrects, delivered string
	seller, buyer, legal, tax, vatNumber, electronic                                             string
	label, quantity, price, vat, net, vatTable, base                                             string
	totalNet, totalVAT, totalGross, prepaid, toPay                                               string
	payment, means, holder, reference, mandate, creditor, debited, outside                       string
}

func wordsOf(doc *einvoice.Document) *words {
	if doc.Data.Language == servicelevel.English {
		return english(doc)
	}
	w := &words{
		language: servicelevel.French, currency: foreign(doc), title: "Facture",
		issued: "Émise le", period: "Période du", due: "Échéance :", contract: "Contrat", order: "Commande", sales: "Notre commande",
		buyerRef: "Votre référence", project: "Projet", account: "Votre compte", corrects: "Corrige la facture", delivered: "Livraison",
		seller: "VENDEUR", buyer: "CLIENT", legal: "Immatriculation", tax: "N° fiscal", vatNumber: "N° TVA", electronic: "Adresse de facturation électronique",
		label: "Désignation", quantity: "Quantité", price: "Prix HT", vat: "TVA", net: "Montant HT", vatTable: "TVA par taux", base: "Base HT",
		totalNet: "Total HT", totalVAT: "TVA", totalGross: "Total TTC", prepaid: "Déjà payé", toPay: "Net à payer",
		payment: "Paiement", means: "Mode :", holder: "Titulaire", reference: "Référence à rappeler :", mandate: "Mandat", creditor: "Créancier", debited: "Compte débité",
	}
	switch doc.Kind {
	case einvoice.Credit:
		w.title, w.toPay = "Avoir", "En votre faveur"
	case einvoice.Plain:
		w.title, w.totalNet, w.net, w.price, w.vat, w.toPay = "Indemnité", "Total", "Montant", "Prix", "", "En votre faveur"
		if strings.HasPrefix(doc.Due, "-") {
			w.toPay = "Repris sur des indemnités passées"
		}
		w.outside = "Indemnité hors du champ de la TVA. Ce document n'est pas une facture."
	}
	return w
}

// foreign returns the currency of a document that is not in euros.
func foreign(doc *einvoice.Document) string { return strings.TrimPrefix(doc.Currency, "EUR") }

func english(doc *einvoice.Document) *words {
	w := &words{
		language: servicelevel.English, currency: foreign(doc), title: "Invoice",
		issued: "Issued on", period: "Period", due: "Due on", contract: "Contract", order: "Order", sales: "Our order",
		buyerRef: "Your reference", project: "Project", account: "Your account", corrects: "Corrects invoice", delivered: "Delivery",
		seller: "SELLER", buyer: "CUSTOMER", legal: "Registration", tax: "Tax number", vatNumber: "VAT number", electronic: "Electronic address",
		label: "What for", quantity: "Quantity", price: "Price", vat: "VAT", net: "Amount", vatTable: "VAT by rate", base: "Net",
		totalNet: "Total excl. VAT", totalVAT: "VAT", totalGross: "Total incl. VAT", prepaid: "Paid before", toPay: "To pay",
		payment: "Payment", means: "By", holder: "Account holder", reference: "Please quote", mandate: "Mandate", creditor: "Creditor", debited: "Account debited",
	}
	switch doc.Kind {
	case einvoice.Credit:
		w.title, w.toPay = "Credit note", "In your favour"
	case einvoice.Plain:
		w.title, w.totalNet, w.vat, w.toPay = "Compensation", "Total", "", "In your favour"
		if strings.HasPrefix(doc.Due, "-") {
			w.toPay = "Taken back of earlier ones"
		}
		w.outside = "A compensation outside the scope of VAT. This document is no invoice."
	}
	return w
}

// date writes "1er" nowhere: 01/06/2026 in French, 1 June 2026 in English.
func (w *words) date(d calendar.Date) string {
	if w.language == servicelevel.English {
		return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
	}
	return fmt.Sprintf("%02d/%02d/%d", d.Day, int(d.Month), d.Year)
}

// number writes digits as the language does, in groups of three.
func (w *words) number(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, part, ok := strings.Cut(s, ".")
	group, mark := " ", ","
	if w.language == servicelevel.English {
		group, mark = ",", "."
	}
	out := ""
	for len(whole) > 3 {
		whole, out = whole[:len(whole)-3], group+whole[len(whole)-3:]+out
	}
	if out = sign + whole + out; ok {
		out += mark + part
	}
	return out
}

func (w *words) money(s string) string {
	if w.language == servicelevel.English {
		sign := ""
		if strings.HasPrefix(s, "-") {
			sign, s = "-", s[1:]
		}
		if w.currency != "" {
			return sign + w.currency + " " + w.number(s)
		}
		return sign + "€" + w.number(s)
	}
	return w.number(s) + " " + cmp.Or(w.currency, "€")
}

// unit names a unit of the statement's lines, after its number.
func (w *words) unit(code string) string {
	french := map[string]string{"MON": " mois", "DAY": " j", "HUR": " h", "MIN": " min", "SEC": " s"}
	other := map[string]string{"MON": " mo.", "DAY": " d", "HUR": " h", "MIN": " min", "SEC": " s"}
	if w.language == servicelevel.English {
		return other[code]
	}
	return french[code]
}

// rate writes the VAT of a line: its rate, or its category if it bears none.
func (w *words) rate(category, percent string) string {
	if w.outside != "" {
		return "" // nothing of it is on the page
	}
	if category != "S" {
		return category
	}
	return w.number(percent) + " %"
}

// treatment writes a VAT in words.
func (w *words) treatment(category, percent string) string {
	if category == "S" {
		return w.vat + " " + w.number(percent) + " %"
	}
	names := map[string]string{"Z": "Taux zéro", "E": "Exonéré", "AE": "Autoliquidation", "K": "Livraison intracommunautaire", "G": "Exportation", "O": "Hors du champ de la TVA"}
	if w.language == servicelevel.English {
		names = map[string]string{"Z": "Zero rate", "E": "Exempt", "AE": "Reverse charge", "K": "Intra-community supply", "G": "Export", "O": "Not subject to VAT"}
	}
	return names[category] + " (" + category + ")"
}
