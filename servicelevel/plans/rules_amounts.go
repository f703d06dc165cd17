package plans

// amountRules are the decisions about money, and about what changes or becomes known late.
var amountRules = worded([]Rule{
	{
		ID: "D21", Kind: KindDecision, levels: atEvery,
		Question: Wording{"Arrondi des montants", "Rounding of money"},
		choices: []Choice{
			{"half_away", Wording{
				"Chaque ligne est arrondie une fois, au centime, les demis en s'éloignant de zéro, sauf mention contraire.",
				"Each line is rounded once, to the cent, halves away from zero, unless it says otherwise.",
			}},
			{"half_even", Wording{
				"Un montant dit « les demi-centimes au pair » est arrondi ainsi, une fois, au centime.",
				"An amount that says “half cents to even” is rounded so, once, to the cent.",
			}},
		},
	},
	{
		ID: "D22", Kind: KindDecision, levels: atEvery,
		Question: Wording{"TVA", "VAT"},
		choices: []Choice{
			{"rate", Wording{
				"Les prix sont hors TVA ; la TVA à {share} porte sur la somme de ceux qui y sont soumis, au centime, les demis en s'éloignant de zéro.",
				"Prices are excl. VAT; VAT at {share} is on the sum of those that bear it, to the cent, halves away from zero.",
			}},
			{"zero_rated", Wording{
				"La TVA est au taux zéro.",
				"VAT is at the zero rate.",
			}},
			{"exempt", Wording{
				"L'opération est exonérée de TVA.",
				"The sale is exempt from VAT.",
			}},
			{"reverse_charge", Wording{
				"La TVA est autoliquidée par le client.",
				"VAT is accounted for by the customer (reverse charge).",
			}},
			{"intra_community", Wording{
				"La livraison intracommunautaire est sans TVA.",
				"The intra-community supply bears no VAT.",
			}},
			{"export", Wording{
				"L'exportation est sans TVA.",
				"The export bears no VAT.",
			}},
			{"not_subject", Wording{
				"L'opération est hors du champ de la TVA.",
				"The sale is outside the scope of VAT.",
			}},
		},
		usual: Wording{"20 %", "20%"},
	},
	{
		ID: "D23", Kind: KindDecision, levels: atBusiness | atCritical,
		Question: Wording{"TVA d'une pénalité", "VAT of a penalty"},
		choices: []Choice{
			{"compensation", Wording{
				"Une pénalité est une indemnité hors du champ de la TVA, sur un document à part.",
				"A penalty is a compensation outside the scope of VAT, on a document of its own.",
			}},
			{"price_reduction", Wording{
				"Une pénalité est une réduction de prix, à la TVA de la facture.",
				"A penalty is a price reduction, at the VAT of the invoice.",
			}},
		},
	},
	{
		ID: "D24", Kind: KindDecision, levels: atEvery,
		Question: Wording{"Mois entamé, ou niveau changé", "Month begun or ended midway, or plan changed"},
		choices: []Choice{
			{"whole_months", Wording{
				"Un mois entamé est facturé en entier ; un changement de niveau ou de prix attend le mois suivant.",
				"A month begun is billed whole; a change of level or prices waits for the next month.",
			}},
			{"pro_rata", Wording{
				"Une partie d'un mois est facturée par ses jours.",
				"Part of a month is billed by its days.",
			}},
		},
	},
	{
		ID: "D25", Kind: KindDecision, levels: atCritical,
		Question: Wording{"Offre sur devis", "A quoted plan"},
		choices: []Choice{
			{"quoted", Wording{
				"Rien n'est supposé : chaque chiffre vient du devis.",
				"Nothing is assumed: every figure comes from the quote.",
			}},
		},
	},
	{
		ID: "D26", Kind: KindDecision, levels: atEvery,
		Question: Wording{"Lundi de Pentecôte et 8 Mai", "Pentecost Monday and 8 May"},
		choices: []Choice{
			{"every_year", Wording{
				"Sont fériés le lundi de Pentecôte, chaque année, et le 8 Mai, de 1953 à 1959 et depuis 1982.",
				"Pentecost Monday, every year, and 8 May, in 1953–1959 and from 1982, are public holidays.",
			}},
			{"not_2005_2007", Wording{
				"Sont fériés le lundi de Pentecôte, sauf de 2005 à 2007, et le 8 Mai, de 1953 à 1959 et depuis 1982.",
				"Pentecost Monday, save in 2005–2007, and 8 May, in 1953–1959 and from 1982, are public holidays.",
			}},
		},
	},
	{
		ID: "D27", Kind: KindDecision, levels: atPro | atBusiness | atCritical,
		Question: Wording{"Allocation d'un mois à plusieurs niveaux", "Allowance of a month with several levels"},
		choices: []Choice{
			{"days_of_level", Wording{
				"L'allocation ne paie que ce qui a été commencé un jour de son niveau ; elle est alors entière.",
				"The allowance pays only for work begun on a day of its level; it is whole for these days.",
			}},
			{"share_of_days", Wording{
				"L'allocation ne paie que ce qui a été commencé un jour de son niveau : sa part des jours du mois, à la minute inférieure.",
				"The allowance pays only for work begun on a day of its level: its share of the days of the month, rounded down to the minute.",
			}},
			{"any_day", Wording{
				"L'allocation la plus grande des niveaux du mois paie, quel que soit le jour.",
				"The greatest allowance of the month's levels pays, whatever the day.",
			}},
		},
	},
	{
		ID: "D28", Kind: KindDecision, levels: atEvery,
		Question: Wording{"Travail saisi en retard", "Work recorded late"},
		choices: []Choice{
			{"still_there", Wording{
				"Un travail saisi en retard puise dans ce qui reste d'alors, puis dans les heures achetées depuis ; il n'est refusé que si toutes ne suffisent pas.",
				"Work recorded late draws on what was there and still is, then on hours bought since; it is refused only if all hours there ever were do not cover it.",
			}},
		},
	},
	{
		ID: "D29", Kind: KindDecision, levels: atEvery,
		Question: Wording{"Travail fait sans crédit", "Work that was done without credit"},
		choices: []Choice{
			{"refused", Wording{
				"Un travail sans crédit est refusé ; ce qui reste à découvert quand le contrat se termine est vendu en packs, les moins chers qui le couvrent.",
				"Work without credit is refused; what is overdrawn when the contract ends is sold as packs, the cheapest that cover it.",
			}},
			{"packs", Wording{
				"Ce qui reste à découvert à la fin du mois est vendu en packs, les moins chers qui le couvrent.",
				"What is overdrawn when the month ends is sold as packs, the cheapest that cover it.",
			}},
			{"hours", Wording{
				"Ce qui reste à découvert à la fin du mois est facturé à l'heure, à {price} HT.",
				"What is overdrawn when the month ends is billed by the hour, at {price} excl. VAT.",
			}},
		},
	},
	{
		ID: "D30", Kind: KindDecision, levels: atEvery,
		Question: Wording{"Pack rendu", "A pack given back"},
		choices: []Choice{
			{"share_of_price", Wording{
				"Ce qui reste du pack est rendu à sa part du prix, par un avoir qui cite l'achat, à la TVA de la vente.",
				"What is left of the pack is given back at its share of the price, by a credit note that names the purchase, at the VAT of the sale.",
			}},
			{"part", Wording{
				"Une partie de ce qui reste du pack est rendue, à sa part du prix, à la TVA de la vente.",
				"Part of what is left of the pack is given back, at its share of the price, at the VAT of the sale.",
			}},
			{"amount", Wording{
				"Ce qui est rendu du pack l'est pour le montant convenu, à la TVA de la vente.",
				"What is given back of the pack is so for the amount agreed, at the VAT of the sale.",
			}},
		},
	},
	{
		ID: "D31", Kind: KindDecision, levels: atEvery,
		Question: Wording{"Fait erroné", "A fact that was wrong"},
		choices: []Choice{
			{"withdrawn", Wording{
				"Ce qui a été dit par erreur est retiré, comme s'il n'avait jamais été, à partir du mois où on le sait ; ce qui est envoyé ne change pas.",
				"What was told by mistake is withdrawn, as if it had never been, from the month on in which that became known; what was sent does not change.",
			}},
		},
	},
	{
		ID: "D32", Kind: KindDecision, levels: atEvery,
		Question: Wording{"Heures restant à la fin d'un contrat", "Hours left when a contract ends"},
		choices: []Choice{
			{"kept", Wording{
				"Les heures qui restent à la fin du contrat sont au client : remboursées, ou portées sur un autre de ses contrats.",
				"Hours left when the contract ends stay the customer's: refunded, or moved to another contract of his.",
			}},
			{"forfeited", Wording{
				"Des heures qui restaient ont été déclarées perdues.",
				"Hours that were left have been declared forfeited.",
			}},
		},
	},
	{
		ID: "D33", Kind: KindDecision, levels: atEvery,
		Question: Wording{"Taux de TVA applicable", "Which VAT rate"},
		choices: []Choice{
			{"own_date", Wording{
				"La TVA d'une ligne est celle de sa propre date : l'achat, le premier jour d'un forfait, le dernier du mois pour une pénalité déduite.",
				"The VAT of a line is that of its own date: a purchase, the first day of a fee, the last of the month for a penalty taken off.",
			}},
		},
	},
	{
		ID: "D34", Kind: KindDecision, levels: atEvery,
		Question: Wording{"Tarif qui change", "A price list that changes"},
		choices: []Choice{
			{"until_changed", Wording{
				"Un contrat garde son tarif jusqu'à un changement daté ; un pack garde le prix auquel il fut acheté.",
				"A contract keeps its price list until a dated change; a pack keeps the price at which it was bought.",
			}},
		},
	},
	{
		ID: "D35", Kind: KindDecision, levels: atBusiness | atCritical,
		Question: Wording{"Panne à cheval sur deux périodes", "An outage partly outside the period"},
		choices: []Choice{
			{"looked_at_whole", Wording{
				"La durée d'une panne est regardée en entier, même hors de la période, telle qu'on la connaît ; ce qu'on apprend plus tard est une correction.",
				"How long an outage lasted is looked at whole, also outside the period, as known; what becomes known later is a correction.",
			}},
		},
	},
	{
		ID: "D36", Kind: KindDecision, levels: atBusiness | atCritical,
		Question: Wording{"Loyer d'un jour", "A day's rent"},
		choices: []Choice{
			{"calendar_days", Wording{
				"Pour {l'indisponibilité|les interventions tardives}, le loyer est réparti sur les jours civils de la période, même en service partiel.",
				"For {downtime|late interventions}, the rent is spread over the calendar days of the period, also if only a part was in service.",
			}},
			{"days_in_service", Wording{
				"Pour {l'indisponibilité|les interventions tardives}, le loyer est réparti sur le temps en service.",
				"For {downtime|late interventions}, the rent is spread over the time in service.",
			}},
		},
	},
	{
		ID: "D37", Kind: KindDecision, levels: atEvery,
		Question: Wording{"Demandes fusionnées ou retirées", "Requests merged or withdrawn"},
		choices: []Choice{
			{"none_of_their_own", Wording{
				"Une demande retirée, ou réunie à une autre, n'a plus de délai garanti à elle ; réunie, elle compte avec l'autre.",
				"A request that was withdrawn, or merged into another, has no guarantee of its own any more; merged, it counts with the other.",
			}},
		},
	},
	{
		ID: "D38", Kind: KindDecision, levels: atEvery,
		Question: Wording{"Ce que prend une estimation", "What a hold takes"},
		choices: []Choice{
			{"reserved", Wording{
				"Une estimation réserve des heures sans les choisir : ce qui paie est décidé quand le travail est compté.",
				"An estimate reserves hours and does not choose them: which of them pay is decided when work is charged.",
			}},
		},
	},
})
