/** English past forms that no stemmer takes back to their verb, as `form: verb`; forms that are common nouns are left out. */
export const IRREGULAR_VERBS: ReadonlyMap<string, string> = new Map(
  `led lead, said say, told tell, met meet, held hold, sent send, built build, spent spend, lent lend, kept keep, paid pay,
  made make, took take, taken take, gave give, given give, went go, gone go, came come, became become, began begin, begun begin,
  won win, sold sell, bought buy, brought bring, thought think, sought seek, fought fight, caught catch, taught teach,
  wrote write, written write, spoke speak, spoken speak, broke break, broken break, chose choose, chosen choose, drew draw,
  drawn draw, knew know, known know, grew grow, grown grow, threw throw, thrown throw, flew fly, flown fly, rose rise,
  risen rise, drove drive, driven drive, ran run, fell fall, fallen fall, stood stand, understood understand, lost lose,
  heard hear, dealt deal, meant mean, struck strike, stuck stick, shot shoot, sank sink, sunk sink, swore swear, sworn swear,
  withdrew withdraw, withdrawn withdraw, forbade forbid, forbidden forbid, died die, dying die, lying lie, undertook undertake,
  undertaken undertake, overcame overcome, arose arise, stole steal, stolen steal, froze freeze, frozen freeze, hid hide,
  hidden hide, tore tear, torn tear, wore wear, worn wear, bore bear, slept sleep, swept sweep, fed feed, fled flee, laid lay`
    .split(',')
    .map(pair => pair.trim().split(/\s+/) as [string, string]),
);
