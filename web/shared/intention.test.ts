import { expect, it } from "vitest";
import { intend } from "./intention.ts";

const keys = () => {
  let count = 0;
  return () => `key-${++count}`;
};

it("keeps its key and its first body for the same content", () => {
  const key = keys();
  const first = intend(null, { name: "Ana", filled_in_ms: 4000 }, key, ["filled_in_ms"]);
  expect(intend(first, { name: "Ana", filled_in_ms: 9000 }, key, ["filled_in_ms"])).toBe(first);
});

it("gets a new key for a changed body", () => {
  const key = keys();
  const first = intend(null, { name: "Ana" }, key);
  expect(intend(first, { name: "Bo" }, key)).toEqual({ key: "key-2", body: { name: "Bo" } });
});
