import { expect, it } from "vitest";
import { sampleSettings } from "../domain/settings.ts";
import { contactFile, siteFiles } from "./site-files.ts";

const now = Date.parse("2026-11-30T10:00:00Z");
const settings = (change: object) => {
  const fresh = sampleSettings("America/Los_Angeles");
  return { ...fresh, business: { ...fresh.business, name: "Coastline Hauling", phone: "+16195550142", ...change } };
};
const read = (change: object, name: string) =>
  new TextDecoder().decode(siteFiles(settings(change), "https://haul.example", now).get(name));

it("have a phone number to read and one to dial", () => {
  expect(contactFile(settings({ phone: "+16195550142;ext=44" }))).toEqual({
    name: "Coastline Hauling",
    phone: "+16195550142;ext=44",
    phone_text: "(619) 555-0142 ext. 44",
    phone_link: "tel:+16195550142,44",
  });
  expect(contactFile(settings({ phone: null }))).toEqual({
    name: "Coastline Hauling",
    phone: null,
    phone_text: null,
    phone_link: null,
  });
  expect(JSON.parse(read({}, "contact.json"))).toEqual(contactFile(settings({})));
});

it("have a page for browsers without scripts, with name and phone number, and no markup from the name", () => {
  const page = read({ name: `O’Brien & <b>"Sons"</b>` }, "contact.html");
  expect(page).toContain("O’Brien &#38; &#60;b&#62;&#34;Sons&#34;&#60;/b&#62;");
  expect(page).toContain('<a class="act" href="tel:+16195550142">Call (619) 555-0142</a>');
  expect(page).not.toContain("<script");
  expect(read({ phone: null }, "contact.html")).not.toContain("tel:");
});

it("have a security.txt as RFC 9116 requires: a contact, and an expiry within a year", () => {
  expect(read({}, "security.txt")).toBe(
    "Contact: tel:+16195550142\nExpires: 2027-06-01T00:00:00.000Z\nCanonical: https://haul.example/.well-known/security.txt\nPreferred-Languages: en\n",
  );
  expect(read({ phone: null }, "security.txt")).toContain("Contact: https://haul.example/book/\n");
  const ends = (today: string) =>
    /Expires: (.*)T/.exec(
      new TextDecoder().decode(siteFiles(settings({}), "", Date.parse(today)).get("security.txt")),
    )?.[1];
  expect(["2026-01-31", "2026-05-31", "2026-06-01", "2026-12-31"].map(ends)).toEqual([
    "2026-08-01",
    "2026-12-01",
    "2027-01-01",
    "2027-07-01",
  ]);
});

it("keep crawlers out of private links, and have a valid icon", () => {
  expect(read({}, "robots.txt")).toBe("User-agent: *\nDisallow: /track/\nDisallow: /t/\nDisallow: /api/\n");
  const icon = siteFiles(settings({}), "https://haul.example", now).get("favicon.ico") ?? new Uint8Array();
  expect([...icon.subarray(0, 6)]).toEqual([0, 0, 1, 0, 1, 0]);
  expect([...icon.subarray(22, 26)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  expect(new DataView(icon.buffer).getUint32(14, true)).toBe(icon.length - 22);
});
