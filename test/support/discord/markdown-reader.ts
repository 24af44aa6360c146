/**
 * Discord's Markdown as its desktop client reads it, so that tests see what people see: text, and everything that is more than
 * text. Written from what is published of that reader (Discord's SimpleAST, simple-markdown, and the cases that others have tried
 * on the client); where clients differ it takes the reading that makes more of a text.
 */

export type NodeKind =
  | 'text'
  | 'strong'
  | 'underline'
  | 'emphasis'
  | 'strike'
  | 'spoiler'
  | 'code'
  | 'codeblock'
  | 'user'
  | 'role'
  | 'channel'
  | 'everyone'
  | 'command'
  | 'guild'
  | 'time'
  | 'emoji'
  | 'link'
  | 'quote'
  | 'heading'
  | 'subtext'
  | 'list';

export interface MarkdownNode {
  kind: NodeKind;
  /** What is shown of a leaf; for a mention its id, for a time its mark. */
  text: string;
  children: MarkdownNode[];
  /** Where a link leads. */
  target?: string;
  /** Whether a link would be previewed. */
  previewed?: boolean;
}

interface Context {
  /** What stands on the line before the text that is read: nothing, spaces, or anything else. */
  before: '' | ' ' | 'x';
  inQuote: boolean;
  inList: boolean;
}

type Made = Partial<MarkdownNode> & { inner?: string; context?: Partial<Context> };

interface Rule {
  kind: NodeKind;
  /** Sticky; tried where reading stands. */
  pattern: RegExp;
  /** Where on its line it may stand: anywhere unless said. */
  at?: 'start' | 'after-spaces';
  unless?: 'inQuote' | 'inList';
  make: (found: RegExpExecArray) => Made | null;
}

const inner = (found: RegExpExecArray): Made => ({ inner: found[1]! });
const leaf = (found: RegExpExecArray): Made => ({ text: found[1]! });

