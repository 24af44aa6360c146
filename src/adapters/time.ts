/** How a moment of the record is written wherever the platform does not write it in the reader's own time. Pure. */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** "7 January 2026", or "7 January 2026, 01:20 UTC" for an instant; anything else as it stands. */
export function formatTime(at: string): string {
  const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(at);
  const instant = /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(at) ? new Date(at) : null;
  if (instant !== null && !Number.isNaN(instant.getTime())) {
    const [day, clock] = instant.toISOString().split('T') as [string, string];
    return `${formatTime(day)}, ${clock.slice(0, 5)} UTC`;
  }
  const month = date ? MONTHS[Number(date[2]) - 1] : undefined;
  return date && month ? `${Number(date[3])} ${month} ${Number(date[1])}` : at;
}
