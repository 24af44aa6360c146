/**
 * Reads what is exposed to Prometheus, as strictly as its format is written down, and throws at the first fault.
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */

export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

export interface Exposed {
  families: { name: string; type: string; help: string }[];
  samples: Sample[];
}

const TYPES = ['counter', 'gauge', 'histogram', 'summary', 'untyped'];
/** As Go's ParseFloat reads them, which minds no case. */
const NUMBER = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|\+Inf|-Inf|NaN)$/i;
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /^([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/;

export function exposed(page: string): Exposed {
  if (!page.endsWith('\n')) throw new Error('the last line has no end');
  const found: Exposed = { families: [], samples: [] };
  const helps = new Map<string, string>();
  for (const line of page.split('\n').filter(Boolean)) {
    const [, kind, name = '', words = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (kind === 'HELP') helps.set(name, words);
    else if (kind === 'TYPE') found.families.push(familyOf(name, words, helps.get(name)));
    else if (!line.startsWith('#')) found.samples.push(sampleOf(line, found));
  }
  for (const { name, type } of found.families) if (type === 'histogram') checkBuckets(name, found.samples);
  return found;
}

function familyOf(name: string, type: string, help: string | undefined) {
  if (!TYPES.includes(type)) throw new Error(`${name} has the type "${type}"`);
  if (help === undefined) throw new Error(`${name} says not what it is`);
  if (type === 'counter' && !name.endsWith('_total')) throw new Error(`${name} does not say that it is a counter`);
  return { name, type, help };
}

function sampleOf(line: string, { families, samples }: Exposed): Sample {
  const [, name = '', inside = '', value = ''] = SAMPLE.exec(line) ?? [];
  if (!NUMBER.test(value)) throw new Error(`no sample: ${line}`);
  const family = families.at(-1);
  const endings = family?.type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
  if (!endings.some(ending => name === `${family?.name}${ending}`)) throw new Error(`${name} stands in no family`);
  const sample = { name, labels: labelsOf(inside), value: Number(value.replace('Inf', 'Infinity')) };
  const key = JSON.stringify([name, Object.entries(sample.labels).sort()]);
  if (samples.some(each => each.name === name && JSON.stringify([name, Object.entries(each.labels).sort()]) === key))
    throw new Error(`twice: ${line}`);
  return sample;
}

function labelsOf(inside: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (let rest = inside; rest !== ''; ) {
    const [whole = '', name, value] = LABEL.exec(rest) ?? [];
    if (name === undefined || value === undefined || name in labels) throw new Error(`no labels: ${inside}`);
    labels[name] = value;
    rest = rest.slice(whole.length);
  }
  return labels;
}

/** For each set of labels: rising counts, the last of them of everything. */
function checkBuckets(name: string, samples: Sample[]): void {
  const series = Map.groupBy(
    samples.filter(sample => sample.name === `${name}_bucket`),
    ({ labels: { le: _, ...labels } }) => JSON.stringify(Object.entries(labels).sort()),
  );
  const counts = samples.filter(sample => sample.name === `${name}_count`);
  if (counts.length !== series.size) throw new Error(`${name} has not one count each`);
  for (const [labels, buckets] of series) {
    const values = buckets.map(({ value }) => value);
    const count = counts.find(each => JSON.stringify(Object.entries(each.labels).sort()) === labels);
    if (buckets.at(-1)?.labels.le !== '+Inf' || values.at(-1) !== count?.value) throw new Error(`${name} has no end`);
    if (values.some((value, at) => value < (values[at - 1] ?? 0))) throw new Error(`${name} falls`);
  }
}
