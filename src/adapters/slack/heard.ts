/** What people typed in Slack, as plain text: Slack's own marks for links, people and channels undone, entities unescaped. */

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** A mark of Slack's, or an entity. Both in one pass: a mark that somebody typed is entities, and must not become one. */
const MARK = /<([^<>|]*)(?:\|([^<>]*))?>|&(?:amp|lt|gt);/g;

/**
 * The words as they are read; a label is shown in place of what it stands for.
 * @param person what stands for a person, by their Slack id and the name that Slack may give with it.
 */
export function plainText(text: string, person: (user: string, name?: string) => string = atName): string {
  return text.replace(MARK, (found: string, target?: string, label?: string) => {
    if (target === undefined) return unescaped(found);
    const user = /^@([UW][A-Z0-9]+)$/.exec(target)?.[1];
    return unescaped(user === undefined ? readable(target, label) : person(user, label));
  });
}

/** The words with the address of each link in the place of its label, for finding what is linked to. */
export function withAddresses(text: string): string {
  return text.replace(MARK, (found: string, target?: string) =>
    unescaped(target === undefined ? found : ` ${target} `),
  );
}

function atName(user: string, name?: string): string {
  return `@${name ?? user}`;
}

function readable(target: string, label: string | undefined): string {
  if (target.startsWith('#')) return `#${label ?? target.slice(1)}`;
  if (target.startsWith('!')) return `@${label?.replace(/^@/, '') ?? target.slice(1)}`;
  return label ?? target.replace(/^mailto:/, '');
}

function unescaped(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, entity => ENTITIES[entity]!);
}

/** The words without the name of the one they are said to. */
export function withoutMention(text: string, user: string): string {
  return text
    .replace(new RegExp(`<@${user}(?:\\|[^>]*)?>`, 'g'), ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
