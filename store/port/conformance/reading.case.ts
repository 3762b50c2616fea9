import { describe, expect, test } from "vitest";
import { bytesOf, stored, textOf, type LeftOut, type OpenStore, unlessLeftOut } from "./under-test.ts";

export const describeReading = (open: OpenStore, leftOut: LeftOut = {}): void => {
  const replacing = unlessLeftOut(leftOut.replacing);
  describe("get", () => {
    test("answers missing for a key that was never written", async () => {
      const { store } = await open();
      expect((await store.get("days/2026-11-27/00000001")).outcome).toBe("missing");
    });

    test("returns the bytes and the version of the newest put", async () => {
      const { store } = await open();
      const version = await stored(store, "days/2026-11-27/00000001", "one");
      expect(await store.get("days/2026-11-27/00000001")).toMatchObject({ outcome: "found", version });
      expect(await textOf(store, "days/2026-11-27/00000001")).toBe("one");
    });

    replacing("answers unchanged if `unless` is the newest version, and found otherwise", async () => {
      const { store } = await open();
      const first = await stored(store, "a", "one");
      expect((await store.get("a", { unless: first })).outcome).toBe("unchanged");
      const second = await stored(store, "a", "two", first);
      expect(await store.get("a", { unless: first })).toMatchObject({ outcome: "found", version: second });
      expect((await store.get("a", { unless: second })).outcome).toBe("unchanged");
    });

    test("answers missing for a deleted key, whatever `unless` says", async () => {
      const { store } = await open();
      const version = await stored(store, "a", "one");
      await store.delete("a");
      expect((await store.get("a", { unless: version })).outcome).toBe("missing");
    });

    replacing("shows a write to a second handle immediately", async () => {
      const { store, second } = await open();
      const first = await stored(store, "a", "one");
      expect(await textOf(second, "a")).toBe("one");
      const next = await stored(second, "a", "two", first);
      expect(await textOf(store, "a")).toBe("two");
      expect((await store.get("a", { unless: next })).outcome).toBe("unchanged");
      expect(await store.get("a", { unless: first })).toMatchObject({ outcome: "found", version: next });
    });

    test("does not share bytes with the caller", async () => {
      const { store } = await open();
      // A Buffer, because its slice() does not copy.
      const body = Buffer.from("one");
      const put = store.put("a", body, "absent");
      body.fill(0);
      await put;
      const found = await store.get("a");
      if (found.outcome === "found") found.body.fill(0);
      expect(await textOf(store, "a")).toBe("one");
    });
  });

  describe("bodies", () => {
    const bodies: [string, Uint8Array][] = [
      ["every byte value", Uint8Array.from({ length: 512 }, (_, index) => index % 256)],
      ["line ends first and last", bytesOf("\n{}\r\n\n")],
      ["no bytes", new Uint8Array()],
      ["one megabyte", new Uint8Array(1_048_576).map((_, index) => (index * 31) % 251)],
    ];
    test.each(bodies)("come back as they were put: %s", async (_, body) => {
      const { store } = await open();
      expect((await store.put("t/a", body, "absent")).outcome).toBe("stored");
      const found = await store.get("t/a");
      expect(found.outcome).toBe("found");
      if (found.outcome === "found") expect(Buffer.compare(found.body, body)).toBe(0);
    });

    replacing("a large body replaces a small one, and a small one a large one", async () => {
      const { store, second } = await open();
      const large = "x".repeat(1_000_000);
      const first = await stored(store, "a", "small");
      const version = await stored(second, "a", large, first);
      expect(await textOf(store, "a")).toBe(large);
      await stored(store, "a", "small again", version);
      expect(await textOf(second, "a")).toBe("small again");
      await store.delete("a");
      await stored(store, "a", large);
      expect(await textOf(second, "a")).toBe(large);
    });
  });
};
