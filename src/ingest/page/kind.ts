/**
 * Whether what was taken from a page is an article, or what stands in its place: a teaser, a wall of a shop or of consent, a page of
 * something else. When in doubt about a short text it is no article: a summary of a wall would be a lie, a missed brief is not.
 */

import type { PageKind } from '../../core/feeds.ts';
import type { TextBlock } from './blocks.ts';
import type { PageMeta } from './metadata.ts';

/** What each kind of page that is no article is called, for people. */
export const NO_ARTICLE: Record<Exclude<PageKind, 'article'>, string> = {
  teaser: 'The page has only the beginning of the article.',
  paywall: 'The page shows the article to subscribers alone.',
  consent: 'The page asks for consent before it shows the article.',
  'not-an-article': 'The page is no article.',
};

export interface Judgement {
  kind: PageKind;
  /** One plain sentence for people; null for an article. */
  why: string | null;
}

/** What is judged. */
export interface Extracted {
  meta: PageMeta;
  /** Where it was fetched from in the end. */
  fetchedFrom: string;
  /** The article's text, trimmed. */
  blocks: readonly TextBlock[];
  /** What stood after it. */
  after: readonly TextBlock[];
  /** All text that the page shows, cut at some length: walls often stand outside of what is extracted. */
  shown: string;
  /** What the page says to readers without scripts. */
  withoutScripts: string;
}

/** Words; a wall or a teaser lets fewer through, an article that is told of has more. */
const CUT = 300;
const SHORT = 120;
const LEAST = 40;

const PAYWALL =
  /\b((subscribe|sign up|register|log ?in|sign in)( now| today| here)? (to|and) (continue|keep|read|unlock|access|finish)|(continue|keep) reading (with|by|for)|subscribers?[- ]only|for subscribers( only)?|exclusive(ly)? (to|for) (our )?subscribers|(article|story|content) is (reserved )?(only )?(for|available to) (our )?(subscribers|members)|unlock (this|the full) (article|story)|(reached|used) your (monthly )?(limit|free articles?)|\d+ free articles? (left|remaining)|become a (member|subscriber) to (read|continue)|this is (a )?premium (content|article)|premium content)\b/i;

/** Sites ask this in their frame too: it says something only within the text. */
const ASKED = /\b(already|not) a subscriber\b/i;

const CONSENT =
  /\b(cookies?|consent|personal data|privacy (policy|settings|choices|preferences)|(our|third[- ]party) partners|accept all|reject all|manage (settings|options|preferences|choices)|legitimate interest|GDPR|before you continue|we value your privacy|cookie-?richtlinie|datenschutz|einwilligung|zustimmen|consentement|vie privée)\b/gi;

const CONSENT_PLACE = /(^|[./_-])(consent|privacy-?(gate|wall|center)|cookie-?(wall|consent)|gdpr)([./_?-]|$)/i;

/** A last line that is cut: not by somebody's silence, for which dots stand behind whole words too. */
const BREAKS_OFF = /(\[(…|\.\.\.)\]|\w(…|\.\.\.))\s*(»|›|→|>>)?$/;

