package plans

// decisionRules are what palier decides where the pages are silent or
// ambiguous: defaults with a name, which a caller can change. The first of the choices is
// the default. These are about hours, promiseRules about what is promised, amountRules about money
// and about facts that come late.
var decisionRules = worded([]Rule{
	{
		ID: "D1", Kind: KindDecision, levels: atEvery,
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
		ID: "D2", Kind: KindDecision, levels: atEvery,
		Question: Wording{"Aucun temps passé", "Nothing worked"},
		choices: []Choice{
			{"no_block", Wording{
				"Une intervention sans temps passé ne compte aucune tranche.",
				"An intervention with no time worked counts no block.",
			}},
		},
	},
	{
		ID: "D3", Kind: KindDecision, levels: atEvery,
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
		usual: Wording{"Europe/Paris", "Europe/Paris"},
	},
	{
		ID: "D4", Kind: KindDecision, levels: atEvery,
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
				"Le mois commence le {day} du mois civil dont il porte le nom, dans le fuseau du contrat, en secondes réelles.",
				"A month begins on day {day} of the calendar month whose name it has, in the contract's zone, in real seconds.",
			}},
			{"anniversary_quarter", Wording{
				"La disponibilité est mesurée sur trois mois, à partir du {day} janvier, avril, juillet ou octobre.",
				"Availability is measured over three months, from day {day} of January, April, July or October on.",
			}},
			{"anniversary_year", Wording{
				"La disponibilité est mesurée sur douze mois, à partir du {day} janvier.",
				"Availability is measured over twelve months, from day {day} of January on.",
			}},
		},
	},
	{
		ID: "D5", Kind: KindDecision, levels: atEvery,
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
		ID: "D6", Kind: KindDecision, levels: atPro | atBusiness | atCritical,
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
		ID: "D7", Kind: KindDecision, levels: atEvery,
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
		ID: "D8", Kind: KindDecision, levels: atEvery,
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
})
