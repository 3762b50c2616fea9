import { describe, expect, it } from "vitest";
import { createFormat } from "../../shared/format.ts";
import type { Message } from "./conversation.ts";
import { ageText, bodyOf, daysOf, sourceText, stateText } from "./message-text.ts";

const format = createFormat("en-US", "America/Los_Angeles");
const now = Date.parse("2026-12-03T18:40:00.000Z");
const from = (change: Partial<Message> = {}): Message => ({
  id: "m1",
  at: "2026-12-03T18:33:00.000Z",
  dir: "in",
  via: "text",
  by: { kind: "customer", name: "Mark" },
  text: "Can you come before 2?",
  state: "received",
  ...change,
});
const to = (change: Partial<Message> = {}) =>
  from({ dir: "out", by: { kind: "dispatcher", name: "Ana" }, state: "delivered", ...change });

describe("a thread", () => {
  it("is grouped by the business's days", () => {
    const days = daysOf(
      [
        from({ id: "a", at: "2026-11-30T16:41:00.000Z" }),
        from({ id: "b", at: "2026-12-03T07:59:00.000Z" }),
        from({ id: "c", at: "2026-12-03T08:01:00.000Z" }),
        from({ id: "d" }),
      ],
      format,
      now,
    );
    expect(days.map(({ label, messages }) => [label, messages.map(({ id }) => id)])).toEqual([
      ["Mon, Nov 30", ["a"]],
      ["Yesterday", ["b"]],
      ["Today", ["c", "d"]],
    ]);
  });

  it("says who wrote, how and when", () => {
    expect(sourceText(from(), "Mark", format)).toBe("Mark · text · 10:33 AM");
    expect(sourceText(to({ via: "page" }), "Mark", format)).toBe("Ana · tracking page · 10:33 AM");
    const automatic = to({ by: { kind: "system", name: "" }, event: "reminder", via: "email" });
    expect(sourceText(automatic, "Mark", format)).toBe("Sent automatically · email · 10:33 AM");
  });

  it("shows how many photos came with no words", () => {
    expect(bodyOf(from({ text: "", photos: 2 }))).toBe("Sent 2 photos");
    expect(bodyOf(to({ text: "", event: "reminder" }))).toBe("Reminder");
  });
});

describe("the state of a message", () => {
  it.each([
    [from(), ""],
    [to(), "Delivered"],
    [to({ state: "undelivered", code: "30006" }), "Not delivered: landline, so texts don’t arrive"],
    [to({ state: "parked", code: "99999" }), "Not sent: code 99999"],
    [to({ state: "sent", code: "250" }), "Sent"],
  ])("is in words", (one, words) => {
    expect(stateText(one)).toBe(words);
  });
});

it("shows a time today, a weekday within the week, and a date before", () => {
  expect(ageText("2026-12-03T18:33:00.000Z", format, now)).toBe("10:33 AM");
  expect(ageText("2026-12-02T18:33:00.000Z", format, now)).toBe("Wed");
  expect(ageText("2026-11-20T18:33:00.000Z", format, now)).toBe("Nov 20");
});
