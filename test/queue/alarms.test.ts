import { afterEach, expect, test } from 'vitest';
import { createAlarms } from '../../src/queue/alarms.ts';
import { fixedClock } from '../support/clock.ts';
import { watchResources } from '../support/resources.ts';

let watch = watchResources();
const clock = fixedClock(0);
let alarms = createAlarms(clock);

afterEach(async () => {
  alarms.stop();
  expect(await watch.left()).toEqual([]);
  watch = watchResources();
  clock.set(0);
  alarms = createAlarms(clock);
});

test('rings when the clock says so and not when time has merely passed', async () => {
  const rung: string[] = [];
  alarms.at(5, () => rung.push('early'));
  const late = new Promise<void>(resolve => {
    // Rings after the other would have, by the system's time.
    alarms.at(0, () => setTimeout(resolve, 15));
  });
  await late;
  expect(rung).toEqual([]);
  clock.set(5);
  await expect.poll(() => rung, { interval: 1 }).toEqual(['early']);
});

test('does not ring once it is called off, and nothing rings once they are stopped', async () => {
  const rung: string[] = [];
  const callOff = alarms.at(0, () => rung.push('called off'));
  callOff();
  callOff();
  await new Promise<void>(resolve => alarms.at(0, resolve));
  alarms.at(0, () => rung.push('stopped'));
  alarms.stop();
  alarms.at(0, () => rung.push('after the stop'));
  await new Promise(resolve => setTimeout(resolve, 5));
  expect(rung).toEqual([]);
});

test('rings for an instant that is over, and nobody is warned of it', async () => {
  const warned: string[] = [];
  const note = ({ name }: Error) => void warned.push(name);
  process.on('warning', note);
  await new Promise<void>(resolve => alarms.at(-1, resolve));
  process.off('warning', note);
  expect(warned).toEqual([]);
});
