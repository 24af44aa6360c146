/**
 * How far the clock of this machine may be from that of a platform, milliseconds. A clock that is found wrong and set while a post is in
 * doubt must not have it said twice: its messages are looked for from so long before. An hour is what a wrong zone makes of it.
 */
export const CLOCKS_DIFFER_MS = 3_600_000;
