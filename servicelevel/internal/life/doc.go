// Package life folds the facts of a contract's life, in the order in which they became known, to what statements, the
// desk and the state of a closed month are made of. A [Fold] begins with a new contract or with a state, is told one
// fact after the other, and knows at any time how each request stands, what moved hours, and what may be withdrawn.
//
// It refuses what cannot have happened, and then stands as before once its [Trace] is taken back. Which facts there
// are, and in which order, is kept by whoever folds them: package servicelevel's Book, through which it is tested.
package life
