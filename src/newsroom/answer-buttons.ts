/** What can be done with an answer that is kept: its buttons, in their order. Pure. */
import type { Call, OfferedButton } from '../core/command.ts';
import type { Answer } from '../core/model.ts';
import { answerKey, watchOfKey } from '../core/post-keys.ts';
import { saysSomething } from './carries.ts';

/** @param id of the answer: its request's, or the key of its post. */
export function answerButtons(answer: Answer, id: string): OfferedButton[] {
  const about = (command: string, options: Record<string, string>): Call => ({
    command,
    input: { kind: 'options', options },
  });
  const sources = [
    { label: 'Sources', call: about('sources', { answer: id }) },
    { label: 'Who else says so', call: about('others', { answer: id }) },
  ];
  return [
    ...(answer.status === 'answered' ? sources : []),
    whyButton(watchOfKey(id) === null ? answerKey(id) : id),
    ...(saysSomething(answer.readAs ?? answer.question) ? [watchButton(about('watch', { what: id }))] : []),
    { label: '👍', call: about('vote', { answer: id, vote: 'good' }) },
    { label: '👎', call: about('vote', { answer: id, vote: 'bad' }) },
  ];
}

/** @param post the key of the post that is to be explained. */
export function whyButton(post: string): OfferedButton {
  return { label: 'Why', call: { command: 'why', input: { kind: 'options', options: { question: post } } } };
}

function watchButton(call: Call): OfferedButton {
  return { label: 'Watch this', call };
}
