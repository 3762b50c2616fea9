import { expect, test } from "vitest";
import type { Job } from "../../domain/job.ts";
import { newJob } from "../../domain/new-job.ts";
import { StoreUnavailable } from "../job-store.ts";
import {
  afternoon,
  customer,
  friday,
  jobDraft,
  morning,
  renamed,
  saturday,
  thursday,
  visitOf,
  type Client,
} from "./fixture.ts";
import { message, type Messages } from "./message-fixture.ts";
import type { OpenWorld } from "./world.ts";

const notice = message("booked");
/** Removes a job. An attempt with an unknown outcome may have removed it, so the test checks only that it is gone. */
const remove = (client: Client, id: string) => client.insist(() => client.jobs.remove(id, customer));

const collected = async (all: AsyncIterable<Job>): Promise<Job[]> => {
  const jobs: Job[] = [];
  for await (const job of all) jobs.push(job);
  return jobs;
};

/** Everything that can still be found of a job. */
const traces = async (client: Client, id: string, token: string): Promise<string[]> => {
  const { jobs } = client;
  const found: string[] = [];
  const look = (where: string, there: boolean) => void (there && found.push(where));
  look("find", (await client.insist(() => jobs.find(id))) !== null);
  look("link", (await client.insist(() => jobs.findByToken(token))) !== null);
  const between = await client.insist(() => jobs.between("2026-11-20", "2026-12-05"));
  look(
    "between",
    between.some((job) => job.id === id),
  );
  look(
    "waiting",
    (await client.insist(() => jobs.waiting())).some((job) => job.id === id),
  );
  for (const day of [thursday, friday, saturday]) {
    const { cards, waiting } = await client.insist(() => jobs.board(day));
    look(
      `board ${day}`,
      [...cards, ...waiting].some((card) => card.job === id),
    );
  }
  const all = await client.insist(() => collected(jobs.all()));
  look(
    "all",
    all.some((job) => job.id === id),
  );
  return found;
};

