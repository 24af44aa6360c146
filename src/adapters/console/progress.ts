/** Progress of a long command on stderr: one line that is redrawn on a terminal, first and last step elsewhere. */
import type { Writable } from 'node:stream';
import type { CommandContext } from '../../core/command.ts';
import { showHidden } from '../visible-text.ts';
import { expectFaults } from './streams.ts';

export interface Progress {
  show: CommandContext['progress'];
  /** Takes the line away, so that a result can be written. */
  clear: () => void;
}

/** @param redraw whether the stream is a terminal. */
export function progressOn(stream: Writable, redraw: boolean): Progress {
  let last = '';
  expectFaults(stream);
  const show: Progress['show'] = (label, done, total) => {
    const line = showHidden(total === null ? `${label}: ${done}` : `${label}: ${done} of ${total}`);
    if (redraw) {
      const step = total === null ? line : `${label} ${Math.floor((100 * done) / Math.max(1, total))}`;
      // A screen needs no more than a hundred steps.
      if (step === last) return;
      last = step;
      stream.write(`\r\x1b[2K${line}`);
      return;
    }
    if (done === total || label !== last) stream.write(`${line}\n`);
    last = label;
  };
  const clear = () => {
    if (redraw && last !== '') stream.write('\r\x1b[2K');
    last = '';
  };
  return { show, clear };
}
