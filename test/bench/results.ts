/** What a run of the benchmark found, as it is kept in a JSON file: times in milliseconds, sizes in bytes, shares from 0 to 1. */
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { StetError } from '../../src/core/errors.ts';
import type { EngineName } from './engines/index.ts';

export interface Times {
  p50: number;
  p95: number;
  p99: number;
}

export interface Recall {
  /** The planted article stands first. */
  first: number;
  /** It stands among the first ten. */
  ten: number;
}

export interface AnswerFigures extends Times {
  /** Planted facts whose answer holds the value asked for, with the planted article first in the evidence. */
  right: number;
  /** Facts of no article that were refused. */
  refused: number;
  misspelt: Times & { right: number };
}

export interface Measured {
  ranked: Times;
  recall: Recall;
  answer: AnswerFigures | null;
  /**
   * Articles taken in from text: in a second by the clock, and in a second of processor time, which neighbours change less. Null
   * where a kept file was used.
   */
  indexed: { wall: number; cpu: number } | null;
  /** Resident before the engine was opened; when all was asked and the heap was cleaned; and at its highest. */
  memory: { base: number; resident: number; peak: number };
  /** Files beside the process; 0 where all is in memory. */
  disk: number;
  /** A fixed piece of arithmetic, before and after the questions: where it differs between rows, the machine was not its own. */
  yardstick: number;
}

export interface Row {
  engine: EngineName;
  articles: number;
  /** Null with the reason in `fault` where the engine failed or took too long. */
  measured: Measured | null;
  fault: string | null;
}

/** The program itself on the seed corpus: from the start of the process to the printed answer, the fastest of several. */
export interface Start {
  /** With nothing stored yet, and with everything stored. */
  fresh: number;
  again: number;
  /** Processor time of the fresh one to its end, which neighbours change less. */
  cpu: number;
  /** Resident at its highest. */
  peak: number;
}

/** Milliseconds of an answer with nothing else to do, and while articles arrive. */
export interface CatchUp {
  alone: Times;
  during: Times & { max: number };
}

export interface Results {
  date: string;
  seed: number;
  questions: number;
  machine: { cpu: string; cores: number; memory: number; node: string };
  start: Start | null;
  catchUp: CatchUp | null;
  rows: Row[];
}

export function machineHere(): Results['machine'] {
  const cpus = os.cpus();
  const cpu = cpus[0]?.model.trim() || os.arch();
  return { cpu, cores: cpus.length, memory: os.totalmem(), node: process.version };
}

/** Throws `bad-usage` when there is no such file. */
export function readResults(file: string): Results {
  if (!existsSync(file)) throw new StetError('bad-usage', 'no results', { userMessage: `${file}: no such file` });
  return JSON.parse(readFileSync(file, 'utf8')) as Results;
}

/** The value below which this share of all lies (nearest rank). `values` must not be empty. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

export function timesOf(values: readonly number[]): Times {
  return { p50: percentile(values, 0.5), p95: percentile(values, 0.95), p99: percentile(values, 0.99) };
}
