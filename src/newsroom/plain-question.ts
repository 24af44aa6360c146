/**
 * Puts a question plainly: what people say around it is left out ("do we know ..., pls"), and what is only hinted at is asked ("ballot
 * date", "the ferry who runs it"). English question forms; knows no word of any story, and leaves alone what it does not recognise, for
 * a question that was turned into another is worse than one that was not understood.
 */
import { classOf } from './spans/word-classes.ts';
import { isStopWord, termsOf } from './terms.ts';
import { frequencyRank } from './words.ts';

const ASKS = /\b(?:who|whom|whose|what|which|when|where|why|how)\b/i;
/** What an indirect question begins with, after a lead-in. */
const THEN_ASKS = '(?=(?:who|whom|whose|what|which|when|where|why|how|if|whether)\\b)';
const leadIn = (pattern: string) => new RegExp(`^(?:please |pls )?(?:${pattern}) ${THEN_ASKS}`, 'i');

/** What is said before a question. */
const LEAD_INS = [
  /^(?:hey|hi|hello|ok|okay|btw|sorry|just wondering|wondering|quick (?:q|question))(?:\s*[,:!]\s*|\s+[-–—]\s+|\s+)(?=\S)/i,
  /^(?:so|well|also|and|but|question)(?:\s*[,:]\s*|\s+)(?=(?:who|whom|whose|what|which|when|where|why|how|do|does|did|is|are|was|were|can|any)\b)/i,
  leadIn(
    '(?:can|could|would|will) (?:you|u|someone|somebody|anyone|anybody) (?:please |pls )?(?:tell|remind|explain|check|say|find out|look up)(?: to)?(?: me| us)?(?: again)?',
  ),
  leadIn('(?:tell|remind) (?:me|us)(?: again)?'),
  leadIn(
    '(?:does|do|did) (?:anyone|anybody|someone|somebody|we|you|u|they|the (?:record|reports?|articles?|sources?|texts?)) (?:happen to |even )?(?:know|remember|say|tell(?: us)?|mention|explain)(?: yet)?(?: about| on)?',
  ),
  leadIn(
    "(?:any(?:one|body)? (?:idea|clue|word|news|know|knows)|is it known|i wonder|i(?: would|['’]d)? (?:want|need|like) to know|need to know|trying to find out)(?: on| about| of)?",
  ),
];
const LEAD_OUT =
  /(?:\s(?:pls|plz|please|thx|btw|lol|asap|rn)|,\s?(?:anyone|anybody|thanks|thank you|do we know|if known))$/i;

