import { expect, test } from "vitest";
import { contactByOf, languageOf } from "./contact-choice.ts";

const consent = { at: "2026-11-20T10:00:00.000Z", how: "dispatcher" } as const;
const phone = "+16195550142";
const email = "maria@example.com";

test.each([
  ["the customer's own choice wins", { phone, email, text_consent: consent, contact_by: "email" }, "email"],
  ["a customer who agreed to texts gets texts", { phone, email, text_consent: consent }, "text"],
  ["without a yes to texts, an address gets email", { phone, email }, "email"],
  ["a yes without a number is no way to text", { email, text_consent: consent }, "email"],
  ["a number alone is a way to text, once the customer agrees", { phone }, "text"],
  ["a customer without number and address hears nothing", {}, "none"],
] as const)("%s", (_case, contact, way) => {
  expect(contactByOf({ name: "Maria", ...contact })).toBe(way);
});

test("messages are in the customer's language, else in the business's", () => {
  expect(languageOf({ language: "es" }, { language: "en" })).toBe("es");
  expect(languageOf({}, { language: "es" })).toBe("es");
  expect(languageOf(null, { language: "en" })).toBe("en");
});
