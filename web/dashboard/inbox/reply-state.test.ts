import { describe, expect, it } from "vitest";
import { channelOf, emptyReply, isQuiet, lengthOf, reduceReply, type ReplyEvent } from "./reply-state.ts";

const after = (text: string, ...events: ReplyEvent[]) => events.reduce(reduceReply, emptyReply(text));

describe("the reply box", () => {
  it("keeps what was typed until it was sent", () => {
    const typed: ReplyEvent = { type: "typed", text: "On it" };
    const failed = after("", typed, { type: "sending" }, { type: "failed", trouble: "You’re offline." });
    expect(failed).toMatchObject({ text: "On it", busy: false, trouble: "You’re offline." });
    expect(after("", typed, { type: "sending" }, { type: "sent" })).toEqual(emptyReply(""));
  });

  it("adds a saved reply to what is typed", () => {
    expect(after("Hi Mark. ", { type: "inserted", text: "We’re on our way." }).text).toBe("Hi Mark. We’re on our way.");
    expect(after("", { type: "inserted", text: "Thanks!" }).text).toBe("Thanks!");
  });

  it("forgets the question about the hour once the words or the channel change", () => {
    const late: ReplyEvent = { type: "asked", ask: { kind: "late", time: "10:40 PM" } };
    expect(after("Hi", late, { type: "chose", via: "email" }).ask).toBeNull();
    expect(after("Hi", late, { type: "typed", text: "Hi!" }).ask).toBeNull();
    const stale: ReplyEvent = { type: "asked", ask: { kind: "stale", newer: [] } };
    expect(after("Hi", stale, { type: "typed", text: "Hi!" }).ask).toEqual({ kind: "stale", newer: [] });
    expect(after("Hi", stale, { type: "kept_writing" })).toMatchObject({ text: "Hi", ask: null });
  });

  it("counts letters, not bytes", () => {
    expect(lengthOf(" 👍👍 ")).toBe(2);
  });
});

describe("the channel of a reply", () => {
  const channels = [
    { via: "text", why_not: "opted_out" },
    { via: "email", why_not: null },
    { via: "page", why_not: null },
  ] as const;

  it("is the chosen one, else the preferred one, else the first that is possible", () => {
    expect(channelOf("page", "email", channels)).toBe("page");
    expect(channelOf("text", "page", channels)).toBe("page");
    expect(channelOf(null, "text", channels)).toBe("email");
    expect(channelOf(null, null, [channels[0]])).toBeNull();
  });
});

it("knows the quiet hours, also over midnight", () => {
  const night = { from: "20:00", to: "08:00" };
  expect(["07:59", "08:00", "19:59", "20:00", "22:40"].map((time) => isQuiet(time, night))).toEqual([
    true,
    false,
    false,
    true,
    true,
  ]);
  expect(isQuiet("13:00", { from: "12:00", to: "14:00" })).toBe(true);
});
