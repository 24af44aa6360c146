/**
 * How firmly a passage says what it says, told by its first cue: the main clause comes first in news English. The verb of
 * saying itself is no cue. English only; never more than a hint for the comparing of claims.
 */
import type { Firmness } from '../../core/model.ts';

/** What a cue is from where a word begins. Without the flag `u`, which nothing here needs: with it a search takes twice as long. At one place, the earlier kind wins: "has not agreed" before "agreed". */
const CUES: [Firmness, RegExp][] = [
  [
    'denied',
    /(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refus(?:e|es|ed|ing)|ruled out|rul(?:es|ing) out|dismiss(?:es|ed)|(?:has|have|had|did|does|do|is|are|was|were) (?:not|never)(?: yet)?(?: been)? (?:agree|sign|commit|accept|approv|confirm|pledg|want)\w*|(?:hasn|haven|hadn|didn|doesn|don)['’]t (?:agree|sign|commit|accept|approv|confirm|pledg)\w*|no (?:deal|agreement))\b/i,
  ],
  [
    'asked',
    /(?:(?:has|have|had) asked|asked (?!about|whether|if)|asks (?!about|whether|if)|ask(?:ing)? (?:for|to)|urg(?:e|es|ed|ing)|(?<!(?:a|the|no|its|their|of) )demand(?:s|ed|ing)?|call(?:s|ed|ing) (?:for|on)|request(?:s|ed|ing)?|appeal(?:s|ed|ing) (?:for|to)|seek(?:s|ing)?|sought)\b/i,
  ],
  [
    'may',
    /(?:may(?= (?!\d|1|2))|might|could|possibly|potentially|likely|expect(?:s|ed|ing)?|perhaps|hop(?:e|es|ed|ing) to)\b/,
  ],
  [
    'will',
    /(?<!political |the |free |good |own )(?:will|shall|would|(?:is|are) (?:due|set|going|about) to|['’]ll|won['’]t)\b/,
  ],
  [
    'proposed',
    /(?:propos(?:e|es|ing|al|als)|(?:has|have|had|is|are|was|were) proposed|\w+ proposed (?:that|to|a|an|the)|suggest(?:s|ed|ing)?|outlin(?:e|es|ed|ing) plans?|(?:lays?|laid|set|sets) out plans?|plan(?:s|ned|ning)? to|plans? for|consider(?:s|ing)|offer(?:s|ed|ing)?|foresees?|envisages?)\b/i,
  ],
  [
    'agreed',
    /(?:agree(?:s|ing|d(?! (?:in (?!principle)|at|by)))?|sign(?:s|ed)|pledg(?:e|es|ed|ing)|vow(?:s|ed|ing)?|commits|committed|decided|determined|approved|ratified|adopted|endorsed)\b/i,
  ],
];
/** "A proposed mechanism": nothing firmer is said of it unless the verb says so. */
const PROPOSED_THING = /\b(?:a|an|the|its|his|her|their|this) proposed\b/i;

/** All of them at once, a group each, so that a text is gone through once; those without the flag `i` stay without it. */
const CUE = new RegExp(
  `\\b(?:${CUES.map(([, { source, ignoreCase }]) => (ignoreCase ? `(${source})` : `((?-i:${source}))`)).join('|')})`,
  'i',
);

export function firmnessOf(text: string): Firmness {
  if (!/[a-z]{3}/i.test(text)) return 'stated';
  const found = CUE.exec(text);
  if (found) return CUES[found.findIndex((group, at) => at > 0 && group !== undefined) - 1]![0];
  return PROPOSED_THING.test(text) ? 'proposed' : 'stated';
}
