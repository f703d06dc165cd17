package credit

// Cents is an amount of money in a [Fund]: whole cents, or whatever Terms.Minor says is the smallest
// unit of its currency.
type Cents int64
