/**
 * Who did it and where, of deeds that one person or body does at one place: "founded by X" against "Y founded it", "held in P" against
 * "held in Q". Only where neither article so much as names the other's answer, so that a list, a part of a place or another deed is none.
 */
import type { Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { differentNames } from '../claims/differ.ts';
import { fold } from '../names.ts';
import { termsOf } from '../terms.ts';
import { pointByReports, reportsThat, SAY } from './against.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';
import { timesFit } from './times.ts';

const NAME = String.raw`(?<name>\p{Lu}[\p{L}’'.-]+(?:\s(?:(?:of|de|van|von|der|&)\s)?\p{Lu}[\p{L}’'.-]+)*)`;
/** Past forms of deeds that have one doer. */
const DEED =
  '(?<deed>discovered|founded|wrote|written|composed|designed|built|won|chaired|led|headed|invented|directed|painted|mediated|launched|developed|appointed|owns|owned)';
/** What happens at one place. */
const HELD = '(?<deed>born|held|signed|buried|based|hosted|headquartered|crashed|sank|landed|began|opened|met)';

const PATTERNS: readonly (readonly [slot: 'who' | 'where', pattern: RegExp])[] = [
  ['who', new RegExp(String.raw`\b${DEED}\sby\s(?:the\s)?(?:\p{Ll}+\s){0,3}${NAME}`, 'gu')],
  [
    'who',
    new RegExp(
      String.raw`(?<![\p{L}])${NAME}(?:,?\s(?:who|which|that))?\s(?:has\s|had\s|also\s)?${DEED}\s(?!by\b)`,
      'gu',
    ),
  ],
  ['where', new RegExp(String.raw`\b${HELD}\s(?:in|at|near|off)\s(?:the\s)?(?:\p{Ll}+\s){0,2}${NAME}`, 'gu')],
];
/** Forms of one deed. */
const SAME_DEED: Readonly<Record<string, string>> = {
  written: 'wrote',
  owns: 'owned',
  chaired: 'headed',
  led: 'headed',
};

interface Deed {
  slot: 'who' | 'where';
  deed: string;
  name: string;
  /** What it was done to, or who did it there. */
  around: Set<string>;
  at: IndexedPassage;
}

export function deedPoints(scene: Scene): Point[] {
  const theirs = passagesElsewhere(scene).flatMap(({ at, report }) => deedsIn(at).map(deed => ({ ...deed, report })));
  if (theirs.length === 0) return [];
  const ownText = fold(scene.passages.map(({ passage }) => passage.text).join('\n'));
  return reporting(scene.passages).flatMap(at =>
    deedsIn(at).flatMap(own => {
      if (isHeld(own.name, scene)) return [];
      const against = theirs.filter(other => isOther(own, other) && !ownText.includes(lastWord(other.name)));
      const [first] = against;
      if (!first) return [];
      const why = (reports: number) => `${reportsThat(reports, SAY)} "${first.name}" where this says "${own.name}".`;
      return [pointByReports(at, 'contradicted', against, why)];
    }),
  );
}

function deedsIn(at: IndexedPassage): Deed[] {
  const { passage } = at;
  if (passage.kind === 'heading' || isOpen(passage)) return [];
  return PATTERNS.flatMap(([slot, pattern]) =>
    [...passage.text.matchAll(pattern)].map(({ groups }) => {
      const { name, deed } = groups as { name: string; deed: string };
      return {
        slot,
        deed: SAME_DEED[deed] ?? deed,
        name: name.replace(/[.’']s?$/u, ''),
        around: aroundOf(passage, name, deed),
        at,
      };
    }),
  );
}

function isOpen({ text, firmness }: Passage): boolean {
  return firmness === 'may' || firmness === 'proposed' || /\?[”"’)]*$|\b(?:not|never|nobody)\b|n['’]t\b/iu.test(text);
}

/** The words beside the deed, without the name that fills the slot. */
function aroundOf({ text }: Passage, name: string, deed: string): Set<string> {
  const own = new Set(termsOf(`${name} ${deed}`).map(({ term }) => term));
  return new Set(
    contentWords(text)
      .map(({ term }) => term)
      .filter(term => !own.has(term)),
  );
}

/** Whether any other report has a word of the name. */
function isHeld(name: string, scene: Scene): boolean {
  return termsOf(name).some(({ term }) => scene.held(term) > 0);
}

function isOther(own: Deed, other: Deed): boolean {
  if (own.slot !== other.slot || own.deed !== other.deed || !differentNames(own.name, other.name)) return false;
  return timesFit(own.at, other.at) && [...own.around].some(term => other.around.has(term));
}

function lastWord(name: string): string {
  return fold(name).split(/\s+/).at(-1)!;
}
