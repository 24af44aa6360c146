/**
 * Fits the weights by which short answers are chosen and judged, and prints what they reach on corpora held out:
 * `node -r ./src/require-node.cjs test/eval/fit-spans.ts [SQUAD-CORPUS SQUAD-QUESTIONS] [--write]`.
 * Writes `src/newsroom/data/span-weights.json` only when told to. Never reads what is for measuring alone.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Choice, choose, type SpanWeights, type Weights } from '../../src/newsroom/spans/choose.ts';
import type { Fitted } from '../../src/newsroom/spans/extract.ts';
import { featuresOf } from '../../src/newsroom/spans/features.ts';
import { polarityOf } from '../../src/newsroom/spans/polarity.ts';
import type { Add } from '../../src/newsroom/spans/scene.ts';
import { slotFeatures } from '../../src/newsroom/spans/slot.ts';
import { auroc } from './match.ts';
import { type Example, f1Of, isHit, reward, spanExamples } from './span-examples.ts';
import {
  type Facts,
  fitLabels,
  fitRewards,
  type LabelledRow,
  Names,
  type RewardGroup,
  sumOf,
} from './sparse-fitting.ts';

const FILE = path.resolve(import.meta.dirname, '../../src/newsroom/data/span-weights.json');

/** Facts that know the question's frame already: they are shared by all forms. */
const ROLE = /^(?:subject|object|be|modal):/;

/** Steps of descent; more change no figure by over half a point. */
const STEPS = { span: 90, slot: 300 };
/** Pull towards 0: weights of one form alone are held harder, as fewer questions speak for them. */
const PULL = { shared: 0.0012, form: 0.005, slot: 0.001 };

const args = process.argv.slice(2);
const write = args.includes('--write');
const verbose = args.includes('--misses');
const foldsFile = args.find(arg => arg.startsWith('--folds='))?.slice('--folds='.length);
const examples = await spanExamples(args.filter(arg => !arg.startsWith('--')));

const names = new Names();
const spanGroups = examples.map(example => (example.isGold ? spanGroup(example) : null));
const groups = [...new Set(examples.map(({ group }) => group))];
console.log(
  `${examples.length} passages, ${spanGroups.filter(Boolean).length} with an answer to find, ${names.list.length} facts`,
);

const SAFETIES = [0.4, 0.5, 0.6, 0.65, 0.7];
const safeties = SAFETIES.map(() => ({ hit: 0, f1: 0, count: 0 }));
const heldOut = new Map<Example, Choice | null>();
/** Weights by the fold they were not fitted on. */
const folds: Record<number, Fitted> = {};
const parts = [...new Set(examples.map(({ fold }) => fold))].sort();
for (const part of parts) {
  const weights = fitSpans(({ fold }) => fold !== part);
  folds[part] = { span: weights, slot: {} };
  for (const example of examples) {
    if (example.fold !== part) continue;
    heldOut.set(example, choose(example.scene, example.candidates, weights));
    if (example.isGold && example.question.wanted.form !== 'yes-no')
      for (const [i, safety] of SAFETIES.entries())
        count(safeties[i]!, example, choose(example.scene, example.candidates, weights, safety));
  }
}
for (const [i, { hit, f1, count: all }] of safeties.entries())
  console.log(`safety ${SAFETIES[i]}: hit ${((100 * hit) / all).toFixed(1)} F1 ${((100 * f1) / all).toFixed(1)}`);
reportSpans();
reportPolarity();
const slotNames = new Names();
const slotRows = examples.flatMap(example => slotRow(example) ?? []);
reportSlots();
if (foldsFile !== undefined) writeFileSync(foldsFile, JSON.stringify(folds));
if (write) writeWeights();

function count(cell: { hit: number; f1: number; count: number }, example: Example, choice: Choice | null): void {
  const text = choice ? example.texts[example.candidates.indexOf(choice.span)]! : '';
  cell.count++;
  cell.hit += Number(isHit(example.asked, text));
  cell.f1 += f1Of(example.asked, text);
}

