import { expect, it } from "vitest";
import { versionNeededBy } from "./data-version.ts";
import { fullJob } from "./full-job.fixture.ts";
import { marksJob } from "./job.fixture.ts";

it("a rental and a quote request need version 2", () => {
  expect(versionNeededBy(marksJob())).toBe(1);
  expect(versionNeededBy({ ...marksJob(), rental: fullJob.rental })).toBe(2);
  expect(versionNeededBy({ ...marksJob(), request: { description: "A shed", preferred: [] } })).toBe(2);
});
