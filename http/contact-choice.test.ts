import { describe, expect, it } from "vitest";
import {
  at,
  createTestApp,
  crewOne,
  freshKey,
  goodBooking,
  owner,
  textAt,
  type TestApp,
} from "../test/harness/test-app.ts";
import { consentWords } from "./consent.ts";

const book = async (app: TestApp, customer: object, seen?: object) => {
  const body = { ...goodBooking, customer: { ...goodBooking.customer, ...customer }, ...(seen && { seen }) };
  const answer = await app.call("POST", "/api/v1/bookings", { body, headers: { "idempotency-key": freshKey() } });
  expect(answer.status).toBe(201);
  return at(answer.body, "job");
};
const create = (app: TestApp, body: object) => app.call("POST", "/api/v1/jobs", { as: owner, body });
const patch = (app: TestApp, job: unknown, customer: object) =>
  app.call("PATCH", `/api/v1/jobs/${textAt(job, "id")}`, {
    as: owner,
    body: { customer },
    headers: { "if-match": `"${String(at(job, "rev"))}"` },
  });

describe("a booking", () => {
  it("keeps how the customer wants to hear from the business, in which language, and the yes to texts", async () => {
    const app = await createTestApp({ sendsTexts: true });
    const job = await book(app, { contact_by: "text", language: "es", text_consent: true });
    expect(at(job, "customer")).toMatchObject({
      contact_by: "text",
      language: "es",
      text_consent: { at: at(job, "created_at"), how: "booking_page" },
    });
    const stored = await app.services.jobs.find(textAt(job, "id"));
    const words = consentWords(await app.services.settings.read());
    expect(stored?.customer?.text_consent?.wording).toBe(words.version);
  });

  it("of an older page has no yes, and the language of the business", async () => {
    const app = await createTestApp({
      settings: (settings) => ({ ...settings, business: { ...settings.business, language: "es" } }),
    });
    const email = "maria@example.com";
    expect(at(await book(app, {}), "customer")).toMatchObject({
      contact_by: "text",
      language: "es",
      text_consent: null,
    });
    expect(at(await book(app, { email }), "customer")).toMatchObject({ contact_by: "email", text_consent: null });
    expect(at(await book(app, { email, text_consent: false }), "customer")).toMatchObject({ text_consent: null });
  });

  it("names a kept catalog that has the words the customer agreed to", async () => {
    const app = await createTestApp({ sendsTexts: true });
    const catalog = (await app.call("GET", "/api/v1/catalog")).body;
    const words = consentWords(await app.services.settings.read());
    expect(at(catalog, "consent")).toEqual(words);
    for (const part of [words.text, words.text_es]) {
      for (const needed of ["Your Hauling Company", "STOP", "HELP"]) expect(part).toContain(needed);
    }
    await book(app, { text_consent: true }, { release: "abc", catalog: textAt(catalog, "version") });
    expect(await app.services.catalogs.read(textAt(catalog, "version"))).toMatchObject({ consent: words });
  });
});

it("keeps the words that the customer saw, although the business has another name since", async () => {
  const app = await createTestApp({ sendsTexts: true });
  const catalog = (await app.call("GET", "/api/v1/catalog")).body;
  const words = consentWords(await app.services.settings.read());
  await app.services.settings.change((now) => ({ ...now, business: { ...now.business, name: "Harbor Hauling" } }));
  const wording = async (seen?: object) => {
    const { id } = Object(await book(app, { text_consent: true }, seen)) as { id: string };
    return (await app.services.jobs.find(id))?.customer?.text_consent?.wording;
  };
  expect(await wording({ release: "abc", catalog: textAt(catalog, "version") })).toBe(words.version);
  const later = consentWords(await app.services.settings.read());
  expect(later.version).not.toBe(words.version);
  expect(await wording()).toBe(later.version);
  expect(await wording({ release: "abc", catalog: "A".repeat(22) })).toBe(later.version);
});

it("asks for no consent while no texts are sent", async () => {
  const app = await createTestApp();
  const catalog = (await app.call("GET", "/api/v1/catalog")).body;
  expect(at(catalog, "consent")).toBeNull();
  expect(at(catalog, "languages")).toEqual(["en", "es"]);
});

describe("the office", () => {
  it("notes on a new job that the customer agreed to texts", async () => {
    const app = await createTestApp();
    const customer = { name: "Maria", phone: "(619) 555-0142", language: "es", text_consent: true };
    const { body: job } = await create(app, { ...goodJob, customer });
    expect(at(job, "customer")).toMatchObject({
      contact_by: "text",
      language: "es",
      text_consent: { at: at(job, "created_at"), how: "dispatcher" },
    });
  });

  it("changes each choice, and the first yes keeps its time", async () => {
    const app = await createTestApp();
    const { body: job } = await create(app, { ...goodJob, customer: { name: "Maria", email: "maria@example.com" } });
    app.clock.advance({ minutes: 1 });
    const yes = await patch(app, job, { contact_by: "text", text_consent: true, language: "es" });
    const consent = at(yes.body, "customer", "text_consent");
    expect(at(yes.body, "customer")).toMatchObject({ contact_by: "text", language: "es" });
    expect(consent).toEqual({ at: at(yes.body, "updated_at"), how: "dispatcher" });
    app.clock.advance({ minutes: 1 });
    const again = await patch(app, yes.body, { text_consent: true });
    expect([at(again.body, "rev"), at(again.body, "customer", "text_consent")]).toEqual([2, consent]);
    const no = await patch(app, again.body, { text_consent: false, contact_by: null, language: null });
    expect(at(no.body, "customer")).toMatchObject({ contact_by: "email", language: "en", text_consent: null });
  });
});

it("shows a crew how to reach the customer, but no email address", async () => {
  const app = await createTestApp();
  const customer = { name: "Maria", email: "maria@example.com", language: "es", text_consent: true };
  const { body: job } = await create(app, { ...goodJob, customer, day: "2026-11-24", crew: "crew-1" });
  const seen = await app.call("GET", `/api/v1/jobs/${textAt(job, "id")}`, { as: crewOne });
  expect(at(seen.body, "customer")).toEqual({
    name: "Maria",
    contact_by: "email",
    language: "es",
    text_consent: { at: at(job, "created_at"), how: "dispatcher" },
  });
});

it("keeps the language of the business when an older page saves the settings", async () => {
  const app = await createTestApp();
  const save = async (language: string | undefined) => {
    const { body, headers } = await app.call("GET", "/api/v1/settings", { as: owner });
    const { rev: _rev, crews: _crews, ...settings } = Object(body) as { rev: number; crews: object; business: object };
    const { language: _old, ...business } = settings.business as { language?: string };
    const answer = await app.call("PUT", "/api/v1/settings", {
      as: owner,
      body: { ...settings, business: { ...business, ...(language && { language }) } },
      headers: { "if-match": headers.get("etag") ?? "" },
    });
    expect(answer.status, answer.text).toBe(200);
    return at(answer.body, "business", "language");
  };
  expect(await save("es")).toBe("es");
  expect(await save(undefined)).toBe("es");
});

const goodJob = {
  service: "trailer-15",
  location: goodBooking.location,
  pricing: { kind: "flat", amount_cents: 60_000, currency: "USD" },
};
