/**
 * What a Reply quotes and tells besides its answer, as embeds. Pure. No quote is shortened, every piece of one names its source,
 * and each side of a disagreement has embeds of its own.
 */
import type { APIEmbed } from 'discord.js';
import type { Evidence } from '../../core/model.ts';
import type { Reply, ReplyField, ReplyQuote, Tone } from '../../core/reply.ts';
import { formatTime } from '../time.ts';
import { showHidden } from '../visible-text.ts';
import { escapeMarkdown, safeHref, timeMark, wordLink } from './markdown.ts';
import { paragraphs, runsOf } from './spans.ts';
import { clip, markdownLines, pack, pieces, type Run } from './split.ts';

/** UTF-16 units, never fewer than the characters that Discord counts: its limits of embeds. */
const DESCRIPTION = 4_096;
const EMBEDS_TOGETHER = 6_000;
const EMBEDS = 10;

/**
 * Units of the parts of one embed, escaped: a label, the lines of quotes that share a source, and the source. With what stands
 * between them they keep within a description.
 */
const LABEL = 300;
const QUOTES = 2_000;
const SOURCE = { outlet: 150, title: 300, date: 60, article: 150 };

/** Grey, green, amber, slate and red, as quiet as they can be told apart on a light and on a dark ground. */
const COLOURS: Record<Tone, number> = {
  plain: 0x6b7a8f,
  good: 0x3f8f5f,
  warning: 0xd1932f,
  refusal: 0x8a8f98,
  error: 0xc24a44,
};

/** The embeds of a Reply in their order: its quotes, then its fields. */
export function embedsOf({ quotes, fields, tone }: Reply): APIEmbed[] {
  const sections = joinFewFields([...quoteSections(quotes), ...fieldSections(fields)]);
  return sections.flatMap(section =>
    descriptionsOf(section).map(description => ({ description, color: COLOURS[tone] })),
  );
}

/** What goes into one embed where it fits: blocks that are never parted, under a label. */
interface Section {
  label: string | null;
  blocks: string[];
  /** Stands between two blocks. */
  gap: '\n' | '\n\n';
}

/** Quotes in a row that stand for the same thing, blocks being those of one source. */
function quoteSections(quotes: readonly ReplyQuote[]): Section[] {
  return runsOfEqual(quotes, ({ says }) => says).map(alike => ({
    label: labelOf(alike[0]!.says),
    blocks: runsOfEqual(alike, ({ evidence }) => sourceLine(evidence)).flatMap(quoteBlocks),
    gap: '\n\n',
  }));
}

function labelOf(says: string | null): string | null {
  const shown = clip(showHidden(says ?? ''), LABEL);
  return shown.trim() === '' ? null : markdownLines([{ style: 'strong', text: shown }], DESCRIPTION)[0]!;
}

/** Quotes above their source. A blank line parts two: within one quotation a client drops the spaces at the end of a line. */
function quoteBlocks(quotes: readonly ReplyQuote[]): string[] {
  const source = sourceLine(quotes[0]!.evidence);
  const blocks: string[] = [];
  let together: string[] = [];
  const close = () => {
    if (together.length > 0) blocks.push(`${together.join('\n\n')}\n${source}`);
    together = [];
  };
  for (const { evidence } of quotes) {
    const cut = pieces(showHidden(evidence.quote), QUOTES - '> '.length).map(
      piece => `> ${escapeMarkdown(piece, true)}`,
    );
    if (cut.length > 1 || [...together, ...cut].join('\n\n').length > QUOTES) close();
    if (cut.length === 1) together.push(...cut);
    else blocks.push(...cut.map((piece, at) => `${piece}\n${source} · part ${at + 1} of ${cut.length}`));
  }
  close();
  return blocks;
}

/** Outlet, title, date, article, link, in small print: what is unknown is said to be. Only a known title stands in quotation marks. */
function sourceLine({ outlet, title, publishedAt, article, revision, url }: Evidence): string {
  const href = safeHref(url ?? '');
  const named = (name: string, limit: number) => escapeMarkdown(clip(showHidden(name), limit), true);
  const parts = [
    outlet === null || outlet.trim() === '' ? 'outlet unknown' : named(outlet, SOURCE.outlet),
    title === null ? 'untitled' : `“${named(title, SOURCE.title)}”`,
    publishedAt === null ? 'undated' : (timeMark(publishedAt, 'D') ?? named(formatTime(publishedAt), SOURCE.date)),
    named(article, SOURCE.article) + (revision > 1 ? `, revision ${revision}` : ''),
    ...(href === null ? [] : [wordLink('link', href)]),
  ];
  return `-# ${parts.join(' · ')}`;
}

function fieldSections(fields: readonly ReplyField[]): Section[] {
  const blocks = fields.flatMap(fieldLines);
  return blocks.length === 0 ? [] : [{ label: null, blocks, gap: '\n' }];
}

/** The name and its value on one line; further paragraphs of the value below. */
function fieldLines({ name, value }: ReplyField): string[] {
  const named: Run[] =
    name.trim() === ''
      ? []
      : [
          { style: 'strong', text: showHidden(name) },
          { style: 'text', text: '  ' },
        ];
  const [first = [], ...others] = paragraphs(value);
  const lines = [[...named, ...first.flatMap(runsOf)], ...others.map(spans => spans.flatMap(runsOf))];
  return lines.flatMap(runs => markdownLines(runs, DESCRIPTION)).filter(line => line.trim() !== '');
}

/** A few fields below quotes that take no sides need no embed of their own. */
function joinFewFields(sections: Section[]): Section[] {
  const [quotes, fields] = sections;
  if (sections.length !== 2 || quotes!.label !== null || fields!.gap !== '\n') return sections;
  const block = fields!.blocks.join(fields!.gap);
  return block.length > QUOTES ? sections : [{ ...quotes!, blocks: [...quotes!.blocks, block] }];
}

function descriptionsOf({ label, blocks, gap }: Section): string[] {
  const head = label === null ? '' : `${label}\n`;
  return pack(blocks, DESCRIPTION - head.length, gap).map(description => head + description);
}

/** Embeds as messages hold them; one empty group where there are none. */
export function embedGroups(embeds: readonly APIEmbed[]): APIEmbed[][] {
  const groups: APIEmbed[][] = [[]];
  for (const embed of embeds) {
    const group = groups.at(-1)!;
    const together = [...group, embed].reduce((sum, each) => sum + each.description!.length, 0);
    if (together > EMBEDS_TOGETHER || group.length === EMBEDS) groups.push([embed]);
    else group.push(embed);
  }
  return groups;
}

/** Neighbours with the same key, together. */
function runsOfEqual<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): Item[][] {
  const runs: Item[][] = [];
  for (const [at, item] of items.entries()) {
    if (at > 0 && keyOf(items[at - 1]!) === keyOf(item)) runs.at(-1)!.push(item);
    else runs.push([item]);
  }
  return runs;
}
