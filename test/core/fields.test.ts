import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldMeta, timeField, zoneField } from '../../src/core/fields.ts';
import { isZone, zones } from '../../src/core/zones.ts';

const time = timeField({ about: 'when' });
const zone = zoneField({ about: 'whose' });

describe('a time of day', () => {
  test('is hours and minutes, two digits each', () => {
    const padded = (n: number) => `${n}`.padStart(2, '0');
    fc.assert(
      fc.property(fc.nat(23), fc.nat(59), fc.boolean(), (hours, minutes, short) => {
        const given = `${short ? hours : padded(hours)}:${padded(minutes)}`;
        expect(time.parse(` ${given} `)).toBe(`${padded(hours)}:${padded(minutes)}`);
      }),
    );
  });

  test.for(['24:00', '7:3', '07:60', '0730', '7', '-1:00', '07:30:00', '07:30 pm', '', '٠٧:٣٠'])('is not %s', given => {
    expect(time.safeParse(given).success).toBe(false);
  });
});

describe('a zone', () => {
  test('is any name that Node knows, in any case of letters', () => {
    for (const name of zones()) expect([isZone(name), isZone(name.toLowerCase())], name).toEqual([true, true]);
    expect(zone.parse(' Europe/Berlin ')).toBe('Europe/Berlin');
  });

  test.for(['+02:00', '-0300', 'Mars/Olympus', 'Europe', '', '07:30', "UTC'; --"])('is not %s', given => {
    expect(zone.safeParse(given).success).toBe(false);
  });
});

test('both say what they are, also where they may be left out', () => {
  expect(fieldMeta(time.optional())).toEqual({ kind: 'time', about: 'when' });
  expect(fieldMeta(zone.default('UTC'))).toEqual({ kind: 'zone', about: 'whose' });
});
