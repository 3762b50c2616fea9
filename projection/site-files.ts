import { instantOf } from "../domain/clock.ts";
import { phoneText, telLink } from "../domain/phone.ts";
import type { Settings } from "../domain/settings.ts";
import { favicon } from "./favicon.ts";

/**
 * The contents of `contact.json`: how to reach the business. Pages show it while the API is down; the 404 page shows it
 * always.
 */
export interface ContactFile {
  name: string;
  /** E.164; null until the owner sets one. */
  phone: string | null;
  /** `(619) 555-0142` */
  phone_text: string | null;
  /** `tel:+16195550142` */
  phone_link: string | null;
}

export const contactFile = ({ business }: Pick<Settings, "business">): ContactFile => ({
  name: business.name,
  phone: business.phone,
  phone_text: business.phone === null ? null : phoneText(business.phone),
  phone_link: business.phone === null ? null : telLink(business.phone),
});

/**
 * Returns the small public files that name the business, by file name. They are published beside the pages, because one
 * build of the pages serves every business and because they must work while the API is down.
 */
export const siteFiles = (settings: Pick<Settings, "business">, site: string, now: number): Map<string, Uint8Array> => {
  const contact = contactFile(settings);
  const text = (content: string) => new TextEncoder().encode(content);
  return new Map([
    ["contact.json", text(`${JSON.stringify(contact)}\n`)],
    ["contact.html", text(contactPage(contact))],
    ["favicon.ico", favicon()],
    ["robots.txt", text(robots)],
    ["security.txt", text(securityText(contact, site, now))],
  ]);
};

/** Private links have nothing for crawlers. */
const robots = "User-agent: *\nDisallow: /track/\nDisallow: /t/\nDisallow: /api/\n";

/** RFC 9116 requires a contact and an expiry within a year. It is the first day of the seventh month from now. */
const securityText = ({ phone_link }: ContactFile, site: string, now: number): string => {
  const [year = 0, month = 0] = instantOf(now).split("-").map(Number);
  const [endYear, endMonth] = month > 5 ? [year + 1, month - 5] : [year, month + 7];
  const expires = `${endYear}-${String(endMonth).padStart(2, "0")}-01T00:00:00.000Z`;
  const contact = phone_link?.replace(/,.*/, "") ?? `${site}/book/`;
  return `Contact: ${contact}\nExpires: ${expires}\nCanonical: ${site}/.well-known/security.txt\nPreferred-Languages: en\n`;
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);

/**
 * The page for browsers without scripts, linked from the booking and tracking pages: a name, a sentence and a phone
 * number.
 */
const contactPage = ({ name, phone_text, phone_link }: ContactFile): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src 'none';style-src 'unsafe-inline';base-uri 'none';form-action 'none'"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><title>${escaped(name)}</title><style>${style}</style><header><b><bdi>${escaped(name)}</bdi></b></header><main><h1>Call us</h1><p>Booking and following a job online needs JavaScript. Turn it on and open the page again, or call us.</p>${
    phone_link === null ? "" : `<a class="act" href="${escaped(phone_link)}">Call ${escaped(phone_text ?? "")}</a>`
  }<a class="plain" href="/book/">Open the booking page again</a></main></html>\n`;

const style =
  ":root{color-scheme:light dark;--paper:#f6f4ef;--card:#fffefb;--line:#e4e0d7;--ink:#17191c;--ink-2:#5b6067}@media(prefers-color-scheme:dark){:root{--paper:#14161a;--card:#1e2126;--line:#31353c;--ink:#f3f1ec;--ink-2:#b4b8be}}*{box-sizing:border-box}body{margin:0;font:1rem/1.45 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:var(--ink);background:var(--paper)}header{padding:1.25rem;border-bottom:1px solid var(--line);background:var(--card);font-size:1.0625rem;text-align:center}main{max-width:27.5rem;margin:0 auto;padding:2.5rem 1.25rem;text-align:center}h1{margin:0;font-size:1.8125rem;letter-spacing:-.03em}p{margin:.5rem 0 1.5rem;color:var(--ink-2)}a{display:block;margin-top:.5rem;padding:.9rem 1rem;border:1px solid var(--line);border-radius:.875rem;background:var(--card);color:inherit;text-decoration:none}.act{border-color:#ff7a1a;background:#ff7a1a;color:#17191c;font-weight:650}";
