/** What people typed in Slack, as plain text: Slack's own marks for links, people and channels undone, entities unescaped. */

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** A label is shown in place of what it stands for; a person stays as they are written, for `withPersonIds`. */
export function plainText(text: string): string {
  return text
    .replace(/<(?![@])([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label?: string) => readable(target, label))
    .replace(/&(?:amp|lt|gt);/g, entity => ENTITIES[entity]!);
}

function readable(target: string, label: string | undefined): string {
  if (target.startsWith('#')) return `#${label ?? target.slice(1)}`;
  if (target.startsWith('!')) return `@${label ?? target.slice(1)}`;
  return label ?? target.replace(/^mailto:/, '');
}

/** The words without the name of the one they are said to. */
export function withoutMention(text: string, user: string): string {
  return text.replaceAll(`<@${user}>`, ' ').replace(/\s+/g, ' ').trim();
}
