import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { composeMail, composeText, type Composing } from "./compose.ts";
import { languages, type Language } from "../domain/message/language.ts";
import { defaultTexts } from "./default-text.ts";
import { messageEvents, type MessageEvent } from "../domain/message/event.ts";
import { failingWords } from "./office-words.ts";
import { sampleValues } from "./sample-values.ts";
import { sizeOf } from "./text-size.ts";
import { templateFault } from "./template.ts";
import { variables, variablesOf, type Values } from "./variable.ts";

const business = {
  name: "Coastline Hauling",
  phone: "(619) 555-0100",
  postal_address: "1 Harbor Dr, San Diego, CA 92101",
};

const composing = (event: MessageEvent, language: Language, values: Values = sampleValues[language]): Composing => ({
  event,
  language,
  values,
  business,
  canReply: true,
  facts: [["When", "Tue, Dec 1, 8am-12pm"]],
});

const each = languages.flatMap((language) => messageEvents.map((event) => ({ event, language })));

describe.each(each)("$event in $language", ({ event, language }) => {
  const { text, email } = defaultTexts[language][event];

  it("uses only variables that the event has values for", () => {
    for (const template of [text ?? "", email.subject, email.body, email.button])
      expect(templateFault(template, variablesOf[event])).toBeNull();
  });

  it("is one segment of GSM-7 with the sample values", () => {
    const sent = composeText(composing(event, language));
    if (sent === null) expect(event).toBe("reply");
    else expect({ sent, ...sizeOf(sent) }).toMatchObject({ encoding: "GSM-7", segments: 1 });
  });

  it("says as email, in text and HTML, where to go", () => {
    const mail = composeMail(composing(event, language));
    for (const part of [mail.text, mail.html]) {
      expect(part).not.toContain("{{");
      expect(part).toMatch(/https:\/\/(?:book|office)\.coastline\.example/);
    }
    expect(mail.html).toContain(`<html lang="${language}">`);
    expect(mail.subject).not.toBe("");
  });
});

it("never fails, leaves no tag, and stays within ten segments, whatever the values are", () => {
  const value = fc.string({ unit: "grapheme", maxLength: 70 });
  const values = fc.record(Object.fromEntries(variables.map((name) => [name, value])), { requiredKeys: [] });
  fc.assert(
    fc.property(fc.constantFrom(...each), values, ({ event, language }, some) => {
      const given: Values = { ...some };
      const clean = Object.fromEntries(Object.entries(given).map(([name, text]) => [name, text?.replaceAll("{", "(")]));
      const sent = composeText(composing(event, language, clean));
      const mail = composeMail(composing(event, language, clean));
      expect(sent ?? "").not.toContain("{{");
      expect(mail.subject).not.toMatch(/[\r\n]/);
      expect(sizeOf(sent ?? "").segments).toBeLessThanOrEqual(10);
    }),
  );
});

test("a value is shortened in a text, and stays whole in an email", () => {
  const values = { ...sampleValues.en, first_name: "Wolfeschlegelsteinhausen" };
  expect(composeText(composing("completed", "en", values))).toContain("Thanks, Wolfeschl...! Here");
  expect(composeMail(composing("completed", "en", values)).text).toContain("Hi Wolfeschlegelsteinhausen,");
});

test("a section without a value vanishes", () => {
  const { eta: _eta, ...values } = sampleValues.en;
  expect(composeText(composing("on_the_way", "en", values))).toBe(
    "Coastline Hauling: Dana's crew is on the way! https://book.coastline.example/track/#0123456789abcdef0123456789abcdef",
  );
});

describe("a business without a phone number", () => {
  const { phone: _phone, ...values } = sampleValues.en;
  const silent = { ...business, phone: "" };

  it("names no number to call", () => {
    expect(composeText(composing("cancelled", "en", values))).toBe(
      "Coastline Hauling: Your job for Tue, Dec 1 is canceled, so we won't be coming. Is that a mistake?",
    );
    const mail = composeMail({ ...composing("booked", "en", values), business: silent });
    expect(mail.text).toContain("Questions? Reply to this email.");
  });

  it("leaves the question out if an answer reaches it neither way", () => {
    const mail = composeMail({ ...composing("booked", "en", values), business: silent, canReply: false });
    expect(mail.text).not.toContain("Questions?");
    expect(mail.text).toContain("Thanks,\nCoastline Hauling");
  });
});

test("the owner's words replace ours", () => {
  const own = { text: "{{business}}: see you {{day}}", email: { subject: "See you {{day}}" } };
  expect(composeText({ ...composing("booked", "en"), own })).toBe("Coastline Hauling: see you Tue, Dec 1");
  const mail = composeMail({ ...composing("booked", "en"), own });
  expect(mail.subject).toBe("See you Tue, Dec 1");
  expect(mail.text).toContain("You're on the schedule for Junk removal");
});

test("HTML shows what a person typed and never runs it", () => {
  const values = { ...sampleValues.en, excerpt: `<img src=x onerror="alert(1)"> & more` };
  const { html, text } = composeMail(composing("office_message", "en", values));
  expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; more");
  expect(text).toContain(`<img src=x onerror="alert(1)"> & more`);
});

it.each(languages)("says in one segment in %s that every message of a channel fails", (language) => {
  const { count: _count, ...values } = { ...sampleValues[language], error: failingWords(language, "email", "20003") };
  const sent = composeText(composing("office_parked", language, values)) ?? "";
  expect({ sent, ...sizeOf(sent) }).toMatchObject({ encoding: "GSM-7", segments: 1 });
  expect(sent).toContain("20003");
});
