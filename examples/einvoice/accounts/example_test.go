package accounts_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/palier-go/palier/examples/einvoice/accounts"
	"github.com/palier-go/palier/examples/einvoice/einvoice"
	"github.com/palier-go/palier/servicelevel"
)

// must is for examples: their samples are right.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// samples are a month, its invoice and the numbers of accounts.
func samples() (servicelevel.Statement, *einvoice.Document, *accounts.Chart) {
	var in servicelevel.Input
	var data einvoice.Data
	var chart accounts.Chart
	for file, read := range map[string]func([]byte) error{
		"month.json": in.UnmarshalJSON, "french.json": data.UnmarshalJSON, "accounts.json": chart.UnmarshalJSON,
	} {
		if err := read(must(os.ReadFile("../samples/" + file))); err != nil {
			panic(err)
		}
	}
	s := must(servicelevel.NUXIT().StatementOf(in))
	s.Explain()
	return s, must(einvoice.Invoice(&s, data)), &chart
}

func ExampleJournal() {
	_, doc, chart := samples()
	for _, e := range must(accounts.Journal(doc, chart)) {
		for _, m := range e.Moves {
			fmt.Println(e.Date, e.Piece, m.Account.Number, m.Debit, m.Credit)
		}
	}
	// Output:
	// 2026-06-01 F-2026-0042 411000 38435 0
	// 2026-06-01 F-2026-0042 706100 0 8129
	// 2026-06-01 F-2026-0042 487000 0 23900
	// 2026-06-01 F-2026-0042 445711 0 6406
}

func ExampleRevenue() {
	s, _, chart := samples()
	s.Credit.Lots[0].EarnedMonth = s.Credit.Lots[0].Price // as if all its hours were used
	for _, e := range must(accounts.Revenue(&s, chart.Next, chart)) {
		for _, m := range e.Moves {
			fmt.Println(e.Date, e.Piece, m.Account.Number, m.Debit, m.Credit)
		}
	}
	// Output:
	// 2026-05-31 NX-2007 2026-05 487000 23900 0
	// 2026-05-31 NX-2007 2026-05 706200 0 23900
}

func ExampleCSV() {
	_, doc, chart := samples()
	fmt.Print(string(must(accounts.CSV(must(accounts.Journal(doc, chart))))))
	// Output:
	// entry,journal,date,account,name,auxiliary,piece,label,debit,credit
	// 118,VE,2026-06-01,411000,Clients,C2007,F-2026-0042,Boutique des Halles,384.35,0.00
	// 118,VE,2026-06-01,706100,Abonnements,,F-2026-0042,Boutique des Halles,0.00,81.29
	// 118,VE,2026-06-01,487000,Produits constatés d'avance,,F-2026-0042,Boutique des Halles,0.00,239.00
	// 118,VE,2026-06-01,445711,TVA collectée 20 %,,F-2026-0042,Boutique des Halles,0.00,64.06
}

func ExampleFEC() {
	_, doc, chart := samples()
	fec := must(accounts.FEC(must(accounts.Journal(doc, chart))))
	for row := range strings.Lines(string(fec)) {
		columns := strings.Split(strings.TrimSpace(row), "\t")
		fmt.Println(columns[2], columns[3], columns[4], columns[11], columns[12], columns[15])
	}
	// Output:
	// EcritureNum EcritureDate CompteNum Debit Credit ValidDate
	// 118 20260601 411000 384,35 0,00 20260605
	// 118 20260601 706100 0,00 81,29 20260605
	// 118 20260601 487000 0,00 239,00 20260605
	// 118 20260601 445711 0,00 64,06 20260605
}

func ExampleEarned() {
	s, _, _ := samples()
	fmt.Print(string(must(accounts.Earned(s))))
	// Output:
	// month,contract,lot,bought,price,earned_month,earned,deferred,repaid,transferred
	// 2026-05,NX-2007,P-88,2026-05-20,239.00,0.00,0.00,239.00,0.00,0.00
}

func ExampleChart_Validate() {
	_, _, chart := samples()
	chart.Deferred.Number, chart.Next = "48", 0
	fmt.Println(chart.Validate())
	// Output:
	// deferred.number: must begin with three digits of the general chart of accounts (got "48")
	// next: must be above 0 (got "0")
}
