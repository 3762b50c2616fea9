import { createHash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { buildPages, stampRelease } from "./build.ts";

const pages = await buildPages();
const text = (page: Uint8Array | undefined) => new TextDecoder().decode(page);
/** What CloudFront and our own edge send above a page, generously. */
const headers = 900;
const flight = 14 * 1024;

it("builds the three pages", () =>
  expect([...pages.keys()].toSorted()).toEqual(["book.html", "dashboard.html", "track.html"]));

it.each(["book.html", "track.html"])(
  "%s comes whole in the first flight, asks for nothing, and runs only its own code",
  (name) => {
    const page = pages.get(name) ?? new Uint8Array();
    expect(brotliCompressSync(page).length + headers).toBeLessThanOrEqual(flight - 1024);
    expect(gzipSync(page, { level: 9 }).length + headers).toBeLessThanOrEqual(flight);
    const html = text(page);
    expect(html).not.toMatch(/(src|href)="(?!data:image\/svg)/);
    const [script = "", style = ""] = [/<script>([^]*)<\/script>/, /<style>([^]*)<\/style>/].map(
      (tag) => tag.exec(html)?.[1] ?? "",
    );
    const policy = /content-security-policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    for (const [directive, code] of [
      ["script-src", script],
      ["style-src", style],
    ] as const)
      expect(policy).toContain(`${directive} 'sha256-${createHash("sha256").update(code).digest("base64")}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe/);
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<meta name="referrer" content="no-referrer">');
  },
);

it("gives the same bytes for the same sources", async () => expect(await buildPages()).toEqual(pages));

it("stamps a release without touching what the policy covers", async () => {
  const stamped = text(stampRelease(pages.get("track.html") ?? new Uint8Array(), "a1b2c3"));
  expect(stamped).toContain('<meta name="release" content="a1b2c3">');
  expect(stamped.replace('content="a1b2c3"', 'content="unreleased"')).toBe(text(pages.get("track.html")));
  expect(text((await buildPages({ release: "a1b2c3" })).get("track.html"))).toBe(stamped);
  expect(() => stampRelease(new Uint8Array(), '"><script>')).toThrow(RangeError);
});
