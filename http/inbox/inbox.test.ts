import { beforeEach, describe, expect, it } from "vitest";
import { instantOf } from "../../domain/clock.ts";
import { keepMessages } from "../../test/harness/keep-messages.ts";
import {
  at,
  createTestApp,
  freshKey,
  goodBooking,
  owner,
  textAt,
  type CallOptions,
  type TestApp,
} from "../../test/harness/test-app.ts";

/** The Inbox over HTTP, on the real stores. */

let app: TestApp;
let job: string;
let token: string;
const key = "+16195550100";

beforeEach(async () => {
  app = await createTestApp();
  const { body } = await app.call("POST", "/api/v1/bookings", {
    body: { ...goodBooking, customer: { ...goodBooking.customer, email: "mark@example.com" } },
    headers: { "idempotency-key": freshKey() },
  });
  job = textAt(body, "job", "id");
  token = textAt(body, "tracking_token");
});

const call = (method: string, path: string, options: CallOptions = {}) =>
  app.call(method, `/api/v1/${path}`, { as: owner, ...options });
const get = async (path: string): Promise<unknown> => (await call("GET", path)).body;
const track = async (action = "", body?: object) =>
  await app.call(body === undefined ? "GET" : "POST", `/api/v1/tracking${action}`, {
    headers: { authorization: `Bearer ${token}`, "idempotency-key": freshKey() },
    ...(body === undefined ? {} : { body }),
  });

/** A text from the customer, and the conversation after it. */
const receive = async (text: string, more: { id?: string; texts?: "stop" | "start" } = {}) => {
  app.clock.advance({ seconds: 1 });
  const { conversation } = await app.services.conversations.receive({
    id: more.id ?? `SM${app.clock.now()}`,
    contact: { kind: "phone", value: key },
    at: instantOf(app.clock.now()),
    via: "text",
    text,
    name: "Mark",
    job,
    needs_reply: true,
    ...(more.texts === undefined ? {} : { texts: more.texts }),
  });
  return conversation;
};
const reply = (id: string, rev: number, body: object, headers: Record<string, string> = {}) =>
  call("POST", `conversations/${id}/messages`, { body, headers: { "if-match": `"${rev}"`, ...headers } });
const patch = (id: string, rev: number, body: object) =>
  call("PATCH", `conversations/${id}`, { body, headers: { "if-match": `"${rev}"` } });

describe("the list", () => {
  it("has the newest message first, and counts what needs a reply", async () => {
    expect(await get("inbox/summary")).toEqual({ needs_reply: 0, seq: 0 });
    const { id } = await receive("Is Friday OK?");
    const { conversation: other } = await keepMessages(app, job);
    expect(await get("inbox")).toMatchObject({
      items: [
        { id, name: "Mark", snippet: "Is Friday OK?", via: "text", dir: "in", needs_reply: true, assigned: null, job },
        { id: other },
      ],
      next_cursor: null,
    });
    expect(await get("inbox/summary")).toEqual({ needs_reply: 2, seq: 2 });
  });

  it("finds by name, phone and words, and by state and person", async () => {
    const { id, rev } = await receive("Is Friday OK?");
    await keepMessages(app, job);
    const found = async (query: string) => {
      const items = at(await get(`inbox?${query}`), "items");
      return Array.isArray(items) ? items.length : -1;
    };
    for (const [query, count] of [
      ["q=friday", 1],
      ["q=ortega", 1],
      ["q=555-0100", 1],
      ["q=nothing", 0],
      ["state=open", 2],
      ["state=done", 0],
      ["assigned=none", 2],
      ["assigned=me", 0],
      ["limit=1", 1],
    ] as const)
      expect([query, await found(query)]).toEqual([query, count]);
    await patch(id, rev, { state: "done" });
    expect([await found("state=open"), await found("state=done")]).toEqual([1, 1]);
  });

  it("has pages", async () => {
    await receive("Is Friday OK?");
    await keepMessages(app, job);
    const first = await get("inbox?limit=1");
    const second = await get(`inbox?limit=1&cursor=${textAt(first, "next_cursor")}`);
    expect([at(first, "items", "0", "name"), at(second, "items", "0", "name")]).toEqual(["Mark", "Maria Ortega"]);
    expect(at(second, "next_cursor")).toBeNull();
    expect((await call("GET", "inbox?cursor=nonsense")).status).toBe(422);
  });
});

