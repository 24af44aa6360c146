/**
 * `ask`: a question to the record. Puts an Answer into words and quotes; it decides nothing about the answer itself.
 */
import { z } from 'zod';
import type { RequestId } from '../src/core/chat.ts';
import { type Call, type CommandContext, defineCommand } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import { stringField } from '../src/core/fields.ts';
import type { Agreement, Answer, Disagreement, Evidence } from '../src/core/model.ts';
import {
  emphasis,
  lineBreak,
  type Reply,
  type ReplyAction,
  type ReplyQuote,
  reply,
  type Span,
  strong,
  text,
} from '../src/core/reply.ts';

/** Characters (UTF-16 units); anything longer is a text to ingest, not a question. */
const MAX_QUESTION = 1_000;

/** Field for a question's words: what is left of the line, refused with `bad-question` when empty or too long. */
export function questionField(about: string) {
  return stringField({ about, max: MAX_QUESTION, rest: true, fault: 'bad-question' });
}

export const ask = defineCommand({
  name: 'ask',
  summary: 'answers a question from the record, word for word',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  input: z.object({ question: questionField('what you want to know') }),
  async run({ question }, { newsroom, before, request, offer }) {
    const answer = await newsroom.ask(cleanQuestion(question), before);
    const made = answerReply(answer);
    return request === null ? made : { ...made, actions: await answerActions(answer, request, offer) };
  },
});

/** What can be done with an answer that is kept. */
function answerActions(answer: Answer, request: RequestId, offer: CommandContext['offer']): Promise<ReplyAction[]> {
  const about = (command: string, more = {}): Call => ({
    command,
    input: { kind: 'options', options: { answer: request, ...more } },
  });
  const question = answer.readAs ?? answer.question;
  const sources = [
    { label: 'Sources', call: about('sources') },
    { label: 'Who else says so', call: about('others') },
  ];
  return offer([
    ...(answer.status === 'answered' ? sources : []),
    { label: 'Why', call: { command: 'why', input: { kind: 'options', options: { question } } } },
    { label: '👍', call: about('vote', { vote: 'good' }) },
    { label: '👎', call: about('vote', { vote: 'bad' }) },
  ]);
}

/** Tabs and line breaks become spaces; throws `bad-question` on any other control character, which no honest question holds. */
export function cleanQuestion(question: string): string {
  const clean = question.replace(/[\t-\r\x85\u2028\u2029]+/g, ' ').trim();
  if (/[\x00-\x1f\x7f-\x9f]/.test(clean))
    throw badQuestion('The question holds control characters; please type it again.');
  if (!clean.isWellFormed()) throw badQuestion('The question is not valid Unicode; please type it again.');
  if (clean === '') throw badQuestion('The question is empty.');
  return clean;
}

function badQuestion(userMessage: string): StetError {
  return new StetError('bad-question', 'a question cannot be read', { userMessage });
}

/** An Answer as a Reply: the short answer and what to be careful about first, then the quotes, then how many agree. */
export function answerReply(answer: Answer): Reply {
  return answer.status === 'answered' ? answered(answer) : refused(answer);
}

function answered(answer: Answer): Reply {
  const warnings = [...disagreementLine(answer.disagreement), ...caveatLines(answer)];
  return reply({
    body: [strong(answer.answer), ...readAsLine(answer), ...warningLines(warnings)],
    quotes: quotesOf(answer),
    fields: [{ name: 'Agreement', value: [text(agreementLine(answer.agreement))] }],
    tone: warnings.length > 0 ? 'warning' : 'plain',
    fallback: answer.answer,
    data: answer,
  });
}

function refused(answer: Answer): Reply {
  const says = 'The record does not say.';
  const body: Span[] = [text(says), ...readAsLine(answer), ...warningLines(answer.caveats.map(caveat => caveat.text))];
  if (answer.nearest.length > 0) body.push(lineBreak, text('What comes closest:'));
  return reply({ body, quotes: answer.nearest.map(supports), tone: 'refusal', fallback: says, data: answer });
}

/** Whoever leant on an earlier question sees what was understood. */
function readAsLine({ readAs }: Answer): Span[] {
  return readAs === undefined ? [] : [lineBreak, text('Read as: '), emphasis(readAs)];
}

function warningLines(warnings: string[]): Span[] {
  return warnings.flatMap(warning => [lineBreak, emphasis(warning)]);
}

function disagreementLine(disagreement: Disagreement | null): string[] {
  if (!disagreement) return [];
  return [
    disagreement.kind === 'conflict'
      ? 'Sources disagree.'
      : 'Sources speak of different times, places or parts, and cannot be compared.',
  ];
}

/** That sources disagree is said by the disagreement itself. */
function caveatLines({ caveats, disagreement }: Answer): string[] {
  return caveats.filter(({ code }) => code !== 'disputed' || !disagreement).map(({ text }) => text);
}

/** Each side with its quotes, then whatever else gives the answer; no passage twice, and nothing that only stands near. */
function quotesOf(answer: Answer): ReplyQuote[] {
  const sides = answer.disagreement?.sides ?? [];
  const quotes = sides.flatMap(side => side.evidence.map(evidence => ({ evidence, says: side.says })));
  const shown = new Set(quotes.map(quote => placeOf(quote.evidence)));
  return [
    ...quotes,
    ...answer.evidence
      .slice(0, answer.supporting)
      .filter(evidence => !shown.has(placeOf(evidence)))
      .map(supports),
  ];
}

function placeOf({ article, revision, start, end }: Evidence): string {
  return `${article} ${revision} ${start} ${end}`;
}

function supports(evidence: Evidence): ReplyQuote {
  return { evidence, says: null };
}

/** "3 reports in 4 articles, 2 outlets"; outlets only where any is known by name. */
export function agreementLine({ articles, reports, outlets }: Agreement): string {
  const counted = `${count(reports, 'report')} in ${count(articles, 'article')}`;
  return outlets > 0 ? `${counted}, ${count(outlets, 'outlet')}` : counted;
}

/** "1 article", "1,204 articles". */
export function count(n: number, thing: string): string {
  return `${n.toLocaleString('en-GB')} ${thing}${n === 1 ? '' : 's'}`;
}
