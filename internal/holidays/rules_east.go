package holidays

// rulesOfEast is the part of countryRules of the east and south-east of Europe.
const rulesOfEast = `
= BG: *
new_year 01-01 -2016
new_year 01-01 sat+2 sun+1 2017-
liberation_day 03-03 -2016
liberation_day 03-03 sat+2 sun+1 2017-
good_friday orthodox-2
easter_monday orthodox+1
labour_day 05-01 -2016
labour_day 05-01 sat+2 sun+1 2017- !2021 !2027 !2032 !2089
labour_day 05-04 2021
labour_day 05-04 2027
labour_day 05-04 2032
labour_day 05-03 2089
saint_george 05-06 -2016
saint_george 05-06 sat+2 sun+1 2017-
cyril_methodius 05-24 -2016
cyril_methodius 05-24 sat+2 sun+1 2017-
unification_day 09-06 -2016
unification_day 09-06 sat+2 sun+1 2017-
independence_day 09-22 -2016
independence_day 09-22 sat+2 sun+1 2017-
christmas_eve 12-24 -2016
christmas_eve 12-24 sat+3 sun+3 2017-
christmas 12-25 -2016
christmas 12-25 sat+2 sun+3 2017-
second_christmas_day 12-26 -2016
second_christmas_day 12-26 sat+2 sun+2 2017-

= CZ: *
new_year 01-01
good_friday easter-2 2016-
easter_monday easter+1
labour_day 05-01
liberation_day 05-08
cyril_methodius 07-05
jan_hus 07-06
czech_statehood 09-28 2000-
czechoslovakia 10-28
fight_for_freedom 11-17 2000-
christmas_eve 12-24
christmas 12-25
second_christmas_day 12-26

= GR: *
new_year 01-01
epiphany 01-06
clean_monday orthodox-48
independence_day 03-25
good_friday orthodox-2
easter_monday orthodox+1
labour_day 05-01
whit_monday orthodox+50
dormition 08-15
ohi_day 10-28
christmas 12-25
second_christmas_day 12-26

= HR: *
new_year 01-01
epiphany 01-06
easter_sunday easter+0
easter_monday easter+1
labour_day 05-01
statehood_day 05-30 2020-
corpus_christi easter+60
anti_fascist_struggle 06-22
statehood_day 06-25 -2019
croatian_victory 08-05
assumption 08-15
independence_day 10-08 -2019
all_saints 11-01
croatian_remembrance 11-18 2020-
christmas 12-25
second_christmas_day 12-26

= LT: *
new_year 01-01
restoration_of_state 02-16
restoration_of_independence 03-11
easter_monday easter+1
labour_day 05-01
saint_john 06-24 2003-
mindaugas 07-06
assumption 08-15
all_saints 11-01
all_souls 11-02 2020-
christmas_eve 12-24
christmas 12-25
second_christmas_day 12-26

= LV: *
new_year 01-01
good_friday easter-2
easter_sunday easter+0
easter_monday easter+1
labour_day 05-01
declaration_of_independence 05-04 sat+2 sun+1
extra_holiday 05-29 2023
midsummer_eve 06-23
midsummer 06-24
republic_day 11-18 sat+2 sun+1
christmas_eve 12-24
christmas 12-25
second_christmas_day 12-26
new_years_eve 12-31

= PL: *
new_year 01-01
epiphany 01-06 2011-
easter_monday easter+1
labour_day 05-01
third_of_may 05-03
corpus_christi easter+60
assumption 08-15
all_saints 11-01
independence_day 11-11
centenary 11-12 2018
christmas_eve 12-24 2025-
christmas 12-25
second_christmas_day 12-26

= RO: *
new_year 01-01
day_after_new_year 01-02
epiphany 01-06 2024-
saint_john 01-07 2024-
union_of_principalities 01-24 2017-
good_friday orthodox-2 2018-
easter_sunday orthodox+0
easter_monday orthodox+1
labour_day 05-01
childrens_day 06-01 2017-
whit_sunday orthodox+49
whit_monday orthodox+50
dormition 08-15 2009-
saint_andrew 11-30 2012-
national_day 12-01
christmas 12-25
second_christmas_day 12-26

= RU: *
new_year 01-01 sat+2 sun+1
christmas_orthodox 01-07 sat+2 sun+1
defenders 02-23 sat+2 sun+1
womens_day 03-08 sat+2 sun+1
labour_day 05-01 sat+2 sun+1
victory_day 05-09 sat+2 sun+1
day_of_russia 06-12 sat+2 sun+1
unity_day 11-04 sat+2 sun+1 2005-

= SI: *
new_year 01-01
day_after_new_year 01-02 -2012
day_after_new_year 01-02 2017-
preseren 02-08
easter_sunday easter+0
easter_monday easter+1
resistance_day 04-27
labour_day 05-01
second_labour_day 05-02
whit_sunday easter+49
statehood_day 06-25
assumption 08-15
reformation 10-31
all_saints 11-01
christmas 12-25
independence_day 12-26

= SK: *
new_year 01-01
epiphany 01-06
good_friday easter-2
easter_monday easter+1
labour_day 05-01
victory_day 05-08 !2026
cyril_methodius 07-05
slovak_uprising 08-29
constitution_day 09-01 -2023
seven_sorrows 09-15 !2026
extra_holiday 10-30 2018
all_saints 11-01
fight_for_freedom 11-17 2001-2024
christmas_eve 12-24
christmas 12-25
second_christmas_day 12-26

= UA: *
new_year 01-01 sat+2 sun+1
christmas_orthodox 01-07 sat+2 sun+1 -2023
womens_day 03-08 sat+2 sun+1
easter_monday orthodox+1
labour_day 05-01 sat+2 sun+1
second_labour_day 05-02 sat+2 sun+1 -2017
victory_day 05-08 sat+2 sun+1 2024-
victory_day 05-09 sat+2 sun+1 -2023
whit_monday orthodox+50
constitution_day 06-28 sat+2 sun+1
statehood_day 07-15 sat+2 sun+1 2024-
statehood_day 07-28 sat+2 sun+1 2022-2023
independence_day 08-24 sat+2 sun+1
defenders 10-01 sat+2 sun+1 2023-
defenders 10-14 sat+2 sun+1 2015-2022
christmas 12-25 sat+2 sun+1 2017-
`
