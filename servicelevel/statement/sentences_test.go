package statement_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// sentences are what is said of each choice, by itself.
var sentences = []struct {
	of     statement.Assumption
	fr, en string
}{
	{
		statement.Assumption{Rule: "D1", Choice: "ticket"},
		"Les sessions d'un même ticket sont additionnées, puis arrondies une fois à la tranche supérieure.",
		"The work sessions of one ticket are added up, then rounded up once to whole blocks.",
	},
	{
		statement.Assumption{Rule: "D1", Choice: "each_session"},
		"Chaque session est arrondie à la tranche supérieure.",
		"Each work session is rounded up to whole blocks by itself.",
	},
	{
		statement.Assumption{Rule: "D2", Choice: "no_block"},
		"Une intervention sans temps passé ne compte aucune tranche.",
		"An intervention with no time worked counts no block.",
	},
	{
		statement.Assumption{Rule: "D3", Choice: "closed_as_it_was", Zone: "Africa/Casablanca"},
		"Des mois arrêtés selon d'autres règles du fuseau Africa/Casablanca restent tels quels ; le suivant commence où ils finissent.",
		"Months that were closed by other rules of Africa/Casablanca stay as they were; the next one begins where they end.",
	},
	{
		statement.Assumption{Rule: "D3", Choice: "zone", Zone: "Europe/Brussels"},
		"L'heure est celle du fuseau Europe/Brussels ; aux changements d'heure, le temps réellement écoulé compte.",
		"The clock is that of Europe/Brussels; across clock changes, real elapsed time counts.",
	},
	{
		statement.Assumption{Rule: "D4", Choice: "calendar_month"},
		"Le mois est le mois civil dans le fuseau du contrat, en secondes réelles.",
		"A month is the calendar month in the contract's zone, in real seconds.",
	},
	{
		statement.Assumption{Rule: "D4", Choice: "thirty_days"},
		"La disponibilité d'un mois est mesurée sur 30 jours fixes, soit 720 h.",
		"The availability of a month is measured against a fixed 30 days, which are 720 h.",
	},
	{
		statement.Assumption{Rule: "D4", Choice: "quarter"},
		"La disponibilité est mesurée sur le trimestre civil.",
		"Availability is measured over the calendar quarter.",
	},
	{
		statement.Assumption{Rule: "D4", Choice: "year"},
		"La disponibilité est mesurée sur l'année civile.",
		"Availability is measured over the calendar year.",
	},
	{
		statement.Assumption{Rule: "D4", Choice: "anniversary_month", Day: 15},
		"Le mois commence le 15 du mois civil dont il porte le nom, dans le fuseau du contrat, en secondes réelles.",
		"A month begins on day 15 of the calendar month whose name it has, in the contract's zone, in real seconds.",
	},
	{
		statement.Assumption{Rule: "D4", Choice: "anniversary_quarter", Day: 2},
		"La disponibilité est mesurée sur trois mois, à partir du 2 janvier, avril, juillet ou octobre.",
		"Availability is measured over three months, from day 2 of January, April, July or October on.",
	},
	{
		statement.Assumption{Rule: "D4", Choice: "anniversary_year", Day: 28},
		"La disponibilité est mesurée sur douze mois, à partir du 28 janvier.",
		"Availability is measured over twelve months, from day 28 of January on.",
	},
	{
		statement.Assumption{Rule: "D5", Choice: "first_session"},
		"Le mois de la première session d'un ticket paie toutes ses sessions, quelle que soit leur date de saisie.",
		"The month of a ticket's first session pays for all its sessions, whenever they are worked or recorded.",
	},
	{
		statement.Assumption{Rule: "D5", Choice: "own_session"},
		"Chaque session est payée par le mois où elle commence.",
		"Each work session is paid for by the month in which it begins.",
	},
	{
		statement.Assumption{Rule: "D5", Choice: "split_at_midnight"},
		"Le travail est partagé à minuit : chaque mois paie ce qui y est fait, le dernier aussi l'arrondi.",
		"Work is split at midnight: each month pays for what was worked in it, the last one for the rounding too.",
	},
	{
		statement.Assumption{Rule: "D6", Choice: "split_block"},
		"Le temps arrondi puise dans l'allocation, puis dans le crédit ; une tranche peut se partager.",
		"Rounded time draws on the allowance, then on credit; a block may be split between them.",
	},
	{
		statement.Assumption{Rule: "D6", Choice: "remainder_lost"},
		"Ce qui reste de l'allocation, s'il est inférieur à une tranche, est perdu.",
		"What is left of the allowance, if it is less than a block, is lost.",
	},
	{
		statement.Assumption{Rule: "D7", Choice: "gifts_first"},
		"Les heures offertes passent avant les heures payées, de chaque sorte les premières à expirer d'abord ; ce qui en reste à la fin est perdu, et acquis.",
		"Hours that were given are used before those paid for, of each kind the soonest to end first; what is left of them at the end is lost, and earned.",
	},
	{
		statement.Assumption{Rule: "D7", Choice: "soonest_to_end"},
		"Le pack qui expire le premier passe avant les autres, puis le premier acheté ; ce qui en reste à la fin est perdu.",
		"The pack that ends soonest is used first, then the one bought first; what is left of one at its end is lost.",
	},
	{
		statement.Assumption{Rule: "D7", Choice: "share_of_price"},
		"Tout l'usage d'un pack coûte sa part du prix au centime, chaque usage ce qu'il y ajoute.",
		"All use of a pack costs its share of the price to the cent, each use what it adds to that.",
	},
	{
		statement.Assumption{Rule: "D7", Choice: "first_bought"},
		"Le premier pack acheté est le premier consommé ; tout son usage coûte sa part du prix au centime, chaque usage ce qu'il y ajoute.",
		"The pack bought first is used first; all use of it costs its share of the price to the cent, each use what it adds to that.",
	},
	{
		statement.Assumption{Rule: "D8", Choice: "refused"},
		"Le débit est refusé, avec le manque et les packs les moins chers qui le couvrent ; rien ne change.",
		"The debit is refused, with the shortfall and the cheapest packs that cover it; nothing changes.",
	},
	{
		statement.Assumption{Rule: "D8", Choice: "overdraft", Time: 150 * time.Minute},
		"Un découvert va jusqu'à 2 h 30 min.",
		"There is an overdraft of up to 2 h 30 min.",
	},
	{
		statement.Assumption{Rule: "D8", Choice: "until_sold"},
		"Ce que le crédit ne couvre pas est à découvert ; à la fin du mois, le reste est vendu.",
		"What the credit does not cover is overdrawn; what still is when the month ends is sold then.",
	},
	{
		statement.Assumption{Rule: "D8", Choice: "afterwards"},
		"Ce qu'on apprend plus tard peut laisser un découvert, jusqu'au prochain achat d'heures.",
		"What becomes known later can leave hours overdrawn, until hours are bought.",
	},
	{
		statement.Assumption{Rule: "D9", Choice: "strictly_below", Of: statement.OfAvailability},
		"La garantie de disponibilité n'est manquée que strictement sous la cible : atteinte exactement, elle est tenue.",
		"The guarantee of availability is missed only strictly below the target: exactly the target is met.",
	},
	{
		statement.Assumption{Rule: "D9", Choice: "strictly_below", Of: statement.OfLateness},
		"La garantie de délai n'est manquée que strictement sous la cible : atteinte exactement, elle est tenue.",
		"The guarantee of the time to intervene is missed only strictly below the target: exactly the target is met.",
	},
	{
		statement.Assumption{Rule: "D9", Choice: "at_or_below", Of: statement.OfAvailability},
		"La garantie de disponibilité est manquée sous la cible, et à la cible exactement.",
		"The guarantee of availability is missed at exactly the target and below it.",
	},
	{
		statement.Assumption{Rule: "D9", Choice: "at_or_below", Of: statement.OfLateness},
		"La garantie de délai est manquée sous la cible, et à la cible exactement.",
		"The guarantee of the time to intervene is missed at exactly the target and below it.",
	},
	{
		statement.Assumption{Rule: "D10", Choice: "all", Of: statement.OfAvailability},
		"Si la garantie est manquée, toute l'indisponibilité est pénalisée.",
		"Once the guarantee is missed, all downtime is penalised.",
	},
	{
		statement.Assumption{Rule: "D10", Choice: "all", Of: statement.OfLateness},
		"Si la garantie est manquée, tout le retard est pénalisé.",
		"Once the guarantee is missed, all lateness is penalised.",
	},
	{
		statement.Assumption{Rule: "D10", Choice: "excess", Of: statement.OfAvailability},
		"Seul est pénalisé ce qui dépasse l'indisponibilité admise.",
		"Only what exceeds the downtime that is allowed is penalised.",
	},
	{
		statement.Assumption{Rule: "D10", Choice: "excess", Of: statement.OfLateness},
		"Seul est pénalisé ce qui dépasse le retard admis.",
		"Only what exceeds the lateness that is allowed is penalised.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "pro_rata", Of: statement.OfAvailability},
		"La pénalité d'indisponibilité est au prorata, fractions de seconde comprises, et arrondie une fois à la fin.",
		"The penalty for downtime is pro rata, fractions of a second included, and rounded once at the end.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "pro_rata", Of: statement.OfLateness},
		"La pénalité des interventions tardives est au prorata, fractions de seconde comprises, et arrondie une fois à la fin.",
		"The penalty for late interventions is pro rata, fractions of a second included, and rounded once at the end.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "begun", Of: statement.OfAvailability, Time: 150 * time.Minute},
		"Chaque unité commencée de 2 h 30 min d'indisponibilité est pénalisée en entier, sur le total.",
		"Each unit of 2 h 30 min of downtime begun is penalised in full, on the total.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "begun", Of: statement.OfLateness, Time: 150 * time.Minute},
		"Chaque unité commencée de 2 h 30 min de retard est pénalisée en entier, sur le total.",
		"Each unit of 2 h 30 min of lateness begun is penalised in full, on the total.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "full", Of: statement.OfAvailability, Time: 150 * time.Minute},
		"Seules les unités entières de 2 h 30 min d'indisponibilité sont pénalisées, sur le total.",
		"Only full units of 2 h 30 min of downtime are penalised, on the total.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "full", Of: statement.OfLateness, Time: 150 * time.Minute},
		"Seules les unités entières de 2 h 30 min de retard sont pénalisées, sur le total.",
		"Only full units of 2 h 30 min of lateness are penalised, on the total.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "pro_rata_per_outage", Of: statement.OfAvailability},
		"La pénalité d'indisponibilité est au prorata, chaque interruption à part.",
		"The penalty for downtime is pro rata, each outage by itself.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "pro_rata_per_outage", Of: statement.OfLateness},
		"La pénalité des interventions tardives est au prorata, chaque intervention à part.",
		"The penalty for late interventions is pro rata, each intervention by itself.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "begun_per_outage", Of: statement.OfAvailability, Time: 150 * time.Minute},
		"Chaque unité commencée de 2 h 30 min d'indisponibilité est pénalisée en entier, chaque interruption à part.",
		"Each unit of 2 h 30 min of downtime begun is penalised in full, each outage by itself.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "begun_per_outage", Of: statement.OfLateness, Time: 150 * time.Minute},
		"Chaque unité commencée de 2 h 30 min de retard est pénalisée en entier, chaque intervention à part.",
		"Each unit of 2 h 30 min of lateness begun is penalised in full, each intervention by itself.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "full_per_outage", Of: statement.OfAvailability, Time: 150 * time.Minute},
		"Seules les unités entières de 2 h 30 min d'indisponibilité sont pénalisées, chaque interruption à part.",
		"Only full units of 2 h 30 min of downtime are penalised, each outage by itself.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "full_per_outage", Of: statement.OfLateness, Time: 150 * time.Minute},
		"Seules les unités entières de 2 h 30 min de retard sont pénalisées, chaque intervention à part.",
		"Only full units of 2 h 30 min of lateness are penalised, each intervention by itself.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "by_length", Of: statement.OfAvailability},
		"La pénalité suit la durée totale de l'indisponibilité, sans prorata.",
		"The penalty goes by how long the downtime lasted in all, not pro rata.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "by_length", Of: statement.OfLateness},
		"La pénalité suit la durée totale des retards, sans prorata.",
		"The penalty goes by how long lateness lasted in all, not pro rata.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "by_length_per_outage", Of: statement.OfAvailability},
		"La pénalité suit la durée de chaque interruption, sans prorata.",
		"The penalty goes by how long each outage lasted, not pro rata.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "by_length_per_outage", Of: statement.OfLateness},
		"La pénalité suit le retard de chaque intervention, sans prorata.",
		"The penalty goes by how late each intervention was, not pro rata.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share", Of: statement.OfAvailability, Share: dec("0.21")},
		"La pénalité d'indisponibilité ne dépasse pas 21 % du loyer.",
		"The penalty for downtime does not exceed 21% of the rent.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share", Of: statement.OfLateness, Share: dec("0.21")},
		"La pénalité des interventions tardives ne dépasse pas 21 % du loyer.",
		"The penalty for late interventions does not exceed 21% of the rent.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_of_charges", Of: statement.OfAvailability, Share: dec("0.21")},
		"La pénalité d'indisponibilité ne dépasse pas 21 % du loyer facturé.",
		"The penalty for downtime does not exceed 21% of the rent charged.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_of_charges", Of: statement.OfLateness, Share: dec("0.21")},
		"La pénalité des interventions tardives ne dépasse pas 21 % du loyer facturé.",
		"The penalty for late interventions does not exceed 21% of the rent charged.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_for_year", Of: statement.OfAvailability, Share: dec("0.21")},
		"Les pénalités d'indisponibilité d'une année ne dépassent pas 21 % du loyer ensemble.",
		"The penalties for downtime of a year together do not exceed 21% of the rent.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_for_year", Of: statement.OfLateness, Share: dec("0.21")},
		"Les pénalités des interventions tardives d'une année ne dépassent pas 21 % du loyer ensemble.",
		"The penalties for late interventions of a year together do not exceed 21% of the rent.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_of_charges_for_year", Of: statement.OfAvailability, Share: dec("0.21")},
		"Les pénalités d'indisponibilité d'une année ne dépassent pas 21 % du loyer facturé ensemble.",
		"The penalties for downtime of a year together do not exceed 21% of the rent charged.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_of_charges_for_year", Of: statement.OfLateness, Share: dec("0.21")},
		"Les pénalités des interventions tardives d'une année ne dépassent pas 21 % du loyer facturé ensemble.",
		"The penalties for late interventions of a year together do not exceed 21% of the rent charged.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_for_months", Of: statement.OfAvailability, Share: dec("0.21"), Months: 12},
		"Les pénalités d'indisponibilité de 12 mois qui se suivent ne dépassent pas 21 % du loyer ensemble.",
		"The penalties for downtime of 12 months in a row together do not exceed 21% of the rent.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_for_months", Of: statement.OfLateness, Share: dec("0.21"), Months: 12},
		"Les pénalités des interventions tardives de 12 mois qui se suivent ne dépassent pas 21 % du loyer ensemble.",
		"The penalties for late interventions of 12 months in a row together do not exceed 21% of the rent.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_of_charges_for_months", Of: statement.OfAvailability, Share: dec("0.21"), Months: 12},
		"Les pénalités d'indisponibilité de 12 mois qui se suivent ne dépassent pas 21 % du loyer facturé ensemble.",
		"The penalties for downtime of 12 months in a row together do not exceed 21% of the rent charged.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_of_charges_for_months", Of: statement.OfLateness, Share: dec("0.21"), Months: 12},
		"Les pénalités des interventions tardives de 12 mois qui se suivent ne dépassent pas 21 % du loyer facturé ensemble.",
		"The penalties for late interventions of 12 months in a row together do not exceed 21% of the rent charged.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_together", Share: dec("0.21")},
		"Les clauses de disponibilité ensemble ne coûtent pas plus de 21 % du loyer.",
		"The clauses about availability together cost no more than 21% of the rent.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "none", Of: statement.OfAvailability},
		"La pénalité d'indisponibilité n'a pas de plafond.",
		"The penalty for downtime has no cap.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "none", Of: statement.OfLateness},
		"La pénalité des interventions tardives n'a pas de plafond.",
		"The penalty for late interventions has no cap.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_per_outage", Of: statement.OfAvailability, Share: dec("0.21")},
		"Chaque interruption coûte au plus 21 % du loyer.",
		"Each outage costs at most 21% of the rent.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_per_outage", Of: statement.OfLateness, Share: dec("0.21")},
		"Chaque intervention tardive coûte au plus 21 % du loyer.",
		"Each late intervention costs at most 21% of the rent.",
	},
	{
		statement.Assumption{Rule: "D13", Choice: "union"},
		"Des pannes qui se recouvrent comptent une seule fois.",
		"Outages that overlap count once.",
	},
	{
		statement.Assumption{Rule: "D13", Choice: "add_up"},
		"Des pannes de parts de la plate-forme qui se recouvrent s'ajoutent, jusqu'au tout.",
		"Outages of parts of the platform that overlap add up, to all of it at most.",
	},
	{
		statement.Assumption{Rule: "D14", Choice: "period_stays"},
		"Maintenance, faute du client et force majeure ne comptent pas si elles sont exclues ; la période garde sa durée.",
		"Maintenance, customer's fault and force majeure do not count where excluded; the period keeps its length.",
	},
	{
		statement.Assumption{Rule: "D14", Choice: "period_shrinks"},
		"Ce qui est exclu ne compte pas, et raccourcit aussi la période.",
		"What is excluded does not count, and makes the period shorter too.",
	},
	{
		statement.Assumption{Rule: "D15", Choice: "as_of"},
		"Une panne en cours compte jusqu'à l'instant où s'arrête le relevé ; le résultat est provisoire.",
		"An outage still open counts up to the instant at which the statement stops; the result is provisional.",
	},
	{
		statement.Assumption{Rule: "D16", Choice: "in_service"},
		"La disponibilité se mesure sur la partie de la période en service.",
		"Availability is measured over the part of the period that was in service.",
	},
	{
		statement.Assumption{Rule: "D16", Choice: "whole_period"},
		"La disponibilité se mesure sur la période entière, même en service partiel.",
		"Availability is measured over the whole period, also if the service ran for a part of it only.",
	},
	{
		statement.Assumption{Rule: "D17", Choice: "given"},
		"Le loyer est celui du contrat, jamais déduit du prix du niveau.",
		"The rent is that of the contract, never guessed from the level's fee.",
	},
	{
		statement.Assumption{Rule: "D18", Choice: "elapsed"},
		"Le délai d'un incident court 24 h/24, de sa déclaration ou détection au premier acte humain, échéance comprise.",
		"An incident's time runs 24/7 from declaration or detection to the first human action, deadline included.",
	},
	{
		statement.Assumption{Rule: "D18", Choice: "elapsed_with_pauses"},
		"Le délai d'un incident court 24 h/24, sauf dans l'attente du client, échéance comprise.",
		"An incident's time runs 24/7, save while the customer is waited for, deadline included.",
	},
	{
		statement.Assumption{Rule: "D18", Choice: "in_hours"},
		"Le délai d'un incident court aux heures du niveau, échéance comprise.",
		"An incident's time runs in the hours of the level, deadline included.",
	},
	{
		statement.Assumption{Rule: "D18", Choice: "in_hours_with_pauses"},
		"Le délai d'un incident court aux heures du niveau, sauf dans l'attente du client, échéance comprise.",
		"An incident's time runs in the hours of the level, save while the customer is waited for, deadline included.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "none"},
		"Un retard est mesuré et signalé, sans pénalité.",
		"Lateness is measured and reported, without a penalty.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "per_breach", Share: dec("0.055")},
		"Chaque intervention tardive coûte 5,5 % du loyer.",
		"Each late intervention costs 5.5% of the rent.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "per_breach", Share: dec("0.055"), Basis: penalty.DayRent},
		"Chaque intervention tardive coûte 5,5 % du loyer d'un jour.",
		"Each late intervention costs 5.5% of a day's rent.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "per_breach", Basis: penalty.Amount, Price: dec("21.00")},
		"Chaque intervention tardive coûte 21,00 €.",
		"Each late intervention costs €21.00.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "once", Share: dec("0.055")},
		"Les interventions tardives du mois coûtent ensemble 5,5 % du loyer.",
		"The late interventions of a month together cost 5.5% of the rent.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "per_unit", Time: 150 * time.Minute, Share: dec("0.055")},
		"Le retard coûte 5,5 % du loyer par unité de 2 h 30 min.",
		"Lateness costs 5.5% of the rent per unit of 2 h 30 min.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "per_time", Share: dec("0.055")},
		"Le retard coûte 5,5 % du loyer.",
		"Lateness costs 5.5% of the rent.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "per_time", Basis: penalty.ProRataRent, Share: dec("2.5")},
		"Le retard coûte 2,5 × le loyer de ce temps.",
		"Lateness costs 2.5 × the rent of that time.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "by_length"},
		"Ce que coûte une intervention tardive suit la durée de son retard, par paliers.",
		"What a late intervention costs goes by how late it is, in bands.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "by_length_in_all"},
		"Ce que coûtent les interventions tardives suit la durée de leurs retards du mois, par paliers.",
		"What late interventions cost goes by how late they are in a month together, in bands.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "by_number"},
		"Ce que coûtent les interventions tardives suit leur nombre dans le mois, par paliers.",
		"What late interventions cost goes by how many there are in a month, in bands.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "in_bands"},
		"Ce que coûtent les interventions tardives suit la part du mois qui n'est pas en retard, par paliers.",
		"What late interventions cost goes by the share of the month that is not late, in bands.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "in_real_time"},
		"Un retard se mesure en temps réel après l'échéance, jour et nuit, attentes comprises.",
		"Lateness is measured in real time after the deadline, around the clock, waits included.",
	},
	{
		statement.Assumption{Rule: "D20", Choice: "eligible"},
		"Un serveur commandé le 20 juin 2014 même est admis.",
		"A server ordered on 20 June 2014 itself is eligible.",
	},
	{
		statement.Assumption{Rule: "D21", Choice: "half_away"},
		"Chaque ligne est arrondie une fois, au centime, les demis en s'éloignant de zéro, sauf mention contraire.",
		"Each line is rounded once, to the cent, halves away from zero, unless it says otherwise.",
	},
	{
		statement.Assumption{Rule: "D21", Choice: "half_even"},
		"Un montant dit « les demi-centimes au pair » est arrondi ainsi, une fois, au centime.",
		"An amount that says “half cents to even” is rounded so, once, to the cent.",
	},
	{
		statement.Assumption{Rule: "D22", Choice: "rate", Share: dec("0.21")},
		"Les prix sont hors TVA ; la TVA à 21 % porte sur la somme de ceux qui y sont soumis, au centime, les demis en s'éloignant de zéro.",
		"Prices are excl. VAT; VAT at 21% is on the sum of those that bear it, to the cent, halves away from zero.",
	},
	{
		statement.Assumption{Rule: "D22", Choice: "zero_rated"},
		"La TVA est au taux zéro.",
		"VAT is at the zero rate.",
	},
	{
		statement.Assumption{Rule: "D22", Choice: "exempt"},
		"L'opération est exonérée de TVA.",
		"The sale is exempt from VAT.",
	},
	{
		statement.Assumption{Rule: "D22", Choice: "reverse_charge"},
		"La TVA est autoliquidée par le client.",
		"VAT is accounted for by the customer (reverse charge).",
	},
	{
		statement.Assumption{Rule: "D22", Choice: "intra_community"},
		"La livraison intracommunautaire est sans TVA.",
		"The intra-community supply bears no VAT.",
	},
	{
		statement.Assumption{Rule: "D22", Choice: "export"},
		"L'exportation est sans TVA.",
		"The export bears no VAT.",
	},
	{
		statement.Assumption{Rule: "D22", Choice: "not_subject"},
		"L'opération est hors du champ de la TVA.",
		"The sale is outside the scope of VAT.",
	},
	{
		statement.Assumption{Rule: "D23", Choice: "compensation"},
		"Une pénalité est une indemnité hors du champ de la TVA, sur un document à part.",
		"A penalty is a compensation outside the scope of VAT, on a document of its own.",
	},
	{
		statement.Assumption{Rule: "D23", Choice: "price_reduction"},
		"Une pénalité est une réduction de prix, à la TVA de la facture.",
		"A penalty is a price reduction, at the VAT of the invoice.",
	},
	{
		statement.Assumption{Rule: "D24", Choice: "whole_months"},
		"Un mois entamé est facturé en entier ; un changement de niveau ou de prix attend le mois suivant.",
		"A month begun is billed whole; a change of level or prices waits for the next month.",
	},
	{
		statement.Assumption{Rule: "D24", Choice: "pro_rata"},
		"Une partie d'un mois est facturée par ses jours.",
		"Part of a month is billed by its days.",
	},
	{
		statement.Assumption{Rule: "D25", Choice: "quoted"},
		"Rien n'est supposé : chaque chiffre vient du devis.",
		"Nothing is assumed: every figure comes from the quote.",
	},
	{
		statement.Assumption{Rule: "D26", Choice: "every_year"},
		"Sont fériés le lundi de Pentecôte, chaque année, et le 8 Mai, de 1953 à 1959 et depuis 1982.",
		"Pentecost Monday, every year, and 8 May, in 1953–1959 and from 1982, are public holidays.",
	},
	{
		statement.Assumption{Rule: "D26", Choice: "not_2005_2007"},
		"Sont fériés le lundi de Pentecôte, sauf de 2005 à 2007, et le 8 Mai, de 1953 à 1959 et depuis 1982.",
		"Pentecost Monday, save in 2005–2007, and 8 May, in 1953–1959 and from 1982, are public holidays.",
	},
	{
		statement.Assumption{Rule: "D27", Choice: "days_of_level"},
		"L'allocation ne paie que ce qui a été commencé un jour de son niveau ; elle est alors entière.",
		"The allowance pays only for work begun on a day of its level; it is whole for these days.",
	},
	{
		statement.Assumption{Rule: "D27", Choice: "share_of_days"},
		"L'allocation ne paie que ce qui a été commencé un jour de son niveau : sa part des jours du mois, à la minute inférieure.",
		"The allowance pays only for work begun on a day of its level: its share of the days of the month, rounded down to the minute.",
	},
	{
		statement.Assumption{Rule: "D27", Choice: "any_day"},
		"L'allocation la plus grande des niveaux du mois paie, quel que soit le jour.",
		"The greatest allowance of the month's levels pays, whatever the day.",
	},
	{
		statement.Assumption{Rule: "D28", Choice: "still_there"},
		"Un travail saisi en retard puise dans ce qui reste d'alors, puis dans les heures achetées depuis ; il n'est refusé que si toutes ne suffisent pas.",
		"Work recorded late draws on what was there and still is, then on hours bought since; it is refused only if all hours there ever were do not cover it.",
	},
	{
		statement.Assumption{Rule: "D29", Choice: "refused"},
		"Un travail sans crédit est refusé ; ce qui reste à découvert quand le contrat se termine est vendu en packs, les moins chers qui le couvrent.",
		"Work without credit is refused; what is overdrawn when the contract ends is sold as packs, the cheapest that cover it.",
	},
	{
		statement.Assumption{Rule: "D29", Choice: "packs"},
		"Ce qui reste à découvert à la fin du mois est vendu en packs, les moins chers qui le couvrent.",
		"What is overdrawn when the month ends is sold as packs, the cheapest that cover it.",
	},
	{
		statement.Assumption{Rule: "D29", Choice: "hours", Price: dec("90.00")},
		"Ce qui reste à découvert à la fin du mois est facturé à l'heure, à 90,00 € HT.",
		"What is overdrawn when the month ends is billed by the hour, at €90.00 excl. VAT.",
	},
	{
		statement.Assumption{Rule: "D30", Choice: "share_of_price"},
		"Ce qui reste du pack est rendu à sa part du prix, par un avoir qui cite l'achat, à la TVA de la vente.",
		"What is left of the pack is given back at its share of the price, by a credit note that names the purchase, at the VAT of the sale.",
	},
	{
		statement.Assumption{Rule: "D30", Choice: "part"},
		"Une partie de ce qui reste du pack est rendue, à sa part du prix, à la TVA de la vente.",
		"Part of what is left of the pack is given back, at its share of the price, at the VAT of the sale.",
	},
	{
		statement.Assumption{Rule: "D30", Choice: "amount"},
		"Ce qui est rendu du pack l'est pour le montant convenu, à la TVA de la vente.",
		"What is given back of the pack is so for the amount agreed, at the VAT of the sale.",
	},
	{
		statement.Assumption{Rule: "D31", Choice: "withdrawn"},
		"Ce qui a été dit par erreur est retiré, comme s'il n'avait jamais été, à partir du mois où on le sait ; ce qui est envoyé ne change pas.",
		"What was told by mistake is withdrawn, as if it had never been, from the month on in which that became known; what was sent does not change.",
	},
	{
		statement.Assumption{Rule: "D32", Choice: "kept"},
		"Les heures qui restent à la fin du contrat sont au client : remboursées, ou portées sur un autre de ses contrats.",
		"Hours left when the contract ends stay the customer's: refunded, or moved to another contract of his.",
	},
	{
		statement.Assumption{Rule: "D32", Choice: "forfeited"},
		"Des heures qui restaient ont été déclarées perdues.",
		"Hours that were left have been declared forfeited.",
	},
	{
		statement.Assumption{Rule: "D33", Choice: "own_date"},
		"La TVA d'une ligne est celle de sa propre date : l'achat, le premier jour d'un forfait, le dernier du mois pour une pénalité déduite.",
		"The VAT of a line is that of its own date: a purchase, the first day of a fee, the last of the month for a penalty taken off.",
	},
	{
		statement.Assumption{Rule: "D34", Choice: "until_changed"},
		"Un contrat garde son tarif jusqu'à un changement daté ; un pack garde le prix auquel il fut acheté.",
		"A contract keeps its price list until a dated change; a pack keeps the price at which it was bought.",
	},
	{
		statement.Assumption{Rule: "D35", Choice: "looked_at_whole"},
		"La durée d'une panne est regardée en entier, même hors de la période, telle qu'on la connaît ; ce qu'on apprend plus tard est une correction.",
		"How long an outage lasted is looked at whole, also outside the period, as known; what becomes known later is a correction.",
	},
	{
		statement.Assumption{Rule: "D9", Choice: "rounded", Of: statement.OfAvailability, Share: dec("0.0001")},
		"Avant d'être comparée à la cible, la disponibilité est arrondie à 0,01 % près, les demis vers le haut.",
		"Before it is compared with the target, the availability is rounded to the nearest 0.01%, halves up.",
	},
	{
		statement.Assumption{Rule: "D9", Choice: "rounded", Of: statement.OfLateness, Share: dec("0.01")},
		"Avant d'être comparée à la cible, la part du mois sans retard est arrondie à 1 % près, les demis vers le haut.",
		"Before it is compared with the target, the share of the month without lateness is rounded to the nearest 1%, halves up.",
	},
	{
		statement.Assumption{Rule: "D10", Choice: "past_deductible", Of: statement.OfAvailability, Time: time.Hour},
		"Si la garantie est manquée, est pénalisé ce que chaque interruption dure au-delà de 1 h.",
		"Once the guarantee is missed, what each outage lasts beyond 1 h is penalised.",
	},
	{
		statement.Assumption{Rule: "D10", Choice: "past_deductible", Of: statement.OfLateness, Time: 90 * time.Second},
		"Si la garantie est manquée, est pénalisé ce que chaque intervention a de retard au-delà de 1 min 30 s.",
		"Once the guarantee is missed, what each intervention is late beyond 1 min 30 s is penalised.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "calendar_days", Of: statement.OfAvailability},
		"Chaque jour civil d'indisponibilité, même en partie, compte pour une unité, sur le total.",
		"Each calendar day of downtime, be it in part, counts as one unit, on the total.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "calendar_days", Of: statement.OfLateness},
		"Chaque jour civil de retard, même en partie, compte pour une unité, sur le total.",
		"Each calendar day of lateness, be it in part, counts as one unit, on the total.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "calendar_days_per_outage", Of: statement.OfAvailability},
		"Chaque jour civil d'indisponibilité, même en partie, compte pour une unité, chaque interruption à part.",
		"Each calendar day of downtime, be it in part, counts as one unit, each outage by itself.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "calendar_days_per_outage", Of: statement.OfLateness},
		"Chaque jour civil de retard, même en partie, compte pour une unité, chaque intervention à part.",
		"Each calendar day of lateness, be it in part, counts as one unit, each intervention by itself.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_of_days", Share: dec("0.5"), Of: statement.OfAvailability},
		"Les jours de service dus pour l'indisponibilité ne dépassent pas 50 % des jours de la période.",
		"The days of service owed for downtime do not exceed 50% of the days of the period.",
	},
	{
		statement.Assumption{Rule: "D12", Choice: "share_of_days", Share: dec("0.5"), Of: statement.OfLateness},
		"Les jours de service dus pour les interventions tardives ne dépassent pas 50 % des jours de la période.",
		"The days of service owed for late interventions do not exceed 50% of the days of the period.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "same", Of: statement.OfAvailability},
		"La pénalité est la même quelle que soit la durée totale de l'indisponibilité.",
		"The penalty is the same however long the downtime lasted in all.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "same", Of: statement.OfLateness},
		"La pénalité est la même quelle que soit la durée totale des retards.",
		"The penalty is the same however long lateness lasted in all.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "same_per_outage", Of: statement.OfAvailability},
		"Chaque interruption coûte autant, quelle que soit sa durée.",
		"Each outage costs the same, however long it lasted.",
	},
	{
		statement.Assumption{Rule: "D11", Choice: "same_per_outage", Of: statement.OfLateness},
		"Chaque intervention tardive coûte autant, quel que soit son retard.",
		"Each late intervention costs the same, however late it was.",
	},
	{
		statement.Assumption{Rule: "D14", Choice: "maintenance_budget", Time: 2 * time.Hour},
		"De la maintenance, jusqu'à 2 h par période ne compte pas ; ce qui vient après compte.",
		"Of maintenance, up to 2 h a period does not count; what comes after that does.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "lump", Share: dec("0.1")},
		"Les interventions tardives d'un mois coûtent en plus, une fois, 10 % du loyer.",
		"The late interventions of a month cost 10% of the rent more, once.",
	},
	{
		statement.Assumption{Rule: "D19", Choice: "lump_at_least", Price: dec("1234.50"), Basis: penalty.Amount},
		"Les interventions tardives d'un mois coûtent au moins 1 234,50 €.",
		"The late interventions of a month cost at least €1,234.50.",
	},
	{
		statement.Assumption{Rule: "D36", Choice: "calendar_days", Of: statement.OfAvailability},
		"Pour l'indisponibilité, le loyer est réparti sur les jours civils de la période, même en service partiel.",
		"For downtime, the rent is spread over the calendar days of the period, also if only a part was in service.",
	},
	{
		statement.Assumption{Rule: "D36", Choice: "calendar_days", Of: statement.OfLateness},
		"Pour les interventions tardives, le loyer est réparti sur les jours civils de la période, même en service partiel.",
		"For late interventions, the rent is spread over the calendar days of the period, also if only a part was in service.",
	},
	{
		statement.Assumption{Rule: "D36", Choice: "days_in_service", Of: statement.OfAvailability},
		"Pour l'indisponibilité, le loyer est réparti sur le temps en service.",
		"For downtime, the rent is spread over the time in service.",
	},
	{
		statement.Assumption{Rule: "D36", Choice: "days_in_service", Of: statement.OfLateness},
		"Pour les interventions tardives, le loyer est réparti sur le temps en service.",
		"For late interventions, the rent is spread over the time in service.",
	},
	{
		statement.Assumption{Rule: "D37", Choice: "none_of_their_own"},
		"Une demande retirée, ou réunie à une autre, n'a plus de délai garanti à elle ; réunie, elle compte avec l'autre.",
		"A request that was withdrawn, or merged into another, has no guarantee of its own any more; merged, it counts with the other.",
	},
	{
		statement.Assumption{Rule: "D38", Choice: "reserved"},
		"Une estimation réserve des heures sans les choisir : ce qui paie est décidé quand le travail est compté.",
		"An estimate reserves hours and does not choose them: which of them pay is decided when work is charged.",
	},
}

// TestSentencesStandAlone: a page has no title above what was chosen, so that none of it begins with
// what only a title could explain, nor speaks of facts, ids and editions, which no customer knows.
func TestSentencesStandAlone(t *testing.T) {
	t.Parallel()
	alone := [...]*regexp.Regexp{
		plans.French:  regexp.MustCompile(`^(?:Ils?|Elles?|Celle|Celui|Son|Sa|Ses|Ce qui en|En) |\b(?:du|un|le) fait\b|\b(?:identifiants?|éditions?|défaut)\b`),
		plans.English: regexp.MustCompile(`^(?:It|They|The one|Its|Their|What is left of it|Of it) |\b(?:facts?|ids?|editions?|default|caller)\b|“as of”`),
	}
	for r := range plans.Rules() {
		for _, c := range r.Choices() {
			for lang, re := range alone {
				assert.NotRegexp(t, re, c.Wording.Text(plans.Language(lang)), r.ID+" "+c.Name)
			}
		}
	}
}
