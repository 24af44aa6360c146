/**
 * Puts a question plainly: what people say around it is left out ("do we know ..., pls"), and what is only hinted at is asked ("summit
 * date", "the hubs where", "the new board what does it do"). English question forms; knows no word of any story, and leaves
 * alone what it does not recognise.
 */
import { classOf } from './spans/word-classes.ts';
import { isStopWord, termsOf } from './terms.ts';
import { frequencyRank } from './words.ts';

/** What is said before a question; each is taken off once it is followed by more. */
const LEAD_INS = [
  /^(?:hey|hi|hello|so|ok|okay|well|also|btw|sorry|and|but|quick (?:q|question)|question|just wondering|wondering)[\s,:!-]+(?=\S)/i,
  /^(?:please |pls )?(?:can|could|would|will) (?:you|u|someone|somebody|anyone|anybody) (?:please |pls )?(?:tell|remind|explain|check|say|find out|look up)(?: to)?(?: me| us)?(?: again)? (?=(?:wh|how|if)\w*\b)/i,
  /^(?:please |pls )?(?:tell|remind) (?:me|us)(?: again)? (?=(?:wh|how|if)\w*\b)/i,
  /^(?:does|do|did) (?:anyone|anybody|someone|somebody|we|you|u|they|the (?:record|reports?|articles?|sources?|texts?)) (?:happen to |even )?(?:know|remember|say|tell(?: us)?|mention|explain)(?: yet)?(?: about| on)? (?=(?:wh|how|if)\w*\b)/i,
  /^(?:any(?:one|body)? (?:idea|clue|word|news|know|knows)|is it known|i wonder|i(?: would|['’]d)? (?:want|need|like) to know|need to know|trying to find out)(?: on| about| of)? (?=(?:wh|how|if)\w*\b)/i,
];
const LEAD_OUT =
  /[\s,]+(?:pls|plz|please|thx|thanks|thank you|btw|lol|anyone|anybody|asap|rn|do we know|if known)(?=[\s?!.]*$)/i;

const ASKS = /\b(?:who|whom|whose|what|which|when|where|why|how)\b/i;
const OPENS_QUESTION =
  /^(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|may|might|should|must|isn['’]?t|aren['’]?t|wasn['’]?t|didn['’]?t|doesn['’]?t|list|name|give|tell|show|explain|describe|find|compare|enumerate)\b/i;
const OPENS_CLAUSE =
  /^(?:in|on|at|by|for|from|to|with|about|of|after|before|when|while|since|until|if|as|according|under|during|over|above|below|near|between|among|until|through|against|without)\b/i;

/** "the hubs where", "fortress belt who wants it": a topic, then what is asked of it. */
const TOPIC_FIRST =
  /^((?:[\p{L}\p{N}.’'-]+[,:;]? ){1,5}?)[-–—]? ?((?:who|whom|what|when|where|why|how(?: (?:many|much|long|big|large|old|far|often))?)\b(?: .*)?)$/iu;
const POINTS_BACK = /\b(?:it|this|he|she|they|him|her|them|those|these)\b|\bthat$/i;

/** What a noun at the end of a few words, or before "of", asks for. */
const SLOT_NOUNS: readonly [RegExp, (topic: string) => string][] = [
  [/^(?:date|day|time)$/i, topic => `when was ${topic}`],
  [/^(?:place|location|venue|whereabouts)$/i, topic => `where is ${topic}`],
  [/^(?:reasons?|causes?|motives?)$/i, topic => `why ${topic}`],
  [/^(?:quotes?|quotation|soundbite)$/i, topic => `what was said ${topic}`],
  [/^(?:number|count|total)$/i, topic => `how many ${topic}`],
  [/^(?:meaning|definition)$/i, topic => `what is ${topic}`],
];
/** Hints are short. */
const HINT_WORDS = 6;
const NAME_WORDS = 3;

/** Everyday words lie before this place in English; a word beyond it that stands alone is somebody's or something's name. */
const EVERYDAY = 20_000;

/** The question behind a text, in its own words; linear in the text. */
export function putPlainly(text: string): string {
  const bare = withoutTrimmings(text.trim());
  return asked(bare) ?? bare;
}

function withoutTrimmings(text: string): string {
  const bare = withoutLeadIns(text.replace(LEAD_OUT, ''));
  // "Do we know if they signed" asks whether they did.
  return bare.replace(/^(?:if|whether) (?=\S+ \S)(?!.*,)/i, 'is it so that ');
}

function withoutLeadIns(text: string): string {
  const leadIn = LEAD_INS.find(pattern => pattern.test(text));
  return leadIn === undefined ? text : withoutLeadIns(text.replace(leadIn, ''));
}

function asked(text: string): string | null {
  const plain = text.replace(/[\s?!.]+$/, '');
  const mark = text.slice(plain.length).trim() === '' ? '' : '?';
  const put = orNot(plain) ?? topicFirst(plain) ?? hinted(plain);
  return put === null ? null : put + mark;
}

/** "binding or not the guarantees", "are they binding or not": yes or no. */
function orNot(plain: string): string | null {
  const first = /^([\p{L}-]+) or not,? (?:(?:is|are) )?(.+)$/iu.exec(plain);
  if (first && !ASKS.test(plain)) return `are ${first[2]} ${first[1]}`;
  if (ASKS.test(plain) || !/ or not$/i.test(plain)) return null;
  const supposed = plain.replace(/,? or not$/i, '');
  return OPENS_QUESTION.test(plain) ? supposed : `are ${supposed}`;
}

function topicFirst(plain: string): string | null {
  const found = TOPIC_FIRST.exec(plain);
  if (!found || OPENS_QUESTION.test(plain) || OPENS_CLAUSE.test(plain)) return null;
  const [topic, question] = [found[1]!.trim().replace(/[,:;]$/, ''), found[2]!];
  if (ASKS.test(topic) || saysSomething(topic)) return null;
  if (POINTS_BACK.test(question)) return question.replace(POINTS_BACK, topic);
  if (question.split(' ').length > 2) return null;
  return `${question} ${/^(?:who|where|when|what)$/i.test(question) ? 'is ' : ''}${topic}`;
}

function hinted(plain: string): string | null {
  const words = plain.split(/\s+/);
  if (words.length > HINT_WORDS || plain === '' || ASKS.test(plain) || OPENS_QUESTION.test(plain)) return null;
  for (const [noun, question] of SLOT_NOUNS) {
    const at = words.findIndex(word => noun.test(word));
    if (at < 0 || words.length < 2) continue;
    const topic = words.filter((_, i) => i !== at && !(i === at + 1 && words[i] === 'of')).join(' ');
    return question(topic);
  }
  return words.length <= NAME_WORDS && !saysSomething(plain) && !OPENS_CLAUSE.test(plain) ? definition(plain) : null;
}

/** A name or a thing by itself. */
function definition(plain: string): string {
  const telling = termsOf(plain).filter(({ word }) => !isStopWord(word));
  const isName = telling.length > 0 && telling.every(({ term }) => (frequencyRank(term) ?? Infinity) > EVERYDAY);
  return `${isName ? 'who' : 'what'} is ${plain}`;
}

/** A topic that is a whole clause is none. */
function saysSomething(topic: string): boolean {
  const words = termsOf(topic);
  return words.some(({ word, start, end }, at) => {
    const before = words[at - 1];
    const cls = classOf(topic.slice(start, end), word, before ? { word: before.word, cls: 'word' } : null, at === 0);
    return cls === 'verb' || cls === 'be' || cls === 'aux';
  });
}
