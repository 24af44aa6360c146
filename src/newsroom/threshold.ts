/** How sure an answer must be: one setting, three measured points of the curve between answering and refusing. */
import type { Boldness } from '../core/model.ts';
import weights from './data/weights.json' with { type: 'json' };

/** The confidence an answer needs, 0 to 1. With `all` nothing is refused that has any passage to show: for measuring what refusing costs. */
export function thresholdOf(boldness: Boldness): number {
  return boldness === 'all' ? 0 : weights.thresholds[boldness];
}
