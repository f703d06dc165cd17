// Package credit keeps prepaid time: what was bought, what is free each month,
// what was worked, and what all of it was worth.
package credit
