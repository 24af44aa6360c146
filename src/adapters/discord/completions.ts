/**
 * What is offered while an article's id or the name of a zone is being typed. Pure. Names are plain text there, which Discord never reads as Markdown.
 */
import type { Article } from '../../core/model.ts';
import { graphemes, showHidden } from '../visible-text.ts';

/** Discord's limits: choices, and characters of a choice's name and value. */
const CHOICES = 25;
const CHARACTERS = 100;

export interface Choice {
  name: string;
  value: string;
}

/** The articles whose id, title or outlet hold what was typed, those whose id begins with it first; all while nothing is. */
export function articleChoices(articles: readonly Pick<Article, 'id' | 'title' | 'outlet'>[], typed: string): Choice[] {
  const wanted = typed.trim().toLowerCase();
  const holds = (words: string | null) => words?.toLowerCase().includes(wanted) === true;
  const found = articles.filter(({ id, title, outlet }) => holds(id) || holds(title) || holds(outlet));
  const begins = ({ id }: { id: string }) => id.toLowerCase().startsWith(wanted);
  return [...found.filter(begins), ...found.filter(each => !begins(each))]
    .filter(({ id }) => id.trim() !== '' && id.length <= CHARACTERS && id.isWellFormed())
    .slice(0, CHOICES)
    .map(({ id, title, outlet }) => ({ name: named(id, title, outlet), value: id }));
}

/** The zones whose name holds what was typed, those of whose parts one begins with it first. */
export function zoneChoices(zones: readonly string[], typed: string): Choice[] {
  const wanted = typed.trim().toLowerCase().replaceAll(/\s+/g, '_');
  const found = zones.filter(zone => zone.toLowerCase().includes(wanted));
  const begins = (zone: string) =>
    zone
      .toLowerCase()
      .split('/')
      .some(part => part.startsWith(wanted));
  return [...found.filter(begins), ...found.filter(zone => !begins(zone))]
    .slice(0, CHOICES)
    .map(zone => ({ name: zone, value: zone }));
}

function named(id: string, title: string | null, outlet: string | null): string {
  const words = showHidden([id, title ?? 'untitled', outlet ?? 'outlet unknown'].join(' · '));
  if (words.length <= CHARACTERS) return words;
  let shown = '';
  for (const character of graphemes(words)) {
    if (shown.length + character.length >= CHARACTERS) break;
    shown += character;
  }
  return `${shown}…`;
}
