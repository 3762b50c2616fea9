import { expect, test } from "vitest";
import { dialLink, phoneText } from "./value-text.ts";

test.each([
  ["+16195550142", "tel:+16195550142", "(619) 555-0142"],
  ["+16195550142;ext=44", "tel:+16195550142,44", "(619) 555-0142 ext. 44"],
  // As other systems wrote them.
  ["619-555-0142 ext 5", "tel:6195550142,5", "619-555-0142 ext. 5"],
  ["619-555-0142 Apt 5", "tel:6195550142", "619-555-0142 Apt 5"],
  ["+33612345678", "tel:+33612345678", "+33612345678"],
])("%s is dialed as %s and shown as %s", (phone, link, shown) => {
  expect([dialLink(phone), phoneText(phone)]).toEqual([link, shown]);
});
