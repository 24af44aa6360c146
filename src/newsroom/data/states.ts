/**
 * States of a person of which one holds at a time: in custody or free, dead or alive, in office or gone, convicted or acquitted, taking part or shut out. General
 * English; never a word of a story. Lists only; `assess/states.ts` decides.
 */
export interface StateLine {
  /** What is asked, in a word. */
  name: string;
  sides: readonly [RegExp, RegExp];
  /** Sides that nobody leaves within days: the dead stay dead. */
  stays?: readonly (0 | 1)[];
}

export const STATES: readonly StateLine[] = [
  {
    name: 'custody',
    sides: [
      /\b(?<!not (?:been )?)(?<!never (?:been )?)(?:(?:was|were|been|is|are|had) (?:\p{L}+ )?(?:arrested|detained|jailed|imprisoned|remanded|handcuffed|taken into custody)|in (?:police |pre-trial )?(?:custody|detention)|behind bars|in handcuffs|in (?:prison|jail)|in an? (?:\p{L}+ )?cell|still (?:in \p{L}+ hands|a (?:prisoner|captive)|held|in captivity)|stayed behind|not among (?:those|the (?:\p{L}+ )?(?:people|prisoners|hostages|captives)) (?:who were )?(?:exchanged|freed|released)|(?:led|taken) (?:him |her )?away)\b/iu,
      /\b(?:(?:not|never) (?:been )?(?:arrested|detained|jailed|charged)|but not arrested|(?:was|were|been) (?:\p{L}+ )?(?:released|freed|set free)|(?:is|are|was|walked) (?:again )?free|a free (?:man|woman)|at large|on bail|slept at home|was let go|among (?:those|the (?:\p{L}+ )?(?:people|prisoners|hostages)) (?:exchanged|freed|released))\b(?<!not among .{0,30})/iu,
    ],
  },
  {
    name: 'life',
    stays: [0],
    sides: [
      /\b(?<!not )(?:died|(?:was|were|been) (?:\p{L}+ )?killed|found dead|(?:is|are|was) dead|drowned|lost (?:his|her) life|did not survive|succumbed)\b/iu,
      /\b(?:survived(?! by\b)|(?:is|are|was) alive|escaped (?:unhurt|unharmed|with|alive)|(?:is|was) (?:unhurt|unharmed|uninjured|recovering|rescued)|out of danger|saved (?:him|her)self|was pulled out alive)\b/iu,
    ],
  },
  {
    name: 'office',
    stays: [0],
    sides: [
      /\b(?:(?:has|had) (?:resigned|stepped down|quit)|resigned|stepped down|(?:was|were|been) (?:dismissed|sacked|fired|removed|ousted|relieved)|offered (?:his|her) resignation|gave up (?:his|her|the) (?:office|post))\b/iu,
      /\b(?:(?:will|would|does|did) not (?:resign|step down|quit)|(?:refused|refuses) to (?:resign|step down|quit)|(?:stays?|remains?|stayed|remained) (?:in (?:office|(?:his|her|the) post)|(?:its |the |as )?(?:head|chief|director|president|minister|mayor|chair\p{L}*))|ruled out (?:resigning|(?:a|his|her) resignation)|keeps? (?:his|her|the) (?:post|office|job))\b/iu,
    ],
  },
  {
    name: 'part',
    sides: [
      /\b(?:(?<!not )(?<!not be )(?<!be )(?:excluded|disqualified|expelled|thrown out|barred|suspended)(?! from (?:all )?further))\b/iu,
      /\b(?:remains? in the (?:match|race|team|competition|tournament|squad|contest|party|government)|may (?:play|stay|go|race|run|compete) on|(?:is|was) (?:allowed|cleared) to (?:play|stay|race|run|compete|continue)|(?:not|never) (?:been )?(?:excluded|disqualified|suspended|expelled|barred|banned))\b/iu,
    ],
  },
  {
    name: 'health',
    sides: [
      /\b(?:(?:was|were|is|been) (?:\p{L}+ )?(?:injured|hurt|wounded)|suffered (?:injuries|burns|a broken)|(?:was|is) in (?:hospital|intensive care|a (?:serious|critical) condition))\b(?<!not .{0,20})/iu,
      /\b(?:(?:was|were|is|are) (?:not (?:\p{L}+ )?(?:injured|hurt|wounded)|unhurt|unharmed|uninjured)|escaped (?:unhurt|unharmed|without a scratch)|without injury)\b/iu,
    ],
  },
  {
    name: 'presence',
    sides: [
      /\b(?:attended|took part|was present|were present|sat in the (?:front )?row|watched from|travelled to|laid a wreath)\b/iu,
      /\b(?:stayed away|was absent|were absent|(?:did|does|would|could) not (?:attend|come|appear|take part|travel|turn up)|boycotted|sent (?:his|her) deputy|was not (?:there|present|invited)|cancelled (?:his|her) (?:visit|trip|appearance))\b/iu,
    ],
  },
  {
    name: 'judgment',
    stays: [0, 1],
    sides: [
      /\b(?<!not (?:been )?)(?<!never (?:been )?)(?:(?:was|were|been|is) (?:\p{L}+ )?(?:convicted|sentenced|found guilty)|(?:convicted|sentenced) (?:him|her|the)|found (?:him|her) guilty|(?:must|has to|will have to) go to (?:prison|jail)|received (?:a (?:suspended )?sentence|\p{L}+ (?:and a half )?(?:years|months)\b))/iu,
      /\b(?:acquitted|acquittal|cleared of|found (?:him|her )?not guilty|charges? (?:against (?:him|her) )?(?:was|were) dropped|(?:was|were) (?:not|never) (?:convicted|sentenced|found guilty))\b/iu,
    ],
  },
  {
    name: 'confession',
    stays: [0],
    sides: [
      /\b(?<!not )(?<!never )(?:(?:has|had|have) (?:\p{L}+ )?confessed|confessed|pleaded guilty|made a (?:full )?confession|admitted (?:everything|all charges|the (?:charges?|crime|deed|murder|theft)))\b/iu,
      /\b(?:(?:did|does|has|had|would) not (?:confess|plead guilty)|(?:has|had) (?:not|never) confessed|never confessed|pleaded not guilty|den(?:ied|ies) (?:everything|all charges|the (?:charges?|crime|deed|murder|theft)|any (?:guilt|wrongdoing|part in it))|(?:maintains?|maintained|protests?|protested) (?:his|her) innocence|remained silent (?:throughout|until the end))\b/iu,
    ],
  },
  {
    name: 'appeal',
    sides: [
      /\b(?<!not )(?<!never )(?:(?:has|have|had) (?:\p{L}+ )?appealed|(?:has |have |had )?(?:lodged|filed|announced) an appeal|will appeal|is appealing)\b/iu,
      /\b(?:accept(?:s|ed)? (?:the|his|her) (?:verdict|sentence|judge?ment|ruling|conviction)|(?:will|would|did|does) not appeal|waived (?:an|the|his|her) (?:right to )?appeal)\b/iu,
    ],
  },
  {
    name: 'candidacy',
    sides: [
      /\b(?<!not )(?:(?:will|would|wants? to|is to) (?:run|stand) (?:again|for)|(?:is|was) running (?:again|for)|announced (?:his|her) candidacy)\b/iu,
      /\b(?:(?:will|would|does|did) not (?:run|stand|seek)|withdrew (?:from the race|(?:his|her) candidacy)|ruled out (?:running|standing|a candidacy)|(?:gave|gives) up (?:his|her) candidacy)\b/iu,
    ],
  },
];
