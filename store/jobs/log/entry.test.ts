import { expect, test } from "vitest";
import { decodeEntry, encodeEntry, linesOf, type EntryHeader } from "./entry.ts";
import { UnreadableDocument } from "../../job-store.ts";

const header: EntryHeader = {
  v: 1,
  n: 42,
  write: "Zk1",
  process: "pK3",
  ms: 9,
  at: "2026-11-27T14:03:11.482Z",
  prev: "4f0c",
};
const records = [{ job: "261127-7K3Q", notes: 'line\nbreak, quote " and ü' }, { unref: "q0Zc" }];

test("an entry comes back as it was written, one record per line", () => {
  const { bytes, sum } = encodeEntry(header, linesOf(records));
  expect(Buffer.from(bytes).toString().split("\n")).toHaveLength(5);
  expect(decodeEntry("key", bytes)).toEqual({ header, records, sum });
  expect(sum).toMatch(/^[\w-]{22}$/);
});

test("every changed byte and every cut makes an entry damaged", () => {
  const { bytes } = encodeEntry(header, linesOf(records));
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = new Uint8Array(bytes);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(() => decodeEntry("key", changed)).toThrow(UnreadableDocument);
    expect(() => decodeEntry("key", bytes.subarray(0, index))).toThrow(UnreadableDocument);
  }
});
