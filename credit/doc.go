// Package credit says what prepaid time is worth: how work is billed, which packs of hours are sold, how long
// they last, and by what terms an account counts. What is left of it is kept by package
// [github.com/palier-go/palier/credit/ledger].
//
// # Blocks, packs, a tariff
//
// Work is billed in whole blocks (S19). [Blocks.Billable] rounds an intervention up; [Tariff.Cheapest] finds
// the packs that cover a need for the least money, and [Validity] says when hours end that do.
//
//	half := credit.Blocks{Size: 30 * time.Minute}
//	billed, err := half.Billable(20*time.Minute, 25*time.Minute) // 1h0m0s
//	offer, err := tariff.Cheapest(billed)                        // the packs to buy, and what they cost
//
// # Terms
//
// [Terms] is how an account counts. Only its blocks must be given; every other field is a decision that the
// price list leaves open, with a default: which month's allowance pays for an intervention ([Paying]), what
// becomes of the rest of an allowance ([Remainder]), in which order packs are drawn on ([Drawing]), what a
// plan gives in a month of which it has some days only ([PartMonth]).
//
//	terms := credit.Terms{Blocks: half, Zone: "Europe/Paris", Paying: credit.SplitAtMidnight}
//
// [Kind] lists what happens to hours, and a [Balance] says how many are there. Prices are decimals without
// VAT, in a currency whose smallest unit is a [Minor].
//
// # Errors, JSON and columns
//
// A [*FieldError] names each fault of an input, all joined. A [*ShortfallError] says that there are not enough
// hours, with what is missing and the cheapest packs that cover it. All values go through encoding/json and
// back, and what implements [driver.Valuer] stands in a column as the same text, never as NULL. What is
// unknown is refused when read and when written, what Validate refuses when read. Values can be used from any
// goroutine as long as nobody changes them.
package credit
