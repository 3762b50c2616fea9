import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { seededRandom } from "../../test/harness/seeded-random.ts";
import { MemoryObjectStore } from "../adapters/memory/memory-object-store.ts";
import { openSqliteObjectStore } from "../adapters/sqlite/open-sqlite.ts";
import type { Fault } from "../adapters/wrap/fault.ts";
import { FaultyObjectStore } from "../adapters/wrap/faulty-object-store.ts";
import { SteppedClock } from "../conformance/fixture.ts";
import { EntryClock } from "../jobs/log/entry-clock.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { ProcessContext } from "../jobs/log/open-log.ts";
import { documentKeys } from "./document-keys.ts";
import { DocumentLog } from "./document-log.ts";
import { IdentityLog, type Identity } from "./identity.ts";
import { JsonObjects } from "./json-objects.ts";
import { Secrets } from "./secrets.ts";

export const day_ms = 86_400_000;
export const start = "2026-11-20T17:00:00Z";

/** A store of its own, its clock, and processes on it. */
export interface DocumentsWorld {
  clock: SteppedClock;
  /** The store without faults. */
  store: ObjectStore;
  /** Another process on the store, through the faults of this world. */
  open(objects?: ObjectStore): ProcessContext & { reported: unknown[] };
}

export const worldOn = (
  clock: SteppedClock,
  store: ObjectStore,
  wrap: (seed: number) => ObjectStore,
): DocumentsWorld => {
  let processes = 0;
  const open = (objects?: ObjectStore) => {
    processes += 1;
    const reported: unknown[] = [];
    return {
      objects: objects ?? wrap(processes),
      clock,
      random: seededRandom(processes),
      process: `process${processes}`,
      entryClock: new EntryClock(clock),
      takesTurns: false,
      spread_bytes: 4_096,
      report: (error: unknown) => void reported.push(error),
      reported,
    };
  };
  return { clock, store, open };
};

export const openMemory = (): DocumentsWorld => {
  const clock = new SteppedClock(start);
  const store = new MemoryObjectStore(() => clock.now());
  return worldOn(clock, store, () => store);
};

/** Every other write meets this fault. A late write arrives at one of the next calls, or never. */
const openFaulty = (fault: Fault): DocumentsWorld => {
  const clock = new SteppedClock(start);
  const store = new MemoryObjectStore(() => clock.now());
  return worldOn(clock, store, (seed) => {
    const random = seededRandom(seed);
    let writes = 0;
    const choose = ({ verb }: { verb: string }): Fault | "none" => {
      if (verb !== "put" && verb !== "delete") return "none";
      writes += 1;
      return writes % 2 === 1 ? fault : "none";
    };
    return new FaultyObjectStore(store, { choose, deliverLate: () => random.fraction() < 0.5 });
  });
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const openSqlite = async (): Promise<DocumentsWorld> => {
  const folder = await mkdtemp(join(tmpdir(), "tailboard-documents-"));
  const clock = new SteppedClock(start);
  const handles = await Promise.all(
    [1, 2, 3, 4].map((seed) => openSqliteObjectStore({ folder, create: true, clock, random: seededRandom(seed) })),
  );
  closing.push(async () => {
    for (const handle of handles) await handle.close();
    await rm(folder, { recursive: true });
  });
  const handle = (index: number): ObjectStore => {
    const found = handles[index % handles.length];
    if (found === undefined) throw new RangeError("No such handle");
    return found;
  };
  return worldOn(clock, handle(0), handle);
};

/** The stores on which every record keeps its promises. */
export const worlds: [string, () => DocumentsWorld | Promise<DocumentsWorld>][] = [
  ["memory", openMemory],
  ["memory with lost acknowledgements", () => openFaulty("lost_acknowledgement")],
  ["memory with writes delivered twice", () => openFaulty("duplicate_delivery")],
  ["memory with late writes", () => openFaulty("late_delivery")],
  ["memory with refusals after success", () => openFaulty("refusal_after_success")],
  ["SQLite", openSqlite],
];

export const jsonObjects = (world: DocumentsWorld): JsonObjects => new JsonObjects(world.open());

export const identityOn = (process: ProcessContext): IdentityLog => {
  const log = new DocumentLog<Identity | null>(process, documentKeys.identity, null);
  return new IdentityLog(log, new Secrets(new JsonObjects(process), process.random), process);
};

export const keysUnder = async (store: ObjectStore, prefix: string): Promise<string[]> => {
  const listed = await store.list(prefix);
  if (listed.outcome !== "listed") throw new Error(listed.outcome);
  return listed.keys;
};

/** A store that runs `hook` before each put. */
export const beforePut = (store: ObjectStore, hook: (key: string) => Promise<void>): ObjectStore => ({
  partBytes: store.partBytes,
  maxBodyBytes: store.maxBodyBytes,
  get: (key, options) => store.get(key, options),
  put: async (key, ...rest) => {
    await hook(key);
    return await store.put(key, ...rest);
  },
  delete: (key) => store.delete(key),
  list: (prefix, options) => store.list(prefix, options),
});
