import { expect, it } from "vitest";
import { availability, catalog } from "../../http/schema/catalog.ts";
import { trackedJob } from "../../http/schema/tracking.ts";
import { daysFrom, sampleCatalog } from "../book/catalog.sample.ts";
import { sampleTracked } from "../track/tracked.sample.ts";

// A sample with an extra or missing field would test the pages with data that no server sends.
it.each([
  ["catalog", catalog, sampleCatalog()],
  ["availability", availability, daysFrom("2026-11-27", 3, () => 2)],
  ["tracked job", trackedJob, sampleTracked()],
])("matches the server's schema: the sample %s", (_, schema, sample) => {
  expect(schema.parse(sample)).toEqual(sample);
});
