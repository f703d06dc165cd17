package plans

// standardRules are those of all levels and of level 0.
var standardRules = []Rule{
	{
		ID: "S1", Kind: KindFigure, levels: atEvery, Sources: BothPages,
		Wording: Wording{
			"Le service se décline en cinq niveaux, de 0 à 4 : Standard, Sérénité, Pro, Business et Critical Business.",
			"Service comes in five levels, 0 to 4: Standard, Serenity, Pro, Business and Critical Business.",
		},
	},
	{
		ID: "S2", Kind: KindFigure, levels: atEvery, Sources: BothPages,
		Wording: Wording{
			"L'hébergeur est NUXIT (page française) ou Magic (page anglaise, qui écrit encore NUXIT au niveau 3).",
			"The provider is NUXIT (French page) or Magic (English page, which still says NUXIT at level 3).",
		},
		french: Wording{
			"L'hébergeur est NUXIT.",
			"The provider is NUXIT.",
		},
		english: Wording{
			"L'hébergeur est Magic, bien que la page écrive encore NUXIT au niveau 3.",
			"The provider is Magic, although the page still says NUXIT at level 3.",
		},
	},
	{
		ID: "S3", Kind: KindFigure, levels: atEvery, Sources: EnglishPage,
		Wording: Wording{
			"La page anglaise est l'édition du 26 août 2019 ; la française n'est pas datée.",
			"The English page is the edition of 26 August 2019; the French one bears no date.",
		},
	},
	{
		ID: "S4", Kind: KindEntitlement, levels: atEvery, Sources: FrenchPage,
		Wording: Wording{
			"L'assistance est joignable à toute heure, tous les jours.",
			"Assistance can be reached at any hour of any day.",
		},
	},
	{
		ID: "S5", Kind: KindLogic, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Tout serveur commandé sans autre choix est au niveau Standard.",
			"A server ordered without another choice is at level Standard.",
		},
	},
	{
		ID: "S6", Kind: KindEntitlement, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"L'hébergeur fournit le matériel et le réseau.",
			"The provider supplies hardware and network.",
		},
	},
	{
		ID: "S7", Kind: KindEntitlement, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"L'hébergeur n'administre pas le serveur.",
			"The provider does not administer the server.",
		},
	},
	{
		ID: "S8", Kind: KindEntitlement, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Usage, mises à jour, logiciels (même préinstallés), fichiers et données relèvent du seul client.",
			"Use, updates, software (even preinstalled), files and data are the customer's responsibility alone.",
		},
	},
	{
		ID: "S9", Kind: KindEntitlement, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Le client doit savoir administrer un serveur, ou confier cette tâche à un tiers.",
			"The customer must know how to run a server, or hand that task to a third party.",
		},
	},
	{
		ID: "S10", Kind: KindEntitlement, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Du travail du tiers répond le client (NUXIT) ou le tiers lui-même (Magic).",
			"The customer (NUXIT) or the third party itself (Magic) answers for the third party's work.",
		},
		french: Wording{
			"Le client répond du travail du tiers auquel il fait appel.",
			"The customer answers for the work of any third party involved.",
		},
		english: Wording{
			"Le tiers répond lui-même de son travail.",
			"The third party answers for its own work.",
		},
	},
	{
		ID: "S11", Kind: KindEntitlement, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Sur demande, les ingénieurs de l'hébergeur interviennent, aux conditions S12 à S30.",
			"The provider's engineers step in on request, on the terms of S12 to S30.",
		},
	},
	{
		ID: "S12", Kind: KindFigure, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Les interventions ont lieu du lundi au vendredi.",
			"Interventions take place Monday to Friday.",
		},
		decisions: []string{"D3"},
	},
	{
		ID: "S13", Kind: KindFigure, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Les interventions ont lieu entre 9 h et 18 h.",
			"Interventions take place between 09:00 and 18:00.",
		},
		decisions: []string{"D3"},
	},
	{
		ID: "S14", Kind: KindLogic, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Aucune intervention n'a lieu un jour férié.",
			"No intervention takes place on a public holiday.",
		},
		decisions: []string{"D26"},
	},
	{
		ID: "S15", Kind: KindLogic, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Aucune intervention n'a lieu en dehors de ces jours et de ces heures.",
			"No intervention takes place outside those days and hours.",
		},
	},
	{
		ID: "S16", Kind: KindLogic, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Aucun délai d'intervention n'est promis : seul le meilleur effort l'est.",
			"No time to intervene is promised, only best effort.",
		},
	},
	{
		ID: "S17", Kind: KindLogic, levels: atStandard, Sources: FrenchPage,
		Wording: Wording{
			"Les heures sont à créditer avant l'intervention.",
			"Hours must be credited before the intervention.",
		},
		decisions: []string{"D8", "D29"},
	},
	{
		ID: "S18", Kind: KindLogic, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"L'intervention est facturée au temps passé.",
			"An intervention is billed by the time spent on it.",
		},
		decisions: []string{"D1", "D2"},
	},
	{
		ID: "S19", Kind: KindFigure, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Le temps compte par tranches indivisibles de 30 min (NUXIT) ou de 60 min (Magic).",
			"Time counts in indivisible blocks of 30 min (NUXIT) or 60 min (Magic).",
		},
		french: Wording{
			"Le temps compte par tranches indivisibles de 30 min.",
			"Time counts in indivisible blocks of 30 min.",
		},
		english: Wording{
			"Le temps compte par tranches indivisibles de 60 min.",
			"Time counts in indivisible blocks of 60 min.",
		},
		decisions: []string{"D1", "D2", "D6"},
	},
	{
		ID: "S20", Kind: KindLogic, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Le crédit d'heures n'expire jamais.",
			"Credited hours never expire.",
		},
		decisions: []string{"D32"},
	},
	{
		ID: "S21", Kind: KindLogic, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Chaque intervention est déduite du crédit d'heures.",
			"Each intervention is deducted from the credited hours.",
		},
		decisions: []string{"D7", "D8", "D28", "D31"},
	},
	{
		ID: "S22", Kind: KindFigure, levels: atStandard, Sources: FrenchPage,
		Wording: Wording{
			"L'achat minimal est de 3 h.",
			"The smallest purchase is 3 h.",
		},
	},
	{
		ID: "S23", Kind: KindFigure, levels: atStandard, Sources: FrenchPage,
		Wording: Wording{
			"Le pack de 3 h coûte 169 € HT.",
			"The 3 h pack costs €169 excl. VAT.",
		},
		decisions: []string{"D22", "D30", "D33", "D34"},
	},
	{
		ID: "S24", Kind: KindFigure, levels: atStandard, Sources: FrenchPage,
		Wording: Wording{
			"Le pack de 5 h coûte 239 € HT.",
			"The 5 h pack costs €239 excl. VAT.",
		},
		decisions: []string{"D22"},
	},
	{
		ID: "S25", Kind: KindFigure, levels: atStandard, Sources: FrenchPage,
		Wording: Wording{
			"Le pack de 10 h coûte 399 € HT.",
			"The 10 h pack costs €399 excl. VAT.",
		},
		decisions: []string{"D22"},
	},
	{
		ID: "S26", Kind: KindFigure, levels: atStandard, Sources: FrenchPage,
		Wording: Wording{
			"Le pack de 20 h coûte 699 € HT.",
			"The 20 h pack costs €699 excl. VAT.",
		},
		decisions: []string{"D22"},
	},
	{
		ID: "S27", Kind: KindLogic, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Toute demande est un ticket que le client ouvre dans son espace client.",
			"Every request is a ticket that the customer opens in the customer area.",
		},
	},
	{
		ID: "S28", Kind: KindLogic, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Par sécurité, aucune demande n'est traitée au téléphone.",
			"For security, no request is handled over the telephone.",
		},
	},
	{
		ID: "S29", Kind: KindLogic, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"La demande est qualifiée, puis le temps estimé, puis l'intervention faite.",
			"A request is qualified, then its time estimated, then the work done.",
		},
		decisions: []string{"D38"},
	},
	{
		ID: "S30", Kind: KindEntitlement, levels: atStandard, Sources: BothPages,
		Wording: Wording{
			"Le compte rendu est la réponse au ticket.",
			"The report is the reply to the ticket.",
		},
	},
}
