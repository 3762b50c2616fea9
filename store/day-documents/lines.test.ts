import fc from "fast-check";
import { expect, test } from "vitest";
import { addLines, join, readLines } from "./lines.ts";

const write = (parts: object[]): Buffer => {
  const chunks: Uint8Array[] = [];
  addLines(chunks, parts);
  return Buffer.from(join(chunks));
};
const any = () => true;
const parts = fc.array(fc.record({ id: fc.string({ unit: "binary" }), n: fc.integer() }), { maxLength: 8 });

test("whatever is written is read, and what did not change is the same object", () => {
  fc.assert(
    fc.property(parts, parts, (before, after) => {
      const known = readLines(write(before), [], any);
      expect(known).toEqual(before);
      const kept = known.slice(0, 3);
      const read = readLines(write([...kept, ...after]), known, any);
      expect(read).toEqual([...kept, ...after]);
      for (const [index, part] of kept.entries()) expect(read[index]).toBe(part);
    }),
  );
});

test("what is not whole lines of JSON is refused", () => {
  const known = readLines(write([{ a: 1 }, { b: 2 }]), [], any);
  for (const text of ['{"a":1},\n', '{"a":1}{"b":2}', '{"a":1},\n,\n{"b":2}', '{"a":1', "[]", '{"a":1}\n{"b":2}']) {
    expect(() => readLines(Buffer.from(text), known, any), text).toThrow();
  }
});
