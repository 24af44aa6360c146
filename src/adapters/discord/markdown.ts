/**
 * Text as Discord's Markdown, and the few marks of our own: links and times. Pure. What a client shows of escaped text is the
 * text: it styles nothing, mentions nobody, links nowhere. Only text that passed `showHidden` may come here: it has no
 * line breaks and no invisible characters.
 *
 * Discord reads Markdown in its clients and documents little of it; the rules are those of
 * https://support.discord.com/hc/en-us/articles/210298617 and https://discord.com/developers/docs/reference#message-formatting.
 */
/**
 * What could begin something, wherever it stands: styles, code, spoilers, `<@1>` and its kin, masked links, mentions of everyone,
 * bare links and `:emoji:`, and invitations, which Discord finds without `https://`. The list ends before the longest search:
 * from one colon to the next.
 */
const MARKS = /[\\*_~`|<[\]]|@(?=everyone|here)|:(?=\/\/|[^\s:]+:)|(?<=discord(?:app)?\.(?:gg|com))\//gi;

/** Headings, lists, quotes and small print, which stand at the start of a line, also within bold and italic text. */
const LINE_MARK = /^(\s*)(?=[#+>-])/;
const NUMBERED = /^(\s*\d+)(?=[.)](?:\s|$))/;

/** Text that a client shows as it stands. `atLineStart`: whether nothing but spaces stands before it on its line. */
export function escapeMarkdown(text: string, atLineStart: boolean): string {
  const escaped = text.replace(MARKS, '\\$&');
  return atLineStart ? escaped.replace(LINE_MARK, '$1\\').replace(NUMBERED, '$1\\') : escaped;
}

/** Characters; a longer address is no help to anybody and would take a quarter of an embed. */
const LONGEST_ADDRESS = 1_000;

/** What could end a link or be read as a mark within one; every one of them may stand percent-encoded. */
const LINK_ENDS = /[()[\]<>|*`\\]|@(?=everyone|here)/gi;

/**
 * The address as it may stand in a link: http(s), in ASCII, without a name or password before the host (which hide where it
 * leads). Null when it may not.
 */
export function safeHref(url: string): string | null {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '') return null;
  const path = `${parsed.pathname}${parsed.search}${parsed.hash}`.replace(LINK_ENDS, encodeByte);
  const href = parsed.origin + path;
  return href.length <= LONGEST_ADDRESS && /^[\x21-\x7e]+$/.test(href) ? href : null;
}

function encodeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** A link that shows where it leads and no preview. */
export function bareLink(href: string): string {
  return `<${href}>`;
}

/** A link behind a word of ours, which must never be anybody else's text. */
export function wordLink(word: 'link', href: string): string {
  return `[${word}](<${href}>)`;
}

/**
 * An instant in the reader's own time zone and language; `D` is a day, `f` a day with its time. Null for anything else: a date
 * alone is the same day everywhere, and as an instant it would be the day before for half of the world.
 */
export function timeMark(at: string, style: 'D' | 'f'): string | null {
  const instant = /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(at) ? Date.parse(at) : Number.NaN;
  return Number.isNaN(instant) ? null : `<t:${Math.floor(instant / 1_000)}:${style}>`;
}
