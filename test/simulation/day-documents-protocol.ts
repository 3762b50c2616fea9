import { vi } from "vitest";
import type { Clock } from "../../domain/clock.ts";
import type { Day, Window } from "../../domain/day.ts";
import type { Decide } from "../../domain/history.ts";
import { newJob } from "../../domain/new-job.ts";
import type { Random } from "../../domain/random.ts";
import { morning, moved, visitOf } from "../../store/conformance/fixture.ts";
import type { Creation, Publisher, Sender } from "../../store/job-store.ts";
import type { MemoryObjectStore } from "../../store/objects/memory/memory-object-store.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";

/** Modules of the protocol that a test may replace, to prove that the checker notices. */
export interface Mutation {
  codec?: (real: typeof import("../../store/day-documents/codec.ts")) => Partial<typeof real>;
  lease?: (real: typeof import("../../store/day-documents/lease.ts")) => Partial<typeof real>;
  place?: (real: typeof import("../../store/day-documents/place.ts")) => Partial<typeof real>;
  prune?: (
    real: typeof import("../../store/day-documents/prune.ts"),
    taking: typeof import("../../store/day-documents/taking.ts"),
  ) => Partial<typeof real>;
  "day-document"?: (real: typeof import("../../store/day-documents/day-document.ts")) => Partial<typeof real>;
}

/** Loads the real code, or a broken variant of it, as new modules. */
export const loadProtocol = async (mutation: Mutation = {}) => {
  vi.resetModules();
  for (const name of ["codec", "lease", "place", "prune", "day-document"] as const) {
    const path = `../../store/day-documents/${name}.ts`;
    vi.doUnmock(path);
    const mutate = mutation[name] as ((real: object, taking: object) => object) | undefined;
    if (mutate === undefined) continue;
    vi.doMock(path, async (original) => {
      const real = (await original()) as object;
      return { ...real, ...mutate(real, await import("../../store/day-documents/taking.ts")) };
    });
  }
  const { Documents } = await import("../../store/day-documents/documents.ts");
  const { JobWriter } = await import("../../store/day-documents/job-writer.ts");
  const { Outbox } = await import("../../store/day-documents/outbox.ts");
  const { pruneDay, emptyVoid } = await import("../../store/day-documents/prune.ts");
  const { applyHours } = await import("../../store/day-documents/sweep.ts");
  const { SettingsDocument } = await import("../../store/day-documents/settings-document.ts");
  const { updateOpenBoard, clearOpenBoard } = await import("../../store/day-documents/open-board.ts");
  const { sendMessage } = await import("../../store/day-documents/send.ts");
  const { jsonCodec } = await import("../../store/day-documents/codec.ts");
  const { OutcomeUnknown, StoreUnavailable } = await import("../../store/job-store.ts");
  const { DomainError } = await import("../../domain/domain-error.ts");

  /** Leaves to `drain` what it would try immediately: fewer steps, and the same state as after a crash there. */
  class QuietOutbox extends Outbox {
    override async attempt(): Promise<void> {}
  }

  interface Parts {
    store: ObjectStore;
    clock: Clock;
    random: Random;
    publisher?: Publisher;
    sender?: Sender;
  }

  /** One process. All have one name, because this does not examine which process backs off for which. */
  const open = ({ store, clock, random, publisher = nobody, sender = nobodyEither }: Parts) => {
    const documents = new Documents({ objects: store, clock, random, process: "p", report: () => undefined }, "UTC");
    const outbox = new QuietOutbox(documents, publisher, sender);
    return { documents, outbox, writer: new JobWriter(documents, outbox), settings: new SettingsDocument(documents) };
  };

  /** `done`, or why not: an outcome of the store, or the code of a domain error. Other errors are faults. */
  const answerOf = async (run: () => Promise<unknown>): Promise<string> => {
    try {
      await run();
      return "done";
    } catch (error) {
      if (error instanceof OutcomeUnknown) return "unknown";
      if (error instanceof StoreUnavailable) return "unavailable";
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  };

  return { open, answerOf, sendMessage, pruneDay, emptyVoid, applyHours, updateOpenBoard, clearOpenBoard, jsonCodec };
};

export type Protocol = Awaited<ReturnType<typeof loadProtocol>>;
export type Process = ReturnType<Protocol["open"]>;

const nobody: Publisher = { publish: () => Promise.resolve() };
const nobodyEither: Sender = { timeout_ms: 10_000, send: () => Promise.resolve() };

export const by = { kind: "dispatcher", name: "Ana" } as const;

/** Creates a job with one visit in a morning window. */
export const bookingOf = (write: string, day: Day, more: Partial<Creation> = {}): Creation => ({
  homeDay: day,
  write,
  by,
  draft: (identity, stamp) =>
    newJob(
      {
        service: { id: "s", name: "S" },
        customer: null,
        location: { street: "1 Main St", city: "C", postal_code: "1" },
        items: [],
        pricing: { kind: "flat", currency: "USD", total_cents: 1, lines: [] },
        visits: [visitOf("v1", "service", day, morning)],
        notes: null,
        source: "dispatch",
      },
      identity,
      stamp,
    ),
  ...more,
});

export const moveTo =
  (day: Day, window: Window = morning): Decide =>
  (job) =>
    moved(job, "v1", day, window);

/** Gives a day one opening in the morning, so that a second visit is too many. */
export const onePlace = async (process: Process, day: Day): Promise<void> => {
  await process.documents.day(day).commit({
    apply: (draft) => {
      Object.assign(draft, { windows: [{ ...morning, capacity: 1 }], own_capacity: true });
      return { result: undefined, wrote: true };
    },
  });
};

/** Long before the actors begin, so that no earlier writer counts as recent and every grace period is over. */
export const longAgo: Clock = { now: () => Date.UTC(2026, 10, 20), sleep: () => Promise.resolve() };

/** The prepared contents that every schedule begins with. */
export const copyInto = async (from: MemoryObjectStore, to: ObjectStore): Promise<void> => {
  for (const { key, body, headers } of from.entries())
    if (body !== undefined) await to.put(key, body, "absent", headers);
};
