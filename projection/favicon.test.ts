import { expect, it } from "vitest";
import { favicon } from "./favicon.ts";

it("is an ICO file with one PNG of 32 by 32 pixels", () => {
  const bytes = favicon();
  const head = new DataView(bytes.buffer, bytes.byteOffset, 22);
  const kindAndCount = [0, 2, 4].map((at) => head.getUint16(at, true));
  expect(kindAndCount).toEqual([0, 1, 1]);
  expect([...bytes.subarray(6, 10)]).toEqual([32, 32, 0, 0]);
  expect([head.getUint16(10, true), head.getUint16(12, true)]).toEqual([1, 24]);
  expect([head.getUint32(14, true), head.getUint32(18, true)]).toEqual([bytes.length - 22, 22]);
  const png = new DataView(bytes.buffer, bytes.byteOffset + 22);
  expect(png.getUint32(0)).toBe(0x89_50_4e_47);
  // The PNG has the same size.
  expect([png.getUint32(16), png.getUint32(20)]).toEqual([32, 32]);
});
