import { expect, test } from "vitest";
import { customer, friday, renamed, SteppedClock } from "../../store/conformance/fixture.ts";
import { worldOf } from "../../store/conformance/world.ts";
import { describeCounters } from "../../store/counters.case.ts";
import { CounterObjects } from "../../store/documents/counters.ts";
import { worldOn } from "../../store/documents/documents-world.case.ts";
import { JsonObjects } from "../../store/documents/json-objects.ts";
import { Secrets } from "../../store/documents/secrets.ts";
import { describeJobStore } from "../../store/job-store.case.ts";
import { jobsUnderTest } from "../../store/jobs/jobs-under-test.case.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import { freshPrefix, onTestClock, storeEngines, type StoreEngine } from "./stores.ts";

// The suites of the job store and of the counters on real engines. Two handles stand for many processes.

/** An empty store, its clock, and a handle for each process. */
const openEmpty = async (engine: StoreEngine) => {
  const clock = new SteppedClock();
  const prefix = freshPrefix();
  const first = onTestClock(await engine.open(prefix), clock);
  const second = onTestClock(await engine.open(prefix), clock);
  return { clock, first, handle: (process: number): ObjectStore => (process % 2 === 0 ? second : first) };
};

for (const engine of storeEngines()) {
  if ("missing" in engine) {
    test.skip(`${engine.name}: ${engine.missing}`);
    continue;
  }
  describeJobStore(`Day logs on ${engine.name}`, async () => {
    const { clock, handle } = await openEmpty(engine);
    return jobsUnderTest(1, clock, handle);
  });
  describeCounters(`Documents on ${engine.name}`, async () => {
    const { clock, first, handle } = await openEmpty(engine);
    const world = worldOn(clock, first, handle);
    const open = () => {
      const context = world.open();
      const objects = new JsonObjects(context);
      return {
        counters: new CounterObjects(context, objects, new Secrets(objects, context.random)),
        objects: world.store,
      };
    };
    return { clock, open };
  });

  test(`a job whose history exceeds an item of a table stays whole on ${engine.name}`, async () => {
    const { clock, handle } = await openEmpty(engine);
    const { client, another } = worldOf(jobsUnderTest(1, clock, handle), 1);
    const { job } = await client.create();
    for (let turn = 0; turn < 25; turn += 1) {
      const notes = `${turn} ${"x".repeat(20_000)}`;
      await client.change(job.id, (now) => ({ next: { ...now, notes }, what: "edited" }), { write: `write-${turn}` });
    }
    const whole = await another().find(job.id);
    expect(JSON.stringify(whole).length).toBeGreaterThan(400 * 1024);
    expect(whole.history.map(({ id }) => id).slice(1)).toEqual(Array.from({ length: 25 }, (_, at) => `write-${at}`));
    // A write id of long ago is still found.
    const again = await another().jobs.change(job.id, { write: "write-3", by: customer, decide: renamed("Bea") });
    expect(again).toMatchObject({ replayed: true, job: { rev: 5 } });
    expect(await another().jobs.between(friday, friday)).toMatchObject([{ id: job.id, rev: whole.rev }]);
  });
}
