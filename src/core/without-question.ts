/**
 * A reply as it stays when what was asked is forgotten: it shows the same passages and says the same, but no longer repeats the
 * question, neither in its words nor in its data. It never touches a quotation.
 */
import type { Reply, Span } from './reply.ts';

/** Keys of an answer's or an explanation's data that tell the question, its reading, or the words it was made of. */
const TELLS = new Set(['readAs', 'understood']);

/** What stands where the question stood. */
const GONE = '…';

/** The questions a reply answers, as they were asked and as they were read; `asked` where it is known besides. The longest first. */
export function questionsOf({ data }: Pick<Reply, 'data'>, asked: string | null): string[] {
  const told = [...(asked === null ? [] : [asked]), ...questionsIn(data)].map(question => question.trim());
  return [...new Set(told)].filter(question => question !== '').sort((a, b) => b.length - a.length);
}

/** @param asked the question, where it is known besides. */
export function withoutQuestion(reply: Reply, asked: string | null): Reply {
  return withoutThese(questionsOf(reply, asked), reply);
}

function withoutThese(questions: readonly string[], reply: Reply): Reply {
  const mend = (words: string) => questions.reduce(withoutWords, words);
  const mendSpan = (span: Span): Span => ('text' in span ? { ...span, text: mend(span.text) } : span);
  return {
    ...reply,
    ...(reply.headline === undefined ? {} : { headline: mend(reply.headline) }),
    body: reply.body.map(mendSpan),
    fields: reply.fields.map(({ name, value }) => ({ name, value: value.map(mendSpan) })),
    fallback: mend(reply.fallback),
    ...(reply.rest ? { rest: withoutThese(questions, reply.rest) } : {}),
    data: dataWithout(reply.data),
  };
}

/** A question of one word is only taken out where it stands alone: the word may be the answer's as well. */
function withoutWords(words: string, question: string): string {
  if (words.trim() === question) return GONE;
  return /\s/.test(question) ? words.replaceAll(question, GONE) : words;
}

function questionsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (key === 'question' || key === 'readAs' ? [inner] : []) : questionsIn(inner),
  );
}

/** An answer keeps its shape: its question is there, and empty. */
function dataWithout(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dataWithout);
  if (typeof value !== 'object' || value === null) return value;
  const isAnswer = 'question' in value && typeof value.question === 'string';
  const kept = Object.entries(value).filter(([key]) => !TELLS.has(key) && !(isAnswer && key === 'id'));
  return Object.fromEntries(kept.map(([key, inner]) => [key, key === 'question' ? '' : dataWithout(inner)]));
}
