/** An Answer as a Reply, for whoever asks and for whoever has it watched. Puts into words and quotes; decides nothing about the answer. */
import { count } from '../core/count.ts';
import type { Agreement, Answer, Disagreement, Evidence } from '../core/model.ts';
import { emphasis, lineBreak, type Reply, type ReplyQuote, reply, type Span, strong, text } from '../core/reply.ts';
import { quoted } from './quoted.ts';

/** An Answer as a Reply: the short answer and what to be careful about first, then the quotes, then how many agree. */
export function answerReply(answer: Answer): Reply {
  return answer.status === 'answered' ? answered(answer) : refused(answer);
}

function answered(answer: Answer): Reply {
  const warnings = [...disagreementLine(answer.disagreement), ...caveatLines(answer)];
  return reply({
    body: [strong(answer.answer), ...readAsLine(answer), ...warningLines([...warnings, ...modelLine(answer)])],
    quotes: quotesOf(answer),
    fields: [{ name: 'Agreement', value: [text(agreementLine(answer.agreement))] }],
    tone: warnings.length > 0 ? 'warning' : 'plain',
    fallback: answer.answer,
    data: answer,
  });
}

function refused(answer: Answer): Reply {
  const says = 'The record does not say.';
  const body: Span[] = [
    text(says),
    ...readAsLine(answer),
    ...warningLines([...answer.caveats.map(caveat => caveat.text), ...modelLine(answer)]),
  ];
  if (answer.nearest.length > 0) body.push(lineBreak, text('What comes closest:'));
  return reply({ body, quotes: answer.nearest.map(supports), tone: 'refusal', fallback: says, data: answer });
}

/** Whoever leant on an earlier question sees what was understood. */
function readAsLine({ readAs }: Answer): Span[] {
  return readAs === undefined ? [] : [lineBreak, text('Read as: '), emphasis(readAs)];
}

/** Whoever reads what a model pointed at, or did not find, is told. */
function modelLine({ model, status }: Answer): string[] {
  if (model?.used !== true) return [];
  return [
    status === 'answered'
      ? 'Found with the help of a language model; every word is the record’s.'
      : 'A language model found no passage that answers.',
  ];
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
  const quotes = sides.flatMap(side => side.evidence.map(evidence => quoted(evidence, side.says)));
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
  return quoted(evidence, null);
}

/** "3 reports in 4 articles, 2 outlets"; outlets only where any is known by name. */
export function agreementLine({ articles, reports, outlets }: Agreement): string {
  const counted = `${count(reports, 'report')} in ${count(articles, 'article')}`;
  return outlets > 0 ? `${counted}, ${count(outlets, 'outlet')}` : counted;
}
