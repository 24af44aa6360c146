/**
 * What may reach Slack: text that shows all it holds and calls nobody, http(s) addresses, and mentions of people by ids we made.
 * Pure. Text of others never stands in a mrkdwn object: it goes into rich text and plain text, whose strings Slack takes
 * literally, so that nothing in it needs escaping or can be read as a mark.
 */
import { showHidden } from '../visible-text.ts';

/** Characters of an address; longer ones are not clicked but broken. Slack itself documents 3,000 for buttons alone. */
const MAX_URL = 2_000;

/** One line of text whose hidden characters, line breaks too, are visible symbols; unescaping it gives the text back. */
export function visible(text: string): string {
  return showHidden(text);
}

/** The same for a quotation, whose line breaks and tabs stay what they are: its bar shows where it ends. */
export function visibleQuote(text: string): string {
  return text
    .split(/([\n\t])/)
    .map((part, at) => (at % 2 === 0 ? showHidden(part) : part))
    .join('');
}

/** Text for a message's `text`, the one place of ours that Slack reads for marks: no `<…>` can begin in it. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The address in ASCII when it is http(s) and names nobody's password, else null. */
export function safeUrl(url: string): string | null {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '') return null;
  const href = parsed.href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
  return href.length <= MAX_URL && /^[\x21-\x7e]+$/.test(href) ? href : null;
}

/** The mark that names a person, from Slack's own id of them; null for anything that is not such an id. */
export function mention(userId: string): string | null {
  return /^[UW][A-Z0-9]{1,30}$/.test(userId) ? `<@${userId}>` : null;
}