const RULES: readonly Rule[] = [
  { kind: 'codeblock', pattern: /```(?:[\w+.-]*\n)?(.*?[^\n].*?)```/sy, make: leaf },
  { kind: 'strong', pattern: /\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/sy, make: inner },
  { kind: 'underline', pattern: /__((?:\\.|[^\\])+?)__(?!_)/sy, make: inner },
  { kind: 'emphasis', pattern: /\*(?!\s)((?:\\.|\*\*|[^*\\])+?)(?<!\s) {0,2}\*(?!\*)/sy, make: inner },
  { kind: 'emphasis', pattern: /_((?:\\.|__|[^_\\])+?)_(?!\w)/sy, make: inner },
  { kind: 'strike', pattern: /~~(.+?)~~(?!_)/sy, make: inner },
  { kind: 'spoiler', pattern: /\|\|(.+?)\|\|/sy, make: inner },
  { kind: 'code', pattern: /(`+)(.+?)(?<!`)\1(?!`)/sy, make: found => ({ text: found[2]! }) },
  { kind: 'time', pattern: /<t:(-?\d+(?::[tTdDfFRsS])?)>/y, make: leaf },
  { kind: 'emoji', pattern: /<a?:(\w+):\d+>/y, make: leaf },
  { kind: 'emoji', pattern: /:([\w+-]+(?:::skin-tone-\d)?):/y, make: leaf },
  { kind: 'user', pattern: /<@!?(\d+)>/y, make: leaf },
  { kind: 'role', pattern: /<@&(\d+)>/y, make: leaf },
  { kind: 'channel', pattern: /<#(\d+)>/y, make: leaf },
  { kind: 'command', pattern: /<\/([^:>]+:\d+)>/y, make: leaf },
  { kind: 'guild', pattern: /<id:([\w-]+)>/y, make: leaf },
  { kind: 'everyone', pattern: /@(everyone|here)/y, make: leaf },
  {
    kind: 'link',
    pattern: /((?:https?|steam|discord):\/\/[^\s<]+[^<.,:;"'\]\s])/y,
    make: found => bare(found[1]!, true),
  },
  { kind: 'link', pattern: /<([^: >]+:\/[^ >]+)>/y, make: found => bare(found[1]!, false) },
  { kind: 'link', pattern: /<([^@ >]+@[^ >]+|\+\d[\d ]*)>/y, make: found => bare(found[1]!, false) },
  {
    kind: 'link',
    pattern: /\[((?:\[[^\]]*\]|[^[\]])*)\]\(\s*(<?)((?:\([^)]*\)|[^\s\\]|\\[^\n])*?)>?(?:\s+['"].*?['"])?\s*\)/sy,
    make: found => ({ inner: found[1]!, target: found[3]!, previewed: found[2] === '' }),
  },
  { kind: 'subtext', at: 'start', pattern: /-# +(?!-#)([^\n]+)\n?/y, make: inner },
  { kind: 'heading', at: 'start', unless: 'inList', pattern: /#{1,3}\s+(?!#)([^\n]*)\n?/y, make: inner },
  {
    kind: 'quote',
    at: 'after-spaces',
    unless: 'inQuote',
    pattern: /(?:> [^\n]*\n?)+/y,
    make: found => ({ inner: found[0].replace(/^> /gm, '').replace(/\n$/, ''), context: { inQuote: true } }),
  },
  {
    kind: 'quote',
    at: 'after-spaces',
    unless: 'inQuote',
    pattern: />>> (.*)/sy,
    make: found => ({ inner: found[1]!, context: { inQuote: true } }),
  },
  {
    kind: 'list',
    at: 'after-spaces',
    pattern: /(?:[*+-]|\d+\.) +(.[^\n]*(?:\n [^\n]*)*)\n?/y,
    make: found => ({ inner: found[1]!, context: { inList: true } }),
  },
];

function bare(target: string, previewed: boolean): Made {
  return { text: target, target, previewed };
}

/** What a client makes of one text: a message's content, or an embed's description. */
export function readMarkdown(source: string): MarkdownNode[] {
  return read(source, { before: '', inQuote: false, inList: false });
}

function read(source: string, context: Context): MarkdownNode[] {
  const nodes: MarkdownNode[] = [];
  let text = '';
  const flush = () => {
    // A client drops the spaces at the end of a line.
    const shown = text.replace(/ +(?=\n)/g, '');
    if (shown !== '') nodes.push({ kind: 'text', text: shown, children: [] });
    text = '';
  };
  let at = 0;
  while (at < source.length) {
    const kept = /\\([^A-Za-z0-9\s])|(¯\\_\(ツ\)_\/¯)/y;
    kept.lastIndex = at;
    const escaped = kept.exec(source);
    if (escaped) {
      text += escaped[1] ?? escaped[2];
      at = kept.lastIndex;
      continue;
    }
    const found = nodeAt(source, at, context);
    if (!found) {
      text += source[at];
      at += 1;
      continue;
    }
    flush();
    nodes.push(found.node);
    at = found.end;
  }
  flush();
  return nodes;
}

function nodeAt(source: string, at: number, context: Context): { node: MarkdownNode; end: number } | null {
  // Whatever is more than text begins with one of these.
  if (!/[`*_~|<:@[>#+\-\dhsd]/.test(source[at]!)) return null;
  const before = lineBefore(source, at, context);
  for (const { kind, pattern, at: place, unless, make } of RULES) {
    if (place === 'start' && before !== '') continue;
    if (place === 'after-spaces' && before === 'x') continue;
    if (unless && context[unless]) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (!match) continue;
    const end = at + match[0].length;
    const made = make(match)!;
    const children = made.inner === undefined ? [] : read(made.inner, { ...context, before, ...made.context });
    const { text = '', target, previewed } = made;
    return { node: { kind, text, children, ...(target === undefined ? {} : { target, previewed }) }, end };
  }
  return null;
}

function lineBefore(source: string, at: number, context: Context): Context['before'] {
  const line = source.slice(source.lastIndexOf('\n', at - 1) + 1, at);
  const first = at === 0 || source.lastIndexOf('\n', at - 1) < 0;
  if (line.trim() !== '' || (first && context.before === 'x')) return 'x';
  return line === '' && !(first && context.before === ' ') ? '' : ' ';
}

/** What is read by a person: the text of a node and all within it. */
export function shownText(nodes: readonly MarkdownNode[]): string {
  return nodes.map(node => node.text + shownText(node.children)).join('');
}

/** All nodes, those within others too. */
export function allNodes(nodes: readonly MarkdownNode[]): MarkdownNode[] {
  return nodes.flatMap(node => [node, ...allNodes(node.children)]);
}

/** The codes of invitations that a client would show a card for: it looks through the raw text. */
export function invitationsIn(source: string): string[] {
  const found = source.matchAll(/discord(?:(?:app)?\.com\/invite|\.gg(?:\/invite)?)\/([\w-]{2,255})/gi);
  return [...found].map(match => match[1]!);
}
