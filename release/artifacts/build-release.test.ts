import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { assertOneFlight } from "../../web/build.ts";
import { refuseLargePage } from "./build-release.ts";

/** Bytes that do not compress. */
const noise = (blocks: number): Uint8Array =>
  Buffer.concat(Array.from({ length: blocks }, (_, at) => createHash("sha256").update(`${at}`).digest()));
const build = (page: Uint8Array): Promise<void> => assertOneFlight("book.html", page);

it("refuses a customer page that does not fit into its first 14 KB, with both sizes", async () => {
  await expect(build(noise(470)).catch(refuseLargePage)).rejects.toMatchObject({
    name: "DeployRefused",
    message: expect.stringMatching(
      /^The release was not built: book\.html is 150\d\d bytes in gzip, but only 13436 fit into the first 14 KB with its headers\.$/,
    ),
    hint: "Move code that the first screen does not need into the page's later.ts.",
  });
});

it("builds a page that fits, and passes other errors on", async () => {
  await build(noise(300)).catch(refuseLargePage);
  const failure = new TypeError("no entry");
  await expect(Promise.reject(failure).catch(refuseLargePage)).rejects.toBe(failure);
});
