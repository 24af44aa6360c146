/**
 * The language of a text: what the page declares, unless the words say otherwise. Templates are copied, so that many pages declare the
 * language of their maker. Words that every text of a language is full of tell a whole article apart; a sentence they may not, and
 * then nothing is said.
 */

/**
 * Function words, the commonest of each language that its neighbours do not share. No library: `eld` costs 88 MB a process, `tinyld` and
 * `franc` tell 200 languages of a sentence apart at 73–80%, and here it is a few of an article that matter.
 */
const WORDS: Record<string, string> = {
  en: 'the of and to that was for with on by from have has which this were their been would who will said they not are his her its but',
  de: 'der die das und den von mit ist des auf für nicht sich dem eine auch als werden wird nach einer bei wurde haben sei',
  fr: 'le les des et une dans est pour qui par sur pas avec au ont été cette sont mais ses aux plus leur il elle du',
  es: 'el los las del una por con para es se lo como más pero sus fue ha este sobre al entre también y que',
  it: 'il di che della per non sono una del con nel alla dei più anche ha gli delle dal questo è lo stato nella si',
  pt: 'os das em uma não com para por mais dos como mas foi ao ele tem à seu sua pelo são nas aos do da',
  nl: 'de het een van en dat niet zijn op te met voor ook aan er om door werd naar heeft maar bij uit wordt',
  sv: 'och att det som är på för av med inte har till om var sig från kan ett den också efter vid hade',
  no: 'og det som er på av med ikke har til om var seg fra kan et også etter ved ble sier hun å jeg',
  da: 'og det som er på af med ikke har til om var sig fra kan et også efter ved blev siger hun at jeg',
  fi: 'ja on ei että se oli myös ovat mutta kun hän joka kuin mukaan sen ole tai vuoden jo niin',
  pl: 'w i na nie się z że do jest to jak po co ale przez dla od był tym jego roku są oraz',
  tr: 've bir bu da için de ile olarak çok daha olan en sonra kadar gibi ise olduğunu ancak değil dedi',
  id: 'yang dan di itu dengan untuk ini dari dalam tidak pada akan juga ke adalah bahwa oleh sebagai mereka telah',
  uk: 'і в на що не до з у як та за для від про це його був які також після',
  ru: 'и в на что не с по как из за для от это его был которые также после о к',
};

const LISTS = Object.entries(WORDS).map(([tag, words]) => ({ tag, words: new Set(words.split(' ')) }));

/** Scripts that one language is written in, near enough. */
const SCRIPTS: [RegExp, string][] = [
  [/\p{Script=Hiragana}|\p{Script=Katakana}/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Grek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Han}/gu, 'zh'],
];

/** Words that are looked at; of fewer than the least, nothing can be said. */
const MOST = 500;
const LEAST = 20;

/** Share of a text's words that are such words: running text of a language has 15% and more, another one's hardly any. */
const SHARE = 0.12;

/** The runner-up has at most this share of the winner's. */
const CLEAR = 0.7;

/** A BCP 47 primary tag, or null. @param declared what the page says of itself, the surest first. */
export function languageOf(text: string, declared: (string | null)[]): string | null {
  const said = declared.map(primaryTag).find(tag => tag !== null) ?? null;
  return detect(text) ?? said;
}

/** `en` of `en-GB` and `en_GB`; null for what is no tag. */
function primaryTag(value: string | null): string | null {
  return /^\s*([a-z]{2,3})(?:[-_][a-z\d_-]+)?\s*(?:,|$)/i.exec(value ?? '')?.[1]?.toLowerCase() ?? null;
}

function detect(text: string): string | null {
  const sample = text.slice(0, 10_000);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const script = SCRIPTS.find(([pattern]) => (sample.match(pattern)?.length ?? 0) > letters * 0.1);
  if (script && letters >= LEAST) return script[1];
  const words = (sample.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []).slice(0, MOST);
  if (words.length < LEAST) return null;
  const [first, second] = LISTS.map(list => ({
    tag: list.tag,
    share: words.filter(word => list.words.has(word)).length / words.length,
  })).sort((a, b) => b.share - a.share);
  return first && first.share >= SHARE && (second?.share ?? 0) <= first.share * CLEAR ? first.tag : null;
}
