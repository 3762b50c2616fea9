import { expect, it } from "vitest";
import { withIdempotencyKey } from "./keyed-request.ts";

const keys = () => {
  let count = 0;
  return () => `key-${++count}`;
};

it("keeps its key and its first body for the same content", () => {
  const key = keys();
  const first = withIdempotencyKey(null, { name: "Ana", filled_in_ms: 4000 }, key, ["filled_in_ms"]);
  expect(withIdempotencyKey(first, { name: "Ana", filled_in_ms: 9000 }, key, ["filled_in_ms"])).toBe(first);
});

it("gets a new key for a changed body", () => {
  const key = keys();
  const first = withIdempotencyKey(null, { name: "Ana" }, key);
  expect(withIdempotencyKey(first, { name: "Bo" }, key)).toEqual({ key: "key-2", body: { name: "Bo" } });
});
