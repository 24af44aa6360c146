/**
 * Reads a passage as claims: who holds which office, how many, when, who did what. Called by doubt and by disagreement. Pure,
 * linear in the passage; it knows English words and nothing of any story, and says nothing where it cannot tell.
 */
import type { Claim, Firmness, Passage } from '../../core/model.ts';
import { clausesOf } from './clauses.ts';
import { countClaims } from './counts.ts';
import { dateClaims } from './dates.ts';
import { deedClaims } from './deeds.ts';
import { roleClaim, rolesIn } from './roles.ts';

export interface ClaimContext {
  /** The heading the passage stands under: what it lists under "demands" is asked, not stated. */
  heading: Passage | null;
}

/** Headings hand these down to what stands under them. */
const HANDED_DOWN: ReadonlySet<Firmness> = new Set(['asked', 'proposed', 'may']);

/** "In the same article we called him": what an article takes back it does not claim. */
const TAKEN_BACK =
  /\b(?:we|our [\p{L} ]{3,40}) (?:also )?(?:wrote|said|called|described|reported|stated|gave)\b|\b(?:was|were) wrong\b|\bhad been swapped\b/iu;

/** Whether a passage only repeats what the article takes back. */
export function takesBack({ text }: Passage): boolean {
  return TAKEN_BACK.test(text);
}

/** The claims of one passage of an article's title or body; none for a question. */
export function claimsOf(passage: Passage, { heading }: ClaimContext): Claim[] {
  if (passage.part !== 'body' && passage.part !== 'title') return [];
  if (/[?][”"’)]*$/.test(passage.text) || takesBack(passage)) return [];
  const clauses = clausesOf(passage.text);
  const roles = rolesIn(passage).map(role => roleClaim(role, passage));
  const claims = [
    ...roles,
    ...countClaims(passage, clauses),
    ...dateClaims(passage, clauses),
    ...deedClaims(passage, clauses),
  ];
  const firmness = heading && HANDED_DOWN.has(heading.firmness) && !/[?]$/.test(heading.text) ? heading.firmness : null;
  return firmness && passage.firmness === 'stated' ? claims.map(claim => ({ ...claim, firmness })) : claims;
}

/** Claims of one article that are compared with others; an article has some sixty, and beyond this it is a book. */
const MOST_CLAIMS = 400;

/** The first claims of an article's passages, given in order. */
export function claimsOfArticle(passages: readonly Passage[]): Claim[] {
  const claims: Claim[] = [];
  for (const passage of passages) {
    if (claims.length >= MOST_CLAIMS) break;
    claims.push(
      ...claimsOf(passage, { heading: passage.section === null ? null : (passages[passage.section] ?? null) }),
    );
  }
  return claims.slice(0, MOST_CLAIMS);
}
