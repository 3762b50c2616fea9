import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FakeMode, FakeTwilio } from "../../notify/twilio/fake-twilio.ts";
import { openProviderApp, providerSite } from "./provider-app.ts";
import { at, freshKey, goodBooking, owner, textAt, type TestApp } from "./test-app.ts";

/** A mail server for the journeys. */
export interface TestMail {
  url: string;
  /** The subjects of what it received, oldest first. */
  subjects: () => Promise<string[]>;
  close: () => Promise<void>;
}

/**
 * A customer books, texts and is answered, over HTTP, a mail server and a provider that reports, refuses and loses answers as real
 * ones do. The suite runs with a small mail server in each test run, and with a real one among the engines.
 */
export const describeMessageJourneys = (openMail: () => Promise<TestMail>): void => {
  const hook = `${providerSite}/api/v1/hooks/twilio/message`;
  const phone = "+16195550100";
  let app: TestApp;
  let mail: TestMail;
  let twilio: FakeTwilio;
  let close: () => Promise<void>;
  let job: string;
  let token: string;

  beforeEach(async () => {
    mail = await openMail();
    ({ app, twilio, close } = await openProviderApp(mail.url));
  });
  afterEach(() => Promise.all([close(), mail.close()]));

  const book = async (...modes: FakeMode[]) => {
    twilio.modes.push(...modes);
    const { body, status } = await app.call("POST", "/api/v1/bookings", {
      body: {
        ...goodBooking,
        customer: { name: "Mark", phone, email: "mark@example.com", contact_by: "text", text_consent: true },
      },
      headers: { "idempotency-key": freshKey() },
    });
    expect(status).toBe(201);
    job = textAt(body, "job", "id");
    token = textAt(body, "tracking_token");
    await drain();
  };
  const cancel = async (...modes: FakeMode[]) => {
    twilio.modes.push(...modes);
    const { status } = await app.call("POST", "/api/v1/tracking/cancel", {
      body: {},
      headers: { authorization: `Bearer ${token}` },
    });
    expect(status).toBe(200);
    await drain();
  };
  const drain = async () => {
    await app.services.jobs.drain();
    await app.drainReplies();
  };
  const texts = () => twilio.messages.map(({ fields }) => fields["Body"] ?? "");
  const emails = async (pattern: RegExp) => (await mail.subjects()).filter((subject) => pattern.test(subject)).length;
  const get = async (path: string): Promise<unknown> => (await app.call("GET", `/api/v1/${path}`, { as: owner })).body;
  const messages = async () => {
    const items = at(await get(`jobs/${job}/messages`), "items");
    return Array.isArray(items) ? (items as { event?: string; via: string; state: string; code?: string }[]) : [];
  };
  const stateOf = async (event: string, via: string) =>
    (await messages()).findLast((message) => message.event === event && message.via === via)?.state;
  const write = (body: string) => twilio.text(hook, { From: phone, Body: body });

  describe("a booking", () => {
    it("is confirmed by text and by email, and the job says so", async () => {
      await book();
      expect(texts()).toEqual([expect.stringMatching(/You're booked .*http:\/\/localhost:4100\/track\/#/)]);
      expect(await emails(/You're booked/)).toBe(1);
      expect([await stateOf("booked", "text"), await stateOf("booked", "email")]).toEqual(["sent", "sent"]);
      await drain();
      expect([twilio.messages.length, (await mail.subjects()).length]).toEqual([1, 1]);
    });

    it("is delivered once the provider says so, whatever the order of its reports", async () => {
      await book({ later: [{ state: "sent" }, { state: "delivered" }] });
      expect(await twilio.deliver({ twice: true, backwards: true })).toEqual([200, 200, 200, 200]);
      expect(await stateOf("booked", "text")).toBe("delivered");
    });
  });

  describe("a text that is not delivered", () => {
    it("is replaced by one email, although the report comes twice", async () => {
      await book();
      await cancel({ later: [{ state: "sent" }, { state: "undelivered", code: 30_006 }] });
      expect(await emails(/Canceled/)).toBe(0);
      await twilio.deliver({ twice: true });
      await drain();
      expect(await emails(/Canceled/)).toBe(1);
      expect([await stateOf("cancelled", "text"), await stateOf("cancelled", "email")]).toEqual([
        "undelivered",
        "sent",
      ]);
      const conversation = textAt(await get(`jobs/${job}/messages`), "items", "0", "conversation", "id");
      expect(at(await get(`conversations/${conversation}`), "flags")).toHaveProperty("landline_until");
    });

    it("because the provider blocks the number goes by email immediately", async () => {
      await book();
      await cancel({ status: 400, code: 21_610 });
      expect([texts().length, await emails(/Canceled/)]).toEqual([1, 1]);
    });

    it("because the provider is busy goes out later", async () => {
      await book({ status: 429, code: 20_429, retryAfter: 7 });
      expect(texts()).toEqual([]);
      app.clock.advance({ minutes: 2 });
      await drain();
      expect(texts()).toHaveLength(1);
    });

    it("was accepted although the answer was lost, and is not sent twice", async () => {
      await book("drop_answer");
      for (let round = 0; round < 6; round += 1) {
        app.clock.advance({ minutes: 5 });
        await drain();
      }
      expect(texts()).toHaveLength(1);
      expect(await stateOf("booked", "text")).toBe("sent");
    });
  });

  describe("a customer who texts", () => {
    it("STOP gets no more texts, and an email instead", async () => {
      await book();
      expect(await write("STOP")).toBe(200);
      await cancel();
      expect([texts().length, await emails(/Canceled/)]).toEqual([1, 1]);
    });

    it("a question is answered by text", async () => {
      await book();
      await write("Is Friday OK?");
      const id = textAt(await get("inbox?state=open"), "items", "0", "id");
      const rev = Number(at(await get(`conversations/${id}`), "rev"));
      const { status } = await app.call("POST", `/api/v1/conversations/${id}/messages`, {
        as: owner,
        body: { text: "Yes, Friday it is." },
        headers: { "if-match": `"${rev}"` },
      });
      expect(status).toBe(201);
      await drain();
      expect(texts().at(-1)).toContain("Yes, Friday it is.");
      expect(await get("inbox/summary")).toMatchObject({ needs_reply: 0 });
      expect(await stateOf("reply", "text")).toBe("sent");
    });
  });
};
