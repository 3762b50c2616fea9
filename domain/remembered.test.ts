import { expect, test } from "vitest";
import { remembered } from "./remembered.ts";

test("makes a result once, again after too many others, and again after an error", () => {
  const made: string[] = [];
  const join = remembered(2, (a: string, b: string) => {
    made.push(`${a}${b}`);
    if (b === "fault" && made.length === 1) throw new Error("fault");
    return `${a}-${b}`;
  });
  expect(() => join("x", "fault")).toThrow("fault");
  expect([join("x", "fault"), join("x", "fault"), join("xf", "ault")]).toEqual(["x-fault", "x-fault", "xf-ault"]);
  expect(made).toEqual(["xfault", "xfault", "xfault"]);
  expect([join("y", "z"), join("y", "z"), join("x", "fault")]).toEqual(["y-z", "y-z", "x-fault"]);
  expect(made.slice(3)).toEqual(["yz", "xfault"]);
});
