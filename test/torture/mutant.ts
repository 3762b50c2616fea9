import { sameWindow } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import { freshId } from "../../domain/random.ts";
import { DomainError } from "../../domain/domain-error.ts";
import { decodeText, encodeText } from "../../store/day-documents/codec.ts";
import type { JobStore } from "../../store/job-store.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";
import { overridden } from "./fault/named-steps.ts";
import type { OpenedStore, StoreParts } from "./open-store.ts";
import { capacity } from "./world.ts";

/**
 * Stores that are broken on purpose. The fault injection must catch both, or it proves nothing.
 *
 * - `no-write-ids`: after a lost acknowledgement it assumes a failure, and repeats the change under a new write id.
 * - `early-capacity`: checks for an opening before the CAS instead of within it.
 */
export type Mutant = "no-write-ids" | "early-capacity";
export const mutants: Mutant[] = ["no-write-ids", "early-capacity"];

export const mutated = (
  mutant: Mutant | null,
  parts: StoreParts,
  open: (parts: StoreParts) => OpenedStore,
): OpenedStore => {
  if (mutant === null) return open(parts);
  if (mutant === "early-capacity") {
    const store = open(parts);
    return { ...store, jobs: lookingFirst(store.jobs) };
  }
  if (!("private" in parts.kept)) throw new RangeError("A table answers a lost transaction under its own name");
  const store = open({ ...parts, kept: { ...parts.kept, private: believing(parts.kept.private) } });
  return { ...store, jobs: nameless(store.jobs, parts) };
};

/** Only capacity is checked. */
const anyInstant = "2026-11-20T17:00:00.000Z";

/** The capacity that the store itself sees, while only `lookingFirst` knows the real one. */
export const withoutLimit = 1_000_000;

/** Takes a missing answer for a conflict, and reads every document without its recent write ids. */
const believing = (inner: ObjectStore): ObjectStore => ({
  get: async (key, options) => {
    const got = await inner.get(key, options);
    if (got.outcome !== "found") return got;
    return { ...got, body: encodeText(decodeText(got.body).replace(/"ring":"[^"]*"/, '"ring":""')) };
  },
  list: (prefix, options) => inner.list(prefix, options),
  delete: (key, version) => inner.delete(key, version),
  put: async (key, body, condition, headers) => {
    const put = await inner.put(key, body, condition, headers);
    return put.outcome === "unknown" && typeof condition === "object" ? { outcome: "conflict" } : put;
  },
});

/** A new write id at each use, so a write under the previous id is never found. */
const nameless = (inner: JobStore, { random }: Pick<StoreParts, "random">): JobStore =>
  overridden(inner, {
    change: (id, request) =>
      inner.change(id, {
        ...request,
        get write() {
          return freshId(random);
        },
      }),
  });

/** The CAS has no limit; each caller checks the day before it. */
const lookingFirst = (inner: JobStore): JobStore => {
  const look = async (before: Job | null, after: Job): Promise<void> => {
    for (const { id, day, window } of after.visits) {
      if (day === null || window === null || after.status === "cancelled") continue;
      const had = before?.status === "cancelled" ? undefined : before?.visits.find((visit) => visit.id === id);
      if (had?.day === day && sameWindow(had.window, window)) continue;
      const [there] = await inner.capacity(day, day);
      const taken = there?.windows.find((one) => sameWindow(one, window))?.taken ?? 0;
      if (taken < capacity && there?.closed !== true) continue;
      throw new DomainError("window_full", "That window is full.", { facts: { day, window } });
    }
  };
  return overridden(inner, {
    create: async (creation) => {
      const stamp = { id: creation.write, at: anyInstant, by: creation.by };
      await look(null, creation.draft({ id: "261120-0000", token: "" }, stamp));
      return await inner.create(creation);
    },
    change: async (id, request) => {
      const before = await inner.find(id);
      const change = before === null ? "unchanged" : request.decide(before, anyInstant);
      if (change !== "unchanged") await look(before, change.next);
      return await inner.change(id, request);
    },
    setCapacity: (day, windows, closed) =>
      inner.setCapacity(
        day,
        windows.map((window) => ({ ...window, capacity: withoutLimit })),
        closed,
      ),
  });
};
