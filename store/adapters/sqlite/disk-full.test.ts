import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTinyDisk, type TinyDisk } from "../../../test/harness/tiny-disk.ts";
import { openSqliteObjectStore } from "./open-sqlite.ts";
import { systemClock, systemRandom } from "../../../test/harness/machine.ts";

let disk: TinyDisk;
beforeEach(async () => {
  disk = await openTinyDisk();
});
afterEach(() => disk.close());

test("a full disk is named, loses nothing confirmed, and ends when there is space again", async (context) => {
  context.skip(!disk.isMounted, "Only a user who may mount a file system can fill one.");
  const folder = join(disk.folder, "data");
  const store = await openSqliteObjectStore({ folder, create: true, clock: systemClock, random: systemRandom });
  const confirmed: string[] = [];
  await disk.fill();
  let refusals = 0;
  for (let index = 0; refusals < 3; index += 1) {
    const key = `days/2026-11-27/${String(index + 1).padStart(8, "0")}`;
    const put = await store.put(key, new Uint8Array(50_000), "absent");
    if (put.outcome === "stored") confirmed.push(key);
    else {
      refusals += 1;
      expect(put).toMatchObject({ outcome: "unavailable", cause: { code: "ENOSPC" } });
    }
  }
  expect(await store.list("")).toMatchObject({ keys: confirmed });
  await expect(store.tryWrite()).rejects.toMatchObject({ code: "ENOSPC" });
  await disk.free();
  await store.tryWrite();
  expect((await store.put("a", new Uint8Array(50_000), "absent")).outcome).toBe("stored");
  await store.close();
  const again = await openSqliteObjectStore({ folder, create: false, clock: systemClock, random: systemRandom });
  expect(await again.list("")).toMatchObject({ keys: ["a", ...confirmed] });
  await again.close();
});
