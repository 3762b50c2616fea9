import { scryptSync } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { User } from "../domain/user.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { at, createTestApp, owner, textAt, type Answered } from "../test/harness/test-app.ts";
import { staleMs } from "./session/sessions.ts";

type TestApp = Awaited<ReturnType<typeof createTestApp>>;
const origin = "http://localhost:4102";
const password = "four words in a row";
const next = "five words in a long row";
const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/18.6 Safari/604.1";
const office = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36";
let objects: ObjectStore;
let app: TestApp;

const signIn = async (login: string, { secret = password, agent = office, on = app } = {}): Promise<string> => {
  const answer = await on.call("POST", "/api/v1/session", {
    body: { login, password: secret },
    headers: { origin, "user-agent": agent },
  });
  return answer.status === 200 ? (answer.headers.getSetCookie()[0]?.split(";")[0] ?? "") : `refused ${answer.status}`;
};
const whoIs = async (cookie: string, on = app) =>
  at((await on.call("GET", "/api/v1/session", { headers: { cookie } })).body, "user", "login") ?? null;
const ask = (method: string, path: string, cookie: string, body?: object): Promise<Answered> =>
  app.call(method, `/api/v1${path}`, { headers: { cookie, origin }, ...(body === undefined ? {} : { body }) });
interface Listed {
  id: string;
  user: string;
  device: string;
  current: boolean;
}
const sessionsOf = async (cookie: string): Promise<Listed[]> => {
  const { status, body } = await ask("GET", "/sessions", cookie);
  expect(status).toBe(200);
  return at(body, "items") as Listed[]; // the harness checks the schema
};
const idOf = async (login: string): Promise<string> =>
  (await app.services.people.read()).users.find((user) => user.login === login)?.id ?? "";

beforeEach(async () => {
  app = await createTestApp();
  objects = app.objects;
  const add = (body: object) => app.call("POST", "/api/v1/users", { as: owner, body: { password, ...body } });
  await add({ name: "Ana", login: "ana", role: "owner" });
  await add({ name: "Luis", login: "luis", role: "dispatcher" });
  await add({ name: "Dana", login: "dana", role: "crew", crew: "crew-1" });
});

describe("the list of sessions", () => {
  it("shows each person their own sessions with device and times, the last used first", async () => {
    const first = await signIn("luis");
    app.clock.advance({ minutes: 1 });
    const second = await signIn("luis", { agent: phone });
    await signIn("dana");
    expect(await sessionsOf(first)).toEqual([
      {
        id: expect.stringMatching(/^[\w-]{22}$/),
        user: await idOf("luis"),
        created_at: "2026-11-24T17:01:00.000Z",
        last_seen_at: "2026-11-24T17:01:00.000Z",
        device: "Safari on iPhone",
        current: false,
      },
      expect.objectContaining({ device: "Chrome on Windows", current: true, created_at: "2026-11-24T17:00:00.000Z" }),
    ]);
    expect((await sessionsOf(second)).map(({ current }) => current)).toEqual([true, false]);
  });

  it("shows an owner the sessions of all people, without secrets and hashes", async () => {
    const ana = await signIn("ana");
    await signIn("luis");
    await signIn("dana");
    const users = (await sessionsOf(ana)).map(({ user }) => user);
    expect(users.toSorted()).toEqual([await idOf("ana"), await idOf("luis"), await idOf("dana")].toSorted());
    const { text } = await ask("GET", "/sessions", ana);
    const listed = await objects.list("sessions/");
    if (listed.outcome !== "listed") throw new Error("Memory lists");
    expect(listed.keys).toHaveLength(3);
    for (const key of listed.keys) expect(text).not.toContain(key.slice(9));
    expect(text).not.toContain(ana.split("=")[1]);
  });

  it("leaves out ended sessions", async () => {
    const ana = await signIn("ana");
    await signIn("dana");
    app.clock.advance({ hours: 11, minutes: 59 });
    await whoIs(ana);
    app.clock.advance({ hours: 2 });
    expect(await sessionsOf(ana)).toHaveLength(1);
  });

  it("shows an unknown device for a session of an earlier version, which stays open", async () => {
    const ana = await signIn("ana");
    const listed = await objects.list("sessions/");
    const [key = ""] = listed.outcome === "listed" ? listed.keys : [];
    const at = "2026-11-24T17:00:00.000Z";
    const value = { user: await idOf("ana"), opened_at: at, used_at: at };
    const kept = JSON.stringify({ value, write: "earlier.1" });
    await objects.put(key, new TextEncoder().encode(kept), "any");
    expect(await sessionsOf(ana)).toMatchObject([{ device: "Unknown device", current: true }]);
  });
});

