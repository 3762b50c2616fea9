import { beforeEach, describe, expect, it } from "vitest";
import { effectOf } from "../../notify/incoming-effect.ts";
import { readIncomingText, readTextReport } from "../../notify/twilio/incoming-text.ts";
import { isSigned, sign } from "../../notify/twilio/signature.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import { overrideStore } from "../../test/harness/override-store.ts";
import {
  at,
  createTestApp,
  freshKey,
  goodBooking,
  owner,
  textAt,
  type TestApp,
  type TestAppOptions,
} from "../../test/harness/test-app.ts";
import { fieldOf, readForm } from "./read-signed-form.ts";

/** The calls of the text provider, over HTTP: who may make them, and what they change. */

const site = "http://localhost:4100";
const token = "primary-token";
const from = "+16195550100";
let texts = 0;

/** The environment of a business that texts by the provider. */
const providerWith = (tokens: string) => ({
  TAILBOARD_TWILIO_ACCOUNT_SID: "AC1",
  TAILBOARD_TWILIO_AUTH_TOKEN: tokens,
  TAILBOARD_TWILIO_FROM: "+16195550199",
});

let app: TestApp;
const open = async (options: TestAppOptions = {}) => {
  app = await createTestApp({ configured: providerWith(token), ...options });
};
beforeEach(() => open());

interface Post {
  path?: string;
  by?: string;
  signature?: string;
}

const post = async (fields: Record<string, string>, { path = message, by = token, signature }: Post = {}) =>
  await app.call("POST", path, {
    raw: new URLSearchParams(fields).toString(),
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": signature ?? sign({ url: site + path, fields: Object.entries(fields) }, by),
    },
  });

const message = "/api/v1/hooks/twilio/message";
const text = (body: string, more: Record<string, string> = {}) =>
  post({ MessageSid: `SM${(texts += 1)}`, From: from, To: "+16195550199", Body: body, NumMedia: "0", ...more });

const inbox = async () => {
  const { body } = await app.call("GET", "/api/v1/inbox", { as: owner });
  const items = at(body, "items");
  return Array.isArray(items) ? (items as { id: string }[]) : [];
};
const conversation = async (): Promise<unknown> => {
  const [first] = await inbox();
  if (first === undefined) throw new Error("The Inbox is empty");
  return (await app.call("GET", `/api/v1/conversations/${first.id}`, { as: owner })).body;
};
const book = async (change: object = {}) =>
  await app.call("POST", "/api/v1/bookings", {
    body: { ...goodBooking, ...change },
    headers: { "idempotency-key": freshKey() },
  });

describe("the signature", () => {
  it("lets a signed call through, and answers in the provider's own form", async () => {
    const answer = await text("Hello");
    expect([answer.status, answer.text]).toEqual([200, '<?xml version="1.0" encoding="UTF-8"?><Response/>']);
  });

  it.each([
    ["of another token", { by: "another" }],
    ["that is missing", { signature: "" }],
    ["of another call", { signature: sign({ url: site + message, fields: [] }, token) }],
  ])("%s is refused, and nothing is stored", async (_, how) => {
    const answer = await post({ MessageSid: "SMx", From: from, Body: "Hello" }, how);
    expect([answer.status, at(answer.body, "code")]).toEqual([403, "signature_invalid"]);
    expect(await inbox()).toEqual([]);
  });

  it("covers the path and query as they arrived, and never the Host header", async () => {
    const fields = { MessageSid: "SMq", From: from, Body: "Hello" };
    const target = `${message}?a=%7e&b`;
    const signature = sign({ url: site + target, fields: Object.entries(fields) }, token);
    const ask = async (host: string, url: string) =>
      await app.app.fetch(
        new Request(`http://${host}${message}?a=%7e&b`, {
          method: "POST",
          headers: {
            host,
            "x-forwarded-host": host,
            "x-twilio-signature": sign({ url, fields: Object.entries(fields) }, token),
          },
          body: new URLSearchParams(fields),
        }),
        { clientAddress: "127.0.0.1", target },
      );
    expect(isSigned({ url: site + target, fields: Object.entries(fields) }, signature, [token])).toBe(true);
    expect((await ask("localhost:4100", site + target)).status).toBe(200);
    expect((await ask("evil.example", `http://evil.example${target}`)).status).toBe(403);
  });

  it("may be of either token while one is replaced", async () => {
    await open({ configured: providerWith(`new-token,${token}`) });
    expect((await text("Hello")).status).toBe(200);
    expect((await post({ MessageSid: "SM900", From: from, Body: "Hi" }, { by: "new-token" })).status).toBe(200);
  });

  it("is of no use while texts are not set up", async () => {
    await open({ configured: {} });
    expect((await text("Hello")).status).toBe(403);
  });
});

