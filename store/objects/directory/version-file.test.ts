import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { DamagedObject } from "../object-store.ts";
import { decodeHeader, decodeVersion, encodeHeader, type VersionFile } from "./version-file.ts";

const version: VersionFile = {
  number: 7,
  write: "w7w7w7w7w7w7",
  replaces: ["w6w6w6w6w6w6", "w5w5w5w5w5w5"],
  deleted: false,
};
const body = new TextEncoder().encode('{"jobs":[1,2,3]}');
const join = (head: Uint8Array | string, rest = body): Uint8Array =>
  new Uint8Array(Buffer.concat([typeof head === "string" ? Buffer.from(head) : head, rest]));

test.each([
  ["a version", version, body],
  ["a tombstone", { ...version, deleted: true }, new Uint8Array()],
] as const)("notices each flipped bit in the file of %s", (_, written, rest) => {
  const bytes = join(encodeHeader(written, rest), rest);
  expect(decodeVersion(7, bytes).version).toEqual(written);
  const unnoticed: number[] = [];
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = bytes.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    try {
      decodeVersion(7, flipped);
      unnoticed.push(bit);
    } catch (error) {
      if (!(error instanceof DamagedObject)) throw error;
    }
  }
  expect(unnoticed).toEqual([]);
});

test("a damaged header names no write, so the next version can be put on top", () => {
  const bytes = join(encodeHeader(version, body));
  bytes[12] = (bytes[12] ?? 0) ^ 1;
  expect(decodeHeader(7, bytes)).toEqual({ number: 7, write: "damaged", replaces: [], deleted: false });
});

test("reads files written before headers, or bodies, were covered", () => {
  const sum = crc32(body);
  for (const head of [
    `{"write":"w7w7w7w7w7w7","replaces":["w6w6w6w6w6w6","w5w5w5w5w5w5"],"crc32":${sum}}\n`,
    '{"write":"w7w7w7w7w7w7","replaces":["w6w6w6w6w6w6","w5w5w5w5w5w5"]}\n',
  ])
    expect(decodeVersion(7, join(head))).toEqual({ version, body });
});
