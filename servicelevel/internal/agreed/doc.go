// Package agreed has what a contract comes to once it is read together with the editions that it names: which plan
// holds on which day, in which hours, at which fee, taxed how, and what it promises.
//
// A [Catalogue] is an edition made ready to compute with, a [Plan] one of its plans, and a [Term] a contract that
// [Catalogue.Bind] has read: runs of days under one plan, and whatever is asked of a day, a month or an instant. It
// is the ground that statements, books and timelines stand on. Nothing here knows what has happened under a
// contract, beyond the single request, purchase or charge that it is asked about.
//
// An edition that was compiled never changes and can be used from any goroutine. A Term is read again and again in the
// same memory, and is for one goroutine at a time. Both are tested through package servicelevel.
package agreed