describe("a conversation", () => {
  it("is assigned, marked as answered, and closed to texts", async () => {
    const secret = await app.signIn("dispatcher");
    expect(secret).not.toBe("");
    const { id, rev } = await receive("Hello");
    const changed = await patch(id, rev, { assigned: "user-dispatcher-office", state: "done", do_not_text: true });
    expect(changed.body).toMatchObject({ assigned: "user-dispatcher-office", needs_reply: false, do_not_text: true });
    expect(changed.headers.get("etag")).toBe(`"${String(at(changed.body, "rev"))}"`);
    expect(at((await patch(id, rev, { state: "open" })).body, "code")).toBe("stale");
    const next = Number(at(changed.body, "rev"));
    expect(at((await patch(id, next, { assigned: "user-nobody" })).body, "errors", "0", "code")).toBe("unknown_user");
    expect((await patch(id, next, { assigned: null })).body).toMatchObject({ assigned: null });
  });

  it("has older messages behind the first one", async () => {
    let last = await receive("Message 0");
    for (let count = 1; count < 105; count += 1) last = await receive(`Message ${count}`);
    const newest = await get(`conversations/${last.id}`);
    expect([at(newest, "messages", "0", "text"), at(newest, "more")]).toEqual(["Message 5", true]);
    const older = await get(`conversations/${last.id}?before=${textAt(newest, "messages", "0", "id")}`);
    expect([at(older, "messages", "0", "text"), at(older, "more")]).toEqual(["Message 0", false]);
    expect((await call("GET", `conversations/${last.id}?before=unknown`)).status).toBe(404);
  });
});

describe("an answer", () => {
  it("goes the way that the customer wrote, once for each key", async () => {
    const { id, rev } = await receive("Is Friday OK?");
    const headers = { "idempotency-key": freshKey() };
    const first = await reply(id, rev, { text: "Yes, it is." }, headers);
    expect([first.status, first.body]).toMatchObject([
      201,
      // It was tried within the call. Without a provider it is kept.
      { dir: "out", via: "text", text: "Yes, it is.", event: "reply", job, segments: 1, state: "local" },
    ]);
    const again = await reply(id, rev, { text: "Yes, it is." }, headers);
    expect(textAt(again.body, "id")).toBe(textAt(first.body, "id"));
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(at((await reply(id, rev, { text: "No." }, headers)).body, "code")).toBe("idempotency_key_reused");
    expect(await get(`conversations/${id}`)).toMatchObject({ needs_reply: false, messages: [{}, { dir: "out" }] });
  });

  it("is refused with the colleague's answer if one was sent since the conversation was read", async () => {
    const { id, rev } = await receive("Is Friday OK?");
    await reply(id, rev, { text: "Yes, it is." });
    const second = await reply(id, rev, { text: "No, sorry." });
    expect([second.status, at(second.body, "code")]).toEqual([412, "stale"]);
    expect(at(second.body, "current", "messages", "1", "text")).toBe("Yes, it is.");
    // "Send anyway" sends the revision that the answer had.
    const now = Number(at(second.body, "current", "rev"));
    expect(second.headers.get("etag")).toBe(`"${now}"`);
    expect((await reply(id, now, { text: "Sorry, Saturday." })).status).toBe(201);
    expect((await call("POST", `conversations/${id}/messages`, { body: { text: "Hi" } })).status).toBe(428);
  });

  it("needs a way that is possible", async () => {
    const { id, rev } = await receive("STOP", { texts: "stop" });
    const text = await reply(id, rev, { text: "Hi", via: "text" });
    expect([text.status, text.body]).toMatchObject([
      409,
      { code: "opted_out", reasons: [{ via: "text", why: "opted_out" }] },
    ]);
    expect((await reply(id, rev, { text: "Hi" })).body).toMatchObject({ via: "email" });
    const stored = await app.services.conversations.receive({
      id: "SMx",
      contact: { kind: "phone", value: "+16195550155" },
      at: instantOf(app.clock.now()),
      via: "text",
      text: "stop",
      needs_reply: false,
      texts: "stop",
    });
    const { conversation } = stored;
    const none = await reply(conversation.id, conversation.rev, { text: "Hi" });
    expect([none.status, none.body]).toMatchObject([
      409,
      { code: "no_channel", reasons: [{ why: "opted_out" }, { why: "no_address" }, { why: "no_link" }] },
    ]);
  });

  it("goes by no text to a number of another country", async () => {
    const { conversation } = await app.services.conversations.receive({
      id: "SMabroad",
      contact: { kind: "phone", value: "+442071838750" },
      at: instantOf(app.clock.now()),
      via: "text",
      text: "Hello",
      needs_reply: true,
    });
    const shown = await call("GET", `conversations/${conversation.id}`);
    expect(at(shown.body, "reply", "channels", "0")).toEqual({ via: "text", why_not: "abroad" });
    const sent = await reply(conversation.id, conversation.rev, { text: "Hi", via: "text" });
    expect([sent.status, sent.body]).toMatchObject([409, { code: "no_channel", reasons: [{ why: "abroad" }] }]);
  });

  it("waits until 8 in the morning if the person wants", async () => {
    const { id, rev } = await receive("Are you up?");
    await reply(id, rev, { text: "Yes.", send_at: "8am" });
    const stored = await app.services.conversations.find(id);
    const due = stored?.messages.at(-1)?.queue?.not_before ?? 0;
    expect(new Date(due).toLocaleTimeString("en-US", { timeZone: "America/Los_Angeles" })).toBe("8:00:00 AM");
    expect(due).toBeGreaterThan(app.clock.now());
  });

  it("is about a job of this customer", async () => {
    const { id, rev } = await receive("Hello");
    const wrong = await reply(id, rev, { text: "Hi", job: "261127-ZZZZ" });
    expect(at(wrong.body, "errors", "0")).toMatchObject({ field: "/job", code: "unknown_job" });
  });

  it("is refused by a store that is paused", async () => {
    const { id, rev } = await receive("Hello");
    const { channels } = app.services;
    app.services.channels = {
      ...channels,
      read: () => Promise.resolve({ text: null, email: null, local: false, paused: "copied" }),
    };
    const refused = await reply(id, rev, { text: "Hi" });
    expect([refused.status, refused.body]).toMatchObject([409, { code: "messages_paused", reason: "copied" }]);
  });
});

