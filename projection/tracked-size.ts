import type { TrackedJob } from "./tracked-job.ts";

/** The most bytes of a tracked job as JSON. A phone on a slow network reads it on each poll. */
const mostBytes = 16_384;

/**
 * Returns the job within its most bytes. What the customer needs least goes first: the oldest entries of the timeline
 * after the booking, then the oldest messages, the oldest changes of the price before the newest one, the lines of a price that waits, the
 * ends of long labels, and at last the lines. Totals, the next step and `can` always stay.
 */
export const withinSize = (job: TrackedJob): TrackedJob => {
  let shown = job;
  for (const trim of trims) {
    for (let excess = excessOf(shown); excess > 0; excess = excessOf(shown)) {
      const less = trim(shown, excess);
      if (less === null) break;
      shown = less;
    }
  }
  return shown;
};

/** Returns a smaller job, or null if there is nothing left of this kind to leave out. */
type Trim = (job: TrackedJob, excess: number) => TrackedJob | null;

const trims: readonly Trim[] = [
  (job, excess) => {
    const [first, ...later] = job.timeline;
    if (first === undefined || later.length === 0) return null;
    return { ...job, timeline: [first, ...withoutOldest(later, excess)] };
  },
  (job, excess) => (job.messages.length === 0 ? null : { ...job, messages: withoutOldest(job.messages, excess) }),
  (job, excess) => {
    const { amendments } = job.pricing;
    const newest = amendments.slice(-1);
    if (amendments.length <= 1) return null;
    const kept = [...withoutOldest(amendments.slice(0, -1), excess), ...newest];
    return { ...job, pricing: { ...job.pricing, amendments: kept } };
  },
  (job) => {
    if (job.price_change === null || job.price_change.lines.length === 0) return null;
    return { ...job, price_change: { ...job.price_change, lines: [] } };
  },
  (job) => {
    const lines = job.pricing.lines.map((line) => ({ ...line, label: shortened(line.label) }));
    const isSame = lines.every(({ label }, index) => label === job.pricing.lines[index]?.label);
    return isSame ? null : { ...job, pricing: { ...job.pricing, lines } };
  },
  (job) => (job.pricing.lines.length === 0 ? null : { ...job, pricing: { ...job.pricing, lines: [] } }),
];

/** The list without as many of its first entries as save `excess` bytes. */
const withoutOldest = <T>(list: readonly T[], excess: number): T[] => {
  let saved = 0;
  // The comma after an entry goes with it.
  const from = list.findIndex((entry) => (saved += bytesOf(entry) + 1) >= excess);
  return from === -1 ? [] : list.slice(from + 1);
};

const shortened = (label: string): string => {
  const characters = Array.from(label);
  return characters.length <= 40 ? label : `${characters.slice(0, 39).join("").trimEnd()}…`;
};

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;
const excessOf = (job: TrackedJob): number => bytesOf(job) - mostBytes;
