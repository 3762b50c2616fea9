import { beforeEach, describe, expect, it } from "vitest";
import { hashOf } from "./session/sessions.ts";
import { at, createTestApp, owner, textAt, type Answered } from "../test/harness/test-app.ts";

type TestApp = Awaited<ReturnType<typeof createTestApp>>;
const origin = "http://localhost:4102";
const password = "four words in a row";
let app: TestApp;

const post = (path: string, body: object, headers: Record<string, string> = {}, address = "192.0.2.1") =>
  app.call("POST", path, { body, headers: { origin, ...headers }, address });
const signIn = (login: string, secret = password, address?: string) =>
  post("/api/v1/session", { login, password: secret }, {}, address);
const cookieOf = (answer: Answered): string => answer.headers.get("set-cookie")?.split(";")[0] ?? "";
const whoIs = async (cookie: string) =>
  at((await app.call("GET", "/api/v1/session", { headers: { cookie } })).body, "user");
const addUser = (body: object) => app.call("POST", "/api/v1/users", { as: owner, body: { password, ...body } });

beforeEach(async () => {
  app = await createTestApp();
  expect((await addUser({ name: "Ana", login: "Ana@Example.com ", role: "owner" })).status).toBe(201);
  expect((await addUser({ name: "Dana", login: "dana", role: "crew", crew: "crew-1" })).status).toBe(201);
});

