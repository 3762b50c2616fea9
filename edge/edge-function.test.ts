import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildEdgeFunction, sizeLimit } from "./build.ts";
import {
  emptyRoutingTable,
  parseEdgeCode,
  printEdgeCode,
  readRoutingTable,
  type EdgeKind,
  type RoutingTable,
} from "./edge-code.ts";
import type { EdgeEvent } from "./event.ts";
import { expectedOutcome, outcomeOf, readFixtures } from "./fixture.ts";
import { loadEdgeCode } from "./local/load-edge-code.ts";
import { njsIsInstalled, runUnderNjs } from "./run-under-njs.ts";

const kinds: EdgeKind[] = ["site", "staging", "dashboard"];
const baked: Record<EdgeKind, RoutingTable> = {
  site: {
    kind: "site",
    pages: { track: "/releases/r2/track.html", book: "/releases/r1/book.html" },
    fixed: { "/favicon.svg": "/releases/r1/favicon.svg" },
  },
  staging: {
    kind: "staging",
    pages: {
      track: "/releases/r3/track.html",
      book: "/releases/r3/book.html",
      dashboard: "/releases/r3/dashboard.html",
    },
    fixed: { "/favicon.svg": "/releases/r3/favicon.svg", "/sw.js": "/releases/r3/sw.js" },
  },
  dashboard: {
    kind: "dashboard",
    pages: { dashboard: "/releases/r2/dashboard.html" },
    fixed: { "/sw.js": "/releases/r2/sw.js", "/manifest.webmanifest": "/releases/r2/manifest.webmanifest" },
  },
};
const tables = kinds.flatMap((kind) => [
  { name: `${kind}, nothing released`, table: emptyRoutingTable(kind) },
  { name: `${kind}, released`, table: baked[kind] },
]);

/** A machine without njs reports these tests as skipped. CI counts a skipped test as a failure. */
const underNjs = it.skipIf(!njsIsInstalled());

describe.each(tables)("$name", ({ table }) => {
  const fixtures = readFixtures(table.kind);
  const named = (outcomes: unknown[]) => outcomes.map((outcome, at) => ({ fixture: fixtures[at]?.name, outcome }));
  const expected = named(fixtures.map((fixture) => expectedOutcome(fixture, table)));
  const fixtureEvents = fixtures.map(({ event }) => event);
  const seed = Number(process.env["TAILBOARD_SEED"] ?? 20261127);
  const generated = () => fc.sample(eventArbitrary(table), { seed, numRuns: 17_000 });

  it("gives each fixture its outcome under Node", async () => {
    const code = await buildEdgeFunction({ table, promotion: "p-1" });
    expect(named(runUnderNode(code, fixtureEvents).map(outcomeOf))).toEqual(expected);
  });

  underNjs("gives each fixture its outcome under njs", async () => {
    const code = await buildEdgeFunction({ table, promotion: "p-1" });
    expect(named(runUnderNjs(code, fixtureEvents).map(outcomeOf))).toEqual(expected);
  });

  underNjs("answers generated requests under njs as under Node", async () => {
    const code = await buildEdgeFunction({ table });
    const events = generated();
    expect(runUnderNjs(code, events), `TAILBOARD_SEED=${seed}`).toEqual(runUnderNode(code, events));
  });

  it("passes only paths that the table or the function names", async () => {
    const code = await buildEdgeFunction({ table });
    const events = generated();
    const results = runUnderNode(code, events);

    const destinations = new Set([
      ...Object.values(table.pages),
      ...Object.values(table.fixed),
      "/track.html",
      "/book.html",
      "/dashboard.html",
      "/brand/favicon.ico",
      ...(table.kind === "dashboard"
        ? []
        : ["robots.txt", "security.txt", "contact.json", "contact.html"].map((name) => `/brand/${name}`)),
    ]);
    const passes = /^\/(?:healthz|api\/.*|assets\/[\w-]+(?:\.[\w-]+)+|t\/[\w-]{22})$/;
    const seen = new Map<string, number>();
    for (const [at, result] of results.entries()) {
      const { request } = events[at] ?? expect.fail("one result per event");
      const note = `TAILBOARD_SEED=${seed}: ${JSON.stringify(request)}`;
      const outcome = outcomeOf(result);
      const kind = "uri" in outcome ? (outcome.uri === request.uri ? "passed" : "rewritten") : String(outcome.status);
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
      if ("uri" in outcome) {
        expect(destinations.has(outcome.uri) || (outcome.uri === request.uri && passes.test(outcome.uri)), note).toBe(
          true,
        );
        expect(outcome.querystring, note).toEqual(request.querystring);
        expect(/\/\/|\/\.\.?(\/|$)|\\|%2e|%2f|%5c/i.test(request.uri), note).toBe(false);
        if (destinations.has(outcome.uri)) expect(["GET", "HEAD"], note).toContain(request.method);
      } else if (outcome.location !== null) {
        expect(outcome.location, note).toMatch(/^\/(?:book|track|dashboard)\/(?:\?|$)/);
      } else {
        expect([404, 405], note).toContain(outcome.status);
      }
    }
    // The generator must reach every branch; otherwise the checks above prove little.
    const branches = ["passed", "rewritten", "404", "405", ...(table.kind === "dashboard" ? [] : ["302"])];
    expect([...seen.keys()].toSorted()).toEqual(branches.toSorted());
  });

  it("builds the same bytes for the same input in any key order, within the size limit", async () => {
    const reversed = { fixed: reverseKeys(table.fixed), pages: reverseKeys(table.pages), kind: table.kind };
    const code = await buildEdgeFunction({ table, promotion: "p-1" });
    expect(await buildEdgeFunction({ table: reversed, promotion: "p-1" })).toBe(code);
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(sizeLimit);
  });

  it("parses back to its table, promotion and logic", async () => {
    const code = await buildEdgeFunction({ table, promotion: "p-1" });
    expect(readRoutingTable(code)).toEqual(table);
    const parsed = parseEdgeCode(code);
    expect(parsed.promotion).toBe("p-1");
    expect(printEdgeCode(parsed)).toBe(code);
    expect(printEdgeCode({ ...parsed, promotion: null })).toBe(await buildEdgeFunction({ table }));
  });
});

