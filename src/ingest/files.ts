/**
 * Articles from files: Markdown or plain text with optional YAML front matter, and JSON Lines with an article a line.
 * Reads and checks; stores nothing, and changes no character of a text.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { z } from 'zod';
import { StetError } from '../core/errors.ts';
import type { ArticleDraft, Origin } from '../core/model.ts';
import { articleIdOf, canonicalUrl, fileUrlOf } from './identify.ts';

const TEXTS = new Set(['.md', '.txt']);
const CORPUS = '.jsonl';

/** Larger files are refused: no article is near it, and a corpus of that size is better split. */
const MAX_FILE_BYTES = 200 * 1024 * 1024;

const NEW_LINE = 0x0a;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Visible characters without white space, so that an id can be typed after a command and stand in a line of a table. */
const idField = z.string().regex(/^[^\s\p{C}]{1,100}$/u, 'an id is 1 to 100 visible characters without spaces');

/** An ISO 8601 date, or an instant with or without its offset. */
const publishedField = z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })], {
  error: 'publishedAt is an ISO 8601 date or date and time',
});

const oneLine = z.string().transform(value => value.replace(/\s+/g, ' ').trim() || null);

const frontMatter = z.object({
  id: idField.optional(),
  url: z.url({ protocol: /^https?$/ }).nullish(),
  outlet: oneLine.nullish(),
  byline: oneLine.nullish(),
  title: oneLine.nullish(),
  publishedAt: publishedField.nullish(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'language is a BCP 47 tag')
    .nullish(),
});

const corpusLine = frontMatter.extend({ id: idField, source: oneLine.nullish(), text: z.string() });

/** What a file holds: the articles that can be read, and one clear line for each that cannot. */
export interface FileArticles {
  drafts: ArticleDraft[];
  faults: string[];
}

/**
 * The article files of a path, sorted: itself, or all `.md` and `.txt` files below it. A `.jsonl` file is read only when it is
 * named: in a folder it may hold anything.
 * Throws `unreadable-file` where there is nothing to read.
 */
export async function listArticleFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch(cause => {
    throw unreadable(path, 'it does not exist or may not be read', cause);
  });
  if (!found.isDirectory()) {
    if (!TEXTS.has(kindOf(path)) && kindOf(path) !== CORPUS)
      throw unreadable(path, 'only .md, .txt and .jsonl files are read');
    return [path];
  }
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter(entry => entry.isFile() && TEXTS.has(kindOf(entry.name)))
    .map(entry => join(entry.parentPath, entry.name));
  if (files.length === 0) throw unreadable(path, 'the folder holds no .md or .txt file');
  return files.sort();
}

function kindOf(path: string): string {
  return extname(path).toLowerCase();
}

/** Reads one file. Throws `unreadable-file` when nothing of it can be used. */
export async function readArticleFile(path: string, origin: Origin): Promise<FileArticles> {
  const bytes = await readBytes(path);
  if (kindOf(path) === CORPUS) return readCorpus(path, bytes, origin);
  return { drafts: [await readOne(path, textOf(path, bytes), origin)], faults: [] };
}

async function readBytes(path: string): Promise<Uint8Array> {
  const { size } = await stat(path).catch(cause => {
    throw unreadable(path, 'it does not exist or may not be read', cause);
  });
  if (size > MAX_FILE_BYTES) throw unreadable(path, 'it is larger than 200 MB');
  return readFile(path).catch(cause => {
    throw unreadable(path, 'it may not be read', cause);
  });
}

function textOf(path: string, bytes: Uint8Array): string {
  if (bytes.includes(0)) throw unreadable(path, 'it is a binary file');
  const text = decode(bytes);
  if (text === null) throw unreadable(path, 'it is not valid UTF-8');
  return text;
}

/** The text of UTF-8 bytes without a byte order mark at their start, or null where they are not UTF-8. */
function decode(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** `---`, YAML, `---`, then the text exactly as it stands; or the text alone. */
async function readOne(path: string, content: string, origin: Origin): Promise<ArticleDraft> {
  const opened = /^---\r?\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\r?\n|$)/.exec(content);
  const text = opened ? content.slice(opened[0].length) : content;
  if (text.trim() === '') throw unreadable(path, 'it holds no text');
  const meta = frontMatter.safeParse(opened ? await readYaml(path, opened[1]!) : {});
  if (!meta.success)
    throw unreadable(path, firstIssue(meta.error, 'its front matter is not a list of names and values'));
  return toDraft(meta.data, text, origin, fileUrlOf(resolve(path)));
}

async function readYaml(path: string, source: string): Promise<unknown> {
  // Loaded while the thread that answers opens its index.
  const { parse } = await import('yaml');
  try {
    // No YAML 1.1 surprises: `no` is a word, and dates stay text. Warnings would print pieces of the file.
    return parse(source, { schema: 'core', logLevel: 'error' }) ?? {};
  } catch {
    // The parser's error is no cause: its message quotes the file.
    throw unreadable(path, 'its front matter is not valid YAML');
  }
}

function readCorpus(path: string, bytes: Uint8Array, origin: Origin): FileArticles {
  const drafts: ArticleDraft[] = [];
  const faults: string[] = [];
  const ids = new Set<string>();
  let at = 0;
  for (const line of linesOf(bytes)) {
    at += 1;
    const article = readLine(line);
    if (article === null) continue;
    if (typeof article === 'string') faults.push(`${path}:${at}: ${article}`);
    // Taken both, the two would replace each other each time the file is read.
    else if (ids.has(article.id)) faults.push(`${path}:${at}: the id "${article.id}" stands twice`);
    else {
      ids.add(article.id);
      drafts.push(toDraft({ ...article, outlet: article.outlet ?? article.source }, article.text, origin, ''));
    }
  }
  if (drafts.length === 0)
    throw unreadable(path, faults[0] ? `no line of it is an article (${faults[0]})` : 'it is empty');
  return { drafts, faults };
}

/** Split before they are decoded, so that a bad byte spoils its own line only. */
function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(NEW_LINE, start);
    const end = found < 0 ? bytes.length : found;
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}

/** The article of a line, what is wrong with it, or null for a blank line. */
function readLine(bytes: Uint8Array): z.infer<typeof corpusLine> | string | null {
  if (bytes.includes(0)) return 'a NUL byte';
  const line = decode(bytes);
  if (line === null) return 'not valid UTF-8';
  if (line.trim() === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not a line of JSON';
  }
  const article = corpusLine.safeParse(value);
  if (!article.success) return firstIssue(article.error, 'not a JSON object');
  return article.data.text.trim() === '' ? 'text is empty' : article.data;
}

function toDraft(meta: z.infer<typeof frontMatter>, text: string, origin: Origin, identity: string): ArticleDraft {
  const url = meta.url ?? null;
  return {
    id: meta.id ?? articleIdOf(url === null ? identity : canonicalUrl(url)),
    origin,
    url,
    outlet: meta.outlet ?? null,
    byline: meta.byline ?? null,
    title: meta.title ?? null,
    publishedAt: meta.publishedAt ?? null,
    language: meta.language ?? null,
    text,
  };
}

/** The first fault of the fields, or `notFields` where there are no fields at all. */
function firstIssue(error: z.ZodError, notFields: string): string {
  const issue = error.issues[0]!;
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : notFields;
}

function unreadable(path: string, why: string, cause?: unknown): StetError {
  return new StetError('unreadable-file', `${path}: ${why}`, { cause, userMessage: `${path}: ${why}.` });
}
