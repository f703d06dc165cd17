package holidays

// rulesElsewhere is the part of countryRules that is not of Europe.
const rulesElsewhere = `
= AR: *
new_year 01-01
carnival_monday easter-48 2011-
carnival_tuesday easter-47 2011-
truth_and_justice 03-24 2006-
malvinas 04-02
good_friday easter-2
labour_day 05-01
revolution_of_may 05-25
guemes 06-17 tue-1 wed-2 thu+4 fri+3 2016-
belgrano mon>06-15 -2010
belgrano 06-20 2011-
independence_day 07-09
san_martin mon>08-15
diversity_day mon>10-08 -2017
diversity_day 10-12 tue-1 wed-2 thu+4 fri+3 2018-
sovereignty_day mon>11-22 2010-2014
sovereignty_day 11-20 tue-1 wed-2 thu+4 fri+3 2018-
sovereignty_day mon>11-22 2016-2017
sovereignty_day 11-27 2015
immaculate_conception 12-08
christmas 12-25

= AU: ACT NSW NT QLD SA TAS VIC WA
new_year 01-01 sat+2 sun+1
australia_day 01-26 sat+2 sun+1
labour_day mon>03-01 @WA
labour_day mon>03-08 @VIC
eight_hours_day mon>03-08 @TAS
canberra_day mon>03-08 @ACT
national_holiday mon>03-08 @SA
good_friday easter-2
easter_saturday easter-1 @!TAS,WA
easter_sunday easter+0 @ACT,NSW,QLD,VIC
easter_monday easter+1
anzac_day 04-25 @NSW,TAS,VIC
anzac_day 04-25 sun+1 @NT,QLD,SA
anzac_day 04-25 sat+2 sun+1 @ACT,WA
labour_day mon>05-01 @NT,QLD
reconciliation_day mon>05-27 2018- @ACT
western_australia_day mon>06-01 @WA
sovereigns_birthday mon>06-08 @!QLD,WA
picnic_day mon>08-01 @NT
sovereigns_birthday mon<09-30 @WA
mourning_2022 09-22 2022
sovereigns_birthday mon>10-01 @QLD
labour_day mon>10-01 @ACT,NSW,SA
footy_friday fri<09-29 2015- !2015 !2016 !2020 @VIC
footy_friday 10-02 2015 @VIC
footy_friday 09-30 2016 @VIC
footy_friday 10-23 2020 @VIC
melbourne_cup tue>11-01 @VIC
christmas 12-25 sat+2 sun+1
boxing_day 12-26 sat+2 sun+2 mon+1 @!SA
proclamation_day 12-26 sat+2 sun+2 mon+1 @SA

= BR: *
new_year 01-01
carnival_tuesday easter-47
good_friday easter-2
tiradentes 04-21
labour_day 05-01
corpus_christi easter+60
independence_day 09-07
aparecida 10-12
all_souls 11-02
republic_day 11-15
black_awareness 11-20 2024-
christmas 12-25

= CA: * QC
new_year 01-01 sat+2 sun+1 @*
new_year 01-01 @QC
good_friday easter-2
easter_monday easter+1 @*
victoria_day mon<05-24 @*
patriots_day mon<05-24 @QC
quebec_day 06-24 sun+1 @QC
canada_day 07-01 sat+2 sun+1 @*
canada_day 07-01 sun+1 @QC
civic_holiday mon>08-01 @*
labour_day mon>09-01
truth_and_reconciliation 09-30 sat+2 sun+1 2021- @*
thanksgiving mon>10-08
remembrance_day 11-11 sat+2 sun+1 @*
christmas 12-25 sat+2 sun+1 @*
christmas 12-25 @QC
boxing_day 12-26 sat+2 sun+2 mon+1 @*

= JP: *
new_year 01-01 sun+1
coming_of_age mon>01-08 2000-
foundation_day 02-11 sun+1
emperors_birthday 02-23 sun+1 2020-
vernal_equinox vernal sun+1 1949-2099
greenery_day 04-29 sun+1 -2006
showa_day 04-29 sun+1 2007-
between_holidays 04-30 2019
enthronement 05-01 2019
between_holidays 05-02 2019
constitution_day 05-03 sun+1 -2006
constitution_day 05-03 sun+3 2007-
between_holidays 05-04 -2006
greenery_day 05-04 sun+2 2007-
childrens_day 05-05 sun+1
marine_day 07-20 sun+1 -2002
marine_day mon>07-15 2003- !2020 !2021
marine_day 07-23 2020
marine_day 07-22 2021
sports_day 07-24 2020
sports_day 07-23 2021
mountain_day 08-11 sun+1 2016- !2020 !2021
mountain_day 08-10 2020
mountain_day 08-09 2021
respect_for_the_aged 09-15 sun+1 -2002
respect_for_the_aged mon>09-15 2003-
between_holidays 09-22 2009
between_holidays 09-22 2015
between_holidays 09-22 2026
between_holidays 09-21 2032
between_holidays 09-22 2037
between_holidays 09-22 2043
between_holidays 09-21 2049
between_holidays 09-22 2054
between_holidays 09-21 2060
between_holidays 09-22 2071
between_holidays 09-21 2077
between_holidays 09-21 2088
between_holidays 09-21 2094
between_holidays 09-22 2099
autumnal_equinox autumnal sun+1 1949-2099
sports_day mon>10-08 2000- !2020 !2021
enthronement_ceremony 10-22 2019
culture_day 11-03 sun+1
labour_thanksgiving 11-23 sun+1
emperors_birthday 12-23 sun+1 -2018

= MW: *
new_year 01-01 sat+2 sun+1
chilembwe 01-15 sat+2 sun+1
martyrs_day 03-03 sat+2 sun+1
good_friday easter-2
easter_monday easter+1
labour_day 05-01 sat+2 sun+1
kamuzu 05-14 sat+2 sun+1
independence_day 07-06 sat+2 sun+1
mothers_day 10-15 sat+2 sun+1
christmas 12-25 sat+2 sun+1
boxing_day 12-26 sat+2 sun+1

= NZ: *
new_year 01-01 sat+2 sun+1
day_after_new_year 01-02 sat+2 sun+2 mon+1
waitangi_day 02-06 -2013
waitangi_day 02-06 sat+2 sun+1 2014-
good_friday easter-2
easter_monday easter+1
anzac_day 04-25 -2013
anzac_day 04-25 sat+2 sun+1 2014-
sovereigns_birthday mon>06-01
matariki 06-24 2022
matariki 07-14 2023
matariki 06-28 2024
matariki 06-20 2025
matariki 07-10 2026
matariki 06-25 2027
matariki 07-14 2028
matariki 07-06 2029
matariki 06-21 2030
matariki 07-11 2031
matariki 07-02 2032
matariki 06-24 2033
matariki 07-07 2034
matariki 06-29 2035
matariki 07-18 2036
matariki 07-10 2037
matariki 06-25 2038
matariki 07-15 2039
matariki 07-06 2040
matariki 07-19 2041
matariki 07-11 2042
matariki 07-03 2043
matariki 06-24 2044
matariki 07-07 2045
matariki 06-29 2046
matariki 07-19 2047
matariki 07-03 2048
matariki 06-25 2049
matariki 07-15 2050
matariki 06-30 2051
matariki 06-21 2052
mourning_2022 09-26 2022
labour_day mon>10-22
christmas 12-25 sat+2 sun+1
boxing_day 12-26 sat+2 sun+2 mon+1

= US: *
new_year 01-01 sat-1 sun+1
martin_luther_king mon>01-15
presidents_day mon>02-15
memorial_day mon<05-31
juneteenth 06-19 sat-1 sun+1 2021-
independence_day 07-04 sat-1 sun+1
labour_day mon>09-01
columbus_day mon>10-08
veterans_day 11-11 sat-1 sun+1
thanksgiving thu>11-22
christmas 12-25 sat-1 sun+1

= ZA: *
new_year 01-01 sun+1
human_rights_day 03-21 sun+1
good_friday easter-2
family_day easter+1
freedom_day 04-27 sun+1
labour_day 05-01 sun+1
youth_day 06-16 sun+1
womens_day 08-09 sun+1
heritage_day 09-24 sun+1
reconciliation_day 12-16 sun+1
christmas 12-25 sun+1
day_of_goodwill 12-26 sun+1 mon+1
`
