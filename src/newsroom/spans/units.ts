/** Units that answer a question of measure ("how long", "what share", "how much pay"). General English, no words of any story. */

const TIME =
  'second seconds minute minutes hour hours day days week weeks month months year years decade decades century centuries';
const LENGTH =
  'metre metres meter meters kilometre kilometres kilometer kilometers km m mile miles foot feet inch inches centimetre centimetres yard yards';
const MONEY = 'usd eur gbp cad aud jpy inr';

/** Over lower-case questions, first match wins. */
const UNITS: readonly [RegExp, string][] = [
  [/\b(?:percentage|percent|per cent|share|proportion|fraction)\b/, '%'],
  [/\bhow (?:long ago|old|often|soon|many times)\b/, `${TIME} times`],
  [/\bhow long\b/, `${TIME} ${LENGTH} page pages`],
  [/\b(?:how (?:far|high|tall|deep|wide)|what (?:height|length|distance|depth|width))\b/, LENGTH],
  [/\bhow (?:fast|hot|cold|heavy)\b/, 'kmh mph knots degrees tonnes tons kilograms kg pounds'],
];

/** Money is asked for by many words, and counted in currencies no list holds: these do not rule out other units. */
const ABOUT_MONEY =
  /\b(?:cost|costs|price|pay|paid|earn|worth|spend|spent|sum|fund|aid|money|budget|loan|grant|fine)\b/;

export function unitsOf(plain: string): ReadonlySet<string> | null {
  const listed =
    UNITS.find(([pattern]) => pattern.test(plain))?.[1] ??
    (/\bhow much\b/.test(plain) && ABOUT_MONEY.test(plain) ? MONEY : null);
  return listed === null ? null : new Set(listed.split(' '));
}
