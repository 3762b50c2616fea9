import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemRandom, testClock } from "../../../test/harness/machine.ts";
import { describeObjectStore } from "../../port/object-store.case.ts";
import { DamagedObject } from "../../port/object-store.ts";
import { FilesObjectStore } from "./files-object-store.ts";

const freshFolder = () => mkdtemp(join(tmpdir(), "tailboard-files-"));
const bytes = (text: string) => new TextEncoder().encode(text);
const page = { contentType: "text/html; charset=utf-8", cacheControl: "public, max-age=0" };

describeObjectStore(
  "FilesObjectStore",
  async () => {
    const folder = await freshFolder();
    const clock = testClock(1_000_000);
    return {
      store: new FilesObjectStore({ folder, clock, random: systemRandom }),
      second: new FilesObjectStore({ folder, clock, random: systemRandom }),
      moveClock: (ms) => clock.move(ms),
      close: () => rm(folder, { recursive: true }),
    };
  },
  {
    replacing: "Files have no atomic compare-and-swap between processes, and these objects never change.",
    nestedKeys: "A path is a file or a folder.",
    longSegments: "File systems allow 255 bytes in a name, and the name of the headers is 23 bytes longer.",
  },
);

describe("FilesObjectStore", () => {
  let folder: string;
  let store: FilesObjectStore;
  const clock = testClock(Date.UTC(2026, 10, 27));
  beforeEach(async () => {
    folder = await freshFolder();
    store = new FilesObjectStore({ folder: join(folder, "public"), clock, random: systemRandom });
  });
  afterEach(() => rm(folder, { recursive: true }));
  const file = (name: string) => join(folder, "public", name);

  test("an object is a plain file that only its owner can read", async () => {
    await store.put("releases/one/book.html", bytes("<p>"), "absent", page);
    expect(await readFile(file("releases/one/book.html"), "utf8")).toBe("<p>");
    for (const name of await readdir(file("releases/one"))) {
      expect((await stat(file(`releases/one/${name}`))).mode & 0o777).toBe(0o600);
    }
    for (const name of ["", "releases", "releases/one", "@tmp"])
      expect((await stat(file(name))).mode & 0o777).toBe(0o700);
    expect(await readdir(file("@tmp"))).toEqual([]);
  });

  test("other bytes under a version are refused, and nothing is stored", async () => {
    const put = await store.put("a", bytes("one"), "absent");
    if (put.outcome !== "stored") throw new Error(put.outcome);
    await expect(store.put("a", bytes("two"), { version: put.version })).rejects.toThrow(RangeError);
    expect(await store.get("a")).toMatchObject({ outcome: "found", version: put.version, body: bytes("one") });
  });

  test("the same bytes under their version get other headers", async () => {
    const put = await store.put("a", bytes("one"), "absent");
    if (put.outcome !== "stored") throw new Error(put.outcome);
    expect(await store.put("a", bytes("one"), put, page)).toMatchObject({ outcome: "stored", version: put.version });
    expect(await store.get("a")).toMatchObject({ body: bytes("one"), headers: page });
    await store.put("b", bytes("two"), "any", page);
    expect((await store.put("b", bytes("one"), put, page)).outcome).toBe("conflict");
    expect((await store.put("c", bytes("one"), put, page)).outcome).toBe("conflict");
    expect((await store.get("c")).outcome).toBe("missing");
  });

  test("a file that was changed by hand is damaged, until it is put again", async () => {
    await store.put("a", bytes("one"), "absent", page);
    await writeFile(file("a"), "two");
    const got = await store.get("a");
    expect(got).toMatchObject({ outcome: "unavailable", cause: expect.any(DamagedObject) });
    expect((await store.put("a", bytes("one"), "absent", page)).outcome).toBe("conflict");
    expect((await store.put("a", bytes("one"), "any", page)).outcome).toBe("stored");
    expect(await store.get("a")).toMatchObject({ outcome: "found", body: bytes("one"), headers: page });
  });

  test("a creation that lost its race leaves the headers of the winner", async () => {
    await store.put("a", bytes("one"), "absent", page);
    await store.put("a", bytes("two"), "absent", { ...page, cacheControl: "no-store" });
    expect(await store.get("a")).toMatchObject({ body: bytes("one"), headers: page });
  });

  test("a deletion leaves no file and no empty folder", async () => {
    await store.put("releases/one/book.html", bytes("<p>"), "absent", page);
    await store.put("releases/two/book.html", bytes("<p>"), "absent", page);
    await store.delete("releases/one/book.html");
    expect(await readdir(file("releases"))).toEqual(["two"]);
    await store.delete("releases/two/book.html");
    expect(await readdir(file(""))).toEqual(["@tmp"]);
  });

  test("a folder that refuses writes is unavailable, with the system's error", async () => {
    await writeFile(file(""), "a file in the place of the folder");
    expect(await store.put("a", bytes("one"), "absent")).toMatchObject({
      outcome: "unavailable",
      cause: expect.objectContaining({ code: expect.stringMatching(/ENOTDIR|EEXIST/) }),
    });
  });

  test("temporary files of a process that stopped are removed after an hour", async () => {
    await store.put("a", bytes("one"), "absent");
    await writeFile(file("@tmp/old"), "");
    await writeFile(file("@tmp/new"), "");
    const old = new Date(clock.now() - 3_600_001);
    await utimes(file("@tmp/old"), old, old);
    await store.removeOldTemporaries();
    expect(await readdir(file("@tmp"))).toEqual(["new"]);
  });
});
