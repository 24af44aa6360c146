/**
 * `node test/preview/main.ts FOLDER [--pictures]`: how Stet looks on Slack, drawn from the blocks it would send. Writes one page of all
 * samples, and with --pictures one PNG a sample, by the Chromium on the PATH. It talks to nobody. A tool for the README's pictures
 * and for whoever changes a renderer; like test/bench and test/eval it is no part of the program.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pageOf } from './page.ts';
import { makeSamples, type Sample } from './samples.ts';

/** Pixels. */
const WIDTH = 720;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { pictures: { type: 'boolean', default: false } },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('give a folder to write to');
await mkdir(folder, { recursive: true });
const samples = await makeSamples();
await writeFile(path.join(folder, 'slack.html'), pageOf(samples));
if (values.pictures) for (const sample of samples) await picture(sample, folder);

async function picture(sample: Sample, folder: string): Promise<void> {
  const page = path.resolve(folder, `slack-${sample.name}.html`);
  await writeFile(page, pageOf([sample]));
  const height = /data-height="(\d+)"/.exec(chromium(page, ['--dump-dom', `--window-size=${WIDTH},200`]))?.[1];
  if (height === undefined) throw new Error('Chromium did not say how high the page is');
  const file = path.resolve(folder, `slack-${sample.name}.png`);
  chromium(page, [`--screenshot=${file}`, `--window-size=${WIDTH},${height}`]);
  await rm(page);
}

/** No sandbox: it draws our own page alone, and containers have none to give. */
function chromium(page: string, options: string[]): string {
  const always = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars'];
  return execFileSync('chromium', [...always, ...options, `file://${page}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
