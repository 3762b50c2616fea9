import { addDays, dayIn } from "../domain/day.ts";
import { newJob } from "../domain/new-job.ts";
import { freshId } from "../domain/random.ts";
import { sampleDay, type SampleJob } from "../domain/sample-day.ts";
import type { SampleDay } from "../domain/settings.ts";
import type { Actor } from "../domain/job.ts";
import type { Services } from "./services.ts";

/**
 * Creates the jobs of a sample day, unless one exists. The settings record it first, so two simultaneous requests
 * create one, and the next request finishes an interrupted one.
 */
export const makeSampleDay = async (services: Services, write: string): Promise<{ day: SampleDay; fresh: boolean }> => {
  const { settings: store, jobs, clock, random } = services;
  const batch = freshId(random);
  const settings = await store.change((now) =>
    now.sample_day === undefined
      ? { ...now, sample_day: { batch, made_on: dayIn(now.business.time_zone, clock.now()), asked: write, jobs: [] } }
      : now,
  );
  const current = settings.sample_day;
  if (current === undefined) throw new RangeError("The settings have no sample day after the change");
  if (current.jobs.length > 0) return { day: current, fresh: false };
  const jobIds = await allOf(
    sampleDay(settings, current.made_on).map((job, index) => makeJob(services, job, `${current.batch}.${index}`)),
  );
  const kept = await store.change((now) =>
    now.sample_day?.batch === current.batch && now.sample_day.jobs.length === 0
      ? { ...now, sample_day: { ...now.sample_day, jobs: jobIds } }
      : now,
  );
  const day = kept.sample_day;
  if (day?.batch === current.batch) return { day, fresh: current.batch === batch };
  // Another person removed the sample day while it was being created.
  for (const id of jobIds) await jobs.remove(id, sampler);
  return { day: { ...current, jobs: [] }, fresh: true };
};

/** Removes every job of the sample day, in any state. Returns how many there were. */
export const removeSampleDay = async ({ settings: store, jobs }: Services): Promise<number> => {
  const { sample_day: day } = await store.read();
  if (day === undefined) return 0;
  const ids = new Set(day.jobs);
  if (ids.size === 0) for (const id of await unlisted(jobs, day)) ids.add(id);
  const removed = await allOf([...ids].map((id) => jobs.remove(id, sampler)));
  await store.change(({ sample_day: now, ...settings }) =>
    now === undefined || now.batch !== day.batch ? { ...settings, ...(now && { sample_day: now }) } : settings,
  );
  return removed.filter(Boolean).length;
};

/** Finds the jobs of an interrupted creation on the home days around the day of creation. */
const unlisted = async (jobs: Services["jobs"], { made_on: on }: SampleDay): Promise<string[]> => {
  const ids: string[] = [];
  for await (const { id, sample } of jobs.all({ from: addDays(on, -1), to: addDays(on, 1) }))
    if (sample === true) ids.push(id);
  return ids;
};

/** Repeated with the same name, this returns the same job. */
const makeJob = async ({ jobs }: Services, { homeDay, draft, by, since }: SampleJob, name: string): Promise<string> => {
  const { job } = await jobs.create({
    homeDay,
    write: name,
    by,
    idempotency: { hash: name, request: name },
    draft: (identity, stamp) => newJob(draft, identity, stamp),
  });
  for (const [step, { by: who, decide }] of since.entries()) {
    await jobs.change(job.id, { write: `${name}.${step}`, by: who, decide });
  }
  return job.id;
};

/** Waits for all promises before it throws the first error, so that no job is still being created. */
const allOf = async <T>(making: Promise<T>[]): Promise<T[]> => {
  await Promise.allSettled(making);
  return await Promise.all(making);
};

const sampler: Actor = { kind: "system", name: "Sample day" };
