import { test } from "vitest";
import { SteppedClock } from "../../store/conformance/fixture.ts";
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
}
