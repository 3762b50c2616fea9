import { expect, it } from "vitest";
import { fullJob, realJob } from "../domain/full-job.fixture.ts";
import { jobFields } from "../domain/job-fields.ts";
import { importedJob, readSeedJob } from "../domain/seed-job.ts";
import { exportedJob } from "./exported-job.ts";

const money = { currency: "USD", digits: () => 2, zone: "America/Los_Angeles", today: "2026-11-27" };

it("an export has every field of a job, and its stage", () => {
  expect(exportedJob(fullJob)).toEqual({ ...fullJob, stage: "ready" });
});

it("an import of an export keeps every field that the table says it reads", () => {
  const job = realJob();
  const file: unknown = JSON.parse(JSON.stringify(exportedJob(job)));
  const seed = readSeedJob(file, money);
  const imported = importedJob(
    seed,
    { service: job.service, crewId: (crew) => crew, zone: money.zone },
    { id: "261127-9QQ2", token: seed.tracking_token },
    { id: "w1", at: "2026-11-30T00:00:00.000Z", by: { kind: "system", name: "Import" } },
  );
  for (const [name, { imported: how }] of Object.entries(jobFields)) {
    if (how === "read") expect([name, Reflect.get(imported, name)]).toEqual([name, expected(name)]);
  }
});

/** An import reads no plan of a lane and no rental. */
const expected = (name: string): unknown =>
  name === "visits"
    ? realJob().visits.map(
        ({ position: _p, arrival_estimate: _a, same_unit: _s, reported_at: _r, charged: _c, ...visit }) => visit,
      )
    : Reflect.get(realJob(), name);