describe("a customer's text", () => {
  it("is kept once, although the provider repeats the call", async () => {
    for (let count = 0; count < 3; count += 1) await text("Is Friday OK?", { MessageSid: "SMsame" });
    expect(await conversation()).toMatchObject({
      contact: { kind: "phone", value: from },
      needs_reply: true,
      messages: [{ id: "SMsame", dir: "in", via: "text", text: "Is Friday OK?", state: "received" }],
    });
  });

  it("is filed under the only open job of its number", async () => {
    const job = textAt((await book()).body, "job", "id");
    await text("Here is the gate code");
    expect(await conversation()).toMatchObject({ name: "Mark", jobs: [job], messages: [{ job }] });
  });

  it("is filed under no job if there are several", async () => {
    await book();
    await book({ day: "2026-11-28" });
    await text("Which one?");
    expect(await conversation()).toMatchObject({ name: "Mark", jobs: [] });
  });

  it("may be photos without words", async () => {
    await text("", { NumMedia: "2" });
    expect(await conversation()).toMatchObject({ needs_reply: true, messages: [{ text: "", photos: 2 }] });
  });

  it("from a short code or another network is not kept", async () => {
    for (const sender of ["72645", "whatsapp:+16195550100"])
      expect((await text("Hi", { From: sender })).status).toBe(200);
    expect(await inbox()).toEqual([]);
  });
});

describe("a keyword", () => {
  it("STOP ends texts and needs no reply", async () => {
    await text("Stop");
    expect(await conversation()).toMatchObject({ opt_out: { how: "keyword", text: "Stop" }, needs_reply: false });
  });

  it("a sentence ends texts, and the office can take that back", async () => {
    await text("please stop texting me");
    const before = await conversation();
    expect(before).toMatchObject({ opt_out: { how: "sentence" }, needs_reply: true });
    const undone = await app.call("PATCH", `/api/v1/conversations/${textAt(before, "id")}`, {
      as: owner,
      headers: { "if-match": `"${String(at(before, "rev"))}"` },
      body: { do_not_text: false },
    });
    expect(undone.body).toMatchObject({ opt_out: null });
  });

  it("CANCEL ends texts, and a person asks about the job, which stays", async () => {
    const job = textAt((await book()).body, "job", "id");
    await text("CANCEL");
    expect(await conversation()).toMatchObject({ flags: { may_cancel: true }, needs_reply: true });
    const answer = await app.call("GET", `/api/v1/jobs/${job}`, { as: owner });
    expect(at(answer.body, "status")).toBe("booked");
  });

  it("START allows texts again, also by the provider's own reading", async () => {
    await text("STOP");
    await text("unstop please", { OptOutType: "START" });
    expect(await conversation()).toMatchObject({ reply: { channels: [{ via: "text", why_not: null }, {}, {}] } });
  });

  it("is answered only if the provider does not", async () => {
    await text("HELP");
    expect(at(await conversation(), "messages")).toHaveLength(1);
    await app.services.messageSettings.change((settings) => ({ ...settings, keywords_by_provider: false }));
    await text("STOP");
    const messages = at(await conversation(), "messages");
    expect(messages).toHaveLength(3);
    expect(messages).toMatchObject([{}, {}, { dir: "out", text: expect.stringContaining("You won't get more texts") }]);
  });
});

