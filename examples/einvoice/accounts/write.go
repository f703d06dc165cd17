package accounts

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel"
)

// fecColumns are those of the French file of entries, by their legal names.
const fecColumns = "JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib PieceRef PieceDate " +
	"EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise Idevise"

// FEC writes entries as the French file of entries (article A47 A-1 of the LPF): 18 columns,
// tabs between them, dates as AAAAMMJJ, commas in amounts, UTF-8. Entries that do not balance
// are refused.
func FEC(entries []Entry) ([]byte, error) {
	if err := balanced(entries); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString(strings.ReplaceAll(fecColumns, " ", "\t") + "\r\n")
	for i := range entries {
		e := &entries[i]
		for _, m := range e.Moves {
			row := []string{
				e.Journal.Number, e.Journal.Name, strconv.Itoa(e.Number), compact(e.Date), m.Account.Number, m.Account.Name,
				m.Auxiliary.Number, m.Auxiliary.Name, e.Piece, compact(e.PieceDate), e.Label, comma(m.Debit), comma(m.Credit),
				"", "", compact(e.Validated), "", "",
			}
			for j := range row {
				row[j] = cell(row[j])
			}
			b.WriteString(strings.Join(row, "\t") + "\r\n")
		}
	}
	return b.Bytes(), nil
}

// CSV writes entries as a table with points in amounts. Entries that do not balance are refused.
func CSV(entries []Entry) ([]byte, error) {
	if err := balanced(entries); err != nil {
		return nil, err
	}
	rows := [][]string{{"entry", "journal", "date", "account", "name", "auxiliary", "piece", "label", "debit", "credit"}}
	for i := range entries {
		e := &entries[i]
		for _, m := range e.Moves {
			rows = append(rows, []string{
				strconv.Itoa(e.Number), e.Journal.Number, e.Date.String(), m.Account.Number, m.Account.Name, m.Auxiliary.Number,
				e.Piece, e.Label, point(m.Debit), point(m.Credit),
			})
		}
	}
	return table(rows)
}

// Earned writes what is earned and deferred of each lot of hours, by contract and month, as a
// table: in the month, and since it was bought.
func Earned(statements ...servicelevel.Statement) ([]byte, error) {
	rows := [][]string{{"month", "contract", "lot", "bought", "price", "earned_month", "earned", "deferred", "repaid", "transferred"}}
	var l fault.List
	for i := range statements {
		s := &statements[i]
		l.Check(s.Currency == "", "currency", s.Currency, notEuros)
		for j := range s.Credit.Lots {
			u := &s.Credit.Lots[j]
			row := []string{s.Month.String(), s.Contract, u.Lot, u.Bought.String()}
			for _, d := range [...]decimal.Decimal{u.Price, u.EarnedMonth, u.Earned, u.Deferred, u.Repaid, u.Transferred} {
				cents, err := money.Hundredths.FromDecimal(d)
				l.In(fault.Index("credit.lots", j), err)
				row = append(row, point(cents))
			}
			rows = append(rows, row)
		}
	}
	if err := l.Err(); err != nil {
		return nil, err
	}
	return table(rows)
}

func balanced(entries []Entry) error {
	var l fault.List
	for i := range entries {
		var net int64
		for _, m := range entries[i].Moves {
			net += m.Debit - m.Credit
		}
		l.Check(net == 0, fault.Index("entries", i), point(net), "must balance: debits less credits are not 0")
	}
	return l.Err()
}

func table(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	err := csv.NewWriter(&b).WriteAll(rows)
	return b.Bytes(), err
}

// cell takes out what would break a column.
func cell(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

func point(cents int64) string { return string(money.Hundredths.AppendText(nil, cents)) }

func comma(cents int64) string { return strings.Replace(point(cents), ".", ",", 1) }

// compact writes a date as AAAAMMJJ; the zero date is empty.
func compact(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return strings.ReplaceAll(d.String(), "-", "")
}
