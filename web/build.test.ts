import { createHash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { assertOneFlight, buildPages, stampRelease } from "./build.ts";

const pages = await buildPages();
const text = (page: Uint8Array | undefined) => new TextDecoder().decode(page);
/** Bytes of headers that CloudFront and our own edge send with a page, rounded up. */
const headers = 900;
const flight = 14 * 1024;

it("builds the three pages, the dashboard's manifest, icons and worker, and assets with content hashes in their names", () => {
  const [assets, named] = [true, false].map((wanted) =>
    [...pages.keys()].filter((name) => name.startsWith("assets/") === wanted).toSorted(),
  );
  expect(named?.join(" ")).toBe(
    "book.html dashboard.html icon-180.png icon-192.png icon-512.png manifest.webmanifest sw.js track.html",
  );
  for (const name of assets ?? []) expect(name).toMatch(/^assets\/[\w-]+-[A-Z0-9]{8}\.(js|css)$/);
  expect(assets?.map((name) => name.replace(/-[A-Z0-9]{8}\..*/, ""))).toEqual(
    expect.arrayContaining(["assets/book-later", "assets/track-calendar", "assets/track-later"]),
  );
  // It loads when a customer taps "Add to calendar".
  const calendar = [...pages].find(([name]) => name.startsWith("assets/track-calendar"))?.[1];
  expect(gzipSync(calendar ?? "").length).toBeLessThanOrEqual(2_048);
});

it("loads only its own files in the dashboard, and keeps the board small on the wire", () => {
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
  // 45 KB before the Inbox: its count, its alerts and the names of 45 more calls take four.
  expect(onTheWire).toBeLessThan(50 * 1024);
});

it("caches every file of the dashboard in the worker, and changes the worker with each of them", () => {
  const worker = text(pages.get("sw.js"));
  for (const name of pages.keys())
    if (name.startsWith("assets/"))
      expect(worker.includes(`"/${name}"`)).toBe(!/(?:book-later|track-later|track-calendar)-/.test(name));
  const { icons, start_url: start } = JSON.parse(text(pages.get("manifest.webmanifest")));
  expect(start).toBe("/");
  expect(icons).toHaveLength(4);
  for (const { src } of icons) expect(pages.has(src.slice(1))).toBe(true);
});

/** The most that the later part of a page may weigh in brotli: less than the second flight of a connection. */
const mostLater: Record<string, number> = { book: 17 * 1024, track: 12 * 1024 };

it.each(["book", "track"])(
  "%s shows its first screen from the first flight, names the part that comes later, and runs only its own code",
  (given) => {
    const name = `${given}.html`;
    const page = pages.get(name) ?? new Uint8Array();
    expect(brotliCompressSync(page).length + headers).toBeLessThanOrEqual(flight - 1024);
    expect(gzipSync(page, { level: 9 }).length + headers).toBeLessThanOrEqual(flight);
    const html = text(page);
    expect(html).not.toMatch(/src="|<link(?! rel="icon" href="data:image\/svg)/);
    const later = [...pages.keys()].find((one) => one.startsWith(`assets/${given}-later-`)) ?? "";
    expect(html).toContain(`"/${later}"`);
    expect(brotliCompressSync(pages.get(later) ?? new Uint8Array()).length).toBeLessThan(mostLater[given] ?? 0);
    const [script = "", style = ""] = [/<script>([^]*)<\/script>/, /<style>([^]*)<\/style>/].map(
      (tag) => tag.exec(html)?.[1] ?? "",
    );
    const policy = /content-security-policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    const hashOf = (code: string) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`;
    expect(policy).toContain(`script-src ${hashOf(script)} 'self';`);
    expect(policy).toContain(`style-src ${hashOf(style)};`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe/);
    expect(html).toContain('<html lang="en">');
    for (const meta of ['name="description"', 'property="og:title"', 'property="og:description"', 'property="og:type"'])
      expect(html).toMatch(new RegExp(`<meta ${meta} content="[^"]{4,}">`));
    expect(html).toMatch(/<noscript><meta http-equiv="refresh" content="0;url=\/brand\/contact\.html"><\/noscript>/);
    expect(html).toContain('<meta name="referrer" content="no-referrer">');
  },
);

it("refuses a page that needs a second flight, and says its size", async () => {
  const noise = Buffer.concat(Array.from({ length: 470 }, (_, at) => createHash("sha256").update(`${at}`).digest()));
  await expect(assertOneFlight("book.html", noise)).rejects.toThrow(
    /^book\.html is 150\d\d bytes in gzip, but only 13436 fit/,
  );
  await assertOneFlight("book.html", noise.subarray(0, 11_000));
});

it("gives the same bytes for the same sources", async () => expect(await buildPages()).toEqual(pages));

it("stamps a release without changing what the policy covers", async () => {
  const stamped = text(stampRelease(pages.get("track.html") ?? new Uint8Array(), "a1b2c3"));
  expect(stamped).toContain('<meta name="release" content="a1b2c3">');
  expect(stamped.replace('content="a1b2c3"', 'content="unreleased"')).toBe(text(pages.get("track.html")));
  expect(text((await buildPages({ release: "a1b2c3" })).get("track.html"))).toBe(stamped);
  expect(() => stampRelease(new Uint8Array(), '"><script>')).toThrow(RangeError);
});
