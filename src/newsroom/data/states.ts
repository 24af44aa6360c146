/**
 * States of a person of which one holds at a time: in custody or free, dead or alive, in office or gone, taking part or shut out. General
 * English; never a word of a story. Lists only; `assess/states.ts` decides.
 */
export interface StateLine {
  /** What is asked, in a word. */
  name: string;
  sides: readonly [RegExp, RegExp];
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
    sides: [
      /\b(?<!not )(?:died|(?:was|were|been) (?:\p{L}+ )?killed|found dead|(?:is|are|was) dead|drowned|lost (?:his|her) life|did not survive|succumbed)\b/iu,
      /\b(?:survived|(?:is|are|was) alive|escaped (?:unhurt|unharmed|with|alive)|(?:is|was) (?:unhurt|unharmed|uninjured|recovering|rescued)|out of danger|saved (?:him|her)self|was pulled out alive)\b/iu,
    ],
  },
  {
    name: 'office',
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
];