describe("ending a session", () => {
  it("refuses it immediately in this process and within five seconds in another, and keeps the other sessions", async () => {
    const elsewhere = await createTestApp({ objects, seed: 2, clock: app.clock });
    const [here, lost] = [await signIn("luis"), await signIn("luis", { agent: phone })];
    expect([await whoIs(lost), await whoIs(lost, elsewhere)]).toEqual(["luis", "luis"]);
    const ended = (await sessionsOf(here)).find(({ current }) => !current);
    expect((await ask("DELETE", `/sessions/${ended?.id ?? ""}`, here)).status).toBe(204);
    expect([await whoIs(lost), await whoIs(here)]).toEqual([null, "luis"]);
    app.clock.advance({ seconds: staleMs / 1_000 });
    expect(await whoIs(lost, elsewhere)).toBeNull();
    const { body } = await app.call("GET", "/api/v1/activity", { as: owner });
    const done = expect.objectContaining({ what: "device_signed_out", subject: "Luis" });
    expect(at(body, "items")).toContainEqual(done);
  });

  it("of another person gives 404, except to an owner", async () => {
    const [ana, luis, dana] = [await signIn("ana"), await signIn("luis"), await signIn("dana")];
    const [own] = await sessionsOf(dana);
    const refused = [await ask("DELETE", `/sessions/${own?.id ?? ""}`, luis), await ask("DELETE", "/sessions/x", luis)];
    const texts = refused.map(({ text, body }) => text.replace(textAt(body, "request_id"), ""));
    expect([refused.map(({ status }) => status), texts[0]]).toEqual([[404, 404], texts[1]]);
    expect(await whoIs(dana)).toBe("dana");
    expect((await ask("DELETE", `/sessions/${own?.id ?? ""}`, ana)).status).toBe(204);
    expect(await whoIs(dana)).toBeNull();
  });

  it("by a sign-out refuses its cookie immediately, even if it was just used", async () => {
    const luis = await signIn("luis");
    expect(await whoIs(luis)).toBe("luis");
    expect((await ask("DELETE", "/session", luis)).status).toBe(204);
    expect(await whoIs(luis)).toBeNull();
  });

  it("is not undone by a read in progress", async () => {
    const luis = await signIn("luis");
    const { findSession } = app.services.people;
    let answer: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (answer = resolve));
    let reached: () => void = () => undefined;
    const isReading = new Promise<void>((resolve) => (reached = resolve));
    app.services.people.findSession = async (hash) => {
      const stored = await findSession.call(app.services.people, hash);
      reached();
      await slow;
      return stored;
    };
    const read = whoIs(luis);
    await isReading;
    app.services.people.findSession = findSession;
    const [, secret = ""] = luis.split("=");
    await app.services.sessions.end(secret);
    answer();
    expect([await read, await whoIs(luis)]).toEqual([null, null]);
  });
});

