import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeObjectStore } from "../../port/object-store.case.ts";
import { openSqliteObjectStore } from "./open-sqlite.ts";
import { systemRandom, testClock } from "../../../test/harness/machine.ts";

const freshFolder = () => mkdtemp(join(tmpdir(), "tailboard-sqlite-"));

describeObjectStore("SqliteObjectStore", async () => {
  const folder = await freshFolder();
  const clock = testClock(1_000_000);
  const open = () => openSqliteObjectStore({ folder, create: true, clock, random: systemRandom });
  const [store, second] = [await open(), await open()];
  return {
    store,
    second,
    moveClock: (ms) => clock.move(ms),
    close: async () => {
      await store.close();
      await second.close();
      await rm(folder, { recursive: true });
    },
  };
});

describeObjectStore("SqliteObjectStore below a prefix", async () => {
  const folder = await freshFolder();
  const clock = testClock(1_000_000);
  const open = () => openSqliteObjectStore({ folder, create: true, clock, random: systemRandom });
  const [whole, second] = [await open(), await open()];
  for (const key of ["a", "public.a", "publica", "zzz"]) await whole.put(key, new Uint8Array([1]), "absent");
  return {
    store: whole.under("public/"),
    second: second.under("public/"),
    moveClock: (ms) => clock.move(ms),
    close: async () => {
      await whole.close();
      await second.close();
      await rm(folder, { recursive: true });
    },
  };
});

describe("SqliteObjectStore", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await freshFolder();
  });
  afterEach(() => rm(folder, { recursive: true }));
  const clock = testClock(1_000_000);
  const open = (create = true) => openSqliteObjectStore({ folder, create, clock, random: systemRandom });
  const bytes = new Uint8Array([1, 2, 3]);

  test("opens again with everything that was stored", async () => {
    const store = await open();
    await store.put("a", bytes, "absent");
    await store.close();
    const again = await open(false);
    expect(await again.get("a")).toMatchObject({ outcome: "found", body: bytes });
    await again.close();
  });

  test("deleted bytes are no longer in the file", async () => {
    const store = await open();
    const secret = Buffer.from("Soderblom Ave ".repeat(300));
    await store.put("a", secret, "absent");
    await store.close();
    const file = join(folder, "tailboard.db");
    expect((await readFile(file)).includes("Soderblom")).toBe(true);
    const again = await open(false);
    await again.delete("a");
    await again.close();
    expect((await readFile(file)).includes("Soderblom")).toBe(false);
  });

  test("keeps its files for their owner only", async () => {
    const store = await open();
    await store.put("a", bytes, "absent");
    for (const file of ["tailboard.db", "tailboard.db-wal", "store.json"]) {
      expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
    }
    await store.close();
  });

  test("answers unavailable after it was closed, and finishes the writes before", async () => {
    const store = await open();
    const put = store.put("a", bytes, "absent");
    await store.close();
    expect((await put).outcome).toBe("stored");
    expect((await store.get("a")).outcome).toBe("unavailable");
    expect((await store.put("b", bytes, "absent")).outcome).toBe("unavailable");
    expect((await store.delete("a")).outcome).toBe("unavailable");
  });

  test("store time does not go back more than a minute when the clock is set back", async () => {
    const store = await open();
    clock.move(36 * 86_400_000);
    const deleted = await store.delete("a");
    if (deleted.outcome !== "deleted") throw new Error(deleted.outcome);
    await store.close();
    clock.move(-36 * 86_400_000);
    const again = await open();
    for (const answer of [await again.get("a"), await again.put("b", bytes, "absent"), await again.list("")]) {
      expect("at" in answer ? answer.at : 0).toBeGreaterThan(deleted.at - 60_000);
    }
    await again.close();
  });

  test("a read during which the process was suspended is unavailable", async () => {
    const reading = await openSqliteObjectStore({
      folder,
      create: true,
      clock: { ...clock, now: () => (clock.move(36 * 86_400_000), clock.now()) },
      random: systemRandom,
    });
    expect((await reading.get("a")).outcome).toBe("unavailable");
    await reading.close();
  });
});
