import { expect, it, test } from "vitest";
import { at, createTestApp, owner, textAt, type TestApp } from "../test/harness/test-app.ts";

const path = "/api/v1/message-settings";
const dispatcher = { role: "dispatcher", name: "Luis", crew: null } as const;

const read = async (app: TestApp) => {
  const { body } = await app.call("GET", path, { as: dispatcher });
  const { rev, ...settings } = body as { rev: number };
  return { rev, settings };
};
const put = (app: TestApp, body: object, rev: number) =>
  app.call("PUT", path, { as: owner, headers: { "if-match": `"${rev}"` }, body });

it("changes how messages are sent, and says in the activity what changed", async () => {
  const app = await createTestApp();
  const { rev, settings } = await read(app);
  expect(settings).toMatchObject({ quiet_hours: { from: "20:00", to: "08:00" }, reminder_at: "17:00", twilio: null });
  const wanted = {
    ...settings,
    from_address: "office@coastline.example",
    quiet_hours: { from: "21:00", to: "07:30" },
    events: { reminder: { on: false }, booked: { on: true, channels: ["email"] } },
    twilio: { account_sid: "AC1", from: "(619) 555-0100", messaging_service_sid: null },
  };
  const changed = await put(app, wanted, rev);
  expect(changed.status).toBe(200);
  expect(changed.headers.get("etag")).toBe('"1"');
  expect(changed.body).toEqual({ ...wanted, twilio: { ...wanted.twilio, from: "+16195550100" }, rev: 1 });
  expect((await put(app, wanted, 1)).headers.get("etag")).toBe('"1"');
  const { body } = await app.call("GET", "/api/v1/activity", { as: owner });
  expect(at(body, "items", "0", "fields")).toEqual(
    expect.arrayContaining(["messages.from_address", "messages.quiet_hours", "messages.events", "messages.twilio"]),
  );
});

it("refuses a change of a version that is not the newest, and shows the newest", async () => {
  const app = await createTestApp();
  const { settings } = await read(app);
  await put(app, { ...settings, reminder_at: "18:00" }, 0);
  const late = await put(app, { ...settings, reminder_at: "12:00" }, 0);
  expect([late.status, late.headers.get("etag"), at(late.body, "current", "reminder_at")]).toEqual([
    412,
    '"1"',
    "18:00",
  ]);
  const without = await app.call("PUT", path, { as: owner, body: settings });
  expect(without.status).toBe(428);
});

test.each([
  ["/reminder_at", { reminder_at: "11:59" }],
  ["/review_link", { review_link: "http://reviews.example.com" }],
  ["/review_link", { review_link: "javascript:alert(1)" }],
  ["/twilio/from", { twilio: { account_sid: "AC1", from: null, messaging_service_sid: null } }],
  ["/twilio/from", { twilio: { account_sid: "AC1", from: "12", messaging_service_sid: null } }],
  ["/short_name", { short_name: "A name that is too long" }],
  ["/events/booked/channels", { events: { booked: { on: true, channels: ["text", "text"] } } }],
  ["/events/lunch", { events: { lunch: { on: true } } }],
  ["/live_for", { live_for: "copied" }],
  ["/templates", { templates: {} }],
])("refuses %s of %j", async (field, change) => {
  const app = await createTestApp();
  const { settings } = await read(app);
  const refused = await put(app, { ...settings, ...change }, 0);
  expect([refused.status, at(refused.body, "errors", "0", "field")]).toEqual([422, field]);
});

const template = (name: string) => `/api/v1/message-templates/${name}`;

it("changes words, shows them in the preview, and goes back to the usual words", async () => {
  const app = await createTestApp();
  const items = at((await app.call("GET", "/api/v1/message-templates", { as: owner })).body, "items");
  expect(items).toHaveLength(24 * 2 * 2 - 2);
  const changed = await app.call("PUT", template("booked/text/en"), {
    as: owner,
    body: { text: "See you {{day}}! {{link}} Reply STOP to end" },
  });
  expect(changed.body).toMatchObject({
    own: true,
    words: { text: "See you {{day}}! {{link}} Reply STOP to end" },
    usual: { text: expect.stringContaining("You're booked") },
    variables: expect.arrayContaining([{ name: "first_name", example: "Maria" }]),
  });
  const preview = (body: object) => app.call("POST", template("preview"), { as: dispatcher, body });
  const shown = await preview({ event: "booked", channel: "text", language: "en" });
  expect(shown.body).toMatchObject({ segments: 1, encoding: "GSM-7", html: null, warnings: [] });
  expect(textAt(shown.body, "text")).toMatch(
    /^See you Tue, Dec 1! http:\/\/localhost:4100\/track\/#[0-9a-f]{32} Reply/,
  );
  const reset = await app.call("DELETE", template("booked/text/en"), { as: owner });
  expect(reset.body).toMatchObject({ own: false });
  const usual = await preview({ event: "booked", channel: "text", language: "en" });
  expect(textAt(usual.body, "text")).toMatch(/^Your Hauling Company: You're booked/);
});

it("keeps the usual words of the parts of an email that the owner left out", async () => {
  const app = await createTestApp();
  await app.call("PUT", template("reminder/email/es"), { as: owner, body: { subject: "Mañana: {{window}}" } });
  const body = { event: "reminder", channel: "email", language: "es", button: "Abrir" };
  const shown = await app.call("POST", template("preview"), { as: owner, body });
  expect(at(shown.body, "subject")).toBe("Mañana: 8am-12pm");
  expect(textAt(shown.body, "text")).toContain("Hola Maria:");
  expect(textAt(shown.body, "html")).toContain("/es/track/#");
  expect(textAt(shown.body, "text")).toContain("Abrir:");
});

test.each([
  ["a variable that the message has no value for", { text: "{{eta}}" }, "unknown_variable", "/text"],
  ["a variable that does not exist", { text: "{{nonsense}}" }, "unknown_variable", "/text"],
  ["a section that does not end", { text: "{{#window}}" }, "invalid", "/text"],
  ["words without escaping", { text: "{{{link}}}" }, "invalid", "/text"],
  ["a part of another template", { text: "{{> other}}" }, "invalid", "/text"],
  ["the words of an email", { subject: "Hello" }, "invalid", "/text"],
] as const)("refuses %s", async (_case, body, code, field) => {
  const app = await createTestApp();
  const refused = await app.call("PUT", template("booked/text/en"), { as: owner, body });
  expect([refused.status, at(refused.body, "code"), at(refused.body, "errors", "0", "field")]).toEqual([
    422,
    code,
    field,
  ]);
  if (code === "unknown_variable") expect(refused.body).toHaveProperty("variable");
});

test.each(["lunch/text/en", "booked/fax/en", "booked/text/fr", "reply/text/en"])("does not know %s", async (name) => {
  const app = await createTestApp();
  expect((await app.call("PUT", template(name), { as: owner, body: { text: "Hello" } })).status).toBe(404);
  expect((await app.call("DELETE", template(name), { as: owner })).status).toBe(404);
});
