import { beforeEach, describe, expect, it } from "vitest";
import { at, createTestApp, owner, textAt, type Answered } from "../test/harness/test-app.ts";
import type { ObjectStore } from "../store/port/object-store.ts";

type TestApp = Awaited<ReturnType<typeof createTestApp>>;
const password = "four words in a row";
const wrong = "wrong words in a row";
let objects: ObjectStore;
let app: TestApp;

interface Try {
  login?: string;
  address?: string;
  cookie?: string;
  on?: TestApp;
}
const signIn = (secret: string, { login = "ana", address = "192.0.2.1", cookie = "", on = app }: Try = {}) =>
  on.call("POST", "/api/v1/session", {
    body: { login, password: secret },
    headers: { origin: "http://localhost:4102", ...(cookie === "" ? {} : { cookie }) },
    address,
  });
const statusOf = async (secret: string, options: Try = {}) => (await signIn(secret, options)).status;
const deviceOf = (answer: Answered): string =>
  answer.headers
    .getSetCookie()
    .find((one) => one.startsWith("tailboard_device_4102_"))
    ?.split(";")[0] ?? "";
/** The address with this index, each in a different IPv4 network. */
const stranger = (index: number): string => `10.${Math.floor(index / 250)}.${index % 250}.7`;
/** Uses up the whole budget of strangers for one login. */
const flood = async (login = "ana", from = 0) => {
  const answers: number[] = [];
  for (let index = from; index < from + 131; index += 1)
    answers.push(await statusOf(wrong, { login, address: stranger(index) }));
  // Also uses up the reserve for returning addresses.
  for (let count = 0; count < 5; count += 1) await statusOf(wrong, { login, address: stranger(from) });
  return answers;
};

beforeEach(async () => {
  app = await createTestApp();
  objects = app.objects;
  for (const login of ["ana", "mark"])
    await app.call("POST", "/api/v1/users", { as: owner, body: { name: login, login, role: "owner", password } });
});

describe("wrong tries", () => {
  it("are given back by a successful sign-in", async () => {
    for (let turn = 0; turn < 12; turn += 1)
      expect([await statusOf(wrong), await statusOf(wrong), await statusOf(password)]).toEqual([401, 401, 200]);
    // The same from new addresses, which are all unknown at first.
    for (let turn = 0; turn < 60; turn += 1) expect(await statusOf(password, { address: stranger(turn) })).toBe(200);
  });

  it("are limited to thirty in ten minutes per address, then 429 says how long to wait", async () => {
    const codes: number[] = [];
    for (let count = 0; count < 30; count += 1) codes.push(await statusOf(wrong, { login: `nobody-${count}` }));
    expect(codes).toEqual(Array<number>(30).fill(401));
    app.clock.advance({ minutes: 4 });
    const refused = await signIn(password);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "360"]);
    expect(await statusOf(password, { address: "192.0.2.2" })).toBe(200);
    app.clock.advance({ minutes: 6 });
    expect(await statusOf(password)).toBe(200);
  });

  it("count by network for IPv6 addresses", async () => {
    for (let count = 0; count < 30; count += 1)
      await statusOf(wrong, { login: `nobody-${count}`, address: `2001:db8:1:2::${count.toString(16)}` });
    expect(await statusOf(password, { address: "2001:db8:1:2:ffff::1" })).toBe(429);
    expect(await statusOf(password, { address: "2001:db8:1:3::1" })).toBe(200);
  });

  it("on one login are limited to 130 addresses, and the next address waits a second", async () => {
    expect(await flood()).toEqual([...Array<number>(130).fill(401), 429]);
    const refused = await signIn(password, { address: "203.0.113.9" });
    expect([refused.status, at(refused.body, "code")]).toEqual([429, "too_many_requests"]);
    expect(refused.headers.get("retry-after")).toBe("1");
    // Another login is not slowed down, and this address can sign in after the wait.
    expect(await statusOf(password, { login: "mark", address: "203.0.113.10" })).toBe(200);
    app.clock.advance({ seconds: 1 });
    expect(await statusOf(password, { address: "203.0.113.9" })).toBe(200);
  });

  it("of returning addresses do not use up the budget of new addresses", async () => {
    for (let index = 0; index < 100; index += 1) await statusOf(wrong, { address: stranger(index) });
    const again: number[] = [];
    for (let index = 0; index < 100; index += 1) again.push(await statusOf(wrong, { address: stranger(index) }));
    expect(again).toEqual([...Array<number>(5).fill(401), ...Array<number>(95).fill(429)]);
    expect(await statusOf(password, { address: "203.0.113.9" })).toBe(200);
  });

  it("are counted across all processes", async () => {
    const other = await createTestApp({ objects, seed: 2 });
    for (let count = 0; count < 15; count += 1) {
      expect(await statusOf(wrong, { login: `nobody-${count}` })).toBe(401);
      expect(await statusOf(wrong, { login: `nobody-${count}`, on: other })).toBe(401);
    }
    expect([await statusOf(password), await statusOf(password, { on: other })]).toEqual([429, 429]);
  });

  it("that are refused do not run the password hash", async () => {
    await flood();
    let hashed = 0;
    const { matches } = app.services.passwords;
    app.services.passwords.matches = (...attempt) => {
      hashed += 1;
      return matches.apply(app.services.passwords, attempt);
    };
    expect(await statusOf(password, { address: "203.0.113.9" })).toBe(429);
    expect(hashed).toBe(0);
  });

  it("get the same responses and limits for an unknown login", async () => {
    expect(await flood("nobody")).toEqual(await flood("mark", 200));
  });
});