describe("signing in", () => {
  it("sets a cookie that scripts cannot read and other sites do not send", async () => {
    const answer = await signIn("ANA@example.com");
    expect(answer).toMatchObject({
      status: 200,
      body: { user: { name: "Ana", login: "ana@example.com", role: "owner", crew: null } },
    });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^tailboard_session_4102=[A-Za-z0-9_-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(await whoIs(cookieOf(answer))).toMatchObject({ name: "Ana" });
    expect(answer.text).not.toContain("password");
  });

  it("stores only the hash of the secret", async () => {
    const secret = cookieOf(await signIn("dana")).split("=")[1] ?? "";
    const listed = await app.objects.list("sessions/");
    expect(listed).toMatchObject({ keys: [`sessions/${hashOf(secret)}`] });
    let all = "";
    const everything = await app.objects.list("");
    for (const key of everything.outcome === "listed" ? everything.keys : []) {
      const got = await app.objects.get(key);
      if (got.outcome === "found") all += new TextDecoder().decode(got.body);
    }
    expect(all).not.toContain(secret);
    expect(all).not.toContain(password);
  });

  it("gives the same response for a wrong login and a wrong password", async () => {
    const texts = [];
    for (const [login, secret] of [
      ["nobody", password],
      ["dana", "wrong words in a row"],
    ] as const) {
      const answer = await signIn(login, secret);
      expect([answer.status, at(answer.body, "code")]).toEqual([401, "sign_in_failed"]);
      texts.push(answer.text.replaceAll(textAt(answer.body, "request_id"), ""));
    }
    expect(texts[0]).toBe(texts[1]);
  });

  it("refuses a password over unencrypted HTTP unless the owner allows it", async () => {
    const strict = await createTestApp({ plainHttp: false });
    await strict.call("POST", "/api/v1/users", {
      as: owner,
      body: { name: "Dana", login: "dana", role: "dispatcher", password },
    });
    const from = (address: string) =>
      strict.call("POST", "/api/v1/session", { body: { login: "dana", password }, headers: { origin }, address });
    const refused = await from("192.168.1.20");
    expect(refused).toMatchObject({ status: 401, body: { code: "sign_in_failed" } });
    expect(textAt(refused.body, "detail")).toContain("unencrypted");
    expect([(await from("127.0.0.1")).status, (await from("::1")).status]).toEqual([200, 200]);
  });
});

describe("a session", () => {
  it("ends with a sign-out", async () => {
    const cookie = cookieOf(await signIn("dana"));
    const out = await app.call("DELETE", "/api/v1/session", { headers: { cookie, origin } });
    expect([out.status, out.headers.get("set-cookie")]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    expect(await whoIs(cookie)).toBeNull();
  });

  it("ends after twelve idle hours, and after thirty days in any case", async () => {
    const cookie = cookieOf(await signIn("dana"));
    for (let day = 0; day < 58; day += 1) {
      app.clock.advance({ hours: 11, minutes: 59 });
      expect(await whoIs(cookie)).not.toBeNull();
    }
    app.clock.advance({ hours: 30 });
    expect(await whoIs(cookie)).toBeNull();
    const other = cookieOf(await signIn("dana"));
    for (let half = 0; half < 61; half += 1) {
      app.clock.advance({ hours: 11, minutes: 59 });
      await whoIs(other);
    }
    expect(await whoIs(other)).toBeNull();
  });

  it.each([
    ["a new password", { password: "five words in a long row" }],
    ["another role", { role: "dispatcher" }],
    ["a lost phone", { sign_out: true }],
  ])("ends everywhere with %s, within five seconds in every process", async (_, patch) => {
    const phone = cookieOf(await signIn("dana"));
    const office = cookieOf(await signIn("dana"));
    // Both sessions were just used, so this process has them in its cache. The cache must not outlive the change.
    expect([await whoIs(phone), await whoIs(office)]).not.toContain(null);
    const { body } = await app.call("GET", "/api/v1/users", { as: owner });
    const dana = textAt(body, "items", "1", "id");
    app.clock.advance({ seconds: 1 });
    expect((await app.call("PATCH", `/api/v1/users/${dana}`, { as: owner, body: patch })).status).toBe(200);
    expect([await whoIs(phone), await whoIs(office)]).toEqual([null, null]);
  });

  it("opens and ends as usual after the server clock was set back", async () => {
    const { body } = await app.call("GET", "/api/v1/users", { as: owner });
    const dana = textAt(body, "items", "1", "id");
    app.clock.advance({ hours: -3 });
    const cookie = cookieOf(await signIn("dana"));
    expect(await whoIs(cookie)).toMatchObject({ name: "Dana" });
    app.clock.advance({ hours: -1 });
    await app.call("PATCH", `/api/v1/users/${dana}`, { as: owner, body: { sign_out: true } });
    expect(await whoIs(cookie)).toBeNull();
    const again = cookieOf(await signIn("dana"));
    expect(await whoIs(again)).toMatchObject({ name: "Dana" });
  });

  it("does not last longer because the clock was set back", async () => {
    const cookie = cookieOf(await signIn("dana"));
    expect(await whoIs(cookie)).not.toBeNull();
    // Another process ends the session. This one still has it in its cache for five seconds.
    await app.services.people.endSession(hashOf(cookie.split("=")[1] ?? ""));
    app.clock.advance({ hours: -3 });
    expect(await whoIs(cookie)).toBeNull();
  });

  it("ends when its person is removed", async () => {
    const cookie = cookieOf(await signIn("dana"));
    expect(await whoIs(cookie)).not.toBeNull();
    const { body } = await app.call("GET", "/api/v1/users", { as: owner });
    expect((await app.call("DELETE", `/api/v1/users/${textAt(body, "items", "1", "id")}`, { as: owner })).status).toBe(
      204,
    );
    expect(await whoIs(cookie)).toBeNull();
  });

  it("cannot be made up", async () => {
    for (const forged of ["x", "A".repeat(43), "../../users.json", ""])
      expect(await whoIs(`tailboard_session_4102=${forged}`)).toBeNull();
  });

  it("can write only from the dashboard's origin", async () => {
    const cookie = cookieOf(await signIn("ana@example.com"));
    const create = (headers: Record<string, string>) =>
      app.call("POST", "/api/v1/crews", { body: { id: "crew-2", name: "Luis" }, headers: { cookie, ...headers } });
    expect((await create({})).status).toBe(403);
    expect((await create({ origin, "sec-fetch-site": "same-origin" })).status).toBe(201);
  });

  it("has the `__Host-` prefix on https, so a sibling domain cannot set it", async () => {
    app = await createTestApp({ dashboardUrl: "https://desk.example.com" });
    await addUser({ name: "Ana", login: "ana", role: "owner" });
    const answer = await post("/api/v1/session", { login: "ana", password }, { origin: "https://desk.example.com" });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-tailboard_session=.*; Secure; SameSite=Strict$/);
  });
});

describe("people", () => {
  it("always include an owner", async () => {
    const { body } = await app.call("GET", "/api/v1/users", { as: owner });
    const ana = textAt(body, "items", "0", "id");
    expect(await app.call("DELETE", `/api/v1/users/${ana}`, { as: owner })).toMatchObject({
      status: 409,
      body: { code: "last_owner" },
    });
    expect(await app.call("PATCH", `/api/v1/users/${ana}`, { as: owner, body: { role: "dispatcher" } })).toMatchObject({
      status: 409,
    });
  });

  it.each([
    ["too short", "eleven chars", undefined],
    ["too long", "x y".repeat(50), undefined],
    ["common", "Password1234!", undefined],
    ["a run", "abcdefghijklmnop", undefined],
    ["one thing over and over", "carrcarrcarrcarr", undefined],
    ["their own login", "my-login-dana2-ok", "dana2"],
  ])("cannot choose a password that is %s", async (_, bad, login) => {
    const wrong = bad === "eleven chars" ? "eleven char" : bad;
    const answer = await addUser({ name: "X", login: login ?? "xavier", role: "dispatcher", password: wrong });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: "/password" }] } });
  });

  it("are refused with a login that exists or an unknown crew", async () => {
    expect(await addUser({ name: "X", login: "DANA", role: "dispatcher" })).toMatchObject({
      status: 422,
      body: { errors: [{ field: "/login" }] },
    });
    expect(await addUser({ name: "X", login: "xavier", role: "crew", crew: "crew-9" })).toMatchObject({
      status: 422,
      body: { errors: [{ field: "/crew" }] },
    });
  });

  it("change only if they are as the caller saw them; otherwise the current person is returned", async () => {
    const { body } = await app.call("GET", "/api/v1/users", { as: owner });
    const path = `/api/v1/users/${textAt(body, "items", "1", "id")}`;
    const change = (patch: object) => app.call("PATCH", path, { as: owner, body: patch });
    expect((await change({ name: "Dana R", seen: { name: "Dana" } })).status).toBe(200);
    expect(await change({ name: "Dana S", seen: { name: "Dana" } })).toMatchObject({
      status: 412,
      body: { code: "stale", current: { name: "Dana R", role: "crew", crew: "crew-1" } },
    });
    // A field that the other person did not change is no conflict, and neither is the same change by both.
    expect((await change({ role: "dispatcher", seen: { role: "crew", crew: "crew-1" } })).status).toBe(200);
    expect((await change({ name: "Dana R", seen: { name: "Dana" } })).status).toBe(200);

    const rename = (patch: object) => app.call("PATCH", "/api/v1/crews/crew-1", { as: owner, body: patch });
    expect((await rename({ name: "North", seen: { name: "Crew 1" } })).status).toBe(200);
    expect(await rename({ name: "South", seen: { name: "Crew 1" } })).toMatchObject({
      status: 412,
      body: { code: "stale", current: { id: "crew-1", name: "North" } },
    });
  });

  it("never include a password or its hash", async () => {
    const { text } = await app.call("GET", "/api/v1/users", { as: owner });
    expect(text).toContain("dana");
    expect(text).not.toMatch(/password|hash|salt/);
  });
});

describe("the one-time link", () => {
  const ticket = async () => {
    await app.services.people.change((now) => ({ ...now, setup: { hash: "", expires_at: "" } }));
    const hash = hashOf("one-time");
    await app.services.people.change((now) => ({
      ...now,
      setup: { hash, expires_at: new Date(app.clock.now() + 3_600_000).toISOString() },
    }));
  };
  const setUp = (token: string, login = "first") => post("/api/v1/setup", { token, name: "Ana", login, password });

  it("creates the owner, signs them in and works once", async () => {
    await ticket();
    const answer = await setUp("one-time");
    expect(answer).toMatchObject({ status: 201, body: { user: { role: "owner" } } });
    expect(await whoIs(cookieOf(answer))).toMatchObject({ login: "first" });
    expect((await setUp("one-time", "second")).status).toBe(401);
  });

  it("is refused if it is made up or an hour old", async () => {
    await ticket();
    expect((await setUp("made-up")).status).toBe(401);
    app.clock.advance({ minutes: 61 });
    expect((await setUp("one-time")).status).toBe(401);
  });
});