/** A link to the whole, alone in its line or at the end of the last. */
const GOES_ON =
  /(^|[.!?…"”\]]\s*)[[(]?(continue reading|keep reading|read (the )?(full|whole|rest|complete|original|entire)\b|(click|tap) here (to|for) (read|the)\b|read more\s*[\])»›→>.…]*$)/i;

const ERROR_TITLE =
  /^(\W*\d{3}\W*)?(error|page (not|could not be) found|not found|access denied|forbidden|just a moment|attention required|are you (a )?(robot|human)|security check|service unavailable|log ?in|sign in|search results?|are you human|please wait|robot check|captcha)\b|\b(page not found|404)\b/i;

const CHECK =
  /\b(verify (that )?you are (a )?human|checking your browser|enable (java ?script|cookies)( and cookies)? to (continue|view|use|read)|unusual traffic|complete the (captcha|security check)|javascript is (disabled|required|not (enabled|available)))\b/i;

export function judgePage(page: Extracted): Judgement {
  const { meta, blocks, shown } = page;
  const text = blocks.map(block => block.text).join('\n');
  const words = countWords(text);
  const isTold = meta.structured !== null || meta.type === 'article';
  const consents = (shown.slice(0, 4_000).match(CONSENT) ?? []).length;

  if (
    words < SHORT &&
    (CONSENT_PLACE.test(placeOf(page.fetchedFrom)) ||
      (consents >= 6 && !(isTold && words >= LEAST)) ||
      isConsent(text, words))
  )
    return consent;
  if (words < SHORT && ERROR_TITLE.test(meta.title ?? '')) return none('the page says that there is nothing to read');
  if (words < SHORT && CHECK.test(`${shown.slice(0, 2_000)} ${page.withoutScripts}`) && (!isTold || words < LEAST))
    return none('the page shows its text to browsers with scripts alone');
  if (isWalled(page, text, words)) return paywall;
  if (isTeaser(page, text, words)) return teaser;
  if (isList(blocks)) return none('the page is a list of links');
  if (words < LEAST || (words < SHORT && !isTold && !hasRunningText(blocks)))
    return none('there is too little text on the page');
  if (isFront(page.fetchedFrom) && !isTold) return none('the page is the front page of a site');
  return { kind: 'article', why: null };
}

const consent: Judgement = { kind: 'consent', why: 'the site shows a question about cookies in place of the text' };
const paywall: Judgement = { kind: 'paywall', why: 'the site shows the whole text to subscribers alone' };
const teaser: Judgement = { kind: 'teaser', why: 'the page holds the beginning of a text that goes on elsewhere' };

function none(why: string): Judgement {
  return { kind: 'not-an-article', why };
}

function isConsent(text: string, words: number): boolean {
  return words > 0 && (text.match(CONSENT) ?? []).length / words > 0.04;
}

/** A site that says so is believed where little is to be read; a prompt where little stands before it, or it is the last word. */
function isWalled({ meta, shown }: Extracted, text: string, words: number): boolean {
  if (words >= CUT && !endsWalled(text)) return false;
  if (meta.structured?.free === false) return true;
  return (
    PAYWALL.test(text) ||
    ASKED.test(text) ||
    (words < SHORT * 2 && PAYWALL.test(shown) && !hasPromise(meta, words)) ||
    endsWalled(text)
  );
}

/** Whether the last lines are a prompt, however much stands before. */
function endsWalled(text: string): boolean {
  return PAYWALL.test(text.split('\n').slice(-2).join('\n'));
}

/** The page has told how long the article is, and it is here. */
function hasPromise({ structured }: PageMeta, words: number): boolean {
  return structured?.words != null && words >= structured.words * 0.8;
}

function isTeaser({ meta, blocks, after }: Extracted, text: string, words: number): boolean {
  const promised = meta.structured?.words ?? 0;
  if (promised >= LEAST * 2 && words < promised * 0.4) return true;
  if (words >= SHORT * 2) return false;
  const last = blocks.at(-1)?.text ?? '';
  if (BREAKS_OFF.test(last) || [last, after[0]?.text ?? ''].some(line => GOES_ON.test(line))) return true;
  // No more than what the page says of itself to other sites.
  return (
    words < LEAST * 2 &&
    meta.description !== null &&
    meta.description.length > 60 &&
    text.replaceAll('\n', ' ').length <= meta.description.length + 20
  );
}

/** Most of it is links, or headings and items without a paragraph. */
function isList(blocks: readonly TextBlock[]): boolean {
  const size = blocks.reduce((sum, { text }) => sum + text.length, 0);
  const linked = blocks.reduce((sum, block) => sum + block.linked, 0);
  return size > 0 && linked > size * 0.5;
}

function hasRunningText(blocks: readonly TextBlock[]): boolean {
  return (
    blocks.filter(({ kind, text }) => kind === 'paragraph' && countWords(text) >= 12 && /[.!?]["”’)]*$/.test(text))
      .length >= 2
  );
}

function isFront(url: string): boolean {
  const { pathname, search } = new URL(url);
  return pathname === '/' && search === '';
}

function placeOf(url: string): string {
  const { hostname, pathname } = new URL(url);
  return hostname + pathname;
}

/** Runs of letters and digits; in scripts without spaces, every second sign. */
export function countWords(text: string): number {
  const signs = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  return (
    Math.round(signs / 2) +
    (text.match(/(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}'’-])+/gu)
      ?.length ?? 0)
  );
}
