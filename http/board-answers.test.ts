import { expect, test } from "vitest";
import { BoardAnswers } from "./board-answers.ts";

const textOf = (body: Uint8Array) => new TextDecoder().decode(body);
const friday = { day: "2026-11-27", audience: "office" };

test("renders a board once while its ETag is the same", () => {
  const answers = new BoardAnswers();
  let rendered = 0;
  const render = () => ({ rendered: (rendered += 1) });
  for (let count = 0; count < 3; count += 1) expect(textOf(answers.get(friday, '"1"', render))).toBe('{"rendered":1}');
  expect(textOf(answers.get(friday, '"2"', render))).toBe('{"rendered":2}');
});

test("keeps the answers of days and audiences apart, although their ETags are equal", () => {
  const answers = new BoardAnswers();
  const keys = [friday, { ...friday, audience: "crew " }, { ...friday, day: "2026-11-28" }];
  for (const key of keys) expect(textOf(answers.get(key, '"1"', () => key))).toBe(JSON.stringify(key));
  for (const key of keys) expect(textOf(answers.get(key, '"1"', () => ({})))).toBe(JSON.stringify(key));
});

test("forgets the answer that was least recently used", () => {
  const answers = new BoardAnswers();
  const at = (index: number, value: string) =>
    textOf(answers.get({ day: `day ${index}`, audience: "office" }, '"1"', () => ({ value })));
  for (let index = 0; index < 64; index += 1) at(index, "old");
  at(0, "new");
  at(64, "old");
  expect(at(0, "new")).toContain("old");
  expect(at(1, "new")).toContain("new");
});
