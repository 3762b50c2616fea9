import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeObjectStore } from "../object-store.case.ts";
import { DamagedObject, type KeptVersion, type ObjectStore, type Version } from "../object-store.ts";
import { DirectoryObjectStore, type DirectoryOptions } from "./directory-object-store.ts";
import { NodeFileSystem } from "./node-file-system.ts";

const clock = { now: () => Date.now(), sleep: async () => undefined };
const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)), fraction: () => 0.5 };

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tailboard-directory-"));
});
afterEach(() => rm(root, { recursive: true }));

const open = (options: Partial<DirectoryOptions> = {}): DirectoryObjectStore =>
  new DirectoryObjectStore(root, { clock, random, ...options });

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const stored = async (store: ObjectStore, key: string, text: string, version?: Version): Promise<Version> => {
  const put = await store.put(key, bytesOf(text), version === undefined ? "absent" : { version });
  if (put.outcome !== "stored") throw new Error(`${key} was not stored: ${put.outcome}`);
  return put.version;
};
const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};
const allOf = async (versions: AsyncIterable<KeptVersion>): Promise<KeptVersion[]> => {
  const all: KeptVersion[] = [];
  for await (const version of versions) all.push(version);
  return all;
};
const refusing = (code: string): never => {
  throw Object.assign(new Error(code), { code });
};

describeObjectStore("DirectoryObjectStore", () => ({ store: open(), second: open() }));