describe("changing your own password", () => {
  it.each(["ana", "luis", "dana"])(
    "works for %s with the current password, and ends all other sessions",
    async (login) => {
      const [here, other] = [await signIn(login), await signIn(login, { agent: phone })];
      expect([await whoIs(here), await whoIs(other)]).toEqual([login, login]);
      app.clock.advance({ seconds: 1 });
      expect((await ask("PUT", "/session/password", here, { current: password, password: next })).status).toBe(204);
      expect([await whoIs(here), await whoIs(other)]).toEqual([login, null]);
      expect((await sessionsOf(here)).filter(({ user }) => user !== "")).toMatchObject([{ current: true }]);
      expect([await signIn(login), await signIn(login, { secret: next })]).toEqual([
        "refused 401",
        expect.stringMatching(/^tailboard_session/),
      ]);
      expect(await whoIs(here)).toBe(login);
      const { body } = await app.call("GET", "/api/v1/activity", { as: owner });
      expect(JSON.stringify(body)).toContain("own_password_changed");
    },
  );

  it("requires the current password, and limits guesses of it", async () => {
    const luis = await signIn("luis");
    const change = (current: string) => ask("PUT", "/session/password", luis, { current, password: next });
    expect(await change("wrong words in a row")).toMatchObject({
      status: 422,
      body: { code: "invalid", errors: [{ field: "/current", code: "wrong_password" }] },
    });
    for (let count = 0; count < 9; count += 1) await change("wrong words in a row");
    const refused = await change(password);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "600"]);
    expect(await whoIs(luis)).toBe("luis");
    app.clock.advance({ minutes: 10 });
    expect((await change(password)).status).toBe(204);
  });

  it("applies the rules for all passwords", async () => {
    const luis = await signIn("luis");
    const answer = await ask("PUT", "/session/password", luis, { current: password, password: "too short" });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: "/password", code: "too_short" }] } });
  });

  it("is refused if another password was set during the request", async () => {
    const luis = await signIn("luis");
    const { people } = app.services;
    const { change } = people;
    people.change = async (apply) => {
      people.change = change;
      const body = { password: "six words in a much longer row" };
      await app.call("PATCH", `/api/v1/users/${await idOf("luis")}`, { as: owner, body });
      return await people.change(apply);
    };
    const answer = await ask("PUT", "/session/password", luis, { current: password, password: next });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: "/current" }] } });
    expect(await signIn("luis", { secret: "six words in a much longer row" })).toMatch(/^tailboard_session/);
  });

  it("is the only way: an owner cannot change their own password in the list of people", async () => {
    const ana = await signIn("ana");
    const answer = await ask("PATCH", `/users/${await idOf("ana")}`, ana, { password: next });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: "/password", code: "own_password" }] } });
    expect((await ask("PATCH", `/users/${await idOf("luis")}`, ana, { password: next })).status).toBe(200);
    expect(await signIn("luis", { secret: next })).toMatch(/^tailboard_session/);
  });
});

describe("a password that an earlier version hashed", () => {
  const salt = Buffer.from("0123456789abcdef");
  const old = {
    salt: salt.toString("base64url"),
    hash: scryptSync(password, salt, 32, { N: 1_024, r: 8, p: 1 }).toString("base64url"),
    cost: 1_024,
  };
  const keptOf = async (login: string): Promise<User["password"] | undefined> =>
    (await app.services.people.read()).users.find((user) => user.login === login)?.password;

  beforeEach(() =>
    app.services.people.change((people) => ({
      ...people,
      users: people.users.map((user) => (user.login === "luis" ? { ...user, password: old } : user)),
    })),
  );

  it("works, and the first sign-in hashes it with Argon2id without ending a session", async () => {
    const before = await app.services.sessions.open(
      (await app.services.people.read()).users.find(({ login }) => login === "luis") as User,
      "Chrome on Linux",
    );
    app.clock.advance({ seconds: 1 });
    expect(await signIn("luis")).toMatch(/^tailboard_session/);
    expect(await keptOf("luis")).toMatchObject({ kind: "argon2id", memory_kib: 64, passes: 1 });
    expect(await whoIs(`tailboard_session_4102=${before}`)).toBe("luis");
    expect(await signIn("luis")).toMatch(/^tailboard_session/);
  });

  it("stays as it is if the sign-in fails or the new hash cannot be stored", async () => {
    expect(await signIn("luis", { secret: "wrong words in a row" })).toBe("refused 401");
    expect(await keptOf("luis")).toEqual(old);
    app.services.people.change = () => Promise.reject(new Error("out of reach"));
    expect(await signIn("luis")).toMatch(/^tailboard_session/);
    expect(app.faults.map(String)).toEqual(["Error: out of reach"]);
  });
});
