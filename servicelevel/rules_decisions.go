package servicelevel

// decisionRules are what palier decides where the pages are silent or
// ambiguous: defaults with a name, which a caller can change. The first of the choices is
// the default. These are about hours and promises, amountRules about money and about facts
// that come late.
var decisionRules = worded([]Rule{
	{
		ID: "D1", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Unité arrondie", "Unit that is rounded"},
		choices: []Choice{
			{"ticket", Wording{
				"Les sessions d'un même ticket sont additionnées, puis arrondies une fois à la tranche supérieure.",
				"The work sessions of one ticket are added up, then rounded up once to whole blocks.",
			}},
			{"each_session", Wording{
				"Chaque session est arrondie à la tranche supérieure.",
				"Each work session is rounded up to whole blocks by itself.",
			}},
		},
	},
	{
		ID: "D2", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Aucun temps passé", "Nothing worked"},
		choices: []Choice{
			{"no_block", Wording{
				"Une intervention sans temps passé ne compte aucune tranche.",
				"An intervention with no time worked counts no block.",
			}},
		},
	},
	{
		ID: "D3", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Horloge", "Whose clock"},
		choices: []Choice{
			{"zone", Wording{
				"L'heure est celle du fuseau {zone} ; aux changements d'heure, le temps réellement écoulé compte.",
				"The clock is that of {zone}; across clock changes, real elapsed time counts.",
			}},
			{"closed_as_it_was", Wording{
				"Des mois arrêtés selon d'autres règles du fuseau {zone} restent tels quels ; le suivant commence où ils finissent.",
				"Months that were closed by other rules of {zone} stay as they were; the next one begins where they end.",
			}},
		},
		usual: Assumption{Zone: "Europe/Paris"},
	},
	{
		ID: "D4", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Mois", "What a month is"},
		choices: []Choice{
			{"calendar_month", Wording{
				"Le mois est le mois civil dans le fuseau du contrat, en secondes réelles.",
				"A month is the calendar month in the contract's zone, in real seconds.",
			}},
			{"thirty_days", Wording{
				"La disponibilité d'un mois est mesurée sur 30 jours fixes, soit 720 h.",
				"The availability of a month is measured against a fixed 30 days, which are 720 h.",
			}},
			{"quarter", Wording{
				"La disponibilité est mesurée sur le trimestre civil.",
				"Availability is measured over the calendar quarter.",
			}},
			{"year", Wording{
				"La disponibilité est mesurée sur l'année civile.",
				"Availability is measured over the calendar year.",
			}},
			{"anniversary_month", Wording{
				"Un mois va du jour anniversaire du contrat au suivant.",
				"A month runs from the contract's day of the month to the next one.",
			}},
		},
	},
	{
		ID: "D5", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Mois qui paie une intervention", "Month that pays for an intervention"},
		choices: []Choice{
			{"first_session", Wording{
				"Le mois de la première session d'un ticket paie toutes ses sessions, quelle que soit leur date de saisie.",
				"The month of a ticket's first session pays for all its sessions, whenever they are worked or recorded.",
			}},
			{"own_session", Wording{
				"Chaque session est payée par le mois où elle commence.",
				"Each work session is paid for by the month in which it begins.",
			}},
			{"split_at_midnight", Wording{
				"Le travail est partagé à minuit : chaque mois paie ce qui y est fait, le dernier aussi l'arrondi.",
				"Work is split at midnight: each month pays for what was worked in it, the last one for the rounding too.",
			}},
		},
	},
	{
		ID: "D6", Kind: KindDecision, Levels: atPro | atBusiness | atCritical,
		Question: Wording{"Tranches et allocation", "Blocks against the allowance"},
		choices: []Choice{
			{"split_block", Wording{
				"Le temps arrondi puise dans l'allocation, puis dans le crédit ; une tranche peut se partager.",
				"Rounded time draws on the allowance, then on credit; a block may be split between them.",
			}},
			{"remainder_lost", Wording{
				"Ce qui reste de l'allocation, s'il est inférieur à une tranche, est perdu.",
				"What is left of the allowance, if it is less than a block, is lost.",
			}},
		},
	},
	{
		ID: "D7", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Ordre des packs", "Order of packs"},
		choices: []Choice{
			{"first_bought", Wording{
				"Le premier pack acheté est le premier consommé ; tout son usage coûte sa part du prix au centime, chaque usage ce qu'il y ajoute.",
				"The pack bought first is used first; all use of it costs its share of the price to the cent, each use what it adds to that.",
			}},
			{"soonest_to_end", Wording{
				"Le pack qui expire le premier passe avant les autres, puis le premier acheté ; ce qui en reste à la fin est perdu.",
				"The pack that ends soonest is used first, then the one bought first; what is left of one at its end is lost.",
			}},
			{"share_of_price", Wording{
				"Tout l'usage d'un pack coûte sa part du prix au centime, chaque usage ce qu'il y ajoute.",
				"All use of a pack costs its share of the price to the cent, each use what it adds to that.",
			}},
			{"gifts_first", Wording{
				"Les heures offertes passent avant les heures payées, de chaque sorte les premières à expirer d'abord ; ce qui en reste à la fin est perdu, et acquis.",
				"Hours that were given are used before those paid for, of each kind the soonest to end first; what is left of them at the end is lost, and earned.",
			}},
		},
	},
	{
		ID: "D8", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Crédit insuffisant", "Not enough credit"},
		choices: []Choice{
			{"refused", Wording{
				"Le débit est refusé, avec le manque et les packs les moins chers qui le couvrent ; rien ne change.",
				"The debit is refused, with the shortfall and the cheapest packs that cover it; nothing changes.",
			}},
			{"overdraft", Wording{
				"Un découvert va jusqu'à {time}.",
				"There is an overdraft of up to {time}.",
			}},
			{"until_sold", Wording{
				"Ce que le crédit ne couvre pas est à découvert ; à la fin du mois, le reste est vendu.",
				"What the credit does not cover is overdrawn; what still is when the month ends is sold then.",
			}},
			{"afterwards", Wording{
				"Ce qu'on apprend plus tard peut laisser un découvert, jusqu'au prochain achat d'heures.",
				"What becomes known later can leave hours overdrawn, until hours are bought.",
			}},
		},
	},
	{
		ID: "D9", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Seuil de disponibilité", "Availability test"},
		choices: []Choice{
			{"strictly_below", Wording{
				"La garantie {de disponibilité|de délai|de part dans le délai} n'est manquée que strictement sous la cible : atteinte exactement, elle est tenue.",
				"The guarantee of {availability|the time to intervene|the share in time} is missed only strictly below the target: exactly the target is met.",
			}},
			{"at_or_below", Wording{
				"La garantie {de disponibilité|de délai|de part dans le délai} est manquée sous la cible, et à la cible exactement.",
				"The guarantee of {availability|the time to intervene|the share in time} is missed at exactly the target and below it.",
			}},
			{"rounded", Wording{
				"Avant d'être comparée à la cible, la {disponibilité|part du mois sans retard} est arrondie à {share} près, les demis vers le haut.",
				"Before it is compared with the target, the {availability|share of the month without lateness} is rounded to the nearest {share}, halves up.",
			}},
		},
		usual: Assumption{Of: OfAvailability},
	},
	{
		ID: "D10", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Heures pénalisées", "Hours that are penalised"},
		choices: []Choice{
			{"all", Wording{
				"Si la garantie est manquée, {toute l'indisponibilité est pénalisée|tout le retard est pénalisé}.",
				"Once the guarantee is missed, all {downtime|lateness} is penalised.",
			}},
			{"excess", Wording{
				"Seul est pénalisé ce qui dépasse {l'indisponibilité admise|le retard admis}.",
				"Only what exceeds the {downtime|lateness} that is allowed is penalised.",
			}},
			{"past_deductible", Wording{
				"Si la garantie est manquée, est pénalisé ce que chaque {interruption dure|intervention a de retard} au-delà de {time}.",
				"Once the guarantee is missed, what each {outage lasts|intervention is late} beyond {time} is penalised.",
			}},
		},
		usual: Assumption{Of: OfAvailability},
	},
	{
		ID: "D11", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Fraction d'heure", "Part of an hour"},
		choices: []Choice{
			{"pro_rata", Wording{
				"La pénalité {d'indisponibilité|des interventions tardives} est au prorata, fractions de seconde comprises, et arrondie une fois à la fin.",
				"The penalty for {downtime|late interventions} is pro rata, fractions of a second included, and rounded once at the end.",
			}},
			{"begun", Wording{
				"Chaque unité commencée de {time} {d'indisponibilité|de retard} est pénalisée en entier, sur le total.",
				"Each unit of {time} of {downtime|lateness} begun is penalised in full, on the total.",
			}},
			{"full", Wording{
				"Seules les unités entières de {time} {d'indisponibilité|de retard} sont pénalisées, sur le total.",
				"Only full units of {time} of {downtime|lateness} are penalised, on the total.",
			}},
			{"pro_rata_per_outage", Wording{
				"La pénalité {d'indisponibilité|des interventions tardives} est au prorata, chaque {interruption|intervention} à part.",
				"The penalty for {downtime|late interventions} is pro rata, each {outage|intervention} by itself.",
			}},
			{"begun_per_outage", Wording{
				"Chaque unité commencée de {time} {d'indisponibilité|de retard} est pénalisée en entier, chaque {interruption|intervention} à part.",
				"Each unit of {time} of {downtime|lateness} begun is penalised in full, each {outage|intervention} by itself.",
			}},
			{"full_per_outage", Wording{
				"Seules les unités entières de {time} {d'indisponibilité|de retard} sont pénalisées, chaque {interruption|intervention} à part.",
				"Only full units of {time} of {downtime|lateness} are penalised, each {outage|intervention} by itself.",
			}},
			{"by_length", Wording{
				"La pénalité suit la durée totale {de l'indisponibilité|des retards}, sans prorata.",
				"The penalty goes by how long {the downtime|lateness} lasted in all, not pro rata.",
			}},
			{"by_length_per_outage", Wording{
				"La pénalité suit {la durée de chaque interruption|le retard de chaque intervention}, sans prorata.",
				"The penalty goes by how {long each outage lasted|late each intervention was}, not pro rata.",
			}},
			{"same", Wording{
				"La pénalité est la même quelle que soit la durée totale {de l'indisponibilité|des retards}.",
				"The penalty is the same however long {the downtime|lateness} lasted in all.",
			}},
			{"same_per_outage", Wording{
				"Chaque {interruption coûte autant, quelle que soit sa durée|intervention tardive coûte autant, quel que soit son retard}.",
				"Each {outage costs the same, however long it lasted|late intervention costs the same, however late it was}.",
			}},
		},
		usual: Assumption{Of: OfAvailability},
	},
	{
		ID: "D12", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Plafond de la pénalité", "Cap on the penalty"},
		choices: []Choice{
			{"share", Wording{
				"La pénalité {d'indisponibilité|des interventions tardives|d'une part manquée} ne dépasse pas {share} du loyer.",
				"The penalty for {downtime|late interventions|a missed share} does not exceed {share} of the rent.",
			}},
			{"share_of_charges", Wording{
				"La pénalité {d'indisponibilité|des interventions tardives} ne dépasse pas {share} de la facturation.",
				"The penalty for {downtime|late interventions} does not exceed {share} of the charges.",
			}},
			{"share_for_year", Wording{
				"Les pénalités {d'indisponibilité|des interventions tardives} d'une année ne dépassent pas {share} du loyer ensemble.",
				"The penalties for {downtime|late interventions} of a year together do not exceed {share} of the rent.",
			}},
			{"share_of_charges_for_year", Wording{
				"Les pénalités {d'indisponibilité|des interventions tardives} d'une année ne dépassent pas {share} de la facturation ensemble.",
				"The penalties for {downtime|late interventions} of a year together do not exceed {share} of the charges.",
			}},
			{"none", Wording{
				"La pénalité {d'indisponibilité|des interventions tardives|d'une part manquée} n'a pas de plafond.",
				"The penalty for {downtime|late interventions|a missed share} has no cap.",
			}},
			{"share_per_outage", Wording{
				"Chaque {interruption|intervention tardive} coûte au plus {share} du loyer.",
				"Each {outage|late intervention} costs at most {share} of the rent.",
			}},
		},
		usual: Assumption{Of: OfAvailability, Share: one},
	},
	{
		ID: "D13", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Pannes simultanées", "Overlapping outages"},
		choices: []Choice{
			{"union", Wording{
				"Des pannes qui se recouvrent comptent une seule fois.",
				"Outages that overlap count once.",
			}},
			{"add_up", Wording{
				"Des pannes de parts de la plate-forme qui se recouvrent s'ajoutent, jusqu'au tout.",
				"Outages of parts of the platform that overlap add up, to all of it at most.",
			}},
		},
	},
	{
		ID: "D14", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Périodes exclues", "Exclusions"},
		choices: []Choice{
			{"period_stays", Wording{
				"Maintenance, faute du client et force majeure ne comptent pas si elles sont exclues ; la période garde sa durée.",
				"Maintenance, customer's fault and force majeure do not count where excluded; the period keeps its length.",
			}},
			{"period_shrinks", Wording{
				"Ce qui est exclu ne compte pas, et raccourcit aussi la période.",
				"What is excluded does not count, and makes the period shorter too.",
			}},
			{"maintenance_budget", Wording{
				"De la maintenance, jusqu'à {time} par période ne compte pas ; ce qui vient après compte.",
				"Of maintenance, up to {time} a period does not count; what comes after that does.",
			}},
		},
	},
	{
		ID: "D15", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Panne en cours", "Outage still open"},
		choices: []Choice{
			{"as_of", Wording{
				"Une panne en cours compte jusqu'à l'instant où s'arrête le relevé ; le résultat est provisoire.",
				"An outage still open counts up to the instant at which the statement stops; the result is provisional.",
			}},
		},
	},
	{
		ID: "D16", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Service d'une partie du mois", "Service for part of a month"},
		choices: []Choice{
			{"in_service", Wording{
				"La disponibilité se mesure sur la partie de la période en service.",
				"Availability is measured over the part of the period that was in service.",
			}},
			{"whole_period", Wording{
				"La disponibilité se mesure sur la période entière, même en service partiel.",
				"Availability is measured over the whole period, also if the service ran for a part of it only.",
			}},
		},
	},
	{
		ID: "D17", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Loyer", "Rent"},
		choices: []Choice{
			{"given", Wording{
				"Le loyer est celui du contrat, jamais déduit du prix du niveau.",
				"The rent is that of the contract, never guessed from the level's fee.",
			}},
		},
	},
	{
		ID: "D18", Kind: KindDecision, Levels: atPro | atBusiness | atCritical,
		Question: Wording{"Mesure du délai d'intervention", "Measuring the time to intervene"},
		choices: []Choice{
			{"elapsed", Wording{
				"Le délai d'un incident court 24 h/24, de sa déclaration ou détection au premier acte humain, échéance comprise.",
				"An incident's time runs 24/7 from declaration or detection to the first human action, deadline included.",
			}},
			{"elapsed_with_pauses", Wording{
				"Le délai d'un incident court 24 h/24, sauf dans l'attente du client, échéance comprise.",
				"An incident's time runs 24/7, save while the customer is waited for, deadline included.",
			}},
			{"in_hours", Wording{
				"Le délai d'un incident court aux heures du niveau, échéance comprise.",
				"An incident's time runs in the hours of the level, deadline included.",
			}},
			{"in_hours_with_pauses", Wording{
				"Le délai d'un incident court aux heures du niveau, sauf dans l'attente du client, échéance comprise.",
				"An incident's time runs in the hours of the level, save while the customer is waited for, deadline included.",
			}},
		},
	},
	{
		ID: "D19", Kind: KindDecision, Levels: atPro | atBusiness | atCritical,
		Question: Wording{"Intervention tardive", "Late intervention"},
		choices: []Choice{
			{"none", Wording{
				"Un retard est mesuré et signalé, sans pénalité.",
				"Lateness is measured and reported, without a penalty.",
			}},
			{"per_breach", Wording{
				"Chaque intervention tardive coûte {cost}.",
				"Each late intervention costs {cost}.",
			}},
			{"once", Wording{
				"Les interventions tardives du mois coûtent ensemble {cost}.",
				"The late interventions of a month together cost {cost}.",
			}},
			{"per_unit", Wording{
				"Le retard coûte {cost} par unité de {time}.",
				"Lateness costs {cost} per unit of {time}.",
			}},
			{"per_time", Wording{
				"Le retard coûte {cost}.",
				"Lateness costs {cost}.",
			}},
			{"by_length", Wording{
				"Ce que coûte une intervention tardive suit la durée de son retard, par paliers.",
				"What a late intervention costs goes by how late it is, in bands.",
			}},
			{"by_length_in_all", Wording{
				"Ce que coûtent les interventions tardives suit la durée de leurs retards du mois, par paliers.",
				"What late interventions cost goes by how late they are in a month together, in bands.",
			}},
			{"by_number", Wording{
				"Ce que coûtent les interventions tardives suit leur nombre dans le mois, par paliers.",
				"What late interventions cost goes by how many there are in a month, in bands.",
			}},
			{"in_bands", Wording{
				"Ce que coûtent les interventions tardives suit la part du mois qui n'est pas en retard, par paliers.",
				"What late interventions cost goes by the share of the month that is not late, in bands.",
			}},
			{"in_real_time", Wording{
				"Un retard se mesure en temps réel après l'échéance, jour et nuit, attentes comprises.",
				"Lateness is measured in real time after the deadline, around the clock, waits included.",
			}},
			{"lump", Wording{
				"Les interventions tardives d'un mois coûtent en plus, une fois, {cost}.",
				"The late interventions of a month cost {cost} more, once.",
			}},
			{"lump_at_least", Wording{
				"Les interventions tardives d'un mois coûtent au moins {cost}.",
				"The late interventions of a month cost at least {cost}.",
			}},
		},
	},
	{
		ID: "D20", Kind: KindDecision, Levels: atSerenity | atPro,
		Question: Wording{"Commande du 20 juin 2014", "Ordered on 20 June 2014"},
		choices: []Choice{
			{"eligible", Wording{
				"Un serveur commandé le 20 juin 2014 même est admis.",
				"A server ordered on 20 June 2014 itself is eligible.",
			}},
		},
	},
})