/** Shared and per-form facts of each candidate of a gold passage; null when no candidate earns anything. */
function spanGroup(example: Example): RewardGroup | null {
  const { asked, scene, candidates, texts } = example;
  const spoken = { ...asked, gold: asked.gold.filter(gold => gold !== 'Yes' && gold !== 'No') };
  const rewards = texts.map(text => reward(spoken, text));
  const best = Math.max(...rewards);
  if (best < 0.01) return null;
  const facts = candidates.map(span =>
    collect(
      add =>
        featuresOf(scene, span, (name, value = 1) => {
          add(name, value);
          if (!ROLE.test(name)) add(`${scene.wanted.form}|${name}`, value);
        }),
      names,
    ),
  );
  return {
    candidates: facts,
    rewards: rewards.map(value => value / best),
    weight: asked.weight / goldPassages(example),
  };
}

function goldPassages({ asked }: Example): number {
  return examples.filter(other => other.asked === asked && other.isGold).length;
}

function collect(tell: (add: Add) => void, known: Names): Facts {
  const facts = new Map<number, number>();
  tell((name, value = 1) => facts.set(known.number(name), value));
  return { at: Int32Array.from(facts.keys()), value: Float32Array.from(facts.values()) };
}

function fitSpans(takes: (example: Example) => boolean): SpanWeights {
  const taken = spanGroups.filter((group, i): group is RewardGroup => group !== null && takes(examples[i]!));
  const pull = (at: number) => (names.list[at]!.includes('|') ? PULL.form : PULL.shared);
  return namedWeights(fitRewards(taken, { size: names.list.length, steps: STEPS.span, pull }));
}

function namedWeights(weights: Float64Array): SpanWeights {
  const shared: Record<string, number> = {};
  const forms: Record<string, Record<string, number>> = {};
  for (const [at, name] of names.list.entries()) {
    const value = rounded(weights[at]!);
    if (value === 0) continue;
    const [form, fact] = name.includes('|') ? (name.split('|') as [string, string]) : [null, name];
    if (form === null) shared[fact] = value;
    else forms[form] = { ...forms[form], [fact]: value };
  }
  return { shared, forms };
}

/** Two decimals: finer differences change no choice. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

interface SlotRow extends LabelledRow {
  example: Example;
}

function slotRow(example: Example): SlotRow | null {
  const choice = heldOut.get(example);
  if (!choice) return null;
  const facts = collect(add => slotFeatures(example.question, example.scene, choice, example.context, add), slotNames);
  return { facts, label: example.isGold ? 1 : 0, weight: example.asked.weight, example };
}

function fitSlot(rows: LabelledRow[]): Float64Array {
  return fitLabels(rows, { size: slotNames.list.length, steps: STEPS.slot, pull: () => PULL.slot });
}

function reportSpans(): void {
  const cells = new Map<string, { hit: number; f1: number; whole: number; wholeF1: number; count: number }>();
  for (const [example, choice] of heldOut) {
    if (!example.isGold || !choice || example.question.wanted.form === 'yes-no') continue;
    const text = example.texts[example.candidates.indexOf(choice.span)]!;
    const whole = example.found.passage.text;
    const { asked, question, group } = example;
    if (verbose)
      console.log(
        [
          isHit(asked, text) ? 'HIT ' : 'MISS',
          question.wanted.form,
          asked.question,
          asked.gold.join(' / '),
          text,
          whole,
        ].join(' | '),
      );
    for (const name of ['all', group, `form ${question.wanted.form}`, `type ${asked.type ?? 'squad'}`]) {
      const cell = cells.get(name) ?? { hit: 0, f1: 0, whole: 0, wholeF1: 0, count: 0 };
      cells.set(name, cell);
      cell.count++;
      cell.hit += Number(isHit(asked, text));
      cell.f1 += f1Of(asked, text);
      cell.whole += Number(isHit(asked, whole));
      cell.wholeF1 += f1Of(asked, whole);
    }
  }
  const percent = (sum: number, count: number) => ((100 * sum) / count).toFixed(0).padStart(4);
  console.log('held out, gold passages: hit F1 | whole sentence: hit F1 | count');
  for (const [name, { hit, f1, whole, wholeF1, count }] of [...cells].sort()) {
    console.log(
      `${name.padEnd(20)}${percent(hit, count)}${percent(f1, count)} |${percent(whole, count)}${percent(wholeF1, count)} | ${count}`,
    );
  }
}

/** Yes and no are told by rules, which nothing is fitted for. */
function reportPolarity(): void {
  const gold = examples.filter(
    ({ isGold, question, asked }) =>
      isGold && question.wanted.form === 'yes-no' && /^(?:Yes|No)$/.test(asked.gold[0] ?? ''),
  );
  const told = gold.map(example => ({ example, said: polarityOf(example.question, example.scene) }));
  const clear = told.filter(({ said }) => said !== null);
  const right = clear.filter(({ example, said }) => example.asked.gold[0] === (said ? 'Yes' : 'No'));
  for (const { example, said } of told) {
    if (verbose && !right.some(other => other.example === example))
      console.log(
        ['YESNO', String(said), example.asked.question, example.asked.gold[0], example.found.passage.text].join(' | '),
      );
  }
  console.log(`yes or no: ${right.length} right of ${clear.length} told, of ${gold.length}`);
}