export const describeRemoving = (open: OpenWorld): void => {
  test("a removed job is gone, its openings are free, and its view is a tombstone", async () => {
    const { client, another, publisher } = await open();
    const { job } = await client.create({
      visits: [visitOf("v1", "drop_off", friday, morning), visitOf("v2", "pickup", saturday, afternoon)],
    });
    const stays = await client.create();
    await client.change(job.id, renamed("Bea"));
    await client.settle();
    await remove(another(), job.id);
    await client.settle();
    expect(await traces(client, job.id, job.tracking_token)).toEqual([]);
    expect(await traces(client, stays.job.id, stays.job.tracking_token)).toContain("find");
    expect([await client.taken(friday, morning), await client.taken(saturday, afternoon)]).toEqual([1, 0]);
    expect(publisher.published.get(job.id)).toMatchObject({ link: "revoked", status: "cancelled" });
    expect(await client.insist(() => client.jobs.parked())).toEqual([]);
  });

  test.each([
    ["waits for a day", { day: null, window: null }],
    ["was moved away", { day: friday, window: morning }],
    ["is over", { day: thursday, window: morning }],
  ])("one that %s is removed as well", async (how, asked) => {
    const { client } = await open();
    const { job } = await client.create(asked);
    if (how === "was moved away") await client.move(job.id, saturday, afternoon);
    if (how === "is over") await client.cancel(job.id);
    await client.settle();
    await remove(client, job.id);
    await client.settle();
    expect(await traces(client, job.id, job.tracking_token)).toEqual([]);
    expect(await client.taken(saturday, afternoon)).toBe(0);
    await client.insist(() => client.jobs.sweep());
  });

  test("sends no more messages of a removed job", async () => {
    const { client, sender } = await open();
    sender.failing = true;
    const { job } = await client.create({ messages: notice });
    await client.insist(() => client.jobs.drain());
    await remove(client, job.id);
    sender.failing = false;
    await client.settle();
    expect(sender.sent).toEqual([]);
  });

  test("a job stays ended while its view cannot be replaced, and a repetition removes it", async () => {
    const { client, publisher } = await open();
    const { job } = await client.create();
    await client.settle();
    publisher.failing = true;
    // The removal fails for as long as the publication does.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(client.jobs.remove(job.id, customer)).rejects.toThrow();
    }
    expect(await client.find(job.id)).toMatchObject({ status: "cancelled", link: "revoked" });
    publisher.failing = false;
    await remove(client, job.id);
    await client.settle();
    expect(await traces(client, job.id, job.tracking_token)).toEqual([]);
  });

  test("returns false for a job that does not exist", async () => {
    const { client } = await open();
    expect(await remove(client, "261127-0000")).toBe(false);
    expect(await remove(client, "nonsense")).toBe(false);
  });

  test("a simultaneous change does not bring a removed job back", async () => {
    const { client, another } = await open();
    // Enough capacity for all, because a failed move keeps its reservation until a sweep releases it.
    for (const day of [friday, saturday]) {
      const windows = [morning, afternoon].map((window) => ({ ...window, capacity: 8 }));
      await client.insist(() => client.jobs.setCapacity(day, windows, false));
    }
    const { job } = await client.create();
    await client.settle();
    const others = [another(), another(), another()];
    const ended = await Promise.allSettled([
      remove(client, job.id),
      ...others.map(async (other, index) => {
        await other.change(job.id, renamed(`Name ${index}`));
        await other.move(job.id, saturday, index % 2 === 0 ? morning : afternoon);
        await other.undo(job.id);
      }),
      remove(another(), job.id),
    ]);
    for (const one of ended) {
      // The change finds no job, or leaves an orphaned reservation. The removal repeats while a change reopens the job.
      if (one.status === "rejected" && !(one.reason instanceof StoreUnavailable))
        expect(one.reason).toMatchObject({ message: expect.stringMatching(/no such job|nothing to undo|is over/) });
    }
    await remove(client, job.id);
    await client.settle();
    expect(await traces(client, job.id, job.tracking_token)).toEqual([]);
    expect([await client.taken(friday, morning), await client.taken(saturday, morning)]).toEqual([0, 0]);
  });

  test("a sample job shows its window and uses no capacity, on any day", async () => {
    const { client } = await open();
    await client.insist(() => client.jobs.setCapacity(friday, [{ ...morning, capacity: 1 }], false));
    await client.insist(() => client.jobs.setCapacity(saturday, [{ ...morning, capacity: 1 }], false));
    const { job: real } = await client.create();
    const sample = await createSample(client);
    await client.move(sample, saturday, morning);
    await client.settle();
    const { job: second } = await client.create({ day: saturday });
    expect([await client.taken(friday, morning), await client.taken(saturday, morning)]).toEqual([1, 1]);
    await client.settle();
    const { cards } = await client.insist(() => client.jobs.board(saturday));
    expect(cards.find((card) => card.job === sample)).toMatchObject({ sample: true, window: morning });
    expect(cards.find((card) => card.job === second.id)?.sample).toBeUndefined();
    await client.move(sample, friday, morning);
    await remove(client, sample);
    await client.settle();
    expect(await client.insist(() => client.jobs.between(friday, saturday))).toHaveLength(2);
    expect(await client.find(real.id)).toMatchObject({ status: "booked" });
  });

  test("sends no message about a sample job", async () => {
    const { client, sender } = await open();
    const sample = await createSample(client, notice);
    await client.change(sample, renamed("Bea"), { messages: notice });
    await client.settle();
    expect(sender.sent).toEqual([]);
  });

  test("all() yields every job, or those of some home days", async () => {
    const { client } = await open();
    const made = await Promise.all([thursday, friday, saturday].map((day) => client.create({ day })));
    const ids = made.map(({ job }) => job.id);
    const [, second = "", third = ""] = ids;
    // Its visit is not on its home day.
    await client.move(second, thursday, afternoon);
    const read = async (homes?: { from: string; to: string }) =>
      (await client.insist(() => collected(client.jobs.all(homes)))).map(({ id }) => id);
    expect(await read()).toEqual(ids);
    expect(await read({ from: friday, to: friday })).toEqual([second]);
    expect(await read({ from: friday, to: "2026-12-31" })).toEqual([second, third]);
    expect(await read({ from: "2027-01-01", to: "2027-02-01" })).toEqual([]);
    expect(await client.insist(() => client.jobs.listDays())).toEqual(expect.arrayContaining([thursday, friday]));
    const content = async (day: string) => {
      const { jobs, homes } = await client.insist(() => client.jobs.readDay(day));
      return { jobs: jobs.map(({ id }) => id), homes };
    };
    expect(await content(friday)).toEqual({ jobs: [second], homes: [] });
    expect((await content(thursday)).homes).toEqual([friday]);
  });
};

let made = 0;

/** Creates a sample job. */
const createSample = async (client: Client, messages?: Messages): Promise<string> => {
  made += 1;
  const key = `sample-${made}`;
  if (messages !== undefined) client.plan.ask(key, messages);
  const { job } = await client.insist(() =>
    client.jobs.create({
      homeDay: friday,
      write: key,
      by: customer,
      idempotency: { hash: key, request: key },
      draft: (identity, stamp) =>
        newJob(
          {
            ...jobDraft,
            visits: [visitOf("v1", "service", friday, morning)],
            customer: { name: "Sam" },
            sample: true,
          },
          identity,
          stamp,
        ),
    }),
  );
  return job.id;
};
