package servicelevel_test

// lineForms are how the sentences of lines, tickets and guarantees read, between semicolons.
var lineForms = []form{
	{"fee", `{S} at {A} a month excl\. VAT{C}`, `niveau {S} à {A} HT par mois{C}`},
	{"days", `{N} of {N} days from {D} = {A}{E}{C}`, `{N} jours? sur {N} à partir du {D} = {A}{E}{C}`},
	{"fee_returned", `fee for {O} invoiced in advance, {A} excl\. VAT, as the contract has changed since{C}`, `abonnement (?:de |d'){O} facturé d'avance, {A} HT, comme le contrat a changé depuis{C}`},
	{"pack", `{T} of intervention bought on {D}, {A} excl\. VAT{C}`, `{T} d'intervention achetées le {D}, {A} HT{C}`},
	{"pack_sold", `{T} of intervention sold for work done without credit, on {D}, {A} excl\. VAT{C}`, `{T} d'intervention vendues pour le travail fait sans crédit, le {D}, {A} HT{C}`},
	{"valid", `valid until {D}`, `valable jusqu'au {D}`},
	{"hours", `{T} without credit at {A} an hour excl\. VAT = {A}{E}{C}`, `{T} sans crédit à {A} HT l'heure = {A}{E}{C}`},
	{"charge", `on {D}, {A} excl\. VAT{C}`, `le {D}, {A} HT{C}`},
	{"untaxed", `no VAT: {S}`, `sans TVA : {S}`},

	{"back_of_pack", `{T} taken back of the pack of {T} of {D}, {A} excl\. VAT`, `{T} reprises? du pack de {T} du {D}, {A} HT`},
	{"back_of_time", `{T} taken back of the time billed by the hour, {T} of {D}, {A} excl\. VAT`, `{T} reprises? du temps facturé à l'heure, {T} du {D}, {A} HT`},
	{"back", `{T} taken back{C}`, `{T} reprises?{C}`},
	{"back_all", `{A} for {T}{C}`, `{A} pour {T}{C}`},
	{"back_part", `{A} for {T}, less {A} for {T} = {A}{C}`, `{A} pour {T}, moins {A} pour {T} = {A}{C}`},
	{"agreed", `amount agreed {A}`, `montant convenu {A}`},
	{"part", `on this invoice {A}`, `sur cette facture {A}`},

	{"wrong", `(?:given|invoiced) by mistake, {A} excl\. VAT{C}`, `(?:accordé|facturé) par erreur, {A} HT{C}`},
	{"wrong_hours", `{T} (?:given back|invoiced) by mistake, {A} excl\. VAT{C}`, `{T} (?:rendue|facturée)s? par erreur, {A} HT{C}`},
	{"wrong_pack", `{T} (?:given back|invoiced) by mistake of the pack of {T} of {D}, {A} excl\. VAT{C}`, `{T} (?:rendue|facturée)s? par erreur du pack de {T} du {D}, {A} HT{C}`},
	{"wrong_time", `{T} (?:given back|invoiced) by mistake of the time billed by the hour, {T} of {D}, {A} excl\. VAT{C}`, `{T} (?:rendue|facturée)s? par erreur du temps facturé à l'heure, {T} du {D}, {A} HT{C}`},

	{"below", `availability of (?:(?:{B} to )?{O}|{Y}) below what was promised{C}`, `disponibilité (?:de |d')(?:(?:{B} à )?{O}|{Y}) en dessous de l'engagement{C}`},
	{"less", `availability of (?:(?:{B} to )?{O}|{Y}), for which less is owed than before{C}`, `disponibilité (?:de |d')(?:(?:{B} à )?{O}|{Y}), dont il est dû moins qu'auparavant{C}`},
	{"late_line", `interventions begun after the guaranteed time{C}: {S}`, `interventions commencées après le délai garanti{C} : {S}`},
	{"off", `(?:{A} of {A} )?taken off the invoice`, `(?:{A} sur {A} )?déduits? de la facture`},
	{"off_rest", `{A} of {A} taken off the invoice, the rest by a credit note`, `{A} sur {A} déduits? de la facture, le reste par un avoir`},
	{"on", `added to the invoice`, `repris par la facture`},
	{"beyond", `(?:{A} of {A} )?given back by this credit note, beyond what this statement invoices`, `(?:{A} sur {A} )?rendus? par cet avoir, au-delà de ce que ce relevé facture`},
	{"owed", `a compensation outside the scope of VAT`, `indemnité hors du champ de la TVA`},
	{"owed_less", `taken off the compensation, outside the scope of VAT`, `repris de l'indemnité, hors du champ de la TVA`},

	{"sale_vat", `VAT of the sale: {P}{C}`, `TVA de la vente : {P}{C}`},
	{"sale_no_vat", `VAT of the sale: none, {S}{C}`, `TVA de la vente : aucune, {S}{C}`},
	{"note", `credit note for the invoice of {O} of the contract {S}`, `avoir sur la facture (?:de |d'){O} du contrat {S}`},
	{"joint_note", `credit note for the joint invoice of {O}, for the contracts? {S}`, `avoir sur la facture commune (?:de |d'){O}, pour (?:le|les) contrats? {S}`},
	{"vat", `VAT of {D}: {P}{C}`, `TVA du {D} : {P}{C}`},
	{"no_vat", `VAT of {D}: none, {S}{C}`, `TVA du {D} : aucune, {S}{C}`},
	{"known", `known after the statement for {O}`, `connu après le relevé (?:de |d'){O}`},
	{"net_after", `{A} after {A} given back of this invoice before`, `{A} après {A} déjà rendus? de cette facture`},
	{"tax_after", `{P} of {A} = {A}, less {P} of {A} = {A}: {A}{C}`, `{P} de {A} = {A}, moins {P} de {A} = {A} : {A}{C}`},

	{"incident", `incident of {I}`, `incident du {I}`},
	{"around", `work to begin within {T} around the clock(?:, by {I})?{C}`, `intervention à commencer en {T}, jour et nuit(?:, au plus tard le {I})?{C}`},
	{"in_hours", `work to begin within {T} of the plan's hours(?:, by {I})?{C}`, `intervention à commencer en {T} des heures prévues(?:, au plus tard le {I})?{C}`},
	{"waiting", `waiting for the customer {S} does not count{C}`, `l'attente du client {S} ne compte pas{C}`},
	{"begun", `begun on {I}, after {T}(?: of the plan's hours)?: kept`, `commencée le {I}, après {T}(?: des heures prévues)? : tenu`},
	{"begun_late", `begun on {I}, after {T}(?: of the plan's hours)?: missed by {T}{C}`, `commencée le {I}, après {T}(?: des heures prévues)? : manqué de {T}{C}`},
	{"not_begun", `no intervention known on {I}, after {T}(?: of the plan's hours)?: missed by {T}{C}`, `aucune intervention connue le {I}, après {T}(?: des heures prévues)? : manqué de {T}{C}`},

	{"revised", `an earlier statement said something else of it`, `un relevé précédent en disait autre chose`},

	{"in_all", `in all {T}`, `en tout {T}`},
	{"in_all_most", `in all {T}, the length of the month`, `en tout {T}, la durée du mois`},
	{"nothing", `nothing is owed{C}`, `rien n'est dû{C}`},
	{"late_missed", `{P} \({N}\) of {T} without lateness{C}(?:, rounded to the nearest {P}: {P})?, promised {X}{P}{C}: missed by {T}{C}`, `{P} \({N}\) des {T} sans retard{C}(?:, arrondie à {P} près : {P})?, engagement {X}{P}{C} : manqué de {T}{C}`},
	{"late_kept", `{P} \({N}\) of {T} without lateness{C}(?:, rounded to the nearest {P}: {P})?, promised {X}{P}{C}: kept, to spare {T}{C}`, `{P} \({N}\) des {T} sans retard{C}(?:, arrondie à {P} près : {P})?, engagement {X}{P}{C} : tenu, reste {T}{C}`},

	{"for_contract", `for the contract {S}{C}`, `pour le contrat {S}{C}`},
	{"inside", `{W} less outside the plan's hours{C}`, `{W} de moins hors des heures prévues{C}`},
	{"outside", `of which {W} outside the plan's hours{C}`, `dont {W} hors des heures prévues{C}`},
}