function reportSlots(): void {
  const judged: { group: string; row: SlotRow; confidence: number; answerable: boolean }[] = [];
  for (const part of parts) {
    const weights = fitSlot(slotRows.filter(({ example }) => example.fold !== part));
    folds[part]!.slot = namedSlot(weights);
    for (const row of slotRows.filter(({ example }) => example.fold === part)) {
      judged.push({
        group: row.example.group,
        row,
        confidence: 1 / (1 + Math.exp(-sumOf(row.facts, weights))),
        answerable: row.label === 1,
      });
    }
  }
  console.log('held out, AUROC of gold passages against seeming ones, and against those of unanswerable questions:');
  console.log('the score, then the share of the question that stands in the passage');
  for (const group of ['all', 'own', 'squad', ...groups]) {
    const takes = (one: string) =>
      group === 'all' ||
      one === group ||
      ((group === 'squad') === /^s\d/.test(one) && ['own', 'squad'].includes(group));
    const taken = judged.filter(({ group: own }) => takes(own));
    const near = taken.filter(({ row, answerable }) => answerable || !row.example.asked.answerable);
    const plain = (pairs: typeof judged) =>
      auroc(pairs.map(pair => ({ ...pair, confidence: factOf(pair.row, 'here') })));
    console.log(`${group.padEnd(20)}${auroc(taken)} ${auroc(near)} | ${plain(taken)} ${plain(near)} | ${taken.length}`);
  }
  for (const at of [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) {
    const bin = judged.filter(({ confidence }) => confidence >= at && confidence < at + 0.1);
    console.log(
      `score ${at.toFixed(1)}  gold ${(bin.filter(({ answerable }) => answerable).length / bin.length).toFixed(2)} of ${bin.length}`,
    );
  }
}

function factOf({ facts }: SlotRow, name: string): number {
  const at = facts.at.indexOf(slotNames.number(name));
  return at < 0 ? 0 : facts.value[at]!;
}

function namedSlot(weights: Float64Array): Weights {
  return Object.fromEntries(slotNames.list.map((name, at) => [name, rounded(weights[at]!)]));
}

function writeWeights(): void {
  const command = 'node -r ./src/require-node.cjs test/eval/fit-spans.ts SQUAD-CORPUS SQUAD-QUESTIONS --write';
  writeFileSync(
    FILE,
    `${JSON.stringify({ command, span: fitSpans(() => true), slot: namedSlot(fitSlot(slotRows)) }, null, 1)}\n`,
  );
  console.log(`written: ${path.relative(process.cwd(), FILE)}`);
}
