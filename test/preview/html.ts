/** Slack blocks as HTML, in a drawing of our own: it reads the very blocks that are sent, and shows any kind it does not know. */

interface Node {
  type: string;
  text?: string | Node;
  elements?: Node[];
  style?: Record<string, boolean> | string;
  url?: string;
  name?: string;
  fallback?: string;
}

const EMOJI: Record<string, string> = { warning: '⚠️', white_check_mark: '✅', x: '❌', mag: '🔍' };

/** Blocks of one message. */
export function blocksHtml(blocks: readonly object[]): string {
  return (blocks as Node[])
    .map(block => `<div class="block ${escapeHtml(block.type)}">${html(block)}</div>`)
    .join('\n');
}

function html(node: Node): string {
  const inner = () => (node.elements ?? []).map(html).join('');
  switch (node.type) {
    case 'header':
      return `<h2>${html(node.text as Node)}</h2>`;
    case 'divider':
      return '<hr>';
    case 'context':
      return (node.elements ?? []).map(each => `<span>${html(each)}</span>`).join(' ');
    case 'rich_text':
    case 'actions':
      return inner();
    case 'rich_text_section':
      return `<p>${inner()}</p>`;
    case 'rich_text_quote':
      return `<blockquote>${inner()}</blockquote>`;
    case 'rich_text_list':
      return `<ul>${(node.elements ?? []).map(each => `<li>${html(each)}</li>`).join('')}</ul>`;
    case 'button':
      return `<button class="${escapeHtml(String(node.style ?? 'plain'))}">${html(node.text as Node)}</button>`;
    case 'plain_text':
    case 'text':
      return styled(node);
    case 'mrkdwn':
      return mrkdwn(String(node.text));
    case 'link':
      return `<a href="${escapeHtml(node.url!)}">${styled(node)}</a>`;
    case 'date':
      return escapeHtml(node.fallback!);
    case 'emoji':
      return `<span title=":${escapeHtml(node.name!)}:">${EMOJI[node.name!] ?? `:${escapeHtml(node.name!)}:`}</span>`;
    default:
      return `<pre>${escapeHtml(JSON.stringify(node))}</pre>`;
  }
}

function styled({ text, style }: Node): string {
  const given = typeof style === 'object' ? style : {};
  const marks = [given.bold && 'b', given.italic && 'i', given.code && 'code'].filter(tag => typeof tag === 'string');
  return marks.reduce((shown, tag) => `<${tag}>${shown}</${tag}>`, escapeHtml(String(text)));
}

/** Our own mrkdwn holds one mark: the mention of who asked. */
function mrkdwn(text: string): string {
  return escapeHtml(text).replace(/&lt;@[A-Z0-9]+&gt;/g, '<span class="mention">@you</span>');
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
