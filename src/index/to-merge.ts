/** Which segments are merged next (`segments.ts`). Pure. */

/** Passages from `first` up to and without `past`. */
export interface Extent {
  first: number;
  past: number;
}

/** Segments of about one size that are merged, and passages in the smallest size; each size is FAN times the one before. */
const FAN = 4;
const SMALLEST = 256;

/** The newest neighbours of one size that are enough to be merged, with smaller ones between them; null where there are none. */
export function toMerge<Segment extends Extent>(segments: readonly Segment[]): Segment[] | null {
  const sizes = segments.map(sizeOf);
  for (let size = 0; size <= Math.max(0, ...sizes); size++) {
    const last = sizes.lastIndexOf(size);
    let first = last;
    let alike = 0;
    for (let at = last; at >= 0 && sizes[at]! <= size; at--) {
      if (sizes[at] === size) [first, alike] = [at, alike + 1];
    }
    if (alike >= FAN) return segments.slice(first, last + 1);
  }
  return null;
}

/** 0 up to SMALLEST passages, and one more each FAN times as many. */
function sizeOf({ first, past }: Extent): number {
  return Math.max(0, Math.ceil(Math.log((past - first) / SMALLEST) / Math.log(FAN)));
}