describe("a message of the customer's page", () => {
  it("appears in the Inbox, and the answer on the page", async () => {
    const sent = await track("/message", { text: "Gate code 4417" });
    expect(at(sent.body, "messages")).toMatchObject([{ from: "you", text: "Gate code 4417" }]);
    const id = textAt(await get("inbox"), "items", "0", "id");
    const before = await get(`conversations/${id}`);
    expect(before).toMatchObject({ needs_reply: true, reply: { via: "page" }, messages: [{ via: "page", job }] });
    const answered = await reply(id, Number(at(before, "rev")), { text: "Thanks, got it." });
    expect([answered.status, answered.body]).toMatchObject([201, { via: "page", state: "sent", by: { name: "Ana" } }]);
    expect((await track()).body).toMatchObject({
      rev: 3,
      messages: [
        { from: "you", text: "Gate code 4417" },
        { from: "us", name: "Ana", text: "Thanks, got it." },
      ],
    });
    expect(await get(`conversations/${id}`)).toMatchObject({ needs_reply: false, messages: [{}, { dir: "out" }] });
    expect(at(await get(`jobs/${job}`), "history", "1")).not.toHaveProperty("reason");
  });

  it("never shows texts and notices", async () => {
    const { id, rev } = await receive("A text");
    await reply(id, rev, { text: "An answer by text" });
    expect(at((await track()).body, "messages")).toEqual([]);
  });

  it("is limited to 10 an hour", async () => {
    app.services.limits = true;
    for (let count = 0; count < 10; count += 1)
      expect((await track("/message", { text: `Message ${count}` })).status).toBe(200);
    const refused = await track("/message", { text: "One more" });
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "3600"]);
    app.clock.advance({ hours: 1 });
    expect((await track("/message", { text: "One more" })).status).toBe(200);
  });

  it("is answered once, although two people answer", async () => {
    await track("/message", { text: "Hello?" });
    const id = textAt(await get("inbox"), "items", "0", "id");
    const rev = Number(at(await get(`conversations/${id}`), "rev"));
    const both = await Promise.all(["Hi.", "Hello."].map((text) => reply(id, rev, { text, via: "page" })));
    expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 412]);
    expect(at((await track()).body, "messages")).toHaveLength(2);
  });
});

describe("the messages of a job", () => {
  it("are listed both ways, and can be written to", async () => {
    const written = await call("POST", `jobs/${job}/messages`, { body: { text: "We are on our way.", via: "email" } });
    expect([written.status, written.body]).toMatchObject([201, { via: "email", job, by: { kind: "dispatcher" } }]);
    await track("/message", { text: "Thanks" });
    expect(await get(`jobs/${job}/messages`)).toMatchObject({
      items: [{ text: "We are on our way." }, { text: "Thanks", conversation: { name: "Mark" } }],
      next_cursor: null,
    });
  });

  it("may be an automatic message, sent now", async () => {
    const sent = await call("POST", `jobs/${job}/messages`, { body: { event: "booked" } });
    expect([sent.status, sent.body]).toMatchObject([201, { event: "booked", state: "queued", job }]);
    for (const body of [{}, { event: "booked", text: "Hi" }, { event: "reply" }, { event: "office_parked" }])
      expect((await call("POST", `jobs/${job}/messages`, { body })).status).toBe(422);
  });
});

