/**
 * What Bolt and its clients want to log, as lines of our log: warnings and errors alone, one fixed message, and of theirs only a
 * first line without tokens and addresses.
 */
import { type Logger, LogLevel } from '@slack/bolt';

/** Characters of theirs that are kept: enough to know which fault it was. */
const KEPT = 200;

export function boltLogger(warn: (message: string, fields: Record<string, unknown>) => void): Logger {
  const keep = (...said: unknown[]) => warn('slack: bolt says', { said: withoutSecrets(said.map(String).join(' ')) });
  const drop = () => {};
  return {
    debug: drop,
    info: drop,
    warn: keep,
    error: keep,
    setLevel: drop,
    getLevel: () => LogLevel.WARN,
    setName: drop,
  };
}

/** The first line, cut; anything that looks like a token or an address is struck out. */
export function withoutSecrets(said: string): string {
  const line = said.split('\n', 1)[0]!;
  return line
    .replace(/\b(?:https?|wss?):\/\/\S+/g, '(address)')
    .replace(/\bx(?:ox[a-z](?:\.xox[a-z])?|app)-\S+/g, '(token)')
    .slice(0, KEPT);
}
