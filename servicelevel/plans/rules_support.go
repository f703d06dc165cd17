package plans

// supportRules are those of levels 1 and 2: what experts add to a server that
// its customer administers.
var supportRules = []Rule{
	{
		ID: "S31", Kind: KindFigure, levels: atSerenity, Sources: BothPages,
		Wording: Wording{
			"Le niveau Sérénité coûte 15 € par mois, sans mention de la TVA.",
			"Level Serenity costs €15 a month, with no mention of VAT.",
		},
		decisions: []string{"D22", "D24"},
	},
	{
		ID: "S32", Kind: KindEntitlement, levels: atSerenity, Sources: BothPages,
		Wording: Wording{
			"Un bilan, au moins mensuel, porte sur les services et les mises à jour disponibles.",
			"A check-up, at least monthly, covers the services and the updates on offer.",
		},
	},
	{
		ID: "S33", Kind: KindEntitlement, levels: atSerenity, Sources: BothPages,
		Wording: Wording{
			"Un rapport par courriel en donne les problèmes, les points d'attention et les conseils.",
			"A report by e-mail gives its problems, points of attention and advice.",
		},
	},
	{
		ID: "S34", Kind: KindEntitlement, levels: atSerenity, Sources: BothPages,
		Wording: Wording{
			"Le système d'exploitation est mis à jour tous les mois.",
			"The operating system is updated monthly.",
		},
	},
	{
		ID: "S35", Kind: KindEntitlement, levels: atSerenity, Sources: BothPages,
		Wording: Wording{
			"Plesk est mis à jour tous les mois.",
			"Plesk is updated monthly.",
		},
	},
	{
		ID: "S36", Kind: KindLogic, levels: atSerenity, Sources: BothPages,
		Wording: Wording{
			"Un serveur commandé avant le 20 juin 2014 n'a pas droit au niveau Sérénité.",
			"A server ordered before 20 June 2014 cannot have level Serenity.",
		},
		decisions: []string{"D20"},
	},
	{
		ID: "S37", Kind: KindLogic, levels: atSerenity, Sources: BothPages,
		Wording: Wording{
			"Ce niveau n'a pas de conditions d'intervention propres : celles du niveau 0 valent.",
			"This level has no intervention terms of its own: those of level 0 hold.",
		},
	},
	{
		ID: "S38", Kind: KindFigure, levels: atPro, Sources: BothPages,
		Wording: Wording{
			"Le niveau Pro coûte 45 € par mois, sans mention de la TVA.",
			"Level Pro costs €45 a month, with no mention of VAT.",
		},
		decisions: []string{"D22", "D24"},
	},
	{
		ID: "S39", Kind: KindEntitlement, levels: atPro, Sources: BothPages,
		Wording: Wording{
			"Le niveau Pro comprend tout le niveau Sérénité.",
			"Level Pro includes all of level Serenity.",
		},
	},
	{
		ID: "S40", Kind: KindEntitlement, levels: atPro, Sources: BothPages,
		Wording: Wording{
			"Les tickets passent avant les autres dans la file.",
			"Tickets go ahead of others in the queue.",
		},
	},
	{
		ID: "S41", Kind: KindEntitlement, levels: atPro, Sources: BothPages,
		Wording: Wording{
			"Les réponses sont promises en un temps « record », sans chiffre.",
			"Replies are promised in “record” time, without a figure.",
		},
	},
	{
		ID: "S42", Kind: KindEntitlement, levels: atPro, Sources: BothPages,
		Wording: Wording{
			"Une ligne d'assistance au tarif normal répond 24 h/24 et 7 j/7.",
			"A hotline at the normal call rate answers 24/7.",
		},
	},
	{
		ID: "S43", Kind: KindFigure, levels: atPro, Sources: BothPages,
		Wording: Wording{
			"Une allocation de 1 h 30 d'intervention est comprise chaque mois.",
			"An allowance of 1 h 30 of intervention is included each month.",
		},
		decisions: []string{"D4", "D5", "D6", "D27"},
	},
	{
		ID: "S44", Kind: KindEntitlement, levels: atPro, Sources: BothPages,
		Wording: Wording{
			"L'allocation sert aux incidents, audits, investigations, installations et mises à jour.",
			"The allowance serves incidents, audits, investigations, installations and updates.",
		},
	},
	{
		ID: "S45", Kind: KindLogic, levels: atPro, Sources: BothPages,
		Wording: Wording{
			"L'allocation non utilisée n'est pas reportée au mois suivant.",
			"An allowance left unused is not carried over to the next month.",
		},
	},
	{
		ID: "S46", Kind: KindFigure, levels: atPro, Sources: BothPages,
		Wording: Wording{
			"Un incident déclaré donne lieu à une intervention sous 4 h, 24 h/24 et 7 j/7.",
			"A declared incident is attended to within 4 h, 24/7.",
		},
		decisions: []string{"D18", "D19", "D37"},
	},
	{
		ID: "S47", Kind: KindLogic, levels: atPro, Sources: BothPages,
		Wording: Wording{
			"Un serveur commandé avant le 20 juin 2014 n'a pas droit au niveau Pro.",
			"A server ordered before 20 June 2014 cannot have level Pro.",
		},
		decisions: []string{"D20"},
	},
	{
		ID: "S48", Kind: KindLogic, levels: atPro, Sources: BothPages,
		Wording: Wording{
			"Les conditions d'intervention du niveau 0 valent, sauf S49 et S50.",
			"Level 0's intervention terms hold, except for S49 and S50.",
		},
	},
	{
		ID: "S49", Kind: KindLogic, levels: atPro, Sources: BothPages,
		Wording: Wording{
			"Un incident (service perturbé ou interrompu) est traité 24 h/24 et 7 j/7.",
			"An incident (service disturbed or interrupted) is handled 24/7.",
		},
	},
	{
		ID: "S50", Kind: KindLogic, levels: atPro, Sources: BothPages,
		Wording: Wording{
			"Aucune heure n'est à créditer tant que l'allocation du mois n'est pas épuisée.",
			"No prepaid hours are needed until the month's allowance is used up.",
		},
		decisions: []string{"D6"},
	},
	{
		ID: "S51", Kind: KindEntitlement, levels: atPro, Sources: BothPages,
		Wording: Wording{
			"Le client continue d'administrer ; des experts le remplacent ou le renforcent.",
			"The customer keeps administering; experts stand in or reinforce.",
		},
	},
}