// drawForms are how time is drawn, one after the other.
var drawForms = []form{
	{"allowance", `{W} from the allowance for {O}{C}`, `{W} sur l'allocation (?:de |d'){O}{C}`},
	{"from_pack", `{W} from the pack of {T} of {D}, already paid {A} of {A}{C}`, `{W} sur le pack de {T} du {D}, déjà payé {A} sur {A}{C}`},
	{"from_ending", `{W} from the pack of {T} of {D} valid until {D}, already paid {A} of {A}{C}`, `{W} sur le pack de {T} du {D} valable jusqu'au {D}, déjà payé {A} sur {A}{C}`},
	{"from_sold_ending", `{W} from the pack of {T} of {D} valid until {D}, invoiced {A} of {A}{C}`, `{W} sur le pack de {T} du {D} valable jusqu'au {D}, facturé {A} sur {A}{C}`},
	{"from_sold", `{W} from the pack of {T} of {D}, invoiced {A} of {A}{C}`, `{W} sur le pack de {T} du {D}, facturé {A} sur {A}{C}`},
	{"from_time", `{W} of the {T} billed by the hour on {D}, invoiced {A} of {A}{C}`, `{W} sur (?:les )?{T} facturées? à l'heure le {D}, facturé {A} sur {A}{C}`},
	{"from_earlier", `{W} from a pack bought before, (?:already paid|invoiced) {A}{C}`, `{W} sur un pack acheté auparavant, (?:déjà payé|facturé) {A}{C}`},
	{"to_allowance", `{W} back to the allowance for {O}{C}`, `{W} rendues? à l'allocation (?:de |d'){O}{C}`},
	{"to_pack", `{W} back to the pack of {T} of {D}, worth {A} of {A}{C}`, `{W} rendues? au pack de {T} du {D}, valant {A} sur {A}{C}`},
	{"to_ending", `{W} back to the pack of {T} of {D} valid until {D}, worth {A} of {A}{C}`, `{W} rendues? au pack de {T} du {D} valable jusqu'au {D}, valant {A} sur {A}{C}`},
	{"to_time", `{W} back to the time billed by the hour, {T} of {D}, worth {A} of {A}{C}`, `{W} rendues? au temps facturé à l'heure, {T} du {D}, valant {A} sur {A}{C}`},
	{"to_earlier", `{W} back to a pack bought before, worth {A}{C}`, `{W} rendues? à un pack acheté auparavant, valant {A}{C}`},
	{"overdrawn_less", `{W} less overdrawn{C}`, `{W} de moins à découvert{C}`},
	{"overdrawn", `{W} overdrawn{C}`, `{W} à découvert{C}`},
}