describe("a report", () => {
  const status = (query: string) => `/api/v1/hooks/twilio/status?${query}`;

  it("of an unknown message changes nothing", async () => {
    for (const query of ["m=x&c=0123456789abcdef0123456789abcdef", "m=x&c=../../settings", "", "m=&c="])
      expect((await post({ MessageSid: "SM1", MessageStatus: "delivered" }, { path: status(query) })).status).toBe(200);
  });

  it("must be signed with its query", async () => {
    const fields = { MessageSid: "SM1", MessageStatus: "delivered" };
    const signature = sign({ url: site + status("m=a&c=b"), fields: Object.entries(fields) }, token);
    expect((await post(fields, { path: status("m=a&c=c"), signature })).status).toBe(403);
  });
});

describe("a store that is down", () => {
  it("gives 503, so that the provider sends the text again, and nothing is lost", async () => {
    const objects = new MemoryObjectStore(() => app.clock.now());
    let isDown = false;
    const store = overrideStore(objects, {
      put: (...call) =>
        isDown ? Promise.resolve({ outcome: "unavailable", cause: new Error("down") }) : objects.put(...call),
    });
    await open({ objects: store });
    isDown = true;
    expect((await text("Hello", { MessageSid: "SMdown" })).status).toBe(503);
    isDown = false;
    expect((await text("Hello", { MessageSid: "SMdown" })).status).toBe(200);
    expect(await conversation()).toMatchObject({ messages: [{ id: "SMdown", text: "Hello" }] });
  });
});

describe("bodies of any bytes", () => {
  /** The names of the tests print it, so that a failure repeats. */
  const seed = Number(process.env["TAILBOARD_SEED"] ?? 20_261_201);
  const numbers = (start: number) => {
    let state = start;
    return () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 9;
    };
  };
  const pieces = [
    "&From=%2B16195550100",
    "&MessageSid=SM7",
    "&MessageStatus=delivered",
    "Body=",
    "&",
    "=",
    "%",
    "%zz",
    "+",
    "\u0000",
    "\u00ff",
    "ñ",
    "😀",
  ];

  /** Every fourth body has bytes that are not UTF-8 between the pieces of a form. */
  const bodies = function* (count: number): Generator<Uint8Array<ArrayBuffer>> {
    const next = numbers(seed);
    for (let round = 0; round < count; round += 1) {
      const text = Array.from({ length: next() % 8 }, () => pieces[next() % pieces.length]).join("");
      const bytes = new TextEncoder().encode(text);
      yield round % 4 === 0 ? new Uint8Array([...bytes, ...Array.from({ length: next() % 24 }, () => next())]) : bytes;
    }
  };

  it(`are read without an error, 100,000 of them (TAILBOARD_SEED=${seed})`, () => {
    let read = 0;
    for (const raw of bodies(100_000)) {
      const form = readForm(raw);
      const field = (name: string) => fieldOf(form, name);
      const { length } = sign({ url: site, fields: form }, token);
      if (length !== 28) throw new Error(`Signed with ${length} characters: ${raw.toString()}`);
      const text = readIncomingText(field);
      if (text !== null) effectOf(text);
      if (text !== null || readTextReport(field) !== null) read += 1;
    }
    expect(read).toBeGreaterThan(1_000);
  });

  it(`give no error of ours, 1,500 of them (TAILBOARD_SEED=${seed})`, async () => {
    const statuses = new Set<number>();
    let round = 0;
    for (const raw of bodies(1_500)) {
      round += 1;
      const path = round % 2 === 0 ? message : "/api/v1/hooks/twilio/status?m=x&c=y";
      // A third is signed, so that the handlers read it.
      const signature = round % 3 === 0 ? sign({ url: site + path, fields: readForm(raw) }, token) : "AAAA";
      const response = await app.app.fetch(
        new Request(site + path, { method: "POST", body: raw, headers: { "x-twilio-signature": signature } }),
        { clientAddress: "127.0.0.1", target: path },
      );
      statuses.add(response.status);
    }
    expect([...statuses].toSorted((one, other) => one - other)).toEqual([200, 403]);
    expect(app.faults).toEqual([]);
  });
});