it("stays within CloudFront's size limit with a full table", async () => {
  const fixed = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`/icon-${at}.png`, `/releases/${"f".repeat(64)}/icon-${at}.png`]),
  );
  const code = await buildEdgeFunction({ table: { ...baked.staging, fixed }, promotion: "p".repeat(64) });
  expect(Buffer.byteLength(code)).toBeLessThanOrEqual(sizeLimit);
});

it("rejects a table with another distribution's page, with unsafe paths or of an unknown kind", async () => {
  const build = (table: unknown) => buildEdgeFunction({ table: table as RoutingTable });
  await expect(build({ ...baked.site, pages: { dashboard: "/dashboard.html" } })).rejects.toThrow("has no page");
  await expect(build({ ...baked.site, pages: { track: "/releases/../x.html" } })).rejects.toThrow("Not a plain path");
  await expect(build({ ...baked.site, fixed: { "/a.js": '/a"};alert(1);//' } })).rejects.toThrow("Not a plain path");
  await expect(build({ ...baked.site, fixed: { "//a.js": "/a.js" } })).rejects.toThrow("Not a plain path");
  await expect(build({ ...baked.site, kind: "shop" })).rejects.toThrow("Unknown kind");
  await expect(buildEdgeFunction({ table: baked.site, promotion: "a\nb" })).rejects.toThrow("Not a promotion id");
});

it("rejects code that printEdgeCode did not write", () => {
  for (const code of ["", "function handler(event) { return event.request; }", "// promotion: none\nvar table={};\n"])
    expect(() => parseEdgeCode(code)).toThrow(RangeError);
});

const runUnderNode = (code: string, events: EdgeEvent[]) => {
  const handler = loadEdgeCode(code);
  // Through JSON as under njs, because the function changes its event and its results belong to another realm.
  return events.map((event) => JSON.parse(JSON.stringify(handler(structuredClone(event)))));
};

const reverseKeys = (record: object) => Object.fromEntries(Object.entries(record).toReversed());

/** Generates requests near the paths that the function knows: its own words in right and wrong combinations. */
const eventArbitrary = (table: RoutingTable): fc.Arbitrary<EdgeEvent> => {
  const lookup = fc.constantFrom("Zk3mPq8XvR1tYw5NcB7dHQ", "-_3mPq8XvR1tYw5NcB7dHA", "Zk3mPq8XvR1tYw5NcB7dHs", "abc");
  const word = fc.constantFrom(
    ..."book track dashboard api t assets releases healthz jobs board v1 r1 es en toString __proto__".split(" "),
  );
  const file = fc.constantFrom(
    ..."track.html book.html dashboard.html sw.js a-1.js favicon.svg .env x. a.b.c".split(" "),
  );
  const odd = fc.constantFrom(
    ...". .. ... %2e%2e %2E. %2f %5c \\ %00 %0A %7f %25 %zz %4 %C3%A9 é 漢 🚚 ;a=1 * ' \" <b> ? #".split(" "),
    "",
    " ",
    "\u0000",
    "\t",
  );
  const segment = fc.oneof(
    { weight: 6, arbitrary: word },
    { weight: 3, arbitrary: file },
    { weight: 2, arbitrary: lookup },
    { weight: 2, arbitrary: odd },
    { weight: 1, arbitrary: fc.tuple(word, odd).map((pair) => pair.join("")) },
  );
  const free = fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join("/")}`);
  const known = fc.oneof(
    fc.constantFrom(
      "/",
      "/book",
      "/book/",
      "/track",
      "/track/",
      "/dashboard",
      "/dashboard/",
      "/track.html",
      "/healthz",
      "/favicon.ico",
      "/robots.txt",
      "/.well-known/security.txt",
      "/brand/contact.json",
      "/Book",
      "/TRACK/x",
      "/track/%2523x",
      ...Object.keys(table.fixed),
    ),
    lookup.map((name) => `/t/${name}`),
    file.map((name) => `/assets/${name}`),
  );
  const uri = fc.oneof(
    { weight: 3, arbitrary: free },
    { weight: 2, arbitrary: known },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  );
  const value = fc.oneof(fc.constantFrom("", "1", "%2F..%2F", "a=b", "%26", "é"), fc.string({ maxLength: 6 }));
  const field = fc.oneof(
    value.map((only) => ({ value: only })),
    fc
      .array(value, { minLength: 2, maxLength: 3 })
      .map((values) => ({ value: values[0] ?? "", multiValue: values.map((value) => ({ value })) })),
  );
  const querystring = fc.dictionary(fc.constantFrom("token", "a", "b", "utm_source", "x%20y"), field, {
    maxKeys: 3,
    noNullPrototype: true,
  });
  const method = fc.oneof(
    { weight: 3, arbitrary: fc.constant("GET") },
    { weight: 2, arbitrary: fc.constantFrom("HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") },
  );
  return fc.record({ method, uri, querystring }).map((request) => ({
    version: "1.0",
    context: { eventType: "viewer-request" },
    viewer: { ip: "198.51.100.7" },
    request: { ...request, headers: { host: { value: "haul.example" } }, cookies: {} },
  }));
};