describe("an owner under attack", () => {
  it("signs in on a known device from any address", async () => {
    const device = deviceOf(await signIn(password));
    expect(device).not.toBe("");
    await flood();
    expect(await statusOf(password, { address: "203.0.113.9" })).toBe(429);
    expect(await statusOf(password, { address: "203.0.113.9", cookie: device })).toBe(200);
  });

  it("signs in without a cookie from an address used in the last 30 days", async () => {
    await signIn(password, { address: "198.51.100.4" });
    app.clock.advance({ days: 29 });
    await flood();
    expect(await statusOf(password, { address: "198.51.100.4" })).toBe(200);
    app.clock.advance({ days: 2 });
    await flood();
    expect(await statusOf(password, { address: "198.51.100.4" })).toBe(429);
  });

  it("signs in on a new device at a new address, under 50 wrong tries a second from 200 addresses", async () => {
    const retries: { at: number; address: string; pressed: number }[] = [];
    const waits: number[] = [];
    const press = async (address: string, pressed: number) => {
      const now = app.clock.now();
      const answer = await signIn(password, { address });
      if (answer.status === 200) waits.push(now - pressed);
      else retries.push({ at: now + Number(answer.headers.get("retry-after")) * 1_000, address, pressed });
    };
    for (let index = 0; index < 50 * 16; index += 1) {
      for (const retry of retries.splice(0)) {
        if (retry.at <= app.clock.now()) await press(retry.address, retry.pressed);
        else retries.push(retry);
      }
      if (index % 25 === 0) await press(`198.51.100.${index / 25}`, app.clock.now());
      await statusOf(wrong, { address: stranger(index % 200) });
      app.clock.advance({ seconds: 0.02 });
    }
    expect(waits).toHaveLength(32);
    // In the first four seconds, two tries were refused once, because the guessing addresses were new too.
    expect(waits.filter((wait) => wait > 0)).toEqual([1_000, 1_000]);
  });

  it("has ten tries on a known device, which strangers cannot use up and a success resets", async () => {
    const device = deviceOf(await signIn(password));
    const codes: number[] = [];
    for (let count = 0; count < 9; count += 1) codes.push(await statusOf(wrong, { cookie: device }));
    const renewed = deviceOf(await signIn(password, { cookie: device }));
    for (let count = 0; count < 11; count += 1) codes.push(await statusOf(wrong, { cookie: renewed }));
    expect(codes).toEqual([...Array<number>(19).fill(401), 429]);
  });
});

