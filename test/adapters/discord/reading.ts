/** What a person sees of rendered Discord messages: quotes and sources as they stand there, and text made whole again. */
import type { DiscordMessage } from '../../../src/adapters/discord/render.ts';
import { allNodes, type MarkdownNode, readMarkdown, shownText } from '../../support/discord/markdown-reader.ts';
import { unescapeTerminal } from '../console/terminal.ts';

/** Every text of a message that is read as Markdown. */
export function textsOf({ content, embeds }: DiscordMessage): string[] {
  return [content, ...embeds.map(embed => embed.description ?? '')];
}

/** All nodes of all texts. */
export function nodesOf(messages: readonly DiscordMessage[]): MarkdownNode[] {
  return allNodes(messages.flatMap(textsOf).flatMap(readMarkdown));
}

/** What the messages say, in their order, embeds' lines after the content; invisible characters made themselves again. */
export function textOf(messages: readonly DiscordMessage[]): string {
  return unescapeTerminal(
    messages
      .flatMap(textsOf)
      .map(text => shownText(readMarkdown(text)))
      .join('\n'),
  );
}

export interface ShownQuote {
  quote: string;
  /** The small print below it, without the number of the part. */
  source: string;
  links: string[];
}

/** The quotes of the messages with their sources, those in parts put together. */
export function quotesIn(messages: readonly DiscordMessage[]): ShownQuote[] {
  const shown: ShownQuote[] = [];
  let unsourced: string[] = [];
  let parts = '';
  for (const node of messages.flatMap(textsOf).flatMap(readMarkdown)) {
    if (node.kind === 'quote') unsourced.push(shownText(node.children));
    if (node.kind !== 'subtext' || unsourced.length === 0) continue;
    const [, source, at, of] = /^(.*?)(?: · part (\d+) of (\d+))?$/s.exec(shownText(node.children))!;
    const links = node.children.filter(each => each.kind === 'link').map(each => each.target!);
    parts += at === undefined ? '' : unsourced.join('');
    if (at === undefined || at === of)
      for (const quote of at === undefined ? unsourced : [parts])
        shown.push({ quote: unescapeTerminal(quote), source: unescapeTerminal(source!), links });
    if (at === of) parts = '';
    unsourced = [];
  }
  return shown;
}
