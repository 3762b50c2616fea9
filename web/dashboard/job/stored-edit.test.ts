import { expect, test } from "vitest";
import { readEdit } from "./stored-edit.ts";

const draft = { base: {}, local: { notes: "Ring twice" }, reason: "" };
const since = "2026-11-20T17:00:00.000Z";

test("a stored edit opens again, also one of an earlier version", () => {
  expect(readEdit({ draft, form: "details", since })).toEqual({ draft, form: "details", since });
  const earlier = { draft: { opened: {}, mine: { notes: "Ring twice" }, reason: "" }, panel: "move", since };
  expect(readEdit(earlier)).toEqual({ draft, form: "move", since });
});

test.each([
  ["a form that the panel no longer has", { draft, form: "price", since }],
  ["the same of an earlier version", { draft, panel: "price", since }],
  ["no edit", null],
  ["another value", { draft }],
])("%s opens nothing", (_, value) => {
  expect(readEdit(value)).toBeNull();
});
