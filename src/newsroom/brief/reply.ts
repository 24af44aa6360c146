/** A brief as a Reply, for whoever asks for it and for the channels that follow an article. Puts into words and decides nothing. */
import type { ArticleReference, Brief, BriefDifference, BriefSentence } from '../../core/model.ts';
import {
  emphasis,
  lineBreak,
  type Reply,
  type ReplyField,
  type ReplyQuote,
  reply,
  type Span,
  strong,
  text,
} from '../../core/reply.ts';
import { quoted } from '../quoted.ts';

/** A Brief as a Reply: headline and cautions, the sentences, what other reports say, where else it stands. Told before: one line. */
export function briefReply(made: Brief): Reply {
  const fallback = made.headline?.quote ?? 'An article without words.';
  const headline = made.headline ? strong(made.headline.quote) : emphasis('untitled');
  if (made.told !== null) return reply({ body: [headline, ...toldLine(made)], fallback, data: made });
  const warnings = warningsOf(made);
  return reply({
    body: [headline, ...warnings.flatMap(warning => [lineBreak, emphasis(warning)])],
    quotes: quotesOf(made),
    fields: [...alsoField(made.alsoIn), ...linkField(made.url)],
    tone: warnings.length > 0 ? 'warning' : 'plain',
    fallback,
    data: made,
  });
}

function toldLine({ told, alsoIn }: Brief): Span[] {
  if (alsoIn.length === 0) return [text(' – already told.')];
  const lead = told === 'copy' ? ' – already told; also in ' : ' – nothing new; told before in ';
  return [text(lead), ...listed(alsoIn), text('.')];
}

function warningsOf({ doubtful, differences, sentences }: Brief): string[] {
  return [
    ...(doubtful ? ['There is reason to doubt this article.'] : []),
    ...(differences.length > 0 ? ['Other reports say otherwise.'] : []),
    ...(sentences.length === 0 ? ['No sentence of it can stand alone.'] : []),
  ];
}

/** The sentences, those that are disputed last with what other reports say; no passage twice. */
function quotesOf({ headline, sentences, differences }: Brief): ReplyQuote[] {
  const disputed = new Set(differences.map(({ evidence }) => evidence.start));
  const plain = sentences.filter(({ evidence }) => !disputed.has(evidence.start));
  const lone = sentences.length === 0 && headline && !disputed.has(headline.start) ? [headline] : [];
  return [
    ...lone.map(evidence => quoted(evidence, null)),
    ...plain.map(sentence => quoted(sentence.evidence, labelOf(sentence))),
    ...differences.flatMap(differenceQuotes),
  ];
}

/** Whether it was told before, and who says it where the words themselves do not tell. */
function labelOf({ evidence, fresh, speaker }: BriefSentence): string | null {
  const isNamed = speaker !== null && evidence.quote.includes(speaker.split(' ').at(-1)!);
  const told = [fresh ? null : 'Told before', speaker === null || isNamed ? null : speaker];
  return told.filter(each => each !== null).join(' · ') || null;
}

/** What an article says, and what others say otherwise. */
export function differenceQuotes({ evidence, against }: BriefDifference): ReplyQuote[] {
  const others = against.map(each => quoted(each, 'Other reports say otherwise'));
  return [quoted(evidence, 'Disputed'), ...others];
}

function alsoField(alsoIn: readonly ArticleReference[]): ReplyField[] {
  return alsoIn.length === 0 ? [] : [{ name: 'Also in', value: listed(alsoIn) }];
}

function linkField(url: string | null): ReplyField[] {
  return url === null ? [] : [{ name: 'Link', value: [{ kind: 'link', text: url, url }] }];
}

/** By outlet where it is known, else by title, else by id; with a link where there is one. */
function listed(references: readonly ArticleReference[]): Span[] {
  return references.flatMap(({ article, outlet, title, url }, at): Span[] => {
    const name = outlet ?? title ?? article;
    const named: Span = url === null ? text(name) : { kind: 'link', text: name, url };
    return at === 0 ? [named] : [text(', '), named];
  });
}
