import { expect, test } from "vitest";
import type { Job } from "../../domain/job.ts";
import { DomainError } from "../../domain/domain-error.ts";
import { freshId } from "../../domain/random.ts";
import {
  afternoon,
  friday,
  moved,
  morning,
  renamed,
  saturday,
  seededRandom,
  thursday,
  type Client,
} from "./fixture.ts";
import { allOf } from "./creating.case.ts";
import type { OpenWorld } from "./world.ts";

const days = [thursday, friday, saturday];
const windows = [morning, afternoon];

export const describeRace = (open: OpenWorld, seed: number): void => {
  test(`processes × clients on the same days (seed ${seed}): oversell, lose and repeat nothing`, async () => {
    const { client, another } = await open();
    // Differs from the clients' numbers, so that names are unique.
    const random = seededRandom(seed + 0x5eed);
    const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random.fraction() * from.length)];
    const processes = Array.from({ length: 4 }, () => another());
    const made: string[] = [];
    /** Confirmed write ids. */
    const confirmed = new Map<string, string>();

    const act = async (process: Client): Promise<void> => {
      const id = pick(made);
      const [day, window] = [pick(days) ?? friday, pick(windows) ?? morning];
      if (id === undefined || random.fraction() < 0.3) {
        const { job } = await process.create({ day, window });
        made.push(job.id);
        return;
      }
      const write = freshId(random);
      const choice = random.fraction();
      const changed =
        choice < 0.5
          ? await process.change(id, (job) => moved(job, "v1", day, window), { write })
          : choice < 0.7
            ? await process.change(id, renamed(write), { write })
            : await process.change(id, (job) => toggled(job), { write });
      if (changed.changed) confirmed.set(write, id);
    };
    await Promise.all(
      Array.from({ length: 16 }, async (_, index) => {
        const process = processes[index % processes.length] ?? client;
        for (let turn = 0; turn < 8; turn += 1) {
          try {
            await act(process);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
          }
        }
      }),
    );
    await client.settle();
    const jobs = await allOf(client);
    expect(jobs.map(({ id }) => id).toSorted()).toEqual(made.toSorted());
    assertChains(jobs, confirmed);
    for (const { day, windows: offered } of await client.insist(() => client.jobs.capacity(thursday, saturday))) {
      for (const { start, capacity, taken } of offered) {
        const there = jobs.filter(
          ({ status, visits: [visit] }) =>
            status !== "cancelled" && visit?.day === day && visit.window?.start === start,
        );
        expect(taken, `${day} ${start}`).toBe(there.length);
        expect(taken, `${day} ${start}`).toBeLessThanOrEqual(capacity);
      }
    }
  });
};

const toggled = (job: Job) =>
  job.status === "cancelled"
    ? ({ next: { ...job, status: "booked", ended_at: null }, what: "undone" } as const)
    : ({ next: { ...job, status: "cancelled", ended_at: job.updated_at }, what: "cancelled" } as const);

/** Checks that every confirmed write was applied exactly once, and that each revision follows from the previous one. */
export const assertChains = (jobs: Job[], confirmed: Map<string, string>): void => {
  const landed = new Map<string, string>();
  for (const job of jobs) {
    expect(job.history).toHaveLength(job.rev);
    for (const { id } of job.history) {
      expect(landed.has(id), `${id} stands twice`).toBe(false);
      landed.set(id, job.id);
    }
    for (const [index, { from }] of job.history.entries()) {
      const earlier = job.history.slice(0, index);
      for (const [field, value] of Object.entries(from ?? {})) {
        const last = earlier.findLast(({ to }) => to !== null && field in to)?.to;
        if (last !== undefined && last !== null) expect(Object.entries(last)).toContainEqual([field, value]);
      }
    }
  }
  for (const [write, id] of confirmed) expect(landed.get(write), `${write} was confirmed`).toBe(id);
};
