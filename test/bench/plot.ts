/**
 * The median time to a ranked list by size of corpus, a line an engine, as SVG for light and dark pages. Both axes are
 * logarithmic: a straight line is growth by a power. Pure.
 */
import { ENGINE_NAMES, type EngineName } from './engines/index.ts';
import type { Results, Row } from './results.ts';

const WIDTH = 760;
const HEIGHT = 420;
const AREA = { left: 64, right: 640, top: 56, bottom: 368 } as const;

/** Pixels between two names at the ends of lines. */
const LABEL_GAP = 17;

const ENGINES: Record<EngineName, { name: string; light: string; dark: string }> = {
  stet: { name: 'Stet', light: '#c2410c', dark: '#ff8c42' },
  fts5: { name: 'bare FTS5', light: '#57606a', dark: '#9198a1' },
  minisearch: { name: 'MiniSearch 7', light: '#0969da', dark: '#58a6ff' },
  flexsearch: { name: 'FlexSearch 0.8', light: '#1a7f37', dark: '#56d364' },
  orama: { name: 'Orama 3', light: '#8250df', dark: '#bc8cff' },
};

/** Colours one by one: not every reader of SVG knows custom properties. */
const inks = (theme: 'light' | 'dark') =>
  ENGINE_NAMES.map(engine => {
    const ink = ENGINES[engine][theme];
    return `.${engine} .line { stroke: ${ink} } .${engine} .dot, .${engine} text { fill: ${ink} }`;
  }).join('\n  ');

const STYLE = `
  text { font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #3d444d }
  .title { font-size: 16px; font-weight: 600; fill: #1f2328 }
  .page { fill: #ffffff } .grid { stroke: #d8dee4 } .line { fill: none; stroke-width: 2 }
  .stet .line { stroke-width: 3.5 } .stet text { font-weight: 700 }
  ${inks('light')}
  @media (prefers-color-scheme: dark) {
  text { fill: #b1bac4 } .title { fill: #f0f6fc } .page { fill: #0d1117 } .grid { stroke: #30363d }
  ${inks('dark')}
  }`;

interface Line {
  engine: EngineName;
  points: { x: number; y: number; ms: number }[];
  /** Where its name stands. */
  labelY: number;
}

/** Null where there are not two sizes to draw a line between. */
export function plotOf({ rows, machine }: Results): string | null {
  const measured = rows.filter(({ measured }) => measured !== null);
  const sizes = [...new Set(measured.map(({ articles }) => articles))].sort((a, b) => a - b);
  if (sizes.length < 2) return null;
  const times = measured.map(listTime);
  const decades = { low: Math.floor(Math.log10(Math.min(...times))), high: Math.ceil(Math.log10(Math.max(...times))) };
  const x = (size: number) =>
    along(Math.log10(size), Math.log10(sizes[0]!), Math.log10(sizes.at(-1)!), AREA.left, AREA.right);
  const y = (ms: number) =>
    along(Math.log10(ms), decades.low, Math.max(decades.high, decades.low + 1), AREA.bottom, AREA.top);
  const lines = spreadLabels(ENGINE_NAMES.flatMap(engine => lineOf(engine, measured, x, y)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title desc">
<title id="title">Time to a ranked list by size of corpus</title>
<desc id="desc">${lines.map(describe).join(' ')}</desc>
<style>${STYLE}
</style>
<rect class="page" width="${WIDTH}" height="${HEIGHT}" rx="8"/>
<text class="title" x="${AREA.left}" y="28">Time to a ranked list, milliseconds (median; lower is better)</text>
${ticks(decades.low, Math.max(decades.high, decades.low + 1))
  .map(ms => row(ms, y(ms)))
  .join('\n')}
${sizes.map(size => column(size, x(size))).join('\n')}
<text x="${AREA.left}" y="${HEIGHT - 10}">articles · ${escaped(machine.cpu)}, ${machine.cores} cores, Node ${escaped(machine.node)}</text>
${lines.map(drawn).join('\n')}
</svg>
`;
}

const listTime = (row: Row) => row.measured!.ranked.p50;

function along(value: number, from: number, to: number, start: number, end: number): number {
  return Math.round((start + ((value - from) / (to - from)) * (end - start)) * 10) / 10;
}

function lineOf(
  engine: EngineName,
  rows: readonly Row[],
  x: (size: number) => number,
  y: (ms: number) => number,
): Line[] {
  const points = rows
    .filter(row => row.engine === engine)
    .sort((a, b) => a.articles - b.articles)
    .map(row => ({ x: x(row.articles), y: y(listTime(row)), ms: listTime(row) }));
  return points.length === 0 ? [] : [{ engine, points, labelY: points.at(-1)!.y + 4 }];
}

/** Pushes names apart downwards, and up again where they would leave the plot. */
function spreadLabels(lines: Line[]): Line[] {
  const sorted = lines.toSorted((a, b) => a.labelY - b.labelY);
  for (const [at, line] of sorted.entries()) {
    const above = sorted[at - 1];
    if (above) line.labelY = Math.max(line.labelY, above.labelY + LABEL_GAP);
  }
  for (const [at, line] of sorted.toReversed().entries())
    line.labelY = Math.min(line.labelY, AREA.bottom + 6 - at * LABEL_GAP);
  return lines;
}

function ticks(low: number, high: number): number[] {
  return Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at));
}

function row(ms: number, y: number): string {
  return `<line class="grid" x1="${AREA.left}" x2="${AREA.right}" y1="${y}" y2="${y}"/><text x="${AREA.left - 10}" y="${y + 4}" text-anchor="end">${Number(ms.toPrecision(1)).toLocaleString('en-GB')}</text>`;
}

function column(size: number, x: number): string {
  return `<text x="${x}" y="${AREA.bottom + 20}" text-anchor="middle">${size.toLocaleString('en-GB')}</text>`;
}

function drawn({ engine, points, labelY }: Line): string {
  const last = points.at(-1)!;
  const dots = points.map(
    ({ x, y }) => `<circle class="dot" cx="${x}" cy="${y}" r="${engine === 'stet' ? 4.5 : 3.5}"/>`,
  );
  return `<g class="engine ${engine}"><polyline class="line" points="${points.map(({ x, y }) => `${x},${y}`).join(' ')}"/>${dots.join('')}<text x="${Math.max(last.x, AREA.left) + 12}" y="${labelY}">${ENGINES[engine].name}</text></g>`;
}

function describe({ engine, points }: Line): string {
  return `${ENGINES[engine].name}: ${points.map(({ ms }) => ms.toPrecision(2)).join(', ')} ms.`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
}
