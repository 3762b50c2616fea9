import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundleLambda } from "./bundle.ts";
import { zipOf } from "./zip.ts";

let files: Map<string, Uint8Array>;
let folder: string;
beforeAll(async () => {
  files = await bundleLambda();
  folder = await mkdtemp(join(tmpdir(), "tailboard-lambda-"));
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// Rentals, quotes and customers added 158 KB, most of it calls and their schemas; before them the limit was 750 KB. Messages
// and integrations add 40 more calls. What sends and composes is in separate files that load on first use.
it("is under a megabyte, and a cold start parses at most 1,150 KB before a store opens", () => {
  const zipped = zipOf(files).length;
  const whole = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  const first = files.get("index.mjs")?.length ?? 0;
  console.info(
    `Lambda: ${zipped} bytes to upload, ${whole} unpacked, of which ${first} are parsed before a store opens`,
  );
  expect(zipped).toBeLessThan(1_000_000);
  // 1,050 KB before the Inbox, webhooks, tokens and calendars: 45 calls and their schemas take 140.
  expect(first).toBeLessThan(1_150_000);
  expect(first).toBeGreaterThan(0);
});

it("has the same bytes for the same sources", async () => {
  expect(Buffer.from(zipOf(await bundleLambda())).equals(Buffer.from(zipOf(files)))).toBe(true);
});

it("can be unpacked to its files", () => {
  expect(unzip(zipOf(files))).toEqual(files);
});

it("runs without installed packages, and prints only lines of JSON", async () => {
  const secret = "s".repeat(40);
  const event = {
    version: "2.0",
    rawPath: "/api/v1/catalog",
    rawQueryString: "",
    headers: { "x-origin-secret": secret, "x-tailboard-kind": "site", "x-viewer-address": "198.51.100.7" },
    isBase64Encoded: false,
    requestContext: { http: { method: "GET" } },
    stageVariables: { origin_secret_now: secret },
  };
  const ran = await run(event, { TAILBOARD_STORE: "memory:" });
  expect(ran.results.map((result) => result?.["statusCode"] ?? null)).toEqual([200, null]);
  expect(ran.lines).toEqual([
    expect.objectContaining({ route: "/api/v1/catalog", status: 200 }),
    expect.objectContaining({ tick: "live", outbox_waiting: 0 }),
  ]);

  // The SDK is in the bundle, too: its request reaches the network, where no server listens.
  const closed = "?endpoint=http://127.0.0.1:9&region=us-east-1";
  const cut = await run(event, {
    TAILBOARD_STORE: `s3://acme-state${closed}`,
    TAILBOARD_PUBLIC: `s3://acme-public${closed}`,
  });
  expect(cut.results.map((result) => result?.["statusCode"] ?? null)).toEqual([503, null]);
  expect(cut.stderr).toBe("");
});

const run = async (event: object, env: Record<string, string>) => {
  const script = `const { handler } = await import("./index.mjs");
    const context = { invokedFunctionArn: "arn:aws:lambda:us-east-1:1:function:acme-api:live" };
    const results = [await handler(${JSON.stringify(event)}, context), await handler({ tailboard: "tick" }, context)];
    console.log(JSON.stringify({ results }));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folder,
    env: {
      TAILBOARD_SITE_URL: "https://book.example.com",
      TAILBOARD_DASHBOARD_URL: "https://office.example.com",
      TAILBOARD_STAGING_URL: "https://d3.cloudfront.net",
      AWS_ACCESS_KEY_ID: "a",
      AWS_SECRET_ACCESS_KEY: "b",
      ...env,
    },
  });
  const [out, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const lines = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const { results } = lines.pop() as { results: (Record<string, unknown> | null)[] };
  return { results, lines, stderr };
};

/** Reads an archive by the directory at its end, as unzip does. */
const unzip = (archive: Uint8Array): Map<string, Uint8Array> => {
  const bytes = Buffer.from(archive);
  const end = bytes.lastIndexOf(Buffer.from("504b0506", "hex"));
  let at = bytes.readUInt32LE(end + 16);
  const found = new Map<string, Uint8Array>();
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [packed, length, local] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt32LE(at + 42),
    ];
    const start = local + 30 + bytes.readUInt16LE(local + 26);
    const name = bytes.toString("ascii", at + 46, at + 46 + length);
    found.set(name, new Uint8Array(inflateRawSync(bytes.subarray(start, start + packed))));
    at += 46 + length;
  }
  return found;
};
