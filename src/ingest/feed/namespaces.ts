/**
 * Names of elements, whatever prefix a feed gives them: `dc:date` is `dc:date` under any prefix, and an element of the feed's
 * own format has none. It only names; it reads nothing.
 */

/** Namespace URIs, by how they begin. `core` are the formats of RSS, which have no prefix in practice. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/(www\.)?w3\.org\/2005\/atom|^https?:\/\/purl\.org\/atom\//, 'atom'],
  [/^https?:\/\/purl\.org\/dc\/elements\//, 'dc'],
  [/^https?:\/\/purl\.org\/dc\/terms\//, 'dcterms'],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/content/, 'content'],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/syndication/, 'sy'],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\//, 'module'],
  [/^https?:\/\/search\.yahoo\.com\/mrss/, 'media'],
  [/itunes\.com\/dtds\/podcast/, 'itunes'],
  [/^https?:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns/, 'rdf'],
  [/^https?:\/\/www\.w3\.org\/1999\/xhtml/, 'xhtml'],
  [/^https?:\/\/www\.w3\.org\/xml\/1998\/namespace/, 'xml'],
  [
    /^https?:\/\/(purl\.org\/(rss|net\/rss)|my\.netscape\.com|channel\.netscape\.com|blogs\.law\.harvard\.edu|cyber\.(law|harvard)|backend\.userland\.com|www\.rssboard\.org)/,
    'core',
  ],
];

const PREFIXES = new Set(['atom', 'dc', 'dcterms', 'content', 'sy', 'media', 'itunes', 'rdf', 'xhtml', 'xml']);

/** What other prefixes are used for where a feed forgets to declare them. */
const OTHER_PREFIXES = new Map(Object.entries({ a10: 'atom', rss: 'core' }));

/** Prefixes, in lower case, that one element declares (the empty one is the default namespace), and what is around it. */
export interface Scope {
  declared: ReadonlyMap<string, string>;
  outer: Scope | null;
  depth: number;
}

export const OUTERMOST: Scope = { declared: new Map(), outer: null, depth: 0 };

/** Elements within one another that declare something new: real feeds have three. */
const MAX_SCOPES = 50;

/** The scope inside an element with these attributes; the same object where they change nothing. */
export function scopeWithin(outer: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let declared: Map<string, string> | null = null;
  for (const name of Object.keys(attributes)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    const family = familyOf(attributes[name]!);
    if (declaredFamily(name.slice(6), outer) === family) continue;
    declared ??= new Map();
    declared.set(name.slice(6), family);
  }
  return declared === null || outer.depth === MAX_SCOPES ? outer : { declared, outer, depth: outer.depth + 1 };
}

function declaredFamily(prefix: string, scope: Scope): string | undefined {
  for (let each: Scope | null = scope; each !== null; each = each.outer) {
    const family = each.declared.get(prefix);
    if (family !== undefined) return family;
  }
  return undefined;
}

function familyOf(uri: string): string {
  const wanted = uri.trim().toLowerCase();
  if (wanted === '') return 'core';
  return KNOWN.find(([pattern]) => pattern.test(wanted))?.[1] ?? wanted;
}

/** The family of a prefix: what was declared, else what it is used for. */
export function familyOfPrefix(prefix: string, scope: Scope): string {
  const declared = declaredFamily(prefix, scope);
  if (declared !== undefined) return declared;
  if (prefix === '') return 'core';
  return PREFIXES.has(prefix) ? prefix : (OTHER_PREFIXES.get(prefix) ?? `?${prefix}`);
}