describe("on disk", () => {
  test("each key is a folder, each version a line of JSON and the body as it is", async () => {
    const version = await stored(open(), "days/2026-11-27.json", '{"jobs":[]}');
    await stored(open(), "days/2026-11-27.json", '{"jobs":[1]}', version);
    expect((await readdir(join(root, "days/2026-11-27.json"))).toSorted()).toEqual(["@00000001", "@00000002"]);
    const [header = "", body] = (await readFile(join(root, "days/2026-11-27.json/@00000002"), "utf8")).split("\n");
    expect(body).toBe('{"jobs":[1]}');
    const write = version.slice("1.".length);
    const sum = crc32('{"jobs":[1]}');
    expect(JSON.parse(header)).toEqual({
      write: expect.stringMatching(/^[\w-]{12}$/),
      replaces: [write],
      crc32: sum,
      head: expect.any(Number),
    });
    expect(await readdir(join(root, "@tmp"))).toEqual([]);
  });

  test("the headers of an object are in that line, and a file of before they were is read without", async () => {
    const headers = { contentType: "text/html; charset=utf-8", cacheControl: "max-age=0, s-maxage=2" };
    await open().put("page", bytesOf("<p>"), "absent", headers);
    const file = join(root, "page/@00000001");
    const [line = "", body] = (await readFile(file, "utf8")).split("\n");
    expect(JSON.parse(line)).toMatchObject({ headers, crc32: crc32("<p>") });
    expect(body).toBe("<p>");
    const { write, replaces, crc32: sum } = JSON.parse(line) as Record<string, unknown>;
    await writeFile(file, `${JSON.stringify({ write, replaces, crc32: sum })}\n<p>`);
    const found = await open().get("page");
    expect(found).toMatchObject({ outcome: "found", body: bytesOf("<p>") });
    expect(found).not.toHaveProperty("headers");
  });

  test("only the owner may look: folders 0700, files 0600", async () => {
    const made = join(root, "made/by/the/store");
    await stored(new DirectoryObjectStore(made, { clock, random }), "days/a", "");
    const modeOf = async (path: string): Promise<number> => (await stat(join(made, path))).mode & 0o777;
    for (const folder of [".", "..", "@tmp", "days", "days/a"]) expect(await modeOf(folder)).toBe(0o700);
    expect(await modeOf("days/a/@00000001")).toBe(0o600);
  });

  test("a version names its last sixteen predecessors, newest first", async () => {
    const store = open();
    const writes: string[] = [];
    let version = await stored(store, "a", "");
    for (let number = 2; number <= 20; number += 1) {
      writes.unshift(version.split(".")[1] ?? "");
      version = await stored(store, "a", "", version);
    }
    const header = (await readFile(join(root, "a/@00000020"), "utf8")).split("\n")[0] ?? "";
    expect(JSON.parse(header)).toMatchObject({ replaces: writes.slice(0, 16) });
  });

  test("files that a person or a desktop leaves there are no keys", async () => {
    await stored(open(), "days/a", "one");
    await writeFile(join(root, ".DS_Store"), "");
    await writeFile(join(root, "days/notes.txt"), "");
    await mkdir(join(root, "days/empty"));
    await writeFile(join(root, "days/a/notes.txt"), "");
    expect(await open().list("")).toMatchObject({ keys: ["days/a"], more: false });
    expect(await open().get("days/notes.txt")).toEqual({ outcome: "missing" });
    expect(await open().get("days/empty")).toEqual({ outcome: "missing" });
  });

  test("a file that does not begin as a version does makes its key unavailable, not missing", async () => {
    await stored(open(), "a", "one");
    await writeFile(join(root, "a/@00000002"), "edited");
    expect((await open().get("a")).outcome).toBe("unavailable");
  });

  const damages: [string, (bytes: Buffer) => Buffer][] = [
    ["cut off in its body", (bytes) => bytes.subarray(0, bytes.length - 2)],
    ["cut off in its first line", (bytes) => bytes.subarray(0, 10)],
    ["empty", () => Buffer.alloc(0)],
    ["turned in one bit, and JSON still", (bytes) => flipped(bytes, bytes.length - 2)],
    ["turned in one bit of its first line", (bytes) => flipped(bytes, 2)],
  ];
  test.each(damages)(
    "a version file that is %s is told apart, and can be replaced by its predecessor",
    async (_how, damage) => {
      const first = await stored(open(), "days/a", '{"jobs":[1]}');
      await stored(open(), "days/a", '{"jobs":[2]}', first);
      const path = join(root, "days/a/@00000002");
      const whole = await readFile(path);
      await rm(path);
      await writeFile(path, damage(whole));
      const store = open();
      const got = await store.get("days/a");
      expect(got.outcome === "unavailable" && got.cause).toBeInstanceOf(DamagedObject);
      expect(await store.list("")).toMatchObject({ keys: ["days/a"] });
      expect((await store.put("days/a", bytesOf("x"), "absent")).outcome).toBe("exists");

      const kept = await allOf(store.history("days/a"));
      expect(kept.map(({ damaged }) => damaged)).toEqual([true, false]);
      expect(kept[1]).toEqual({ version: first, body: bytesOf('{"jobs":[1]}'), damaged: false });
      const mended = await open().put("days/a", bytesOf('{"jobs":[1]}'), { version: kept[0]?.version ?? first });
      expect(mended.outcome).toBe("stored");
      for (const reader of [store, open()]) {
        expect(await reader.get("days/a")).toMatchObject({ outcome: "found", body: bytesOf('{"jobs":[1]}') });
      }
      expect((await readdir(join(root, "days/a"))).length).toBe(3);
      // Two who mend at once: the second is told that it came too late.
      expect((await open().put("days/a", bytesOf("late"), { version: kept[0]?.version ?? first })).outcome).toBe(
        "conflict",
      );
    },
  );

  test("a deletion is a version without bytes; what lay there before is kept", async () => {
    const version = await stored(open(), "a", "one");
    await open().delete("a", version);
    expect((await allOf(open().history("a"))).map(({ body }) => body)).toEqual([null, bytesOf("one")]);
    expect(await allOf(open().history("b"))).toEqual([]);
  });

  test("a running store outlives the removal of its folder", async () => {
    const store = open();
    await stored(store, "days/a", "one");
    await rm(root, { recursive: true });
    expect(await store.get("days/a")).toEqual({ outcome: "missing" });
    await stored(store, "days/a", "two");
    await stored(store, "days/b", "three");
  });
});

