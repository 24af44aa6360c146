import { expect, test } from 'vitest';
import { daysInWords, daysNamed } from '../../../src/newsroom/digest/days.ts';

test.for([
  ['daily', [1, 2, 3, 4, 5, 6, 7], 'every day'],
  ['Weekdays', [1, 2, 3, 4, 5], 'Monday to Friday'],
  ['weekends', [6, 7], 'on Saturday and Sunday'],
  ['thu, Mon', [1, 4], 'on Monday and Thursday'],
  ['sundays', [7], 'on Sunday'],
  ['tuesday tues wednesdays', [2, 3], 'on Tuesday and Wednesday'],
  ['mon wed fri', [1, 3, 5], 'on Monday, Wednesday and Friday'],
] as const)('%s are %j: %s', ([words, days, told]) => {
  expect(daysNamed(words)).toEqual(days);
  expect(daysInWords([...days])).toBe(told);
});

test.for(['', ' , ', 'funday', 'mon funday', 'never'])('"%s" names no days', words => {
  expect(daysNamed(words)).toBeNull();
});
