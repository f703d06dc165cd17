package plans

// managedRules are those of levels 3 and 4, then two of all levels.
var managedRules = []Rule{
	{
		ID: "S52", Kind: KindFigure, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"Le niveau Business coûte 90 € par mois, sans mention de la TVA.",
			"Level Business costs €90 a month, with no mention of VAT.",
		},
		decisions: []string{"D22", "D24"},
	},
	{
		ID: "S53", Kind: KindEntitlement, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"Le serveur est infogéré à 100 %.",
			"The server is 100% managed.",
		},
	},
	{
		ID: "S54", Kind: KindEntitlement, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"L'hébergeur devient l'administrateur du serveur.",
			"The provider becomes the server's administrator.",
		},
	},
	{
		ID: "S55", Kind: KindEntitlement, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"L'hébergeur administre les logiciels comme le matériel et en répond.",
			"The provider administers software as well as hardware and answers for both.",
		},
	},
	{
		ID: "S56", Kind: KindEntitlement, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"Le client n'a pas d'accès administrateur.",
			"The customer has no administrator access.",
		},
	},
	{
		ID: "S57", Kind: KindEntitlement, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"Le client a un accès utilisateur étendu, sans les réglages du système.",
			"The customer has extended user access, without the system settings.",
		},
	},
	{
		ID: "S58", Kind: KindEntitlement, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"Le niveau Business comprend tout le niveau Pro.",
			"Level Business includes all of level Pro.",
		},
	},
	{
		ID: "S59", Kind: KindEntitlement, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"Le fonctionnement du système d'exploitation est garanti.",
			"The operating system is guaranteed to work.",
		},
	},
	{
		ID: "S60", Kind: KindEntitlement, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"Le fonctionnement de Plesk est garanti.",
			"Plesk is guaranteed to work.",
		},
	},
	{
		ID: "S61", Kind: KindFigure, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"La plate-forme est garantie disponible à 99,9 %.",
			"The platform is guaranteed to be available 99.9% of the time.",
		},
		decisions: []string{"D4", "D9", "D13", "D14", "D15", "D16", "D35"},
	},
	{
		ID: "S62", Kind: KindFigure, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"Garantie manquée, chaque heure d'indisponibilité vaut au client 5 % du loyer mensuel.",
			"Where that is missed, each hour of unavailability earns the customer 5% of the monthly rent.",
		},
		decisions: []string{"D10", "D11", "D12", "D17", "D21", "D23", "D36"},
	},
	{
		ID: "S63", Kind: KindFigure, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"Un incident déclaré donne lieu à une intervention sous 45 min, 24 h/24 et 7 j/7.",
			"A declared incident is attended to within 45 min, 24/7.",
		},
		decisions: []string{"D18", "D19"},
	},
	{
		ID: "S64", Kind: KindEntitlement, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"La disponibilité des services est surveillée.",
			"The availability of services is monitored.",
		},
	},
	{
		ID: "S65", Kind: KindEntitlement, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"Un incident détecté est traité 24 h/24 et 7 j/7 sans attendre un contact du client.",
			"A detected incident is acted on 24/7 without waiting for the customer's contact.",
		},
		decisions: []string{"D18"},
	},
	{
		ID: "S66", Kind: KindEntitlement, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"L'usage des ressources est suivi par des graphiques.",
			"The use of resources is tracked in graphs.",
		},
	},
	{
		ID: "S67", Kind: KindEntitlement, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"Le client est alerté quand un seuil est dépassé.",
			"The customer is alerted when a threshold is crossed.",
		},
	},
	{
		ID: "S68", Kind: KindEntitlement, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"Un chargé de compte est l'interlocuteur du client.",
			"An account manager is there for the customer.",
		},
	},
	{
		ID: "S69", Kind: KindLogic, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"Le niveau Business ne se prend qu'avec une nouvelle commande de serveur.",
			"Level Business comes only with the order of a new server.",
		},
	},
	{
		ID: "S70", Kind: KindLogic, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"La licence nécessaire est Plesk Web Host Edition.",
			"The licence needed is Plesk Web Host Edition.",
		},
	},
	{
		ID: "S71", Kind: KindLogic, levels: atBusiness, Sources: BothPages,
		Wording: Wording{
			"Pour un serveur existant, le client prend contact avec l'hébergeur.",
			"For a server that exists already, the customer contacts the provider.",
		},
	},
	{
		ID: "S72", Kind: KindLogic, levels: atCritical, Sources: BothPages,
		Wording: Wording{
			"Le niveau Critical Business est vendu sur devis.",
			"Level Critical Business is sold on a quote.",
		},
		decisions: []string{"D25"},
	},
	{
		ID: "S73", Kind: KindEntitlement, levels: atCritical, Sources: BothPages,
		Wording: Wording{
			"Une plate-forme dédiée à haute disponibilité réunit plusieurs serveurs.",
			"Several servers form a dedicated platform of high availability.",
		},
	},
	{
		ID: "S74", Kind: KindEntitlement, levels: atCritical, Sources: BothPages,
		Wording: Wording{
			"Toute technologie est admise, même hors de LAMP (NUXIT) ou dans LAMP seulement (Magic).",
			"Any technology is possible, even beyond LAMP (NUXIT) or only within LAMP (Magic).",
		},
		french: Wording{
			"Toute technologie est admise, même hors de LAMP.",
			"Any technology is possible, even beyond LAMP.",
		},
		english: Wording{
			"Toute technologie est admise, dans LAMP seulement.",
			"Any technology is possible, only within LAMP.",
		},
	},
	{
		ID: "S75", Kind: KindEntitlement, levels: atCritical, Sources: BothPages,
		Wording: Wording{
			"L'hébergeur suit les procédures propres au client.",
			"The provider follows the customer's own procedures.",
		},
	},
	{
		ID: "S76", Kind: KindEntitlement, levels: atCritical, Sources: BothPages,
		Wording: Wording{
			"L'hébergeur exécute des prestations sur mesure.",
			"The provider carries out bespoke services.",
		},
	},
	{
		ID: "S77", Kind: KindEntitlement, levels: atCritical, Sources: BothPages,
		Wording: Wording{
			"L'hébergeur peut assurer la tierce maintenance des applications du client.",
			"The provider can take on the maintenance of the customer's own applications.",
		},
	},
	{
		ID: "S78", Kind: KindEntitlement, levels: atCritical, Sources: BothPages,
		Wording: Wording{
			"Un ingénieur référent est le contact du client.",
			"A referent engineer is the customer's contact.",
		},
	},
	{
		ID: "S79", Kind: KindEntitlement, levels: atCritical, Sources: BothPages,
		Wording: Wording{
			"L'ingénieur référent répond de la technique de la plate-forme.",
			"The referent engineer is the platform's technical owner.",
		},
	},
	{
		ID: "S80", Kind: KindLogic, levels: atCritical, Sources: BothPages,
		Wording: Wording{
			"Une étude d'avant-vente précède le devis.",
			"A pre-sales study precedes the quote.",
		},
	},
	{
		ID: "S81", Kind: KindLogic, levels: atCritical, Sources: BothPages,
		Wording: Wording{
			"La démarche commence par une prise de contact.",
			"It starts with the customer making contact.",
		},
	},
	{
		ID: "S82", Kind: KindLogic, levels: atCritical, Sources: BothPages,
		Wording: Wording{
			"Aucune page ne dit que le niveau 4 comprend le niveau 3 : le devis dit ce qu'il comprend.",
			"Neither page says that level 4 includes level 3: the quote says what it includes.",
		},
		decisions: []string{"D25"},
	},
	{
		ID: "S83", Kind: KindFigure, levels: atEvery, Sources: BothPages,
		Wording: Wording{
			"Chaque niveau dit à qui il s'adresse.",
			"Each level says whom it is for.",
		},
	},
	{
		ID: "S84", Kind: KindLogic, levels: atEvery, Sources: BothPages,
		Wording: Wording{
			"Rien n'est dit de : période, fuseau, exclusions, arrondi, plafond, réclamations, retards, TVA des forfaits.",
			"Nothing is said of period, zone, exclusions, rounding, cap, claims, late interventions or VAT of fees.",
		},
		decisions: []string{"D3", "D4", "D12", "D14", "D19", "D21", "D22"},
	},
}
