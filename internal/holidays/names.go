package holidays

// countryNames has the key, the French and the English name of each holiday of countryRules,
// a line each.
const countryNames = `
all_saints_saturday|Toussaint|All Saints' Day
all_saints|Toussaint|All Saints' Day
all_souls|Jour des défunts|All Souls' Day
anti_fascist_struggle|Jour de la lutte antifasciste|Anti-Fascist Struggle Day
anzac_day|Jour de l'ANZAC|ANZAC Day
aparecida|Notre-Dame d'Aparecida|Our Lady of Aparecida
armistice_1918|Armistice de 1918|Armistice Day
ascension|Ascension|Ascension Day
assumption|Assomption|Assumption Day
august_holiday|Premier lundi d'août|August Holiday
australia_day|Fête nationale|Australia Day
autumnal_equinox|Équinoxe d'automne|Autumnal Equinox Day
belgrano|Mort du général Belgrano|Death of General Belgrano
berchtold|Saint-Berchtold|Berchtold's Day
between_holidays|Jour entre deux jours fériés|Day between two holidays
black_awareness|Jour de la conscience noire|Black Awareness Day
boxing_day|Lendemain de Noël|Boxing Day
brother_klaus|Saint-Nicolas de Flue|Saint Nicholas of Flüe
canada_day|Fête du Canada|Canada Day
canberra_day|Jour de Canberra|Canberra Day
carnival_monday|Lundi gras|Carnival Monday
carnival_tuesday|Mardi gras|Carnival Tuesday
centenary|Centenaire de l'indépendance|Centenary of Independence
childrens_day|Journée des enfants|Children's Day
chilembwe|Jour de John Chilembwe|John Chilembwe Day
christmas_eve|Veille de Noël|Christmas Eve
christmas_orthodox|Noël orthodoxe|Orthodox Christmas
christmas|Noël|Christmas Day
civic_holiday|Congé civique|Civic Holiday
clean_monday|Lundi pur|Clean Monday
columbus_day|Jour de Christophe Colomb|Columbus Day
coming_of_age|Fête de la majorité|Coming of Age Day
constitution_day|Jour de la Constitution|Constitution Day
coronation|Couronnement de Charles III|Coronation of King Charles III
corpus_christi|Fête-Dieu|Corpus Christi
croatian_remembrance|Souvenir des victimes de la guerre patriotique|Remembrance Day
croatian_victory|Jour de la victoire|Victory and Homeland Thanksgiving Day
culture_day|Jour de la culture|Culture Day
cyril_methodius|Saints Cyrille et Méthode|Saints Cyril and Methodius
czech_statehood|Jour de la nation tchèque|Czech Statehood Day
czechoslovakia|Fondation de la Tchécoslovaquie|Foundation of Czechoslovakia
day_after_new_year|Lendemain du jour de l'An|Day after New Year's Day
day_of_goodwill|Jour de la bonne volonté|Day of Goodwill
day_of_russia|Jour de la Russie|Russia Day
declaration_of_independence|Déclaration d'indépendance|Declaration of Independence
defenders|Jour des défenseurs|Defenders' Day
diamond_jubilee|Jubilé de diamant de la reine|Queen's Diamond Jubilee
diversity_day|Respect de la diversité culturelle|Respect for Cultural Diversity
dormition|Dormition de la Vierge|Dormition of the Mother of God
early_may|Premier lundi de mai|Early May Bank Holiday
easter_monday|Lundi de Pâques|Easter Monday
easter_saturday|Samedi saint|Easter Saturday
easter_sunday|Pâques|Easter Sunday
eight_hours_day|Journée de huit heures|Eight Hours Day
emperors_birthday|Anniversaire de l'empereur|The Emperor's Birthday
end_of_war|Fin de la guerre, 1945|End of the War, 1945
enthronement_ceremony|Intronisation de l'empereur|Enthronement Ceremony
enthronement|Avènement de l'empereur|Accession of the Emperor
epiphany|Épiphanie|Epiphany
europe_day|Journée de l'Europe|Europe Day
extra_holiday|Jour férié exceptionnel|Extra Public Holiday
family_day|Jour de la famille|Family Day
federal_fast|Lundi du Jeûne fédéral|Federal Fast Monday
fight_for_freedom|Lutte pour la liberté et la démocratie|Struggle for Freedom and Democracy Day
footy_friday|Veille de la finale de l'AFL|Friday before the AFL Grand Final
foundation_day|Fondation de l'État|National Foundation Day
freedom_day|Jour de la liberté|Freedom Day
genevan_fast|Jeûne genevois|Genevan Fast
golden_jubilee|Jubilé d'or de la reine|Queen's Golden Jubilee
good_friday|Vendredi saint|Good Friday
great_prayer_day|Jour de la prière|Great Prayer Day
greenery_day|Jour de la nature|Greenery Day
guemes|Mort du général Güemes|Death of General Güemes
heritage_day|Jour du patrimoine|Heritage Day
human_rights_day|Jour des droits de l'homme|Human Rights Day
immaculate_conception|Immaculée Conception|Immaculate Conception
independence_day|Jour de l'Indépendance|Independence Day
jan_hus|Jean Hus|Jan Hus Day
june_holiday|Premier lundi de juin|June Holiday
juneteenth|Fin de l'esclavage|Juneteenth
jura_plebiscite|Plébiscite jurassien|Jura Plebiscite Day
kamuzu|Anniversaire de Kamuzu Banda|Kamuzu Day
kings_day|Anniversaire du souverain|King's Day
labour_day|Fête du Travail|Labour Day
labour_thanksgiving|Fête du travail et de la gratitude|Labour Thanksgiving Day
liberation_day|Jour de la Libération|Liberation Day
malvinas|Jour des vétérans des Malouines|Malvinas Veterans' Day
marine_day|Jour de la mer|Marine Day
martin_luther_king|Jour de Martin Luther King|Martin Luther King Jr. Day
martyrs_day|Jour des martyrs|Martyrs' Day
matariki|Matariki|Matariki
maundy_thursday|Jeudi saint|Maundy Thursday
may_holiday|Premier lundi de mai|May Holiday
melbourne_cup|Coupe de Melbourne|Melbourne Cup Day
memorial_day|Jour du Souvenir|Memorial Day
midsummer_eve|Veille de la Saint-Jean|Midsummer Eve
midsummer|Saint-Jean|Midsummer Day
mindaugas|Couronnement de Mindaugas|Statehood Day
mothers_day|Fête des mères|Mother's Day
mountain_day|Jour de la montagne|Mountain Day
mourning_2022|Deuil de la reine Élisabeth II|Mourning for Queen Elizabeth II
national_day|Fête nationale|National Day
national_holiday|Jour férié national|National Holiday
new_years_eve|Saint-Sylvestre|New Year's Eve
new_year|Jour de l'An|New Year's Day
october_holiday|Dernier lundi d'octobre|October Holiday
ohi_day|Jour du Non|Ohi Day
orange_day|Bataille de la Boyne|Battle of the Boyne
patriots_day|Journée nationale des patriotes|National Patriots' Day
peter_and_paul|Saints Pierre et Paul|Saints Peter and Paul
picnic_day|Jour du pique-nique|Picnic Day
platinum_jubilee|Jubilé de platine de la reine|Queen's Platinum Jubilee
preseren|Jour de Prešeren|Prešeren Day
presidents_day|Jour des présidents|Presidents' Day
proclamation_day|Jour de la Proclamation|Proclamation Day
quebec_day|Fête nationale du Québec|Quebec National Day
queens_funeral|Obsèques de la reine Élisabeth II|State Funeral of Queen Elizabeth II
reconciliation_day|Jour de la réconciliation|Reconciliation Day
reformation|Jour de la Réforme|Reformation Day
remembrance_day|Jour du Souvenir|Remembrance Day
repentance|Jour de repentir et de prière|Repentance and Prayer Day
republic_day|Proclamation de la République|Republic Day
resistance_day|Jour de la résistance|Day of Uprising Against Occupation
respect_for_the_aged|Journée des personnes âgées|Respect for the Aged Day
restoration_of_independence|Rétablissement de l'indépendance|Restoration of Independence
restoration_of_state|Rétablissement de l'État|Restoration of the State
restoration|Restauration de la République|Restoration of the Republic
revolution_of_may|Révolution de Mai|May Revolution
royal_wedding|Mariage du prince William|Royal Wedding
saint_andrew|Saint-André|Saint Andrew's Day
saint_brigid|Sainte-Brigitte|Saint Brigid's Day
saint_francis|Saint-François d'Assise|Saint Francis of Assisi
saint_george|Saint-Georges et jour de l'armée|Saint George's Day
saint_john|Saint-Jean-Baptiste|Saint John the Baptist
saint_joseph|Saint-Joseph|Saint Joseph's Day
saint_patrick|Saint-Patrick|Saint Patrick's Day
san_martin|Mort du général San Martín|Death of General San Martín
second_christmas_day|Saint-Étienne|Second Day of Christmas
second_labour_day|Lendemain de la fête du Travail|Second Day of Labour
seven_sorrows|Notre-Dame des Douleurs|Our Lady of Sorrows
showa_day|Jour de Shōwa|Shōwa Day
slovak_uprising|Soulèvement national slovaque|Slovak National Uprising
sovereigns_birthday|Anniversaire du souverain|Sovereign's Birthday
sovereignty_day|Jour de la souveraineté|National Sovereignty Day
sports_day|Jour du sport|Sports Day
spring_holiday|Dernier lundi de mai|Spring Bank Holiday
statehood_day|Jour de l'État|Statehood Day
summer_holiday|Congé d'été|Summer Bank Holiday
thanksgiving|Action de grâce|Thanksgiving Day
third_of_may|Fête de la Constitution du 3 mai|Third of May Constitution Day
tiradentes|Tiradentes|Tiradentes
truth_and_justice|Jour de la mémoire, de la vérité et de la justice|Day of Remembrance for Truth and Justice
truth_and_reconciliation|Vérité et réconciliation|Truth and Reconciliation
unification_day|Jour de l'unification|Unification Day
union_of_principalities|Union des principautés|Union of the Principalities
unity_day|Jour de l'unité|Unity Day
ve_day|75 ans du 8 mai 1945|75th Anniversary of VE Day
vernal_equinox|Équinoxe de printemps|Vernal Equinox Day
veterans_day|Jour des anciens combattants|Veterans Day
victoria_day|Fête de la Reine|Victoria Day
victory_day|Jour de la Victoire|Victory Day
waitangi_day|Jour de Waitangi|Waitangi Day
western_australia_day|Jour de l'Australie-Occidentale|Western Australia Day
whit_monday|Lundi de Pentecôte|Whit Monday
whit_sunday|Pentecôte|Whit Sunday
womens_day|Journée des droits des femmes|International Women's Day
world_childrens_day|Journée mondiale de l'enfance|World Children's Day
youth_day|Jour de la jeunesse|Youth Day
`
