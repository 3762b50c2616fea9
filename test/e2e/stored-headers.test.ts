import { S3Client } from "@aws-sdk/client-s3";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { awsManners, FakeBucket } from "../../store/adapters/s3/fake-bucket.ts";
import { launchBrowser } from "./browser.ts";
import { openFromBucket } from "./open-from-bucket.ts";

let browser: Browser;
let bucket: FakeBucket;
let client: S3Client;
let endpoint: string;
beforeAll(async () => {
  browser = await launchBrowser();
  bucket = new FakeBucket(awsManners);
  endpoint = await bucket.listen();
  const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
  client = new S3Client({ endpoint, credentials, region: "us-east-1", forcePathStyle: true });
  process.env["AWS_ACCESS_KEY_ID"] = credentials.accessKeyId;
  process.env["AWS_SECRET_ACCESS_KEY"] = credentials.secretAccessKey;
});
afterAll(async () => {
  client.destroy();
  await browser.close();
  await bucket.close();
});

it("opens all three pages in a browser, with the headers stored in the bucket", async () => {
  const served = await openFromBucket(
    browser,
    { client, name: "bucket", prefix: "public/" },
    { TAILBOARD_PUBLIC: `s3://bucket/public?endpoint=${endpoint}` },
  );
  const page = "text/html; charset=utf-8";
  const told = new Map(served.map(({ path, contentType, cacheControl }) => [path, [contentType, cacheControl]]));
  const named = "public, max-age=0, s-maxage=5, must-revalidate";
  for (const path of ["/book/", "/track/", "/"]) expect([path, told.get(path)]).toEqual([path, [page, named]]);
  const views = served.filter(({ path }) => path.startsWith("/t/"));
  expect(new Set(views.map(({ contentType, cacheControl }) => `${contentType} ${cacheControl}`))).toEqual(
    new Set(["application/octet-stream max-age=0, s-maxage=2"]),
  );
  const assets = served.filter(({ path }) => path.startsWith("/assets/"));
  expect(new Set(assets.map(({ cacheControl }) => cacheControl))).toEqual(
    new Set(["public, max-age=31536000, immutable"]),
  );
  // Every object of the public store has both headers.
  for (const [key, { headers }] of bucket.objects)
    expect([key, headers["Cache-Control"]]).toEqual([key, expect.stringContaining("max-age")]);
});