describe("messages that were not sent", () => {
  it("are listed, sent again with a new id, and leave the list", async () => {
    const { message } = await keepMessages(app, job);
    expect(await get("messages")).toMatchObject({
      items: [{ id: message, state: "parked", code: "30003", conversation: { name: "Maria Ortega" } }],
    });
    const sent = await call("POST", `messages/${message}/send-again`, { body: { via: "email" } });
    expect([sent.status, sent.body]).toMatchObject([201, { event: "booked", via: "email", state: "queued" }]);
    expect(textAt(sent.body, "id")).not.toBe(message);
    expect(at(await get("messages"), "items")).toEqual([]);
    expect((await call("POST", "messages/unknown/send-again")).status).toBe(404);
  });

  it("can be dismissed, and stay in their conversation", async () => {
    const { message, conversation } = await keepMessages(app, job);
    expect((await call("POST", `messages/${message}/dismiss`)).body).toMatchObject({ id: message, state: "parked" });
    expect(at(await get("messages"), "items")).toEqual([]);
    expect(at(await get(`conversations/${conversation}`), "messages")).toHaveLength(2);
    expect((await call("POST", `messages/${message}/dismiss`)).status).toBe(404);
    const today = instantOf(app.clock.now()).slice(0, 10);
    expect(await get(`messages?day=${today}&state=parked`)).toMatchObject({ items: [{ id: message }] });
    expect(at(await get(`messages?day=${today}&state=sent`), "items")).toEqual([]);
  });
});

describe("what other answers say about messages", () => {
  it("the board counts what needs a reply, and its ETag changes with it", async () => {
    const before = await call("GET", "board");
    expect(before.body).toMatchObject({
      inbox: { needs_reply: 0, seq: 0 },
      messages: { parked: 0, email: "not_set_up", text: "not_set_up" },
    });
    const { id, rev } = await receive("Is Friday OK?");
    await keepMessages(app, job);
    app.clock.advance({ seconds: 2 });
    const etag = before.headers.get("etag") ?? "";
    const after = await call("GET", "board", { headers: { "if-none-match": etag } });
    expect(after.body).toMatchObject({ inbox: { needs_reply: 2, seq: 2 }, messages: { parked: 1 } });
    await patch(id, rev, { state: "done" });
    app.clock.advance({ seconds: 2 });
    expect(at((await call("GET", "board")).body, "inbox", "needs_reply")).toBe(1);
    const crew = await call("GET", "board", { as: { role: "crew", name: "Dana", crew: "crew-1" } });
    expect([at(crew.body, "inbox"), at(crew.body, "messages")]).toEqual([undefined, undefined]);
  });

  it("a job says what became of its messages, to the office only", async () => {
    expect(at(await get(`jobs/${job}`), "messages")).toEqual({ last_state: null, failed: 0 });
    await app.services.conversations.note({
      id: "not-sent",
      contact: { kind: "phone", value: key },
      job,
      by: { kind: "system", name: "Tailboard" },
      event: "booked",
      via: "text",
      text: "You're booked.",
      state: "parked",
    });
    expect(at(await get(`jobs/${job}`), "messages")).toEqual({ last_state: "parked", failed: 1 });
    await call("POST", "messages/not-sent/dismiss");
    expect(at(await get(`jobs/${job}`), "messages")).toEqual({ last_state: "parked", failed: 0 });
    expect(at(await get("jobs?from=2026-11-27&to=2026-11-27"), "items", "0")).not.toHaveProperty("messages");
  });

  it("a customer who texted STOP gets no texts, wherever the customer is shown", async () => {
    const customer = textAt(await get(`jobs/${job}`), "customer_record", "id");
    const shown = async () => [
      at(await get(`jobs/${job}`), "customer_record", "do_not_text"),
      at(await get(`customers/${customer}`), "do_not_text"),
      at(await get("customers/match?phone=6195550100"), "matches", "0", "do_not_text"),
    ];
    expect(await shown()).toEqual([false, false, false]);
    await receive("STOP", { texts: "stop" });
    expect(await shown()).toEqual([true, true, true]);
    await receive("START", { texts: "start" });
    expect(await shown()).toEqual([false, false, false]);
  });
});