describe("when the disk says no", () => {
  const breaking = (broken: Partial<NodeFileSystem>): DirectoryObjectStore =>
    open({ fs: Object.assign(new NodeFileSystem(), broken) });

  test.each(["ENOSPC", "EROFS", "EACCES"])("%s before the link: unavailable, and nothing is left", async (code) => {
    await stored(open(), "a", "one");
    const full = breaking({ create: async () => refusing(code) });
    expect((await full.put("b", bytesOf(""), "absent")).outcome).toBe("unavailable");
    const unlinkable = breaking({ link: async () => refusing(code) });
    expect((await unlinkable.put("b", bytesOf(""), "absent")).outcome).toBe("unavailable");
    expect(await readdir(join(root, "@tmp"))).toEqual([]);
    expect(await open().list("")).toMatchObject({ keys: ["a"] });
    await stored(open(), "b", "two");
  });

  test("the folder's fsync fails after the link: unknown, and the version is never taken back", async () => {
    const version = await stored(open(), "a", "one");
    const broken = breaking({ syncFolder: async () => refusing("EIO") });
    expect((await broken.put("a", bytesOf("two"), { version })).outcome).toBe("unknown");
    expect(await open().get("a")).toMatchObject({ body: bytesOf("two") });
    expect((await broken.put("b", bytesOf("new"), "absent")).outcome).toBe("unavailable");
  });

  test("the link fails in a way that may have made the name: unknown", async () => {
    const version = await stored(open(), "a", "one");
    expect((await breaking({ link: async () => refusing("EIO") }).delete("a", version)).outcome).toBe("unknown");
  });

  test("a network file system says EEXIST to its own repeated request: stored", async () => {
    const version = await stored(open(), "a", "one");
    const real = new NodeFileSystem();
    const link = async (from: string, to: string): Promise<void> => {
      await real.link(from, to);
      refusing("EEXIST");
    };
    expect((await breaking({ link }).put("a", bytesOf("two"), { version })).outcome).toBe("stored");
    expect((await breaking({ link }).put("b", bytesOf("new"), "absent")).outcome).toBe("stored");
  });

  test("reads: unavailable", async () => {
    const version = await stored(open(), "a", "one");
    const broken = breaking({ names: async () => refusing("EIO"), head: async () => refusing("EIO") });
    expect((await broken.get("a")).outcome).toBe("unavailable");
    expect((await broken.list("")).outcome).toBe("unavailable");
    expect((await broken.put("a", bytesOf("two"), { version })).outcome).toBe("unavailable");
  });
});

describe("what a call costs", () => {
  const counting = (): { store: DirectoryObjectStore; calls: () => Record<string, number> } => {
    let counts: Record<string, number> = {};
    const fs = new Proxy(new NodeFileSystem(), {
      get(target, verb: keyof NodeFileSystem) {
        const method: unknown = Reflect.get(target, verb);
        if (typeof method !== "function") return method;
        return (...given: unknown[]): unknown => {
          counts[verb] = (counts[verb] ?? 0) + 1;
          return Reflect.apply(method, target, given);
        };
      },
    });
    return {
      store: open({ fs }),
      calls: () => {
        const counted = counts;
        counts = {};
        return counted;
      },
    };
  };

  test("a commit: two fsyncs (the file's and the folder's) and no listing", async () => {
    const { store, calls } = counting();
    const version = await stored(store, "days/a", "one");
    calls();
    await stored(store, "days/a", "two", version);
    expect(calls()).toEqual({ exists: 1, create: 1, link: 1, unlink: 1, syncFolder: 1, head: 1 });
  });

  test("a poll: two calls, whatever the folder holds", async () => {
    const { store, calls } = counting();
    let version = await stored(store, "days/a", "0");
    for (let index = 1; index < 40; index += 1) version = await stored(store, "days/a", String(index), version);
    calls();
    expect(await store.get("days/a", { unless: version })).toEqual({ outcome: "unchanged" });
    expect(calls()).toEqual({ exists: 1, head: 1 });
    await store.get("days/a");
    expect(calls()).toEqual({ exists: 1, read: 1 });
  });

  test("a new key beside others: three fsyncs, two of them at once", async () => {
    const { store, calls } = counting();
    await stored(store, "tokens/a", "one");
    calls();
    await stored(store, "tokens/b", "two");
    expect(calls()).toEqual({ makeFolder: 1, create: 1, link: 1, unlink: 1, syncFolder: 2, names: 1 });
  });
});
