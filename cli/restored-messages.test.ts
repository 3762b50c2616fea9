import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfig } from "../main/config.ts";
import { openTailboard } from "../main/open-tailboard.ts";
import { readRecords } from "../store/archive-stream.ts";
import { writeBackup } from "../store/backup-file.ts";
import { at, textAt } from "../test/harness/test-app.ts";
import { restore } from "./command/restore.ts";
import { openStore } from "./open-store.ts";

/** What a business finds of its messages and integrations after a restore, through the API. */

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tailboard-restored-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const owner = { role: "owner", name: "Olga", crew: null } as const;
const addressOf = (name: string) => `sqlite:${join(folder, name)}`;

/** Runs a server on a store, calls it, and stops it. */
const served = async <Result>(name: string, act: (server: Server) => Promise<Result>): Promise<Result> => {
  const tailboard = await openTailboard(readConfig({ TAILBOARD_STORE: addressOf(name), TAILBOARD_SNAPSHOTS: "off" }), {
    urls: { site: "http://localhost:4100", dashboard: "http://localhost:4102" },
    onFault: (error) => {
      throw error;
    },
    isServer: true,
  });
  const app = tailboard.app(["dashboard"], () => undefined);
  const call = async (method: string, path: string, { headers = {}, body }: CallOptions = {}) => {
    const asOwner = "authorization" in headers || path.includes("/calendar/") ? null : owner;
    const answer = await app.fetch(
      new Request(`http://localhost/api/v1/${path}`, {
        method,
        headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID(), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
      { clientAddress: "127.0.0.1", principal: asOwner },
    );
    const text = await answer.text();
    return { status: answer.status, text, body: text.startsWith("{") ? (JSON.parse(text) as unknown) : null };
  };
  try {
    return await act({ ...tailboard, call });
  } finally {
    await tailboard.close();
  }
};
type Server = Awaited<ReturnType<typeof openTailboard>> & { call: Call };
type Call = (method: string, path: string, options?: CallOptions) => Promise<Answer>;
interface CallOptions {
  headers?: Record<string, string>;
  body?: object;
}
interface Answer {
  status: number;
  text: string;
  body: unknown;
}

const maria = { kind: "phone", value: "+16195550142" } as const;

const filled = async ({ call, services }: Server) => {
  const made = await call("POST", "jobs", {
    body: {
      notify: false,
      service: "junk-removal",
      items: [{ id: "half-load", quantity: 1 }],
      customer: { name: "Maria", phone: "(619) 555-0142", email: "maria@example.com" },
      location: { street: "4127 Utah St", city: "San Diego", state: "CA", postal_code: "92104" },
    },
  });
  const job = textAt(made.body, "id");
  const text = { contact: maria, name: "Maria", job, via: "text", at: new Date().toISOString() } as const;
  await services.conversations.receive({ ...text, id: "SM1", text: "Where are you?", needs_reply: true });
  await services.conversations.receive({ ...text, id: "SM2", text: "STOP", texts: "stop", needs_reply: true });
  const token = await call("POST", "api-tokens", { body: { name: "Books", scopes: ["jobs:read"] } });
  const calendar = await call("POST", "calendars", { body: { name: "All crews" } });
  return {
    job,
    conversation: await services.conversations.keyOf(maria),
    bearer: { authorization: `Bearer ${textAt(token.body, "secret")}` },
    feed: new URL(textAt(calendar.body, "url")).pathname.replace("/api/v1/", ""),
  };
};

test("after a restore a STOP holds, tokens and calendars work, and the Inbox shows the conversation", async () => {
  const { job, conversation, bearer, feed } = await served("from", filled);
  const from = await openStore({ address: addressOf("from") });
  const file = join(folder, "one.backup");
  await writeBackup(file, readRecords(from.state, { at: null }), {
    at: new Date().toISOString(),
    leftOut: () => [],
    force: false,
    id: from.freshId(),
    signal: new AbortController().signal,
  });
  await from.state.close();
  // A deployment may have run on the empty store.
  await served("to", () => Promise.resolve());
  const to = await openStore({ address: addressOf("to") });
  const done = await restore(file, () => Promise.resolve(to));
  await to.state.close();
  expect(done).toMatchObject({ counts: { conversations: 1, customers: 1, api_tokens: 1, calendars: 1 }, left: [] });

  await served("to", async ({ call, services }) => {
    const inbox = await call("GET", "inbox");
    expect(at(inbox.body, "items", "0")).toMatchObject({ id: conversation, name: "Maria", needs_reply: true });
    const shown = await call("GET", `conversations/${conversation}`);
    expect(shown.body).toMatchObject({ opt_out: { how: "keyword" }, messages: expect.anything() });
    for (const text of ["Where are you?", "STOP"]) expect(shown.text).toContain(text);
    await services.channels.goLive();
    const reply = await call("POST", `conversations/${conversation}/messages`, {
      headers: { "if-match": `"${String(at(shown.body, "rev"))}"` },
      body: { via: "text", text: "Near" },
    });
    expect([reply.status, at(reply.body, "reasons", "0", "why")]).toEqual([409, "opted_out"]);
    expect((await call("GET", `jobs/${job}`, { headers: bearer })).status).toBe(200);
    const events = await call("GET", feed);
    expect([events.status, events.text]).toEqual([200, expect.stringContaining("BEGIN:VCALENDAR")]);
  });
});
