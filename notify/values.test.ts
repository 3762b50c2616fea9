import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it, test } from "vitest";
import { coastline, realJob } from "../domain/full-job.fixture.ts";
import { attemptCodes, type Job } from "../domain/job.ts";
import { marksJob } from "../domain/job.fixture.ts";
import { messageEvents, officeEvents } from "../domain/message/event.ts";
import { languages } from "../domain/message/language.ts";
import { deliveredJob } from "../domain/rented-job.fixture.ts";
import { composeMail, composeText, type Composing } from "./compose.ts";
import { sizeOf } from "./text-size.ts";
import { factsOf, valuesOf, type MessageSubject } from "./values.ts";
import { visitFile } from "./visit-file.ts";

const now = Date.parse("2026-11-26T18:00:00.000Z");
const settings = coastline();
const morning = { start: "08:00", end: "12:00" };

const about = (change: Partial<MessageSubject> = {}): MessageSubject => ({
  event: "booked",
  job: marksJob(),
  visit: { id: "v1", day: "2026-11-27", window: morning },
  language: "en",
  settings,
  messages: { review_link: "https://reviews.coastline.example" },
  urls: { site: "https://book.coastline.example", dashboard: "https://office.coastline.example" },
  now,
  ...change,
});

const composing = (subject: MessageSubject): Composing => ({
  event: subject.event,
  language: subject.language,
  values: valuesOf(subject),
  business: { name: settings.business.name, phone: "(619) 555-0100", postal_address: null },
  canReply: true,
  facts: factsOf(subject),
});

test("a booking is said in both languages, each with its own page", () => {
  expect(composeText(composing(about()))).toBe(
    "Coastline Hauling: You're booked Fri, Nov 27, 8am-12pm. https://book.coastline.example/track/#abcdefghijklmnopqrstuvwxyzABCDEF Reply HELP for help, STOP to end",
  );
  expect(composeText(composing(about({ language: "es" })))).toBe(
    "Coastline Hauling: ¡Reservado! vie 27 nov, 8am-12pm. https://book.coastline.example/es/track/#abcdefghijklmnopqrstuvwxyzABCDEF HELP para ayuda, STOP para salir",
  );
});

test("an email ends with when, where, what and the price", () => {
  expect(factsOf(about())).toEqual([
    ["When", "Fri, Nov 27, 8am-12pm"],
    ["Where", "Soderblom Ave, San Diego"],
    ["What", "15-yard dump trailer"],
    ["Price", "$600.00"],
  ]);
  const job: Job = { ...marksJob(), pricing: { ...marksJob().pricing, state: "unpriced" } };
  expect(factsOf(about({ job, visit: { id: "v1", day: null, window: null }, language: "es" }))).toEqual([
    ["Dónde", "Soderblom Ave, San Diego"],
    ["Qué", "15-yard dump trailer"],
  ]);
});

test("the crew has its person's name, and the arrival the business's clock", () => {
  const [visit] = marksJob().visits;
  if (visit === undefined) throw new Error("The job has a visit");
  const with_crew = (crew: string): Job => ({
    ...marksJob(),
    visits: [{ ...visit, crew, arrival_estimate: "2026-11-27T18:40:00.000Z" }],
  });
  expect(composeText(composing(about({ event: "on_the_way", job: with_crew("dana") })))).toContain(
    "Dana's crew is on the way! See you around 10:40am.",
  );
  expect(valuesOf(about({ job: with_crew("crew-3") })).crew).toBeUndefined();
  expect(valuesOf(about({ job: with_crew("dana"), language: "es" })).crew).toBe("El equipo de Dana");
});

test("a failed visit says the phrase of its code, never the crew's own words", () => {
  const [visit] = marksJob().visits;
  if (visit === undefined) throw new Error("The job has a visit");
  for (const language of languages) {
    for (const code of attemptCodes) {
      const attempt = { code, reason: "Dog bit Luis", at: "2026-11-27T18:40:00.000Z" };
      const job: Job = { ...marksJob(), visits: [{ ...visit, state: "attempted", attempt }] };
      const text = composeText(composing(about({ event: "attempted", job, language }))) ?? "";
      expect(text).not.toContain("Dog");
      expect(text).not.toContain("...");
      expect(sizeOf(text)).toMatchObject({ encoding: "GSM-7", segments: 1 });
    }
  }
});

test("a rental says its unit, its last paid day and what more days cost", () => {
  const job = deliveredJob();
  const facts = { period: "e1", end: "2026-12-08", overdue_days: 3 };
  const values = valuesOf(about({ event: "rental_overdue", job, facts, visit: null, now: now + 11 * 86_400_000 }));
  expect(values).toMatchObject({ unit: "15-yard dump trailer", due_day: "Tue, Dec 8" });
  expect(values.extra_total).toMatch(/^\$\d+\.00$/);
  expect(
    valuesOf(about({ event: "rental_due", job, facts, visit: null, now: Date.parse("2026-12-07T18:00:00Z") }))
      .relative_day,
  ).toBe("tomorrow");
});

