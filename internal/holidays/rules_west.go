package holidays

// rulesOfWest is the part of countryRules of the west and north of Europe.
const rulesOfWest = `
= AT: *
new_year 01-01
epiphany 01-06
easter_monday easter+1
labour_day 05-01
ascension easter+39
whit_monday easter+50
corpus_christi easter+60
assumption 08-15
national_day 10-26
all_saints 11-01
immaculate_conception 12-08
christmas 12-25
second_christmas_day 12-26

= BE: *
new_year 01-01
easter_monday easter+1
labour_day 05-01
ascension easter+39
whit_monday easter+50
national_day 07-21
assumption 08-15
all_saints 11-01
armistice_1918 11-11
christmas 12-25

= CH: * AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH
new_year 01-01
new_year 01-01 sun+1 @NE
berchtold 01-02 @AG,BE,JU,TG,VD
epiphany 01-06 @SZ,TI,UR
republic_day 03-01 @NE
saint_joseph 03-19 @NW,SZ,TI,UR,VS
good_friday easter-2 @!TI,VS
easter_monday easter+1 @!FR,LU,NE,NW,OW,SO,VS
labour_day 05-01 @BL,BS,JU,NE,SH,SO,TG,TI,ZH
ascension easter+39
whit_monday easter+50 @!FR,LU,NE,NW,OW,VS
corpus_christi easter+60 @AG,AI,FR,JU,LU,NW,OW,SO,SZ,TI,UR,VS,ZG
jura_plebiscite 06-23 @JU
peter_and_paul 06-29 @TI
national_day 08-01
assumption 08-15 @AG,AI,FR,JU,LU,NW,OW,SO,SZ,TI,UR,VS,ZG
genevan_fast thu>09-05 @GE
federal_fast mon>09-16 @VD
brother_klaus 09-25 @OW
all_saints 11-01 @AG,AI,FR,GL,JU,LU,NW,OW,SG,SO,SZ,TI,UR,VS,ZG
immaculate_conception 12-08 @AG,AI,FR,LU,NW,OW,SZ,TI,UR,VS,ZG
christmas 12-25
christmas 12-25 sun+1 @NE
second_christmas_day 12-26 @!FR,GE,JU,NE,NW,OW,VD,VS
restoration 12-31 @GE

= DE: * BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH
new_year 01-01
epiphany 01-06 @BW,BY,ST
womens_day 03-08 2019- @BE
womens_day 03-08 2023- @MV
good_friday easter-2
easter_sunday easter+0 @BB
easter_monday easter+1
labour_day 05-01
end_of_war 05-08 2020 @BE
end_of_war 05-08 2025 @BE
ascension easter+39
whit_sunday easter+49 @BB
whit_monday easter+50
corpus_christi easter+60 @BW,BY,HE,NW,RP,SL
assumption 08-15 @SL
world_childrens_day 09-20 2019- @TH
unity_day 10-03 1990-
reformation 10-31 2017 @!BB,MV,SN,ST,TH
reformation 10-31 @BB,MV,SN,ST,TH
reformation 10-31 2018- @HB,HH,NI,SH
all_saints 11-01 @BW,BY,NW,RP,SL
repentance wed>11-16 @SN
christmas 12-25
second_christmas_day 12-26

= DK: *
new_year 01-01
maundy_thursday easter-3
good_friday easter-2
easter_monday easter+1
great_prayer_day easter+26 -2023
ascension easter+39
whit_monday easter+50
constitution_day 06-05
christmas 12-25
second_christmas_day 12-26

= ECB: *
new_year 01-01
good_friday easter-2
easter_monday easter+1
labour_day 05-01
christmas 12-25
second_christmas_day 12-26

= ES: *
new_year 01-01
epiphany 01-06
good_friday easter-2
labour_day 05-01
assumption 08-15
national_day 10-12
all_saints 11-01
constitution_day 12-06
immaculate_conception 12-08
christmas 12-25

= GB: * ENG NIR SCT WLS
new_year 01-01 sat+2 sun+1
day_after_new_year 01-02 sat+2 sun+2 mon+1 @SCT
saint_patrick 03-17 sat+2 sun+1 @NIR
good_friday easter-2
easter_monday easter+1 @!SCT
royal_wedding 04-29 2011
early_may mon>05-01 !2020
ve_day 05-08 2020
coronation 05-08 2023
spring_holiday mon<05-31 !2002 !2012 !2022
golden_jubilee 06-03 2002
spring_holiday 06-04 2002
spring_holiday 06-04 2012
diamond_jubilee 06-05 2012
spring_holiday 06-02 2022
platinum_jubilee 06-03 2022
orange_day 07-12 sat+2 sun+1 @NIR
summer_holiday mon>08-01 @SCT
summer_holiday mon<08-31 @!SCT
extra_holiday 06-15 2026 @SCT
queens_funeral 09-19 2022
saint_andrew 11-30 sat+2 sun+1 2007- @SCT
christmas 12-25 sat+2 sun+1
boxing_day 12-26 sat+2 sun+2 mon+1

= IE: *
new_year 01-01
saint_brigid 02-01 tue+6 wed+5 thu+4 sat+2 sun+1 2023-
saint_patrick 03-17
extra_holiday 03-18 2022
easter_monday easter+1
may_holiday mon>05-01
june_holiday mon>06-01
august_holiday mon>08-01
october_holiday mon<10-31
christmas 12-25
second_christmas_day 12-26

= IT: *
new_year 01-01
epiphany 01-06
easter_monday easter+1
national_holiday 03-17 2011
liberation_day 04-25
labour_day 05-01
republic_day 06-02 2001-
assumption 08-15
saint_francis 10-04 2026-
all_saints 11-01
immaculate_conception 12-08
christmas 12-25
second_christmas_day 12-26

= LU: *
new_year 01-01
easter_monday easter+1
labour_day 05-01
europe_day 05-09 2019-
ascension easter+39
whit_monday easter+50
national_day 06-23
assumption 08-15
all_saints 11-01
christmas 12-25
second_christmas_day 12-26

= NL: *
new_year 01-01
good_friday easter-2
easter_monday easter+1
kings_day 04-30 sun-1 -2013
kings_day 04-27 sun-1 2014-
liberation_day 05-05
ascension easter+39
whit_monday easter+50
christmas 12-25
second_christmas_day 12-26

= NO: *
new_year 01-01
maundy_thursday easter-3
good_friday easter-2
easter_monday easter+1
labour_day 05-01
constitution_day 05-17
ascension easter+39
whit_monday easter+50
christmas 12-25
second_christmas_day 12-26

= SE: *
new_year 01-01
epiphany 01-06
good_friday easter-2
easter_monday easter+1
labour_day 05-01
ascension easter+39
whit_monday easter+50 -2004
national_day 06-06 2005-
midsummer_eve fri>06-19
midsummer sat>06-20
all_saints_saturday sat>10-31
christmas_eve 12-24
christmas 12-25
second_christmas_day 12-26
new_years_eve 12-31
`
