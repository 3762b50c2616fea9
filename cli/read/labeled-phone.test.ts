import { expect, test } from "vitest";
import { withLabel } from "./labeled-phone.ts";

const known = [{ number: "+16195550142", label: "Gate" }, { number: "+16195550143" }];

test.each([
  ["(619) 555-0142", "Gate"],
  ["+1 619 555 0142", "Gate"],
  ["6195550143", undefined],
  ["619-555-0199", undefined],
  // Too short to be the same number.
  ["0142", undefined],
])("%s keeps the label %s", (number, label) => {
  expect(withLabel(number, known)).toEqual(label === undefined ? { number } : { number, label });
});