test("a canceled job without a day is named by its work", () => {
  const visit = { id: "v1", day: null, window: null };
  expect(composeText(composing(about({ event: "cancelled", visit })))).toContain(
    "Your job for 15-yard dump trailer is canceled",
  );
});

test("only a completed job asks for a review, and a revoked link is never sent", () => {
  expect(valuesOf(about({ event: "completed" })).review_link).toBe("https://reviews.coastline.example");
  expect(valuesOf(about({ event: "completed", messages: { review_link: null } })).review).toBeUndefined();
  expect(valuesOf(about()).review_link).toBeUndefined();
  expect(valuesOf(about({ job: { ...marksJob(), link: "revoked" } })).link).toBeUndefined();
});

test("the office reads what the customer did, with links that carry no token", () => {
  const job = marksJob();
  const values = valuesOf(about({ event: "office_customer_change", facts: { action: "moved" } }));
  expect(values).toMatchObject({ customer: "Mark", action: "moved the visit", city: "San Diego" });
  for (const event of ["office_new_booking", "office_message", "office_failed_stop"] as const)
    expect(JSON.stringify(valuesOf(about({ event, job })))).not.toContain(job.tracking_token);
});

describe("any job, in any event and language", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 80 });
  const jobs = fc.record({ name: text, street: text, city: text, service: text, label: text, excerpt: text });

  it("composes without an error, leaves no tag and stays within ten segments", () => {
    fc.assert(
      fc.property(
        jobs,
        fc.constantFrom(...messageEvents),
        fc.constantFrom(...languages),
        fc.constantFrom(realJob(), marksJob(), deliveredJob()),
        fc.constantFrom(null, "2026-11-27", "2027-03-14"),
        (typed, event, language, base, day) => {
          const job: Job = {
            ...base,
            customer: { name: typed.name },
            location: { street: typed.street, city: typed.city, postal_code: "" },
            service: { id: "x", name: typed.service },
            items: [{ id: "i", label: typed.label, quantity: 2 }],
          };
          const facts = { excerpt: typed.excerpt, action: "moved", count: 2, error: typed.label };
          const subject = about({ job, event, language, facts, visit: { id: "v1", day, window: null } });
          const message = composing(subject);
          const sent = composeText(message) ?? "";
          const mail = composeMail(message);
          const tags = Object.values(typed).some((value) => value.includes("{{"));
          for (const part of [sent, mail.subject, mail.text]) if (!tags) expect(part).not.toContain("{{");
          expect(sizeOf(sent).segments).toBeLessThanOrEqual(10);
        },
      ),
    );
  });
});

describe("the calendar file of an email", () => {
  const fileOf = (change: Partial<MessageSubject>) => visitFile(about(change), "store-1");

  it("has the visit under an id that later files of the same visit share", () => {
    const [booked, changed, cancelled] = (["booked", "changed", "cancelled"] as const).map((event) =>
      fileOf({ event }),
    );
    const eventOf = (body = "") =>
      new ICAL.Event(new ICAL.Component(ICAL.parse(body)).getFirstSubcomponent("vevent") ?? undefined);
    for (const file of [booked, changed, cancelled]) expect(eventOf(file?.body).uid).toBe("v1.261127-7K3Q@store-1");
    expect(booked?.type).toBe("text/calendar; method=PUBLISH");
    expect(cancelled?.type).toBe("text/calendar; method=CANCEL");
    expect(cancelled?.body).toContain("STATUS:CANCELLED");
    expect(eventOf(booked?.body).location).toBe("Soderblom Ave, San Diego, CA 92122");
    expect(booked?.body.replaceAll("\r\n ", "")).not.toContain(marksJob().tracking_token);
  });

  it("is in no other email, and in none without a day", () => {
    expect(fileOf({ event: "completed" })).toBeNull();
    expect(fileOf({ visit: { id: "v1", day: null, window: null } })).toBeNull();
    expect(fileOf({ visit: null })).toBeNull();
  });
});

test.each(officeEvents)("an email to the office about %s has no token and no gate code", (event) => {
  const job: Job = {
    ...marksJob(),
    tracking_token: "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345",
    notes: "Gate code 4411",
    location: { ...marksJob().location, notes: "Gate code 4411" },
  };
  const facts = { action: "moved", excerpt: "Hello", count: 2, error: "550" };
  const { subject, text, html } = composeMail(composing(about({ event, job, facts })));
  for (const part of [subject, text, html]) expect(part).not.toMatch(/4411|ABCDEFGHIJ|\/track\//);
});
