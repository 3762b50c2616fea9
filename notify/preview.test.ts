import { describe, expect, test } from "vitest";
import { previewMessage, type Previewed } from "./preview.ts";
import { sampleValues } from "./sample-values.ts";

const booked: Previewed = {
  event: "booked",
  channel: "text",
  language: "en",
  values: sampleValues.en,
  own: {},
  keepAccents: false,
  shortName: null,
  business: { name: "Coastline Hauling", phone: "(619) 555-0100", postal_address: null },
  canReply: true,
  facts: [],
};
const codesOf = (change: Partial<Previewed>) =>
  previewMessage({ ...booked, ...change })?.warnings.map(({ code }) => code);

test("a text has its size, and an email its subject and both parts", () => {
  expect(previewMessage(booked)).toMatchObject({
    subject: null,
    html: null,
    encoding: "GSM-7",
    segments: 1,
    text: expect.stringMatching(/^Coastline Hauling: You're booked/),
    warnings: [],
  });
  expect(previewMessage({ ...booked, channel: "email", own: { email: { subject: "See you {{day}}" } } })).toMatchObject(
    {
      subject: "See you Tue, Dec 1",
      html: expect.stringContaining("<html"),
      text: expect.stringContaining("Hi Maria,"),
      segments: null,
    },
  );
});

test("a text has the short name", () => {
  expect(previewMessage({ ...booked, shortName: "Coastline" })?.text).toMatch(/^Coastline: /);
});

test("a reply has no words of its own", () => {
  expect(previewMessage({ ...booked, event: "reply" })).toBeNull();
});

describe("a warning says", () => {
  const link = "{{link}} STOP";
  test.each([
    ["that a long text costs more", { own: { text: `${"Long ".repeat(40)}${link}` } }, ["segments"]],
    ["which letter makes a text short", { own: { text: `🚚 ${link}` } }, ["segments", "special_letters"]],
    ["which word carriers read", { own: { text: `Reply YES to keep it. ${link}` } }, ["reply_word"]],
    ["that a shortened link is blocked", { own: { text: `https://bit.ly/abc ${link}` } }, ["short_link"]],
    ["that the page is not reachable", { own: { text: "Booked! STOP" } }, ["no_link"]],
    ["that the first text needs the way to stop", { own: { text: "Booked! {{link}}" } }, ["no_stop"]],
  ] as const)("%s", (_case, change, codes) => {
    expect(codesOf(change)).toEqual(codes);
  });

  test("nothing about the words that a business starts with", () => {
    expect(codesOf({ event: "running_late", own: {} })).toEqual([]);
    expect(codesOf({ language: "es", values: sampleValues.es })).toEqual([]);
  });
});