const OPENS_QUESTION =
  /^(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|may|might|should|must|isn['’]?t|aren['’]?t|wasn['’]?t|didn['’]?t|doesn['’]?t|list|name|give|tell|show|explain|describe|find|compare|enumerate)\b/i;
const OPENS_CLAUSE =
  /^(?:in|on|at|by|for|from|to|with|about|of|after|before|when|while|since|until|if|as|according|under|during|over|above|below|near|between|among|through|against|without|along|despite|like|unlike|besides|because|given|following|including)\b/i;

/** "the hubs where", "the ferry who runs it": a topic, what pauses after it, then what is asked of it. */
const TOPIC_FIRST =
  /^((?:[\p{L}\p{N}.’'-]+ ){0,4}[\p{L}\p{N}.’'-]+)(\s?[,:;]|\s[-–—])? ((?:who|whom|what|when|where|why|how(?: (?:many|much|long|big|large|old|far|often))?)\b(?: .*)?)$/iu;
/** What a topic does not end in: more of it follows. */
const GOES_ON =
  /\b(?:in|on|at|by|for|from|to|with|about|of|and|or|but|than|as|news|word|reason|man|woman|people|those|the|a|an)$/i;
const POINTS_BACK = /\b(?:it|he|she|they|him|her|them)\b|\b(?:this|that|these|those)$/gi;

const QUOTE = /^(?:quotes?|quotation|soundbite)$/i;

/** What a noun after a few words, or before "of" and some more, asks for. */
const SLOT_NOUNS: readonly [RegExp, (topic: string) => string][] = [
  [/^dates?$/i, topic => `when was ${topic}`],
  [/^(?:location|venue|whereabouts)$/i, topic => `where is ${topic}`],
  [QUOTE, topic => `what was said ${topic}`],
  [/^definition$/i, topic => `what is ${topic}`],
];
const NUMBER_OF = /^(?:the )?(?:total )?number of (?=\p{L}+s\b|\p{L}+ \p{L}+s\b)/iu;

/** Hints are short. */
const HINT_WORDS = 6;
const NAME_WORDS = 3;

/** Everyday words lie before this place in English; a word beyond it that stands alone is somebody's or something's name. */
const EVERYDAY = 20_000;

/** Lead-ins that one question has at most. */
const MOST_LEAD_INS = 4;

/** The question behind a text, in its own words. At worst quadratic: questions have 1,000 characters at most. */
export function putPlainly(text: string): string {
  const bare = withoutTrimmings(text.trim());
  return asked(bare) ?? bare;
}

function withoutTrimmings(text: string): string {
  const { words, mark } = withMark(text);
  let bare = words.replace(LEAD_OUT, '').replace(LEAD_OUT, '');
  let led = false;
  for (let times = 0; times < MOST_LEAD_INS; times++) {
    const said = LEAD_INS.find(pattern => pattern.test(bare));
    if (said === undefined) break;
    bare = bare.replace(said, '');
    led = true;
  }
  if (bare === words) return text;
  return (led ? supposed(bare) : bare) + mark;
}

/** "(Do we know) if they signed": whether they did. */
function supposed(bare: string): string {
  const rest = bare.replace(/^(?:if|whether)(?: or not)? /i, '');
  return rest === bare || ASKS.test(rest) ? bare : `is it so that ${rest}`;
}

function withMark(text: string): { words: string; mark: string } {
  const words = text.replace(/[\s?!.]+$/, '');
  return { words, mark: text.length > words.length ? '?' : '' };
}

function asked(text: string): string | null {
  const { words, mark } = withMark(text);
  const put = orNot(words) ?? topicFirst(words) ?? hinted(words);
  return put === null ? null : put + mark;
}

/** "binding or not the guarantees", "are they binding or not": yes or no. */
function orNot(plain: string): string | null {
  if (ASKS.test(plain)) return null;
  const first = /^([\p{L}-]+) or not,? (?:(?:is|are) )?(.+)$/iu.exec(plain);
  if (first) return `are ${first[2]} ${first[1]}`;
  if (!/ or not$/i.test(plain)) return null;
  const fact = plain.replace(/,? or not$/i, '');
  return OPENS_QUESTION.test(fact) ? fact : `are ${fact}`;
}

function topicFirst(plain: string): string | null {
  const found = TOPIC_FIRST.exec(plain);
  if (!found || OPENS_QUESTION.test(plain) || OPENS_CLAUSE.test(plain)) return null;
  const [topic, question] = [found[1]!, found[3]!];
  if (ASKS.test(topic) || GOES_ON.test(topic) || saysSomething(topic)) return null;
  const rest = question.replace(ASKS, '');
  if (ASKS.test(rest)) return null;
  const back = question.match(POINTS_BACK) ?? [];
  if (back.length === 1) return question.replace(POINTS_BACK, topic);
  return back.length === 0 ? askedOf(topic, rest.trim(), question) : null;
}

/** Nothing but the question word follows the topic: "the hubs where". */
function askedOf(topic: string, rest: string, question: string): string | null {
  if (rest === '') return `${question} is ${topic}`;
  return /^how \p{L}+$/iu.test(question) ? `${question} ${topic}` : null;
}

function hinted(plain: string): string | null {
  const words = plain.split(/\s+/);
  if (words.length > HINT_WORDS || plain === '' || ASKS.test(plain) || OPENS_QUESTION.test(plain)) return null;
  if (NUMBER_OF.test(plain)) return plain.replace(NUMBER_OF, 'how many ');
  if (saysSomething(plain) || OPENS_CLAUSE.test(plain)) return null;
  return slotHinted(plain, words) ?? (words.length <= NAME_WORDS ? definition(plain) : null);
}

/** "ballot date", "date of the ballot". */
function slotHinted(plain: string, words: readonly string[]): string | null {
  const before = /^(?:the )?(\p{L}+) (?:of|for|from|by) (.+)$/iu.exec(plain);
  const [noun, topic] = before ? [before[1]!, before[2]!] : [words.at(-1)!, words.slice(0, -1).join(' ')];
  const slot = SLOT_NOUNS.find(([pattern]) => pattern.test(noun));
  if (slot) return hasContent(topic) && !GOES_ON.test(topic) ? slot[1](topic) : null;
  // "deterrence quote mayor"
  const rest = words.filter(word => !QUOTE.test(word)).join(' ');
  return rest !== plain && hasContent(rest) && words.every(word => !isStopWord(word)) ? `what was said ${rest}` : null;
}

/** A name or a thing by itself. */
function definition(plain: string): string | null {
  const telling = termsOf(plain).filter(({ word }) => !isStopWord(word));
  if (telling.length === 0) return null;
  const isName = telling.every(({ term }) => (frequencyRank(term) ?? Infinity) > EVERYDAY);
  return `${isName ? 'who' : 'what'} is ${plain}`;
}

function hasContent(topic: string): boolean {
  return termsOf(topic).some(({ word }) => !isStopWord(word));
}

/** A topic that is a whole clause is none. */
function saysSomething(topic: string): boolean {
  const words = termsOf(topic);
  return words.some(({ word, start, end }, at) => {
    const before = words[at - 1];
    const cls = classOf(topic.slice(start, end), word, before ? { word: before.word, cls: 'word' } : null, at === 0);
    return cls === 'verb' || cls === 'be' || cls === 'aux' || cls === 'pron';
  });
}
