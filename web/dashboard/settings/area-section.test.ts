import { describe, expect, it } from "vitest";
import { readCodes } from "./area-section.tsx";

describe("a list of postal codes", () => {
  it.each([
    ["92101, 92102;92103\n92104", ["92101", "92102", "92103", "92104"]],
    ["92101 92102  92103", ["92101", "92102", "92103"]],
    ["k1a 0b1\nK1A  0B1, k2b 1c1", ["K1A 0B1", "K2B 1C1"]],
    [" \n, ;", []],
    ["92101-1234 92101", ["92101"]],
  ])("%j", (typed, codes) => expect(readCodes(typed)).toEqual(codes));
});
