import { expect, it } from "vitest";
import { isWhole, notifyOf, sendsMessage } from "./tell.ts";

it("leaves the usual out of a call", () => {
  expect([notifyOf(true), notifyOf(false)]).toEqual([{}, { notify: false }]);
});

it("asks only about a change that sends a message", () => {
  const message = {
    event: "changed" as const,
    via: "text" as const,
    to: "+16195550142",
    language: "en" as const,
    subject: null,
    text: "You're all set.",
    held_until: null,
  };
  expect(sendsMessage(null)).toBe(false);
  expect(sendsMessage({ messages: [], silence: "no_consent" })).toBe(false);
  expect(sendsMessage({ messages: [message], silence: null })).toBe(true);
});

it.each([
  [{}, true],
  [{ phone: "619", email: "" }, false],
  [{ phone: "(619) 555-0142" }, true],
  [{ phone: null, email: "maria@" }, false],
  [{ email: "maria@example.com" }, true],
])("knows whether %j is typed to its end", (contact, whole) => {
  expect(isWhole(contact)).toBe(whole);
});
