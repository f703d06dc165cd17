package servicelevel

// decisionRules are what palier decides where the pages are silent or
// ambiguous: defaults with a name, which a caller can change.
var decisionRules = []Rule{
	{
		ID: "D1", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Unité arrondie", "Unit that is rounded"},
		Wording: Wording{
			"Les sessions d'un même ticket sont additionnées, puis arrondies une fois à la tranche supérieure.",
			"The work sessions of one ticket are added up, then rounded up once to whole blocks.",
		},
		choices: []Wording{{"chaque session est arrondie", "each session is rounded up"}},
	},
	{
		ID: "D2", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Aucun temps passé", "Nothing worked"},
		Wording: Wording{
			"Une intervention sans temps passé ne compte aucune tranche.",
			"An intervention with no time worked counts no block.",
		},
	},
	{
		ID: "D3", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Horloge", "Whose clock"},
		Wording: Wording{
			"L'heure est celle d'Europe/Paris ; aux changements d'heure, le temps réellement écoulé compte.",
			"The clock is that of Europe/Paris; across clock changes, real elapsed time counts.",
		},
		choices: []Wording{{"tout autre fuseau IANA", "any other IANA zone"}},
	},
	{
		ID: "D4", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Mois", "What a month is"},
		Wording: Wording{
			"Le mois est le mois civil dans le fuseau du contrat, en secondes réelles.",
			"A month is the calendar month in the contract's zone, in real seconds.",
		},
		choices: []Wording{
			{"30 jours fixes", "fixed 30 days"},
			{"mois anniversaire", "anniversary month"},
			{"année", "year"},
		},
	},
	{
		ID: "D5", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Mois qui paie une intervention", "Month that pays for an intervention"},
		Wording: Wording{
			"Le mois de la première session d'un ticket paie toutes ses sessions, quelle que soit leur date de saisie.",
			"The month of a ticket's first session pays for all its sessions, whenever they are worked or recorded.",
		},
		choices: []Wording{{
			"partage à minuit : chaque mois paie ce qui y est fait, le dernier aussi l'arrondi",
			"split at midnight: each month pays for what was worked in it, the last one for the rounding too",
		}},
	},
	{
		ID: "D6", Kind: KindDecision, Levels: atPro | atBusiness | atCritical,
		Question: Wording{"Tranches et allocation", "Blocks against the allowance"},
		Wording: Wording{
			"Le temps arrondi puise dans l'allocation, puis dans le crédit ; une tranche peut se partager.",
			"Rounded time draws on the allowance, then on credit; a block may be split between them.",
		},
		choices: []Wording{{"le reste de l'allocation inférieur à une tranche est perdu", "what is left of the allowance, smaller than a block, is lost"}},
	},
	{
		ID: "D7", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Ordre des packs", "Order of packs"},
		Wording: Wording{
			"Le premier pack acheté est le premier consommé.",
			"The pack bought first is used first.",
		},
	},
	{
		ID: "D8", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Crédit insuffisant", "Not enough credit"},
		Wording: Wording{
			"Le débit est refusé, avec le manque et les packs les moins chers qui le couvrent ; rien ne change.",
			"The debit is refused, with the shortfall and the cheapest packs that cover it; nothing changes.",
		},
		choices: []Wording{{"découvert jusqu'à une limite fixée", "an overdraft up to a stated limit"}},
	},
	{
		ID: "D9", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Seuil de disponibilité", "Availability test"},
		Wording: Wording{
			"La garantie n'est manquée que strictement sous la cible : 99,9 % juste est tenu.",
			"The guarantee is missed only strictly below the target: exactly 99.9% is met.",
		},
	},
	{
		ID: "D10", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Heures pénalisées", "Hours that are penalised"},
		Wording: Wording{
			"Garantie manquée, toute l'indisponibilité du mois est pénalisée.",
			"Once the guarantee is missed, all downtime of the month is penalised.",
		},
		choices: []Wording{{"seulement ce qui dépasse l'indisponibilité admise", "only what exceeds the allowed downtime"}},
	},
	{
		ID: "D11", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Fraction d'heure", "Part of an hour"},
		Wording: Wording{
			"La pénalité est au prorata, à la seconde, et arrondie une fois à la fin.",
			"The penalty is pro rata to the second, and rounded once at the end.",
		},
		choices: []Wording{
			{"chaque heure entamée", "each hour begun"},
			{"heures pleines seulement", "full hours only"},
			{"toute autre unité, par exemple 10 ou 30 min", "any other unit, such as 10 or 30 min"},
			{"par panne plutôt que sur le total du mois", "per outage rather than on the month's total"},
		},
	},
	{
		ID: "D12", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Plafond de la pénalité", "Cap on the penalty"},
		Wording: Wording{
			"La pénalité ne dépasse pas 100 % du loyer mensuel.",
			"The penalty does not exceed 100% of the monthly rent.",
		},
		choices: []Wording{
			{"aucun plafond", "no cap"},
			{"toute autre part du loyer", "any other share of the rent"},
			{"plafond par panne", "a cap per outage"},
		},
	},
	{
		ID: "D13", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Pannes simultanées", "Overlapping outages"},
		Wording: Wording{
			"Des pannes qui se recouvrent comptent une seule fois.",
			"Outages that overlap count once.",
		},
	},
	{
		ID: "D14", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Périodes exclues", "Exclusions"},
		Wording: Wording{
			"Maintenance, faute du client et force majeure ne comptent pas si elles sont exclues ; le mois garde sa durée.",
			"Maintenance, customer's fault and force majeure do not count where excluded; the month keeps its length.",
		},
		choices: []Wording{{"le mois raccourcit aussi", "the month shrinks too"}},
	},
	{
		ID: "D15", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Panne en cours", "Outage still open"},
		Wording: Wording{
			"Une panne en cours compte jusqu'à l'instant d'arrêté donné ; le résultat est provisoire.",
			"An outage still open counts up to the stated “as of” instant; the result is provisional.",
		},
	},
	{
		ID: "D16", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Service d'une partie du mois", "Service for part of a month"},
		Wording: Wording{
			"Le mois se limite à sa partie en service.",
			"The month is that part of it which was in service.",
		},
		choices: []Wording{{"mois entier", "whole month"}},
	},
	{
		ID: "D17", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Loyer", "Rent"},
		Wording: Wording{
			"Le loyer est donné par l'appelant, jamais déduit du prix du niveau.",
			"The rent is given by the caller, never guessed from the level's fee.",
		},
	},
	{
		ID: "D18", Kind: KindDecision, Levels: atPro | atBusiness | atCritical,
		Question: Wording{"Mesure du délai d'intervention", "Measuring the time to intervene"},
		Wording: Wording{
			"Le délai d'un incident court 24 h/24, de sa déclaration ou détection au premier acte humain, échéance comprise.",
			"An incident's time runs 24/7 from declaration or detection to the first human action, deadline included.",
		},
		choices: []Wording{
			{"horloge des heures ouvrées", "working-hours clock"},
			{"pauses dans l'attente du client", "pauses while waiting for the customer"},
		},
	},
	{
		ID: "D19", Kind: KindDecision, Levels: atPro | atBusiness | atCritical,
		Question: Wording{"Intervention tardive", "Late intervention"},
		Wording: Wording{
			"Un retard est mesuré et signalé, sans pénalité.",
			"Lateness is measured and reported, without a penalty.",
		},
		choices: []Wording{
			{"part du loyer par manquement", "a share of the rent per breach"},
			{"part du loyer par unité entamée", "a share of the rent per started unit"},
			{"part du loyer par paliers", "a share of the rent in bands"},
		},
	},
	{
		ID: "D20", Kind: KindDecision, Levels: atSerenity | atPro,
		Question: Wording{"Commande du 20 juin 2014", "Ordered on 20 June 2014"},
		Wording: Wording{
			"Un serveur commandé le 20 juin 2014 même est admis.",
			"A server ordered on 20 June 2014 itself is eligible.",
		},
	},
	{
		ID: "D21", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Arrondi des montants", "Rounding of money"},
		Wording: Wording{
			"Chaque ligne est arrondie une fois, au centime, les demis en s'éloignant de zéro.",
			"Each line is rounded once, to the cent, halves away from zero.",
		},
		choices: []Wording{{"demis vers le pair", "halves to even"}},
	},
	{
		ID: "D22", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"TVA", "VAT"},
		Wording: Wording{
			"Forfaits et packs sont hors TVA, au taux de 20 %.",
			"Fees and packs are excl. VAT, at 20%.",
		},
		choices: []Wording{
			{"tout autre taux", "any other rate"},
			{"sans TVA", "no VAT"},
		},
	},
	{
		ID: "D23", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"TVA d'une pénalité", "VAT of a penalty"},
		Wording: Wording{
			"Une pénalité est une indemnité hors du champ de la TVA, sur un document à part.",
			"A penalty is a compensation outside the scope of VAT, on a document of its own.",
		},
		choices: []Wording{{"réduction de prix au taux de la ligne", "a price reduction at the line's rate"}},
	},
	{
		ID: "D24", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Mois entamé, ou niveau changé", "Month begun or ended midway, or plan changed"},
		Wording: Wording{
			"Seuls des mois entiers sont facturés.",
			"Only whole months are billed.",
		},
		choices: []Wording{{"prorata par jours", "pro rata by days"}},
	},
	{
		ID: "D25", Kind: KindDecision, Levels: atCritical,
		Question: Wording{"Offre sur devis", "A quoted plan"},
		Wording: Wording{
			"Rien n'est supposé : chaque chiffre vient du devis.",
			"Nothing is assumed: every figure comes from the quote.",
		},
	},
	{
		ID: "D26", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Lundi de Pentecôte et 8 Mai", "Pentecost Monday and 8 May"},
		Wording: Wording{
			"Sont fériés le lundi de Pentecôte, chaque année, et le 8 Mai, de 1953 à 1959 et depuis 1982.",
			"Pentecost Monday, every year, and 8 May, in 1953–1959 and from 1982, are public holidays.",
		},
		choices: []Wording{{"lundi de Pentecôte ouvré de 2005 à 2007", "Pentecost Monday worked in 2005–2007"}},
	},
	{
		ID: "D27", Kind: KindDecision, Levels: atPro | atBusiness | atCritical,
		Question: Wording{"Allocation d'un mois à plusieurs niveaux", "Allowance of a month with several levels"},
		Wording: Wording{
			"Elle ne paie que ce qui a été commencé un jour de son niveau : entière, ou au prorata des jours à la minute inférieure.",
			"It pays only for work begun on a day of its level: whole, or pro rata its share of the days, rounded down to the minute.",
		},
		choices: []Wording{{"l'allocation entière, quel que soit le jour", "the whole allowance, whatever the day"}},
	},
	{
		ID: "D28", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Travail saisi en retard", "Work recorded late"},
		Wording: Wording{
			"Il puise dans ce qu'il y avait et qu'il y a encore, puis dans les heures achetées depuis ; il n'est refusé que si toutes les heures ne suffisent pas.",
			"It draws on what was there and still is, then on hours bought since; it is refused only if all hours there ever were do not cover it.",
		},
	},
	{
		ID: "D29", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Travail fait sans crédit", "Work that was done without credit"},
		Wording: Wording{
			"Il est refusé ; ce qui reste à découvert quand le contrat se termine est vendu en packs, les moins chers qui le couvrent.",
			"It is refused; what is overdrawn when the contract ends is sold as packs, the cheapest that cover it.",
		},
		choices: []Wording{
			{"un découvert", "an overdraft"},
			{"les packs les moins chers sont vendus avec", "the cheapest packs are sold with it"},
			{"un prix à l'heure", "a price per hour"},
		},
	},
	{
		ID: "D30", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Pack rendu", "A pack given back"},
		Wording: Wording{
			"Ce qui en reste est rendu à sa part du prix, par un avoir qui cite l'achat, à la TVA de la vente.",
			"What is left of it is given back at its share of the price, by a credit note that names the purchase, at the VAT of the sale.",
		},
		choices: []Wording{
			{"une partie de ce qui reste", "part of what is left"},
			{"un autre montant", "another amount"},
		},
	},
	{
		ID: "D31", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Fait erroné", "A fact that was wrong"},
		Wording: Wording{
			"Il est retiré par son identifiant, comme s'il n'avait jamais été, à partir du mois où on le sait ; ce qui est envoyé ne change pas.",
			"It is withdrawn by its id, as if it had never been, from the month on in which that became known; what was sent does not change.",
		},
	},
	{
		ID: "D32", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Heures restant à la fin d'un contrat", "Hours left when a contract ends"},
		Wording: Wording{
			"Elles restent au client : remboursées, ou portées sur un autre de ses contrats.",
			"They stay the customer's: refunded, or moved to another contract of his.",
		},
		choices: []Wording{{"perdues, par un fait qui le dit", "forfeited, by a fact that says so"}},
	},
	{
		ID: "D33", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Taux de TVA applicable", "Which VAT rate"},
		Wording: Wording{
			"Celui de la date du fait : l'achat, le premier jour d'un forfait, le dernier du mois pour une pénalité déduite.",
			"The one of the fact's own date: a purchase, the first day of a fee, the last of the month for a penalty taken off.",
		},
	},
	{
		ID: "D34", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Tarif qui change", "A price list that changes"},
		Wording: Wording{
			"Un contrat garde son édition jusqu'à un changement daté ; un pack garde le prix auquel il fut acheté.",
			"A contract keeps its edition until a dated change; a pack keeps the price at which it was bought.",
		},
	},
	{
		ID: "D35", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Panne à cheval sur deux périodes", "An outage partly outside the period"},
		Wording: Wording{
			"Sa durée est regardée en entier, telle qu'on la connaît ; ce qu'on apprend plus tard est une correction.",
			"How long it lasted is looked at whole, as known; what becomes known later is a correction.",
		},
	},
	{
		ID: "D36", Kind: KindDecision, Levels: atBusiness | atCritical,
		Question: Wording{"Loyer d'un jour", "A day's rent"},
		Wording: Wording{
			"Le loyer divisé par les jours du mois civil, même en service partiel.",
			"The rent over the days of the calendar month, also if only a part was in service.",
		},
		choices: []Wording{{"divisé par les jours en service", "over those in service"}},
	},
	{
		ID: "D37", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Demandes fusionnées ou retirées", "Requests merged or withdrawn"},
		Wording: Wording{
			"Elles n'ont plus de délai garanti à elles ; elles comptent avec celle qui les a reçues.",
			"They have no guarantee of their own any more; they count with the one that they were merged into.",
		},
	},
	{
		ID: "D38", Kind: KindDecision, Levels: atEvery,
		Question: Wording{"Ce que prend une estimation", "What a hold takes"},
		Wording: Wording{
			"Elle réserve des heures sans les choisir : ce qui paie est décidé quand le travail est compté.",
			"It reserves hours and does not choose them: which of them pay is decided when work is charged.",
		},
	},
}
