import { beforeEach, describe, expect, it } from "vitest";
import { unsubscribeToken } from "./unsubscribe-link.ts";
import { at, createTestApp, freshKey, goodBooking, owner, textAt, type TestApp } from "../test/harness/test-app.ts";

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp({ limits: true });
});

describe("asking for the links again", () => {
  const ask = (body: object, address = "192.0.2.7") => app.call("POST", "/api/v1/links", { body, address });
  const book = async (email = "maria@example.com") =>
    textAt(
      (
        await app.call("POST", "/api/v1/jobs", {
          as: owner,
          headers: { "idempotency-key": freshKey() },
          body: {
            service: "trailer-15",
            customer: { name: "Maria", phone: "(619) 555-0142", email },
            location: goodBooking.location,
            notify: false,
          },
        })
      ).body,
      "id",
    );
  const waiting = () => app.services.jobs.waitingSends();

  it("queues one message for each open job, to the contact on file", async () => {
    await book();
    await book();
    const before = await waiting();
    expect((await ask({ phone: "619-555-0142" })).body).toEqual({ accepted: true });
    expect((await waiting()).text - before.text).toBe(2);
    await ask({ email: "MARIA@example.com" });
    expect((await waiting()).email - before.email).toBe(2);
  });

  it("answers the same for a contact that is not known, and past three times a day", async () => {
    await book();
    const known = await ask({ email: "maria@example.com" });
    const unknown = await ask({ email: "eva@example.com" });
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
    for (let count = 0; count < 2; count += 1) await ask({ email: "maria@example.com" });
    const before = await waiting();
    expect((await ask({ email: "maria@example.com" })).text).toBe(known.text);
    expect(await waiting()).toEqual(before);
    app.clock.advance({ days: 1, minutes: 1 });
    await ask({ email: "maria@example.com" });
    expect(await waiting()).not.toEqual(before);
  });

  it("needs exactly one contact, and takes 20 requests an hour from one address", async () => {
    expect((await ask({})).status).toBe(422);
    expect((await ask({ phone: "(619) 555-0142", email: "maria@example.com" })).status).toBe(422);
    for (let count = 0; count < 20; count += 1)
      expect((await ask({ email: `m${count}@example.com` })).status).toBe(202);
    expect((await ask({ email: "m@example.com" })).status).toBe(429);
    expect((await ask({ email: "m@example.com" }, "198.51.100.9")).status).toBe(202);
  });
});

describe("the link that stops reminders by email", () => {
  const contact = { kind: "email", value: "maria@example.com" } as const;
  const linkOf = async () => {
    const id = await app.services.conversations.keyOf(contact);
    return {
      id,
      path: `/api/v1/unsubscribe/${unsubscribeToken((await app.services.identity.read()).contact_salt, id)}`,
    };
  };

  it("shows a button and changes nothing until it is pressed", async () => {
    await app.services.conversations.actOnContact(contact, { do: "open" });
    const { id, path } = await linkOf();
    const shown = await app.call("GET", path);
    expect(shown.text).toContain('<form method="post"><button>Stop reminders</button></form>');
    expect(shown.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect((await app.services.conversations.find(id))?.unsubscribed).toBe(false);
    const form = {
      raw: "List-Unsubscribe=One-Click",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    };
    const pressed = await app.call("POST", path, form);
    expect([pressed.status, pressed.text]).toEqual([200, expect.stringContaining("You won’t get reminders by email")]);
    expect((await app.services.conversations.find(id))?.unsubscribed).toBe(true);
    expect((await app.call("POST", path)).status).toBe(200);
  });

  it("is in Spanish for a browser in Spanish", async () => {
    const { path } = await linkOf();
    const shown = await app.call("GET", path, { headers: { "accept-language": "es-MX,es;q=0.9,en;q=0.5" } });
    expect(shown.text).toContain('<html lang="es">');
  });

  it("that no email has is not found", async () => {
    const { path } = await linkOf();
    for (const wrong of [`${path}A`, path.slice(0, -1), "/api/v1/unsubscribe/none"]) {
      for (const method of ["GET", "POST"]) expect(at((await app.call(method, wrong)).body, "code")).toBe("not_found");
    }
  });
});
