/**
 * Makes `src/adapters/slack/data/emoji-names.json`: for each emoji the names that Slack has for it, its own first. They are those of
 * npm's `emoji-datasource` (MIT), which Slack's are made of; it has 28 MB of pictures beside them, and is no dependency for that
 * reason. Names of GitHub's kind (npm's `gemoji`) differ from Slack's for a third of all emoji. With its `emoji.json`:
 *
 *     node test/support/slack/make-emoji-names.ts emoji-datasource/emoji.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { EMOJI_NAMES, withoutVariation } from '../../../src/adapters/slack/emoji.ts';

interface Listed {
  /** Code points in hexadecimal, with hyphens between. */
  unified: string;
  short_names: string[];
}

const [file = 'emoji.json'] = process.argv.slice(2);
const listed = JSON.parse(readFileSync(file, 'utf8')) as Listed[];
const lines = listed.map(({ unified, short_names: names }) => {
  const emoji = String.fromCodePoint(...unified.split('-').map(each => Number.parseInt(each, 16)));
  return `${JSON.stringify(withoutVariation(emoji))}:${JSON.stringify(names)}`;
});
writeFileSync(EMOJI_NAMES, `{\n${lines.join(',\n')}\n}\n`);
