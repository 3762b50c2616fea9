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
import { FakeClock } from "../test/harness/fake-clock.ts";

const window = { start: "08:00", end: "12:00" };
const maria = { name: "Maria Ortega", phone: "+16195550142", contact_by: "text", text_consent: true };
const jobOf = (customer: object) => ({
  service: "trailer-15",
  day: "2026-11-27",
  window,
  crew: "crew-1",
  customer,
  location: goodBooking.location,
});

const create = async (app: TestApp, customer: object, more: object = {}): Promise<string> => {
  const { body, status } = await app.call("POST", "/api/v1/jobs", { as: owner, body: { ...jobOf(customer), ...more } });
  expect(status).toBe(201);
  return textAt(body, "id");
};
const preview = (app: TestApp, body: object) => app.call("POST", "/api/v1/messages/preview", { as: owner, body });
const revOf = async (app: TestApp, id: string) =>
  String(at((await app.call("GET", `/api/v1/jobs/${id}`, { as: owner })).body, "rev"));
/** What the outbox holds for a job, once every message is due. */
const kept = async (app: TestApp, id: string) => {
  app.clock.advance({ minutes: 3 });
  await app.services.jobs.drain();
  const items = at((await app.call("GET", `/api/v1/jobs/${id}/messages`, { as: owner })).body, "items");
  return (items as { event: string; via: string; text: string }[]).map(({ event, via, text }) => ({
    event,
    via,
    text,
  }));
};

const changes = {
  patch_job: { method: "PATCH", path: "", body: { day: "2026-11-28", window }, event: "changed" },
  patch_visit: { method: "PATCH", path: "/visits/v1", body: { day: "2026-11-28", window }, event: "changed" },
  set_job_status: {
    method: "POST",
    path: "/status",
    body: { status: "cancelled", reason: "Moved" },
    event: "cancelled",
  },
  set_visit_state: { method: "POST", path: "/visits/v1/state", body: { state: "en_route" }, event: "on_the_way" },
} as const;

describe("the preview of a change", () => {
  it.each(Object.entries(changes))("shows exactly what %s sends", async (name, { method, path, body, event }) => {
    const app = await createTestApp();
    const id = await create(app, maria);
    const before = await kept(app, id);
    const shown = await preview(app, { job: id, visit: "v1", [name]: body });
    expect(shown.body).toMatchObject({ silence: null, messages: [{ event, via: "text", to: maria.phone }] });
    expect(await kept(app, id)).toEqual(before);
    const made = await app.call(method, `/api/v1/jobs/${id}${path}`, {
      as: owner,
      body,
      headers: { "if-match": `"${await revOf(app, id)}"`, "idempotency-key": freshKey() },
    });
    expect(made.status).toBe(200);
    const sent = (await kept(app, id)).slice(before.length);
    expect(sent).toEqual([{ event, via: "text", text: textAt(shown.body, "messages", "0", "text") }]);
  });

  it("shows what a new job and a quote send, by every channel, without the link that is not made yet", async () => {
    const app = await createTestApp();
    const customer = { ...maria, email: "maria@example.com", language: "es" };
    const shown = await preview(app, { create_job: jobOf(customer) });
    const id = await create(app, customer);
    const sent = await kept(app, id);
    const messages = at(shown.body, "messages") as { via: string; text: string; language: string }[];
    expect(messages.map(({ via, language }) => [via, language])).toEqual([
      ["text", "es"],
      ["email", "es"],
    ]);
    const withoutLink = (text: string) => text.replaceAll(/#\S+/gu, "#");
    expect(messages.map(({ text }) => withoutLink(text))).toEqual(sent.map(({ text }) => withoutLink(text)));
    const quote = { lines: [{ label: "Garage", quantity: 1, unit_cents: 90_000 }] };
    const request = await create(app, maria, { as_quote: true, day: undefined, window: undefined, crew: undefined });
    const offered = await preview(app, { job: request, send_quote: quote });
    expect(offered.body).toMatchObject({ messages: [{ event: "quote_ready", text: expect.stringContaining("$900") }] });
  });

  it.each([
    ["a customer who wants none", { ...maria, contact_by: "none" }, "asked_for_none"],
    ["a customer without an address", { name: "Maria" }, "no_address"],
    ["a number without a yes to texts", { name: "Maria", phone: maria.phone }, "no_consent"],
    ["a number of another country", { ...maria, phone: "+442079460018" }, "abroad"],
  ])("says why %s gets nothing", async (_, customer, silence) => {
    const app = await createTestApp();
    const id = await create(app, customer);
    const { body } = await preview(app, { job: id, patch_job: { day: "2026-11-28", window } });
    expect(body).toEqual({ messages: [], silence });
  });

  it("is silent about what is no news for the customer, and says when a text waits for the morning", async () => {
    const app = await createTestApp({ clock: new FakeClock("2026-11-25T05:00:00Z") });
    const id = await create(app, maria);
    expect((await preview(app, { job: id, patch_job: { crew: null } })).body).toEqual({ messages: [], silence: null });
    const { body } = await preview(app, { job: id, patch_job: { day: "2026-11-28", window } });
    expect(body).toMatchObject({ messages: [{ held_until: "2026-11-25T16:00:00.000Z" }] });
  });

  it("says that the owner switched the event off", async () => {
    const app = await createTestApp();
    const id = await create(app, maria);
    const move = { job: id, patch_job: { day: "2026-11-28", window } };
    await app.services.messageSettings.change((now) => ({ ...now, events: { ...now.events, changed: { on: false } } }));
    expect((await preview(app, move)).body).toEqual({ messages: [], silence: "event_off" });
  });

  it("is silent about what the call would refuse, and refuses a body that names no call or two", async () => {
    const app = await createTestApp();
    const id = await create(app, maria);
    const codeOf = async (body: object) => {
      const { status, body: problem } = await preview(app, body);
      return [status, at(problem, "code")];
    };
    const late = { job: id, extend_job: { until: "2026-12-24" } };
    expect((await preview(app, late)).body).toEqual({ messages: [], silence: "refused" });
    expect((await preview(app, { job: id, patch_visit: {} })).body).toEqual({ messages: [], silence: "refused" });
    expect(await codeOf({ job: id })).toEqual([422, "invalid"]);
    expect(await codeOf({ job: id, patch_job: {}, send_quote: {} })).toEqual([422, "invalid"]);
    expect(await codeOf({ patch_job: {} })).toEqual([422, "invalid"]);
    expect(await codeOf({ job: "261127-0000", patch_job: {} })).toEqual([404, "not_found"]);
    const { status } = await app.call("POST", "/api/v1/messages/preview", { as: crewOne, body: late });
    expect(status).toBe(403);
  });
});
