import { expect, it } from "vitest";
import { readContact } from "./contact.ts";

it.each([
  ["the published file", () => Promise.resolve(Response.json({ name: "A", phone: "1" })), { name: "A", phone: "1" }],
  ["a file that is not there", () => Promise.resolve(Response.json({}, { status: 404 })), null],
  ["no network", () => Promise.reject(new TypeError("away")), null],
  ["something else", () => Promise.resolve(new Response("<html>")), null],
])("reads the contact from %s", async (_, answer, contact) => {
  const asked: unknown[] = [];
  expect(await readContact((url) => (asked.push(url), answer()))).toEqual(contact);
  expect(asked).toEqual(["/brand/contact.json"]);
});
