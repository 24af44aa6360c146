/**
 * Words of dates: months in many languages, and the zones that have names. Months come from Node's own locale data. It reads no
 * numbers and knows no order.
 */

/** The languages whose months are known, as BCP 47 tags. */
const LANGUAGES = (
  'en de fr es it pt nl sv da nb fi is pl cs sk sl hr sr bs bg ru uk be el hu ro tr et lv lt sq mk ca gl eu ga cy id ms vi af sw ' +
  'az uz kk ka hy he ar fa hi bn ta th'
).split(' ');

/** Short forms that are common and that Node does not have. */
const ALSO = new Map(Object.entries({ sept: 9, mrz: 3, μαι: 5, αυγ: 8, σεπ: 9 }));

/** Offsets in minutes: RFC 822 section 5, and names with one meaning in the news of the world. */
const ZONES: Readonly<Record<string, number>> = {
  ...{
    z: 0,
    ut: 0,
    utc: 0,
    gmt: 0,
    wet: 0,
    west: 60,
    bst: 60,
    cet: 60,
    met: 60,
    mez: 60,
    cest: 120,
    mest: 120,
    mesz: 120,
  },
  ...{ eet: 120, sast: 120, cat: 120, eest: 180, msk: 180, eat: 180, ist: 330, pkt: 300, npt: 345, ict: 420, wib: 420 },
  ...{
    hkt: 480,
    sgt: 480,
    awst: 480,
    pht: 480,
    jst: 540,
    kst: 540,
    aest: 600,
    acst: 570,
    aedt: 660,
    acdt: 630,
    nzst: 720,
    nzdt: 780,
  },
  ...{
    nst: -210,
    ndt: -150,
    at: -240,
    ast: -240,
    adt: -180,
    et: -300,
    est: -300,
    edt: -240,
    ct: -360,
    cst: -360,
    cdt: -300,
  },
  ...{
    mt: -420,
    mst: -420,
    mdt: -360,
    pt: -480,
    pst: -480,
    pdt: -420,
    akst: -540,
    akdt: -480,
    hst: -600,
    brt: -180,
    art: -180,
  },
};

/** Letters without case and accents, as words of dates are compared. */
export function foldWord(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export function offsetOfZone(name: string): number | null {
  return Object.hasOwn(ZONES, name) ? ZONES[name]! : null;
}

/** The months of one language: folded names, long and short, to 1–12. */
const tables = new Map<string, ReadonlyMap<string, number>>();

/**
 * The month that the last of these folded words names, 1 to 12. English first, since most forms are English; then the feed's own
 * language; then any other, which is slow.
 */
export function monthAmong(words: readonly string[], language: string | null): number | null {
  const own = language?.toLowerCase().split(/[-_]/)[0] ?? '';
  const ways = [
    (word: string) => ALSO.get(word) ?? monthIn('en', word),
    (word: string) => (LANGUAGES.includes(own) ? monthIn(own, word) : null),
    monthAnywhere,
  ];
  for (const way of ways) {
    const found = words.map(way).findLast(month => month !== null);
    if (found !== undefined && found !== null) return found;
  }
  return null;
}

/** A name, or the first three letters and more of exactly one. */
function monthIn(language: string, word: string): number | null {
  const table = tableOf(language);
  const exact = table.get(word);
  if (exact !== undefined || word.length < 3) return exact ?? null;
  const begun = new Set([...table].filter(([name]) => name.startsWith(word)).map(([, month]) => month));
  return begun.size === 1 ? [...begun][0]! : null;
}

/** Only where all languages that have the word agree: it is October to some and November to others. */
function monthAnywhere(word: string): number | null {
  const months = new Set(LANGUAGES.map(language => tableOf(language).get(word)).filter(month => month !== undefined));
  return months.size === 1 ? [...months][0]! : null;
}

function tableOf(language: string): ReadonlyMap<string, number> {
  const made = tables.get(language) ?? makeTable(language);
  tables.set(language, made);
  return made;
}

/** With a day beside it a month may take another case ("июля"), so both are asked for. */
function makeTable(language: string): ReadonlyMap<string, number> {
  const forms = (['long', 'short'] as const).flatMap(month => [{ month }, { month, day: 'numeric' } as const]);
  const table = new Map<string, number>();
  for (const form of forms) {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { ...form, timeZone: 'UTC' });
    for (let month = 1; month <= 12; month += 1) {
      const part = format.formatToParts(Date.UTC(2001, month - 1, 1)).find(({ type }) => type === 'month');
      const name = foldWord(part?.value ?? '').replace(/\.$/, '');
      if (/^\p{L}{2,}$/u.test(name)) table.set(name, table.get(name) ?? month);
    }
  }
  return table;
}
