// Package words writes what palier says in French and in English: numbers, amounts, times, dates and months as
// people write them, and the texts of a document made of these.
package words

import (
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/plans"
)

// passage is a text of a document, written into the buffer until all are cut from one string.
type passage struct {
	to    *string
	piece piece
}

// piece is a part of a text that is still being written.
type piece struct{ from, to int }

// Begin begins the texts of a document whose amounts are in a currency, "" being euros as money.Euro is,
// and whose months are those of a cycle.
func (w *Writer) Begin(currency string, months cycle.Cycle) {
	if currency == money.Euro {
		currency = ""
	}
	w.n, w.texts = 0, w.texts[:0]
	w.currency, w.Months = currency, months
	w.Unit = money.UnitIn(currency)
}

// Say notes where a text of the document belongs, and has it written once in each language.
func (w *Writer) Say(to *plans.Wording, write func()) {
	for lang, dst := range [...]*string{plans.French: &to.FR, plans.English: &to.EN} {
		w.Lang = plans.Language(lang) // two languages
		from := w.n
		write()
		w.texts = append(w.texts, passage{dst, piece{from, w.n}})
	}
}

// End puts the texts where they belong.
func (w *Writer) End() {
	all := string(w.buf[:w.n])
	for _, p := range w.texts {
		*p.to = all[p.piece.from:p.piece.to]
	}
	clear(w.texts) // lets go of the document
}
