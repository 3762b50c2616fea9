import { expect, it } from "vitest";
import { readConfig } from "./config.ts";
import { assertPreview } from "./fill-own-preview.ts";
import { previewOf } from "./preview.ts";

it("accepts only the preview store of the live store", () => {
  for (const env of [
    { TAILBOARD_STORE: "sqlite:/srv/data" },
    { TAILBOARD_STORE: "s3://state/acme", TAILBOARD_PUBLIC: "s3://public/acme" },
    { TAILBOARD_STORE: "s3://state", TAILBOARD_PUBLIC: "s3://public" },
  ]) {
    const config = readConfig(env);
    assertPreview(config.store, previewOf(config).store);
    expect(() => assertPreview(config.store, config.store)).toThrow("into a preview store. Nothing was copied");
  }
  const folder = (root: string) => ({ kind: "sqlite" as const, root });
  expect(() => assertPreview(folder("/srv/data"), folder("/srv/other"))).toThrow(
    "into a preview store. Nothing was copied",
  );
  expect(() => assertPreview(folder("/srv/preview"), folder("/srv/preview"))).toThrow(
    "into a preview store. Nothing was copied",
  );
  expect(() => assertPreview({ kind: "memory" }, { kind: "memory" })).toThrow(
    "into a preview store. Nothing was copied",
  );
});
