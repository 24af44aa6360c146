/** Words of what a newsroom may not print on one source's word: money, arms, forces, treaties, operations. General English; lists only. */

export const MONEY =
  /(?:[$€£¥]\s?\d)|\b(?:dollars?|euros?|pounds?|crowns?|marks?|francs?|kron[ae]r?|yen|yuan|roubles?|rubles?|usd|eur|gbp)\b/iu;

/** What is counted when arms are. */
export const ARMS =
  /\b(?:tanks?|(?:fighter|combat|patrol)?\s?(?:jets?|aircraft|planes|boats)|fighters?|bombers?|missiles?|batteries|rockets?|howitzers?|drones?|warships?|frigates?|destroyers?|submarines?|helicopters?|squadrons?|brigades?|battalions?|launchers?|rifles?|pistols?|(?:machine )?guns|grenades?|mines|bombs|ammunition|explosives?|shells?|warheads?|mortars?|armou?red vehicles?)\b/iu;

/** Who is counted when forces are. */
export const FORCES =
  /^(?:troops?|soldiers?|personnel|officers?|marines?|sailors?|guards?|reservists?|fighters?|recruits?|suspects?|agents?|inspectors?|observers?|instructors?|volunteers?)$/u;

/** What is done in the dark. */
export const COVERT =
  /\b(?:secret(?:ly)?|covert(?:ly)?|hidden|clandestine(?:ly)?|undisclosed|confidential(?:ly)?|smuggl(?:ed|ing|ers)|wiretap\p{L}*|bugged|eavesdrop\p{L}*|listen(?:ed|ing)? in|intelligence (?:firm|service|agency|officers?|agents?|company)|private detectives?|spies|spied|spying|mercenar(?:y|ies)|commandos?|special forces|ransom|shell compan(?:y|ies)|offshore|slush fund|behind closed doors|unmarked|under the table|backdoor|blackmail\p{L}*|kickbacks?|bribes?|off the books|payable through|numbered account)\b/iu;

/** Deaths and arrests, by what tells of them. */
export const DEATHS = /\b(?:died|killed|dead|drowned|bodies|shot|executed|perished)\b/iu;
export const ARRESTS = /\b(?:arrested|detained|taken into custody|jailed|imprisoned)\b/iu;

/** Money that changes hands. */
export const PAYMENT =
  /\b(?:paid|pays|pay|received|receives|transferred|wired|handed over|pocketed|earned|embezzled|worth|deposited|invested|bought|sold|spent|granted|loan(?:ed)?)\b/iu;

/** What binds when it is signed. */
export const TREATY =
  /\b(?:treat(?:y|ies)|accords?|pacts?|agreements?|conventions?|memorandums?|memoranda|contracts?|annex(?:es)?|protocols?)\b/iu;
export const SIGNING = /\b(?:sign(?:s|ed|ing)?|ratif(?:y|ies|ied)|conclud(?:e[sd]?|ing)|award(?:s|ed)?|struck)\b/iu;

/** What somebody is charged with, and how it was hidden. */
export const CHARGE =
  /\b(?:secretly|covertly|bribe[sd]?|bribery|kickbacks?|embezzle[sd]?|fraud|falsified|forged|laundered|hush money|cover(?:ed)?[- ]up|failed an? (?:\p{L}+\s)?(?:drug|doping|dope|alcohol) test|(?:so|in order) (?:that|to) .{0,60}\b(?:not|never|out of|avoid|keep|from)\b.{0,30}\b(?:court|police|public|light|trial|press)|against the advice of|(?:opened|started|launched) (?:criminal |disciplinary )?(?:proceedings|an investigation) against|off the books|tax evasion|(?:took|takes|accepted|received|pocketed)\b.{0,120}\b(?:in return|in exchange))\b/iu;

/** Money with a purpose that nobody prints without a source: "paid an official 9,000 marks so that". */
export const PAID_FOR =
  /\b(?:paid|pays|paying|gave|slipped|wired|transferred|handed|offered|promised)\b.{0,80}\d.{0,60}\b(?:so that|not to|(?:in order )?to (?:keep|look|hide|conceal|stay|remain|withhold|withdraw|drop|delay|swing|overlook|ignore|say nothing|vote|lose)|for (?:\p{L}+ )?silence|in (?:return|exchange))\b/iu;

/** What is dealt in against the law, or comes from where nothing may be bought. */
export const ILLICIT =
  /\b(?:stolen|looted|smuggled|trafficked|contraband|counterfeit|illicit|unlicensed|black[- ]market|war[- ]zones?|sanctioned|embargo(?:ed)?|poached|drug money)\b/iu;

/** Beside a number of people: they come under arms. */
export const UNDER_ARMS = /^\s(?:\p{Ll}+\s)?(?:military|armed|paramilitary|uniformed)\b/iu;

/** "AN/BGM-47", "F-35B": what an arsenal calls its pieces. */
export const ARSENAL = /(?<![\p{L}\d])\p{Lu}{1,4}(?:\/\p{Lu}{2,4})?[-‑]\d{1,3}\p{Lu}?(?![\p{L}\d])/u;

/** Nouns that end the name of an undertaking; beside them stands its own name, in capitals or quotation marks. */
export const UNDERTAKING =
  /(?:\b(?:treaty|accord|pact|network|corridor|initiative|hub|exercise|drill|operation|mission|shield|programme|program|command|fund|belt|app|system)\b)/iu;
