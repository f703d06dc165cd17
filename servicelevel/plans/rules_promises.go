package plans

// promiseRules are the decisions about what is promised, what it costs to break that, and to whom it is.
var promiseRules = worded([]Rule{
	{
		ID: "D9", Kind: KindDecision, levels: atBusiness | atCritical,
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
	},
	{
		ID: "D10", Kind: KindDecision, levels: atBusiness | atCritical,
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
	},
	{
		ID: "D11", Kind: KindDecision, levels: atBusiness | atCritical,
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
			{"calendar_days", Wording{
				"Chaque jour civil {d'indisponibilité|de retard}, même en partie, compte pour une unité, sur le total.",
				"Each calendar day of {downtime|lateness}, be it in part, counts as one unit, on the total.",
			}},
			{"calendar_days_per_outage", Wording{
				"Chaque jour civil {d'indisponibilité|de retard}, même en partie, compte pour une unité, chaque {interruption|intervention} à part.",
				"Each calendar day of {downtime|lateness}, be it in part, counts as one unit, each {outage|intervention} by itself.",
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
	},
	{
		ID: "D12", Kind: KindDecision, levels: atBusiness | atCritical,
		Question: Wording{"Plafond de la pénalité", "Cap on the penalty"},
		choices: []Choice{
			{"share", Wording{
				"La pénalité {d'indisponibilité|des interventions tardives|d'une part manquée} ne dépasse pas {share} du loyer.",
				"The penalty for {downtime|late interventions|a missed share} does not exceed {share} of the rent.",
			}},
			{"share_of_charges", Wording{
				"La pénalité {d'indisponibilité|des interventions tardives} ne dépasse pas {share} du loyer facturé.",
				"The penalty for {downtime|late interventions} does not exceed {share} of the rent charged.",
			}},
			{"share_of_days", Wording{
				"Les jours de service dus pour {l'indisponibilité|les interventions tardives} ne dépassent pas {share} des jours de la période.",
				"The days of service owed for {downtime|late interventions} do not exceed {share} of the days of the period.",
			}},
			{"share_for_year", Wording{
				"Les pénalités {d'indisponibilité|des interventions tardives} d'une année ne dépassent pas {share} du loyer ensemble.",
				"The penalties for {downtime|late interventions} of a year together do not exceed {share} of the rent.",
			}},
			{"share_of_charges_for_year", Wording{
				"Les pénalités {d'indisponibilité|des interventions tardives} d'une année ne dépassent pas {share} du loyer facturé ensemble.",
				"The penalties for {downtime|late interventions} of a year together do not exceed {share} of the rent charged.",
			}},
			{"share_for_months", Wording{
				"Les pénalités {d'indisponibilité|des interventions tardives} de {months} mois qui se suivent ne dépassent pas {share} du loyer ensemble.",
				"The penalties for {downtime|late interventions} of {months} months in a row together do not exceed {share} of the rent.",
			}},
			{"share_of_charges_for_months", Wording{
				"Les pénalités {d'indisponibilité|des interventions tardives} de {months} mois qui se suivent ne dépassent pas {share} du loyer facturé ensemble.",
				"The penalties for {downtime|late interventions} of {months} months in a row together do not exceed {share} of the rent charged.",
			}},
			{"share_together", Wording{
				"Les clauses de disponibilité ensemble ne coûtent pas plus de {share} du loyer.",
				"The clauses about availability together cost no more than {share} of the rent.",
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
		usual: Wording{"100 %", "100%"},
	},
	{
		ID: "D13", Kind: KindDecision, levels: atBusiness | atCritical,
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
		ID: "D14", Kind: KindDecision, levels: atBusiness | atCritical,
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
		ID: "D15", Kind: KindDecision, levels: atBusiness | atCritical,
		Question: Wording{"Panne en cours", "Outage still open"},
		choices: []Choice{
			{"as_of", Wording{
				"Une panne en cours compte jusqu'à l'instant où s'arrête le relevé ; le résultat est provisoire.",
				"An outage still open counts up to the instant at which the statement stops; the result is provisional.",
			}},
		},
	},
	{
		ID: "D16", Kind: KindDecision, levels: atBusiness | atCritical,
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
		ID: "D17", Kind: KindDecision, levels: atBusiness | atCritical,
		Question: Wording{"Loyer", "Rent"},
		choices: []Choice{
			{"given", Wording{
				"Le loyer est celui du contrat, jamais déduit du prix du niveau.",
				"The rent is that of the contract, never guessed from the level's fee.",
			}},
		},
	},
	{
		ID: "D18", Kind: KindDecision, levels: atPro | atBusiness | atCritical,
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
		ID: "D19", Kind: KindDecision, levels: atPro | atBusiness | atCritical,
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
		ID: "D20", Kind: KindDecision, levels: atSerenity | atPro,
		Question: Wording{"Commande du 20 juin 2014", "Ordered on 20 June 2014"},
		choices: []Choice{
			{"eligible", Wording{
				"Un serveur commandé le 20 juin 2014 même est admis.",
				"A server ordered on 20 June 2014 itself is eligible.",
			}},
		},
	},
})
