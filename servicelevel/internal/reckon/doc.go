// Package reckon has the arithmetic that a month's figures and the words of its statement both go by: each
// piece of it stands once, so that the words cannot say another figure than the one that they are of.
package reckon