describe("the cookie of a known device", () => {
  it("cannot be read by scripts or sent by other sites, and signs in no one", async () => {
    const answer = await signIn(password);
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith("tailboard_device"));
    expect(cookie).toMatch(
      /^tailboard_device_4102_[\w-]{10}=[\w-]{22}\.[0-9a-z]+\.[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(cookie).not.toContain("ana");
    expect((await app.call("GET", "/api/v1/sessions", { headers: { cookie: deviceOf(answer) } })).status).toBe(401);
  });

  it("has the `__Host-` prefix on https", async () => {
    const secure = await createTestApp({ objects, dashboardUrl: "https://desk.example.com" });
    const answer = await secure.call("POST", "/api/v1/session", {
      body: { login: "ana", password },
      headers: { origin: "https://desk.example.com" },
    });
    expect(answer.headers.getSetCookie()[1]).toMatch(/^__Host-tailboard_device_[\w-]{10}=.*; Secure; SameSite=Strict$/);
  });

  it("works only for its own login, unchanged, until the password or the role changes", async () => {
    const device = deviceOf(await signIn(password, { address: "198.51.100.4" }));
    await flood();
    await flood("mark", 200);
    let tries = 0;
    const knows = async (cookie: string, login = "ana") =>
      (await statusOf(wrong, { login, cookie, address: `203.0.113.${(tries += 1)}` })) === 401;
    expect(await knows(device)).toBe(true);
    const marks = deviceOf(await signIn(password, { login: "mark", cookie: device, address: "192.0.2.1" }));
    expect([marks, await knows(device, "mark")]).toEqual(["", false]);
    const [name = "", value = ""] = device.split("=");
    const [id = "", issued = "", signature = ""] = value.split(".");
    for (const forged of [
      `${"A".repeat(22)}.${issued}.${signature}`,
      `${id}.${(app.clock.now() + 1).toString(36)}.${signature}`,
      `${id}.${issued}.${"A".repeat(43)}`,
      `${id}.${issued}`,
      "x",
    ])
      expect([forged, await knows(`${name}=${forged}`)]).toEqual([forged, false]);
    const { body } = await app.call("GET", "/api/v1/users", { as: owner });
    app.clock.advance({ seconds: 1 });
    await app.call("PATCH", `/api/v1/users/${textAt(body, "items", "0", "id")}`, {
      as: owner,
      body: { sign_out: true },
    });
    await flood("ana", 400);
    expect(await knows(device)).toBe(false);
  });

  it("expires after 180 days", async () => {
    const device = deviceOf(await signIn(password, { address: "198.51.100.4" }));
    app.clock.advance({ days: 180, seconds: 1 });
    await flood();
    expect(await statusOf(password, { cookie: device, address: "203.0.113.9" })).toBe(429);
  });
});

describe("the activity of failed tries", () => {
  const failures = async () => {
    const { body } = await app.call("GET", "/api/v1/activity", { as: owner });
    const items = at(body, "items");
    if (!Array.isArray(items)) throw new TypeError("No items");
    return items
      .filter((entry: { what: string }) => entry.what === "sign_in_failed")
      .map(({ subject, count }: { subject?: string; count: number }) => [subject ?? null, count]);
  };

  it("has one entry with a count per login and hour, and one per hour for all unknown logins", async () => {
    for (let count = 0; count < 3; count += 1) await signIn(wrong);
    await signIn(wrong, { login: "mark" });
    for (let count = 0; count < 20; count += 1) await signIn("a secret typed by mistake", { login: `nobody-${count}` });
    const first = await failures();
    expect(first).toHaveLength(3);
    expect(first).toEqual(
      expect.arrayContaining([
        [null, 20],
        ["ana", 3],
        ["mark", 1],
      ]),
    );
    app.clock.advance({ hours: 1 });
    await signIn(wrong);
    expect(await failures()).toContainEqual(["ana", 1]);
    const { text } = await app.call("GET", "/api/v1/activity", { as: owner });
    expect(text).not.toMatch(/secret typed|wrong words|nobody-/);
    expect(at((await app.call("GET", "/api/v1/activity", { as: owner })).body, "people")).not.toContain("Tailboard");
  });

  it("does not fail a sign-in if it cannot be written", async () => {
    app.services.activity.tally = () => Promise.reject(new Error("out of reach"));
    expect(await statusOf(wrong)).toBe(401);
    expect(app.faults.map(String)).toEqual(["Error: out of reach"]);
  });
});
