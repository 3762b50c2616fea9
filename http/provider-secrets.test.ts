import { afterAll, beforeAll, expect, it, test } from "vitest";
import { at, createTestApp, owner, type TestApp } from "../test/harness/test-app.ts";

const path = "/api/v1/settings/secrets";
const password = "s3cret-of-the-mail-server";
const put = (app: TestApp, provider: string, body: object) =>
  app.call("PUT", `${path}/${provider}`, { as: owner, body });

let app: TestApp;
const answers: string[] = [];
beforeAll(async () => {
  app = await createTestApp({ configured: { TAILBOARD_TWILIO_ACCOUNT_SID: "AC1" } });
});
afterAll(() => {
  // No answer, log line, activity or fault has a secret.
  const said = [...answers, JSON.stringify(app.log), JSON.stringify(app.faults)].join("\n");
  for (const secret of [password, "0123456789abcdef", "key-secret"]) expect(said).not.toContain(secret);
});

it("takes secrets, and tells only that they are set and how a long one ends", async () => {
  expect((await app.call("GET", path, { as: owner })).body).toEqual({ smtp: { set: false }, twilio: { set: false } });
  const mail = await put(app, "smtp", { url: `smtps://office:${password}@mail.example.com:465` });
  answers.push(mail.text);
  expect(mail.body).toMatchObject({ smtp: { set: true, last4: "rver", source: "settings" } });
  const text = await put(app, "twilio", { auth_token: "0123456789abcdef", api_key: "SK1", api_secret: "key-secret" });
  answers.push(text.text, (await app.call("GET", path, { as: owner })).text);
  answers.push((await app.call("GET", "/api/v1/activity", { as: owner })).text);
  expect(await app.services.providerSecrets.read()).toMatchObject({
    twilio: { auth_token: "0123456789abcdef", api_key: "SK1", api_secret: "key-secret" },
  });
  const removed = await app.call("DELETE", `${path}/twilio`, { as: owner });
  expect(removed.body).toMatchObject({ smtp: { set: true }, twilio: { set: false } });
});

it("starts to send from here if the store never sent from anywhere, and not if it is a copy", async () => {
  for (const [live_for, paused] of [
    [null, null],
    ["copied", "copied"],
  ] as const) {
    const other = await createTestApp({ configured: { TAILBOARD_MAIL_FROM: "office@coastline.example" } });
    await other.services.messageSettings.change((now) => ({ ...now, live_for }));
    await put(other, "smtp", { url: `smtps://office:${password}@mail.example.com:465` });
    expect((await other.services.channels.read()).paused).toBe(paused);
  }
});

test.each([
  ["smtp", {}, "/url"],
  ["smtp", { url: "https://mail.example.com" }, "/url"],
  ["smtp", { url: "smtp://mail.example.com:25" }, "/url"],
  ["smtp", { url: "smtps://mail.example.com", auth_token: "x" }, "/auth_token"],
  ["twilio", { api_key: "SK1" }, "/auth_token"],
  ["twilio", { auth_token: "x", api_key: "SK1" }, "/api_secret"],
  ["twilio", { auth_token: "x y" }, "/auth_token"],
  ["twilio", { auth_token: "x", url: "smtps://mail.example.com" }, "/url"],
])("refuses for %s %j", async (provider, body, field) => {
  const refused = await put(app, provider, body);
  answers.push(refused.text);
  expect([refused.status, at(refused.body, "errors", "0", "field")]).toEqual([422, field]);
});

it("knows no other provider", async () => {
  expect((await put(app, "fax", { auth_token: "x" })).status).toBe(404);
  expect((await app.call("DELETE", `${path}/fax`, { as: owner })).status).toBe(404);
});
