import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FakeTwilio } from "./fake-twilio.ts";
import { readIncomingText, readTextReport } from "./incoming-text.ts";
import { isSigned } from "./signature.ts";

/** Calls that the provider made, and whether each is signed. */
let calls: { url: string; fields: [string, string][]; signed: boolean }[];
let fake: FakeTwilio;
let base: string;

const receive: typeof fetch = async (input, init) => {
  const url = String(input instanceof Request ? input.url : input);
  const request = new Request(url, init);
  const fields = [...new URLSearchParams(await request.text())];
  const signature = request.headers.get("x-twilio-signature") ?? "";
  calls.push({ url, fields, signed: isSigned({ url, fields }, signature, ["token"]) });
  return new Response("<Response/>");
};

beforeEach(async () => {
  calls = [];
  fake = new FakeTwilio({ call: receive });
  base = await fake.listen();
});
afterEach(() => fake.close());

const fieldIn = (fields: [string, string][]) => (name: string) => fields.find(([one]) => one === name)?.[1] ?? null;

const send = async () =>
  await fetch(`${base}/2010-04-01/Accounts/AC1/Messages.json`, {
    method: "POST",
    body: new URLSearchParams({ To: "+16195550142", Body: "Hi", StatusCallback: "https://book.example/status?m=1" }),
  });

describe("a customer's text", () => {
  const read = async (fields: Record<string, string>) => {
    await fake.text("https://book.example/message", { From: "+16195550142", Body: "Hello", ...fields });
    return readIncomingText(fieldIn(calls.at(-1)?.fields ?? []));
  };

  test("arrives signed", async () => {
    expect(await read({ Body: "¿Qué tal? 😀 +" })).toEqual({
      id: "SMin1",
      from: "+16195550142",
      text: "¿Qué tal? 😀 +",
      photos: 0,
      keyword: null,
    });
    expect(calls.map(({ signed }) => signed)).toEqual([true]);
  });

  test("may have photos and no words, and the provider's own keyword", async () => {
    expect(await read({ Body: "", NumMedia: "3" })).toMatchObject({ text: "", photos: 3 });
    expect(await read({ Body: "arret", OptOutType: "STOP" })).toMatchObject({ keyword: "stop" });
  });

  test("is cleaned, and cut where the provider's own limit is", async () => {
    expect(await read({ Body: "  a\u202Eb\r\nc  " })).toMatchObject({ text: "ab\nc" });
    expect((await read({ Body: "x".repeat(5_000) }))?.text).toHaveLength(1_600);
  });

  test.each([
    ["From", "12345"],
    ["From", "whatsapp:+16195550142"],
    ["From", ""],
    ["MessageSid", "../x"],
  ])("is not read with %s '%s'", async (name, value) => {
    expect(await read({ [name]: value })).toBeNull();
  });
});

describe("a report", () => {
  test("says what became of a message", async () => {
    fake.modes.push({ later: [{ state: "sent" }, { state: "undelivered", code: 30_006 }] });
    await send();
    expect(await fake.deliver()).toEqual([200, 200]);
    expect(calls.map(({ url, signed, fields }) => ({ url, signed, read: readTextReport(fieldIn(fields)) }))).toEqual([
      {
        url: "https://book.example/status?m=1",
        signed: true,
        read: { state: "sent", provider_id: "SM1", code: null },
      },
      {
        url: "https://book.example/status?m=1",
        signed: true,
        read: { state: "undelivered", provider_id: "SM1", code: "30006" },
      },
    ]);
  });

  test("may come twice and out of order", async () => {
    fake.modes.push({ later: [{ state: "sent" }, { state: "delivered" }] });
    await send();
    await fake.deliver({ twice: true, backwards: true });
    expect(calls.map(({ fields }) => readTextReport(fieldIn(fields))?.state)).toEqual([
      "delivered",
      "delivered",
      "sent",
      "sent",
    ]);
  });

  test("of a state on the way says nothing", () => {
    expect(
      readTextReport(
        fieldIn([
          ["MessageSid", "SM1"],
          ["MessageStatus", "queued"],
        ]),
      ),
    ).toBeNull();
    expect(readTextReport(fieldIn([["MessageStatus", "delivered"]]))).toBeNull();
  });
});

test("a number that texted STOP is blocked by the provider", async () => {
  fake.stopped.add("+16195550142");
  const answer = await send();
  expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ code: 21_610 })]);
});
