/** The arguments of the command line, read and judged before anything is opened. Pure. */
import { commandsOn, inputFields, usage } from '../../../commands/help.ts';
import type { AnyCommand, Call } from '../../core/command.ts';
import { callOfWords, nearestName, unknownCommand } from '../dispatch.ts';
import { typed } from './session.ts';

export interface RunLine {
  kind: 'run';
  call: Call;
  json: boolean;
  /** A file of questions, `-` for stdin. */
  questions: string | null;
  /** A corpus to use instead of the store, in memory. */
  corpus: string | null;
}

export type CommandLine =
  | RunLine
  /** The prompt, or the platforms: what `npm start` runs. */
  | { kind: 'start'; corpus: string | null }
  | { kind: 'help'; command: string | null }
  | { kind: 'version' }
  /** One clear line for stderr; exit code 2. */
  | { kind: 'fault'; message: string };

const SWITCHES = ['--json', '--help', '--version'];
const VALUES = ['--questions', '--corpus'];

/** Commands whose input is a question's words, so that a file of questions can be put to them. */
const TAKES_QUESTIONS = ['ask', 'search'];

interface Split {
  words: string[];
  switches: Set<string>;
  values: Map<string, string>;
  /** Options that are not the line's own; they must be the command's. */
  others: string[];
}

/** @param argv what follows the program's name. After a bare `--` everything is a word. */
export function parseCommandLine(argv: readonly string[], commands: readonly AnyCommand[]): CommandLine {
  // Node has already put U+FFFD where an argument was not UTF-8.
  if (argv.some(argument => argument.includes('\ufffd'))) return fault('an argument is not valid UTF-8');
  const split = splitArguments(argv);
  if (typeof split === 'string') return fault(split);
  const { words, switches, values } = split;
  if (switches.has('--version')) return { kind: 'version' };
  const here = commandsOn(commands, 'console');
  const call = callOfWords(words, here);
  if (switches.has('--help'))
    return { kind: 'help', command: words.length > 0 && call.command !== 'start' ? call.command : null };
  if (words.length === 0) return fault('no command was given; --help lists them');
  const corpus = values.get('--corpus') ?? null;
  if (call.command === 'start') return startLine(split, corpus);
  const command = here.find(each => each.name === call.command);
  if (!command) return fault(unknownCommand(call.command, here, typed).userMessage);
  const wrong = misuse(command, split);
  if (wrong !== null) return fault(wrong);
  return { kind: 'run', call, json: switches.has('--json'), questions: values.get('--questions') ?? null, corpus };
}

function fault(message: string): CommandLine {
  return { kind: 'fault', message };
}

function splitArguments(argv: readonly string[]): Split | string {
  const split: Split = { words: [], switches: new Set(), values: new Map(), others: [] };
  for (let at = 0; at < argv.length; at += 1) {
    const argument = argv[at]!;
    if (argument === '--') {
      split.words.push(...argv.slice(at + 1));
      return split;
    }
    const [name, given] = nameAndValue(argument);
    if (VALUES.includes(name)) {
      const value = given ?? argv[at + 1];
      if (value === undefined || value === '' || (given === null && value.startsWith('--')))
        return `${name} needs a file`;
      if (given === null) at += 1;
      split.values.set(name, value);
    } else if (SWITCHES.includes(argument)) split.switches.add(argument);
    else if (argument === '-h') split.switches.add('--help');
    else {
      if (argument.startsWith('--')) split.others.push(argument);
      split.words.push(argument);
    }
  }
  return split;
}

/** "--corpus=a=b" is the option and "a=b"; the value is null where none is attached. */
function nameAndValue(argument: string): [name: string, value: string | null] {
  const at = argument.startsWith('--') ? argument.indexOf('=') : -1;
  return at < 0 ? [argument, null] : [argument.slice(0, at), argument.slice(at + 1)];
}

function startLine({ words, switches, values, others }: Split, corpus: string | null): CommandLine {
  const extra = others[0] ?? words[1] ?? [...switches][0] ?? [...values.keys()].find(name => name !== '--corpus');
  return extra === undefined ? { kind: 'start', corpus } : fault(`start does not take "${extra}"`);
}

/** What is wrong with these options for this command, or null. */
function misuse(command: AnyCommand, { words, values, others }: Split): string | null {
  const own = inputFields(command).map(({ name, meta }) => (meta.kind === 'boolean' ? `--${name}` : null));
  const strange = others.find(option => !own.includes(option));
  if (strange !== undefined)
    return strangeOption(
      strange,
      own.filter(option => option !== null),
    );
  if (!values.has('--questions')) return null;
  if (!TAKES_QUESTIONS.includes(command.name)) return `${command.name} takes no --questions`;
  return words.length > 1 ? 'a question was given beside --questions' : null;
}

function strangeOption(option: string, own: string[]): string {
  const near = nearestName(option, [...SWITCHES, ...VALUES, ...own]);
  const hint = near === null ? 'after a bare -- it would be a word' : `did you mean ${near}?`;
  return `there is no option "${option}"; ${hint}`;
}

/** What `--help` prints: how the program is called, or one command. */
export function helpText(commands: readonly AnyCommand[], name: string | null): string {
  const here = commandsOn(commands, 'console');
  const one = name === null ? undefined : here.find(command => command.name === name);
  if (one)
    return `${usage(one)}\n\n${inputFields(one)
      .map(({ name: field, meta }) => `  ${field.padEnd(10)}  ${meta.about}\n`)
      .join('')}`;
  const column = Math.max(...here.map(command => usage(command).length));
  const list = here.map(command => `  ${usage(command).padEnd(column)}  ${command.summary}\n`).join('');
  return `stet <command> [words] [options]\n\nCommands\n${list}\n${OPTIONS}`;
}

const OPTIONS = `Options
  --json               one JSON object a line instead of text
  --questions FILE|-   ask, search: JSON Lines with id and question, answered in order
  --corpus FILE|DIR    that corpus alone, in memory, nothing kept
  --help, --version
  --                   everything after it is a word

Results go to stdout, everything else to stderr.
Exit codes: 0 done (a refusal is done), 2 wrong usage, 1 a fault.
`;
