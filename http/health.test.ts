import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ObservedObjectStore } from "../store/adapters/wrap/observed-object-store.ts";
import { openSqliteObjectStore } from "../store/adapters/sqlite/open-sqlite.ts";
import { WriteWatch } from "../store/store-health.ts";
import { FakeClock } from "../test/harness/fake-clock.ts";
import { seededRandom } from "../test/harness/seeded-random.ts";
import { at, createTestApp, crewOne, goodBooking, owner } from "../test/harness/test-app.ts";
import { openTinyDisk, type TinyDisk } from "../test/harness/tiny-disk.ts";

let disk: TinyDisk;
let closeDatabase = (): Promise<void> => Promise.resolve();
beforeEach(async () => {
  disk = await openTinyDisk();
});
afterEach(async () => {
  // A disk with an open file cannot be unmounted.
  await closeDatabase();
  await disk.close();
});

const open = async () => {
  const clock = new FakeClock();
  const log: string[] = [];
  const health = new WriteWatch({ clock, report: (error) => log.push(String(error)) });
  const folder = join(disk.folder, "data");
  const database = await openSqliteObjectStore({ folder, create: true, clock, random: seededRandom(7) });
  closeDatabase = () => database.close();
  health.tryWith(() => database.tryWrite());
  const objects = new ObservedObjectStore(database, ({ verb, cause }) => {
    if (verb === "put" || verb === "delete") health.note(cause);
  });
  const app = await createTestApp({ clock, objects, health });
  let keys = 0;
  const book = async () => {
    keys += 1;
    const headers = { "idempotency-key": `health-${String(keys).padStart(10, "0")}` };
    const body = { ...goodBooking, day: "2026-11-27", window: { start: "08:00", end: "12:00" } };
    return (await app.call("POST", "/api/v1/bookings", { body, headers })).status;
  };
  const look = async () => {
    clock.advance({ seconds: 2_001 / 1_000 }); // the result is cached for two seconds
    const { status, body } = await app.call("GET", "/healthz");
    return { status, body };
  };
  const advice = async (as = owner) =>
    at((await app.call("GET", "/api/v1/board?day=2026-11-27", { as })).body, "advice");
  return { clock, log, book, look, advice };
};

const mountNeeded = "Only a user who may mount a file system can fill one.";

describe("a full disk", () => {
  it("gives 503 with only a status, appears in the log and on the board of the office, and ends when there is space", async (context) => {
    context.skip(!disk.isMounted, mountNeeded);
    const { log, book, look, advice } = await open();
    expect(await book()).toBe(201);
    expect(await look()).toEqual({ status: 200, body: { status: "ok" } });
    expect(await advice()).toBeUndefined();

    await disk.fill();
    expect(await book()).toBe(503);
    expect(await look()).toEqual({ status: 503, body: { status: "store_unavailable" } });
    expect(log).toEqual(["StoreNotWritable: Nothing can be saved: the disk is full (ENOSPC)."]);
    expect(await advice()).toEqual([{ code: "disk_full" }]);
    expect(await advice(crewOne)).toBeUndefined();

    await disk.free();
    expect(await book()).toBe(201);
    expect(await look()).toEqual({ status: 200, body: { status: "ok" } });
    expect(await advice()).toBeUndefined();
  });

  it("is found by the check of each minute, without a customer request", async (context) => {
    context.skip(!disk.isMounted, mountNeeded);
    const { clock, log, look } = await open();
    expect((await look()).status).toBe(200);
    await disk.fill();
    clock.advance({ seconds: 60_000 / 1_000 });
    expect((await look()).status).toBe(503);
    expect(log).toEqual(["StoreNotWritable: Nothing can be saved: the disk is full (ENOSPC)."]);
    await disk.free();
    clock.advance({ seconds: 60_000 / 1_000 });
    expect((await look()).status).toBe(200);
  });
});
