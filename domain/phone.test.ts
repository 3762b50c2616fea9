import { expect, test } from "vitest";
import { basePhone, cleanPhone, phoneExtension, phoneText, telLink } from "./phone.ts";

test.each([
  ["+16195550142", "+16195550142", null],
  ["+16195550142;ext=44", "+16195550142", "44"],
  ["619-555-0142 ext 5", "619-555-0142", "5"],
  ["619-555-0142 ext. 44", "619-555-0142", "44"],
  ["(619) 555-0142 extension 12345", "(619) 555-0142", "12345"],
  ["619.555.0142x44", "619.555.0142", "44"],
  ["619-555-0142 #44", "619-555-0142", "44"],
  ["619-555-0142,,44#", "619-555-0142", "44"],
  ["619-555-0142 Apt 5", "619-555-0142", null],
  ["619-555-0142 or 619-555-0143", "619-555-0142", null],
  ["(619) 555-0142 / 0143", "(619) 555-0142", null],
  ["home: 619 555 0142", "home: 619 555 0142", null],
  ["x", "x", null],
  ["", "", null],
])("%j is the number %j with extension %j", (phone, base, extension) => {
  expect([basePhone(phone), phoneExtension(phone)]).toEqual([base, extension]);
});

test("a pasted number loses variation selectors, keycaps and zero-width characters", () => {
  expect(cleanPhone("619\uFE0F-555\u200B-0142\u2060")).toBe("619-555-0142");
  expect(cleanPhone("6\uFE0F\u20E31\uFE0F\u20E39\uFE0F\u20E3 5550142")).toBe("619 5550142");
});

test.each([
  ["+16195550142", "(619) 555-0142", "tel:+16195550142"],
  ["+16195550142;ext=44", "(619) 555-0142 ext. 44", "tel:+16195550142,44"],
  ["+4930123456", "+4930123456", "tel:+4930123456"],
])("%s reads %s and dials %s", (phone, text, link) => {
  expect([phoneText(phone), telLink(phone)]).toEqual([text, link]);
});
