/** Dates as feeds write them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DateHints, orderOf, readDate } from '../../../src/ingest/feed/dates.ts';

const UNKNOWN: DateHints = { order: null, language: null };
const inLanguage = (language: string): DateHints => ({ order: null, language });

describe('a date', () => {
  it.each([
    // RFC 822 and what became of it
    ['Thu, 01 Jan 2004 19:48:21 GMT', '2004-01-01T19:48:21.000Z'],
    ['Thu, 01 Jan 04 19:48:21 GMT', '2004-01-01T19:48:21.000Z'],
    ['Thu, 01 Jan 98 19:48 GMT', '1998-01-01T19:48:00.000Z'],
    ['01 Jan 2004 19:48:21 EST', '2004-01-02T00:48:21.000Z'],
    ['Thu,01 Jan 2004 19:48:21 +0100', '2004-01-01T18:48:21.000Z'],
    ['Thu, 1 January 2004 19:48:21 Z', '2004-01-01T19:48:21.000Z'],
    ['Mon, 13 Feb, 2012 06:28:00 UTC', '2012-02-13T06:28:00.000Z'],
    ['Wed, 19 Aug 2009 18:28:00 Etc/GMT', '2009-08-19T18:28:00.000Z'],
    ['Wed, 19 Feb 2012 22:40:00 GMT-01:01', '2012-02-19T23:41:00.000Z'],
    ['Mon, 01 Jan 2024 24:00:00 GMT', '2024-01-02T00:00:00.000Z'],
    ['Sat, 31 Dec 2016 23:59:60 GMT', '2017-01-01T00:00:00.000Z'],
    ['Thu, 31 Jun 2004 19:48:21 GMT', '2004-07-01T19:48:21.000Z'],
    ['Thu, 01 Jan 2004', '2004-01-01'],
    ['Thu, 01 Jan 2004 19:48:21 XYZ', '2004-01-01T19:48:21.000Z'],
    // what programs print
    ['Sun Jan 4 16:29:06 PST 2004', '2004-01-05T00:29:06.000Z'],
    ['Sun Jul 18 01:16:00 +0000 2010', '2010-07-18T01:16:00.000Z'],
    ['Thu Jan 01 2004 19:48:21 GMT+0100 (Central European Time)', '2004-01-01T18:48:21.000Z'],
    ['Fri, 2006/09/15 08:19:53 EDT', '2006-09-15T12:19:53.000Z'],
    ['2004-07-08 23:56:58.0', '2004-07-08T23:56:58.000Z'],
    ['12/31/2003 11:59:59 PM', '2003-12-31T23:59:59.000Z'],
    ['31.12.2003 10:00', '2003-12-31T10:00:00.000Z'],
    ['3-Sep-2004 10:00:00 GMT', '2004-09-03T10:00:00.000Z'],
    ['03-Sep-04', '2004-09-03'],
    ['1577836800', '2020-01-01T00:00:00.000Z'],
    // what people write
    ['January 5th, 2004', '2004-01-05'],
    ['Sept 3 2004', '2004-09-03'],
    ['Thursday, 1 January 2004 7:48 p.m.', '2004-01-01T19:48:00.000Z'],
    ['1 January 2004 12:05 a.m.', '2004-01-01T00:05:00.000Z'],
    // ISO 8601
    ['2003-12-31T10:14:55Z', '2003-12-31T10:14:55.000Z'],
    ['2003-12-31T10:14:55-08:00', '2003-12-31T18:14:55.000Z'],
    ['2003-12-31T18:14:55+0830', '2003-12-31T09:44:55.000Z'],
    ['2003-12-31T10:14:55.35Z', '2003-12-31T10:14:55.350Z'],
    ['2003-12-31t10:14z', '2003-12-31T10:14:00.000Z'],
    ['2003-12-31T10Z', '2003-12-31T10:00:00.000Z'],
    ['20031231T101455Z', '2003-12-31T10:14:55.000Z'],
    ['20031231T1014+0100', '2003-12-31T09:14:00.000Z'],
    ['20031231', '2003-12-31'],
    ['031231', '2003-12-31'],
    ['03-12-31', '2003-12-31'],
    ['2003-335', '2003-12-01'],
    ['2003335', '2003-12-01'],
    ['03335', '2003-12-01'],
    ['2004-W10-1', '2004-03-01'],
    ['2009W537', '2010-01-03'],
    ['2003-12', '2003-12-01'],
    ['2003', '2003-01-01'],
    // other languages
    ['2004-július-13T9:15-05:00', '2004-07-13T14:15:00.000Z'],
    ['Κυρ, 11 Ιούλ 2004 12:00:00 EST', '2004-07-11T17:00:00.000Z'],
    ['2004년 05월 28일  01:31:15', '2004-05-28T01:31:15.000Z'],
    ['2004-05-25 오후 11:23:17', '2004-05-25T23:23:17.000Z'],
    ['2004年5月28日 10:15', '2004-05-28T10:15:00.000Z'],
    ['mar, 29 ene 2004 10:00:00 +0100', '2004-01-29T09:00:00.000Z'],
    ['mar. 29 juin 2004 à 10:00', '2004-06-29T10:00:00.000Z'],
    ['1. März 2004, 08:15 Uhr', '2004-03-01T08:15:00.000Z'],
    ['Пт, 12 июля 2019 10:00:00 +0300', '2019-07-12T07:00:00.000Z'],
  ])('%s is read', (text, wanted) => {
    expect(readDate(text, UNKNOWN)).toBe(wanted);
  });

  it.each([
    '',
    'yesterday',
    '10:00:00',
    '2004-13-01',
    '2004-00-10',
    '2003-12-31T25:00:00Z',
    'Thu, 01 Foo 2004 10:00:00 GMT',
    'Thu, 01 Jan 1970 00:00:00 +0000',
    '0001-01-01T00:00:00Z',
    '-0001-11-30T00:00:00+00:00',
    'x'.repeat(1000),
  ])('"%s" is none', text => {
    expect(readDate(text, UNKNOWN)).toBeNull();
  });

  it('of two readings is not read, unless the source tells which', () => {
    expect(readDate('03/04/2004', UNKNOWN)).toBeNull();
    expect(readDate('03/04/2004', { order: 'day-first', language: null })).toBe('2004-04-03');
    expect(readDate('3/4/04', { order: 'month-first', language: null })).toBe('2004-03-04');
    expect(readDate('13/04/2004', { order: 'month-first', language: null })).toBe('2004-04-13');
  });

  it('takes the month of the language the feed is in where languages disagree', () => {
    expect(readDate('12 lis 2004', inLanguage('pl'))).toBe('2004-11-12');
    expect(readDate('12 lis 2004', inLanguage('hr-HR'))).toBe('2004-10-12');
    expect(readDate('12 lis 2004', UNKNOWN)).toBeNull();
  });

  it('is never read in the zone of the machine, and comes back from its own ISO and RFC 822 forms', () => {
    const seconds = fc.integer({ min: 1, max: 4_102_444_800 }).filter(each => String(each).length === 10);
    fc.assert(
      fc.property(seconds, value => {
        const date = new Date(value * 1000);
        for (const form of [date.toISOString(), date.toUTCString(), date.toISOString().replace(/[-:]|\.000/g, '')])
          expect(readDate(form, UNKNOWN)).toBe(date.toISOString());
      }),
    );
  });

  it('or none comes of any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d :/TZ+.,a-z-]{0,40}$/)), text => {
        expect(readDate(text, UNKNOWN) ?? '2000-01-01').toMatch(/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\.\d{3}Z)?$/);
      }),
    );
  });
});

describe('the order of day and month', () => {
  it.each([
    [['03/04/2004', '31/12/2003'], null, 'day-first'],
    [['03/04/2004', '12/31/03'], null, 'month-first'],
    [['31/12/2003', '12/31/2003'], null, null],
    [['03/04/2004'], 'en-US', 'month-first'],
    [['03/04/2004'], 'en-gb', 'day-first'],
    [['03/04/2004'], 'en', null],
    [['03/04/2004'], 'de', 'day-first'],
    [['31/12/2003'], 'en-us', 'day-first'],
    [['2003-12-31T10:00:00Z'], null, null],
  ] as const)('%j in %s is %s', (dates, language, order) => {
    expect(orderOf(dates, language)).toBe(order);
  });
});
