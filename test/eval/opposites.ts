/**
 * Pairs of general English words that speak against each other and that WordNet does not list as antonyms. Words of stance, motion and change, as
 * news tells them; every form of a word is meant.
 */
export const OPPOSITES: readonly (readonly [string, string])[] =
  `agree refuse, agree reject, agree decline, support oppose, back oppose, supporter opponent, endorse reject, endorse condemn, welcome condemn,
  praise criticise, praise condemn, confirm deny, confirm dispute, admit deny, acknowledge deny, approve refuse, approve veto, permit ban,
  allow ban, allow forbid, allow block, allow prevent, authorise forbid, succeed fail, success failure, win defeat, grow shrink, gain lose, increase cut,
  increase drop, increase fall, rise drop, rise decline, rise decrease, grow decline, strengthen weaken, improve worsen, join quit, join leave, stay leave,
  remain leave, start end, begin stop, start stop, open shut, deploy withdraw, advance retreat, resume suspend, resume halt, continue halt, continue stop, accept deny,
  guilty acquit, convict acquit, arrest release, detain release, survive die, alive dead, trust doubt, optimism doubt, comply violate, respect violate,
  uphold overturn, hire dismiss, appoint dismiss, recruit dismiss, raise cut, expand reduce, escalate ease, demand offer, fulfil break, keep break, unite divide`
    .split(',')
    .map(pair => pair.trim().split(/\s+/) as [string, string]);
