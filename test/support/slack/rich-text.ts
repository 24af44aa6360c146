/**
 * What Slack's own editor makes of what a person types: `rich_text` blocks beside the text, mentions and links apart.
 * Only what people type into these tests: words, mentions of people, channels and groups, links.
 */
import type { Json } from './shapes.ts';

const token = /<(@|#|!subteam\^)([A-Z0-9]+)(?:\|[^>]*)?>|<(https?:[^|>]+)(?:\|([^>]*))?>/g;

/** The blocks of a person's message; the block id is given, so that payloads are the same in every run. */
export function richText(text: string, blockId: string): Json[] {
  const elements: Json[] = [];
  let end = 0;
  for (const found of text.matchAll(token)) {
    if (found.index > end) elements.push({ type: 'text', text: plain(text.slice(end, found.index)) });
    elements.push(element(found));
    end = found.index + found[0].length;
  }
  if (end < text.length) elements.push({ type: 'text', text: plain(text.slice(end)) });
  return [{ type: 'rich_text', block_id: blockId, elements: [{ type: 'rich_text_section', elements }] }];
}

function element([, sign, id, url, label]: RegExpMatchArray): Json {
  if (sign === '@') return { type: 'user', user_id: id };
  if (sign === '#') return { type: 'channel', channel_id: id };
  if (sign) return { type: 'usergroup', usergroup_id: id };
  return { type: 'link', url: plain(url!), ...(label === undefined ? {} : { text: plain(label) }) };
}

function plain(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
