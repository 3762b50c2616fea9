import { createHash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { buildPages, stampRelease } from "./build.ts";

const pages = await buildPages();
const text = (page: Uint8Array | undefined) => new TextDecoder().decode(page);
/** What CloudFront and our own edge send above a page, generously. */
const headers = 900;
const flight = 14 * 1024;

it("builds the three pages, what keeps the dashboard on a phone, and its assets under names that say what is in them", () => {
  const [assets, named] = [true, false].map((wanted) =>
    [...pages.keys()].filter((name) => name.startsWith("assets/") === wanted).toSorted(),
  );
  expect(named?.join(" ")).toBe(
    "book.html dashboard.html icon-180.png icon-192.png icon-512.png manifest.webmanifest sw.js track.html",
  );
  for (const name of assets ?? []) expect(name).toMatch(/^assets\/[\w-]+-[A-Z0-9]{8}\.(js|css)$/);
});

it("the dashboard asks for its own files alone, and its board stays light on the wire", () => {
  const html = text(pages.get("dashboard.html"));
  const asked = [...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, name = ""]) => name);
  expect(asked.length).toBeGreaterThan(3);
  for (const name of asked) expect(pages.has(name)).toBe(true);
  const policy = /content-security-policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/unsafe/);
  expect(html).not.toMatch(/<script>|<style>| on\w+=/);
  const onTheWire = asked
    .filter((name) => name.endsWith(".js"))
    .reduce((sum, name) => sum + brotliCompressSync(pages.get(name) ?? new Uint8Array()).length, 0);
  expect(onTheWire).toBeLessThan(45 * 1024);
});

it("the worker keeps every file that the dashboard may ask for, and goes by another name when one changes", () => {
  const worker = text(pages.get("sw.js"));
  for (const name of pages.keys()) if (name.startsWith("assets/")) expect(worker).toContain(`"/${name}"`);
  const { icons, start_url: start } = JSON.parse(text(pages.get("manifest.webmanifest")));
  expect(start).toBe("/");
  for (const { src } of icons) expect(pages.has(src.slice(1))).toBe(true);
});

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
