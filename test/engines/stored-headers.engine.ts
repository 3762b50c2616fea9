import { HeadObjectCommand } from "@aws-sdk/client-s3";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keys } from "../../store/keys.ts";
import { listKeys } from "../../release/artifacts/artifact-store.ts";
import { launchBrowser } from "../e2e/browser.ts";
import { openFromBucket } from "../e2e/open-from-bucket.ts";
import { openS3 } from "../../store/adapters/s3/open-s3.ts";
import { systemClock, systemRandom } from "../harness/machine.ts";
import { bucketName, clientTo, environmentOf, freshPrefix, makeBucket, s3Engines } from "./bucket.ts";

const named = "public, max-age=0, s-maxage=5, must-revalidate";

/** The headers that HEAD must return, by the end of an object's name. */
const expected: [RegExp, string, string][] = [
  [/^releases\/.*\.html$/, "text/html; charset=utf-8", named],
  [/^releases\/.*\.js$/, "text/javascript; charset=utf-8", named],
  [/^releases\/.*\.webmanifest$/, "application/manifest+json", named],
  [/^releases\/.*\.png$/, "image/png", named],
  [/^releases\/.*\.svg$/, "image/svg+xml", named],
  [/^releases\/.*\.json$/, "application/json", named],
  [/^edge\/.*\.json$/, "application/json", named],
  [/^assets\/.*\.js$/, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"],
  [/^assets\/.*\.css$/, "text/css; charset=utf-8", "public, max-age=31536000, immutable"],
  [/^brand\/contact\.html$/, "text/html; charset=utf-8", named],
  [/^brand\/contact\.json$/, "application/json", named],
  [/^brand\/favicon\.ico$/, "image/x-icon", named],
  [/^brand\/(?:robots|security)\.txt$/, "text/plain; charset=utf-8", named],
  [/^t\/[\w-]{22}$/, "application/octet-stream", "max-age=0, s-maxage=2"],
];

for (const engine of s3Engines()) {
  if ("missing" in engine) {
    test.skip(`${engine.name}: ${engine.missing}`);
    continue;
  }
  describe(`the public store on ${engine.name}`, () => {
    const client = clientTo(engine);
    let browser: Browser;
    beforeAll(async () => {
      await makeBucket(engine);
      browser = await launchBrowser();
    });
    afterAll(async () => {
      client.destroy();
      await browser.close();
    });

    test("returns content type and cache lifetime by HEAD, and a browser opens all three pages", async () => {
      const prefix = freshPrefix();
      const { TAILBOARD_PUBLIC = "", AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = environmentOf(engine, prefix);
      Object.assign(process.env, { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY });
      const at = { client, name: bucketName, prefix: `${prefix}/public/` };
      const served = await openFromBucket(browser, at, { TAILBOARD_PUBLIC });
      for (const path of ["/book/", "/track/", "/"])
        expect(served).toContainEqual({ path, contentType: "text/html; charset=utf-8", cacheControl: named });

      const { endpoint, credentials } = engine;
      const objects = await openS3(
        { bucket: bucketName, prefix: `${prefix}/public`, endpoint, region: null },
        { credentials, clock: systemClock, random: systemRandom },
      );
      const stored = await listKeys(objects, "");
      const seen = new Set<RegExp>();
      for (const key of stored) {
        const head = await client.send(new HeadObjectCommand({ Bucket: bucketName, Key: `${at.prefix}${key}` }));
        const [pattern, contentType, cacheControl] = expected.find(([pattern]) => pattern.test(key)) ?? [];
        expect([key, head.ContentType, head.CacheControl]).toEqual([key, contentType, cacheControl]);
        if (pattern !== undefined) seen.add(pattern);
      }
      for (const must of [
        keys.releaseFile("", "x.html"),
        "assets/a.js",
        keys.view("a".repeat(22)),
        ...["contact.html", "contact.json", "favicon.ico", "robots.txt"].map(keys.brand),
      ])
        expect(
          [...seen].some((pattern) => pattern.test(must)),
          must,
        ).toBe(true);
    });
  });
}
