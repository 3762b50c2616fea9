import { expect, test } from "vitest";
import { withVisit } from "../../domain/history.ts";
import type { Job } from "../../domain/job.ts";
import { replaceLink } from "../../domain/link.ts";
import { lookupOf, newJobToken } from "../job-token.ts";
import { afternoon, friday, morning, renamed, saturday, seededRandom, type Client } from "./fixture.ts";
import type { OpenWorld } from "./world.ts";

export const describeCreating = (open: OpenWorld): void => {
  test("every process finds a new job, by id and by token", async () => {
    const { client, another } = await open();
    const { job, replayed } = await client.create();
    expect(replayed).toBe(false);
    expect(job).toMatchObject({ rev: 1, status: "booked", visits: [{ day: friday, window: morning }] });
    const other = another();
    expect(await other.find(job.id)).toEqual(job);
    expect(await other.insist(() => other.jobs.findByToken(job.tracking_token))).toEqual(job);
  });

  test("an unknown id, token or day, and a malformed id, return null", async () => {
    const { client } = await open();
    const { job } = await client.create();
    for (const id of [`${job.id}Z`, "261127-0000", "269999-7K3Q", "not an id", "../settings"]) {
      expect(await client.insist(() => client.jobs.find(id))).toBeNull();
      expect(
        await client.insist(() =>
          client.jobs.change(id, { write: "w", by: { kind: "system", name: "" }, decide: renamed("B") }),
        ),
      ).toBeNull();
    }
    expect(await client.insist(() => client.jobs.findByToken("a".repeat(32)))).toBeNull();
  });

  test("a token that was changed, or made for the same id, finds no job", async () => {
    const { client } = await open();
    const { job } = await client.create();
    const { job: other } = await client.create();
    const secret = job.tracking_token.slice(0, 24);
    const forged = [
      secret + other.tracking_token.slice(24),
      secret + job.tracking_token.slice(24).replace(/^./, (first) => (first === "A" ? "B" : "A")),
      newJobToken(job.id, seededRandom(7)),
      "",
    ];
    for (const token of forged) expect(await client.insist(() => client.jobs.findByToken(token))).toBeNull();
  });

  test("the token of a replaced link finds no job, and the new one does", async () => {
    const { client } = await open();
    const { job } = await client.create();
    const token = newJobToken(job.id, seededRandom(8));
    const lookup = lookupOf(job.tracking_token);
    const decide = (now: Job) => replaceLink(now, token, lookup);
    await client.insist(() =>
      client.jobs.change(job.id, { write: "w-replace", by: { kind: "system", name: "" }, decide }),
    );
    expect(await client.insist(() => client.jobs.findByToken(job.tracking_token))).toBeNull();
    expect((await client.insist(() => client.jobs.findByToken(token)))?.id).toBe(job.id);
  });

  test("a repeated key and request return the job as first committed", async () => {
    const { client, another } = await open();
    const { job } = await client.create({ key: "key" });
    await client.move(job.id, saturday, afternoon);
    expect(await another().create({ key: "key" })).toEqual({ job, replayed: true });
    expect(await allOf(client)).toHaveLength(1);
  });

  test("a repeated key finds its job, although that job has the last opening", async () => {
    const { client, another } = await open();
    await client.insist(() => client.jobs.setCapacity(saturday, [{ ...morning, capacity: 1 }], false));
    const asked = { key: "key", homeDay: friday, day: saturday };
    const { job } = await client.create(asked);
    await client.settle();
    expect(await another().create(asked)).toEqual({ job, replayed: true });
    await client.settle();
    expect(await client.taken(saturday, morning)).toBe(1);
    await expect(another().create({ ...asked, key: "other" })).rejects.toMatchObject({ code: "window_full" });
    expect(await allOf(client)).toHaveLength(1);
  });

  test("a key with another request is refused, and creates nothing", async () => {
    const { client } = await open();
    await client.create({ key: "key" });
    await expect(client.create({ key: "key", request: "other" })).rejects.toMatchObject({
      code: "idempotency_key_reused",
    });
    expect(await allOf(client)).toHaveLength(1);
  });

  test("two simultaneous requests with one key create one job", async () => {
    const { client, another } = await open();
    const clients = [client, another(), client];
    const made = await Promise.all(clients.map((one) => one.create({ key: "key" })));
    expect(new Set(made.map(({ job }) => job.id)).size).toBe(1);
    expect(await client.taken(friday, morning)).toBe(1);
  });

  test("a refusal is not stored: the key works for another request, or the same one later", async () => {
    const { client } = await open();
    const blocking = await fill(client, 3);
    await expect(client.create({ key: "key" })).rejects.toMatchObject({ code: "window_full" });
    await expect(client.create({ key: "again" })).rejects.toMatchObject({ code: "window_full" });
    const other = await client.create({ key: "key", request: "other", window: afternoon });
    expect(other.job.visits[0]?.window).toEqual(afternoon);
    await client.cancel(blocking[0] ?? "");
    expect((await client.create({ key: "again" })).job.visits[0]?.window).toEqual(morning);
  });

  test("a key repeated after midnight, for a job without a day, finishes the same job", async () => {
    const { client, clock, another } = await open();
    const { job } = await client.create({ key: "key", day: null, homeDay: "2026-11-20" });
    clock.pass(20 * 3_600_000);
    expect(await another().create({ key: "key", day: null, homeDay: "2026-11-21" })).toEqual({ job, replayed: true });
    expect(await allOf(client)).toHaveLength(1);
  });

  test("a key is kept for 24 hours", async () => {
    const { client, clock } = await open();
    const { job } = await client.create({ key: "key" });
    clock.pass(24 * 3_600_000 - 1);
    expect((await client.create({ key: "key" })).job.id).toBe(job.id);
    clock.pass(1);
    const later = await client.create({ key: "key", request: "other" });
    expect(later.job.id).not.toBe(job.id);
  });

  test("an imported token creates one job, also when it is imported again, and is kept", async () => {
    const { client, another } = await open();
    const token = "abcdefghijklmnopqrstuvwxyz012345";
    const { job } = await client.create({ token, day: null, homeDay: "2026-11-02" });
    expect(job.tracking_token).toBe(token);
    const again = await another().create({ token, day: null, homeDay: "2026-11-02" });
    expect(again).toEqual({ job, replayed: true });
    const both = await Promise.all([
      client.create({ token: token.toUpperCase(), day: null, homeDay: "2026-11-02" }),
      another().create({ token: token.toUpperCase(), day: null, homeDay: "2026-11-02" }),
    ]);
    expect(both[0].job.id).toBe(both[1].job.id);
    expect(await allOf(client)).toHaveLength(2);
  });

  test("all() yields every job once, by home day", async () => {
    const { client } = await open();
    const late = await client.create({ day: saturday });
    const early = await client.create();
    await client.move(early.job.id, saturday, afternoon);
    const second = await client.create();
    expect((await allOf(client)).map(({ id }) => id)).toEqual([early.job.id, second.job.id, late.job.id]);
  });

  test("between() returns every job with a visit in the range once, for any home day", async () => {
    const { client } = await open();
    const away = await client.create();
    await client.move(away.job.id, "2026-12-05", morning);
    const [near, here] = [await client.create({ day: saturday }), await client.create()];
    await client.create({ day: null });
    const ids = async (from: string, to: string) =>
      (await client.insist(() => client.jobs.between(from, to))).map(({ id }) => id).toSorted();
    expect(await ids(friday, saturday)).toEqual([near.job.id, here.job.id].toSorted());
    expect(await ids("2026-12-05", "2026-12-05")).toEqual([away.job.id]);
    expect(await ids(friday, "2026-12-05")).toEqual([away.job.id, near.job.id, here.job.id].toSorted());
  });

  test("between() for one crew, or for unassigned visits, follows assignments and moves", async () => {
    const { client, another } = await open();
    const [first, second, third] = [await client.create(), await client.create(), await client.create({ day: null })];
    await assign(client, first.job.id, "crew-1");
    await assign(client, second.job.id, "crew-2");
    await assign(client, third.job.id, "crew-1");
    await client.settle();
    const ids = async (crew: string | null, from = friday, to = "2026-12-05") =>
      (await client.insist(() => another().jobs.between(from, to, { crew }))).map(({ id }) => id).toSorted();
    expect([await ids("crew-1"), await ids("crew-2"), await ids(null), await ids("crew-3")]).toEqual([
      [first.job.id],
      [second.job.id],
      [],
      [],
    ]);
    await client.move(first.job.id, "2026-12-05", morning);
    await client.move(third.job.id, friday, afternoon);
    await assign(client, second.job.id, null);
    await client.settle();
    expect([await ids("crew-1"), await ids("crew-2"), await ids(null)]).toEqual([
      [first.job.id, third.job.id].toSorted(),
      [],
      [second.job.id],
    ]);
    expect(await ids("crew-1", friday, saturday)).toEqual([third.job.id]);
  });
};

const assign = (client: Client, id: string, crew: string | null) =>
  client.change(id, (now) => ({ next: { ...now, visits: withVisit(now.visits, "v1", { crew }) }, what: "assigned" }));

const fill = async (client: Client, count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push((await client.create()).job.id);
  return ids;
};

export const allOf = (client: Client): Promise<Job[]> =>
  client.insist(async () => {
    const jobs: Job[] = [];
    for await (const job of client.jobs.all()) jobs.push(job);
    return jobs;
  });
