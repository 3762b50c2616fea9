import { momentIn } from "../../domain/moment.ts";
import { expect, test } from "vitest";
import { withVisit } from "../../domain/history.ts";
import { setStatus } from "../../domain/status.ts";
import { afternoon, customer, friday, moved, morning, renamed, saturday, thursday, visitOf, zone } from "./fixture.ts";
import type { OpenWorld } from "./world.ts";

export const describeChanging = (open: OpenWorld): void => {
  test("a change is decided on the newest job, recorded once, and visible to every process", async () => {
    const { client, another } = await open();
    const { job } = await client.create();
    const { job: next, changed } = await client.change(job.id, renamed("Bea"));
    expect(changed).toBe(true);
    expect(next).toMatchObject({ rev: 2, customer: { name: "Bea" } });
    expect(next.history.at(-1)).toMatchObject({
      what: "edited",
      from: { customer: { name: "Ana" } },
      to: { customer: { name: "Bea" } },
    });
    expect(await another().find(job.id)).toEqual(next);
  });

  test("a decision to change nothing writes nothing", async () => {
    const { client } = await open();
    const { job } = await client.create();
    expect(await client.change(job.id, renamed("Ana"))).toEqual({ job, changed: false, replayed: false });
    expect(await client.find(job.id)).toEqual(job);
  });

  test("a refusal changes nothing, and its error passes through", async () => {
    const { client } = await open();
    const { job } = await client.create();
    await expect(
      client.change(job.id, (now, at) => setStatus(now, "completed", {}, momentIn(zone, at))),
    ).rejects.toMatchObject({
      code: "transition_not_allowed",
    });
    expect(await client.find(job.id)).toEqual(job);
  });

  test("a repeated write id gets its first answer, also after later changes", async () => {
    const { client, another } = await open();
    const { job } = await client.create();
    const first = await client.change(job.id, renamed("Bea"), { write: "write-1" });
    await client.change(job.id, renamed("Cid"), { write: "write-2" });
    const again = await another().change(job.id, renamed("Bea"), { write: "write-1" });
    expect(again).toEqual({ job: first.job, changed: false, replayed: true });
    expect(await client.find(job.id)).toMatchObject({ rev: 3, customer: { name: "Cid" } });
  });

  test("two simultaneous changes with one write id apply once", async () => {
    const { client, another } = await open();
    const { job } = await client.create();
    const append: Parameters<typeof client.change>[1] = (now) => ({
      next: { ...now, notes: `${now.notes ?? ""}x` },
      what: "edited",
    });
    const clients = [client, another(), client, another()];
    const all = await Promise.all(clients.map((one) => one.change(job.id, append, { write: "write-1" })));
    expect(all.map((changed) => changed.job.notes)).toEqual(["x", "x", "x", "x"]);
    expect(await client.find(job.id)).toMatchObject({ rev: 2, notes: "x" });
  });

  test("many simultaneous changes are all applied, one after another", async () => {
    const { client, another } = await open();
    const { job } = await client.create();
    const clients = [client, another(), another()];
    const count: Parameters<typeof client.change>[1] = (now) => ({
      next: { ...now, notes: String(Number(now.notes ?? "0") + 1) },
      what: "edited",
    });
    await Promise.all(Array.from({ length: 18 }, (_, index) => (clients[index % 3] ?? client).change(job.id, count)));
    expect(await client.find(job.id)).toMatchObject({ rev: 19, notes: "18" });
  });

  test("a move there and back, twice, reserves and releases each opening", async () => {
    const { client } = await open();
    const { job } = await client.create();
    const taken = async () => [
      await client.taken(friday, morning),
      await client.taken(saturday, morning),
      await client.taken("2026-11-30", morning),
    ];
    for (const [day, expected] of [
      [saturday, [0, 1, 0]],
      ["2026-11-30", [0, 0, 1]],
      [saturday, [0, 1, 0]],
      [friday, [1, 0, 0]],
      [saturday, [0, 1, 0]],
    ] as const) {
      await client.move(job.id, day, morning);
      await client.settle();
      expect(await taken()).toEqual(expected);
    }
    expect((await client.find(job.id)).visits[0]).toMatchObject({ day: saturday, window: morning });
  });

  test("a move to another window of another day, and of the home day", async () => {
    const { client } = await open();
    const { job } = await client.create();
    await client.move(job.id, saturday, morning);
    await client.move(job.id, saturday, afternoon);
    await client.settle();
    expect([await client.taken(saturday, morning), await client.taken(saturday, afternoon)]).toEqual([0, 1]);
    await client.move(job.id, friday, afternoon);
    await client.settle();
    expect([await client.taken(friday, morning), await client.taken(friday, afternoon)]).toEqual([0, 1]);
    expect(await client.taken(saturday, afternoon)).toBe(0);
  });

  test("a move to no day and back", async () => {
    const { client } = await open();
    const { job } = await client.create();
    await client.move(job.id, null, null);
    await client.settle();
    expect(await client.taken(friday, morning)).toBe(0);
    expect((await client.insist(() => client.jobs.waiting())).map(({ id }) => id)).toEqual([job.id]);
    await client.move(job.id, friday, morning);
    await client.settle();
    expect(await client.taken(friday, morning)).toBe(1);
    expect(await client.insist(() => client.jobs.waiting())).toEqual([]);
  });

  test("a refused move keeps its reservation", async () => {
    const { client } = await open();
    for (let index = 0; index < 3; index += 1) await client.create({ day: saturday });
    const { job } = await client.create();
    await expect(client.move(job.id, saturday, morning)).rejects.toMatchObject({
      code: "window_full",
      facts: { day: saturday, window: morning },
    });
    expect(await client.find(job.id)).toEqual(job);
    expect([await client.taken(friday, morning), await client.taken(saturday, morning)]).toEqual([1, 3]);
  });

  test("a job with several visits reserves an opening for each, on any day", async () => {
    const { client } = await open();
    const { job } = await client.create({
      visits: [
        visitOf("v1", "drop_off", friday, morning),
        visitOf("v2", "swap", saturday, afternoon),
        visitOf("v3", "pickup", "2026-11-30", morning),
      ],
    });
    await client.move(job.id, "2026-12-01", morning, "v2");
    await client.change(job.id, (now) => ({
      next: { ...now, visits: withVisit(now.visits, "v1", { state: "done" }) },
      what: "dropped_off",
    }));
    await client.settle();
    expect(await client.taken(friday, morning)).toBe(1);
    expect(await client.taken(saturday, afternoon)).toBe(0);
    expect(await client.taken("2026-12-01", morning)).toBe(1);
    expect(await client.taken("2026-11-30", morning)).toBe(1);
    const found = await client.insist(() => client.jobs.between("2026-12-01", "2026-12-01"));
    expect(found.map(({ id }) => id)).toEqual([job.id]);
  });

  test("two visits swap openings without a third one", async () => {
    const { client } = await open();
    await client.insist(() =>
      client.jobs.setCapacity(
        friday,
        [
          { ...morning, capacity: 1 },
          { ...afternoon, capacity: 1 },
        ],
        false,
      ),
    );
    const { job } = await client.create({
      visits: [visitOf("v1", "drop_off", friday, morning), visitOf("v2", "pickup", friday, afternoon)],
    });
    const swap: Parameters<typeof client.change>[1] = (now) => ({
      next: {
        ...now,
        visits: now.visits.map((visit) => ({ ...visit, window: visit.id === "v1" ? afternoon : morning })),
      },
      what: "moved",
    });
    expect((await client.change(job.id, swap)).changed).toBe(true);
    expect([await client.taken(friday, morning), await client.taken(friday, afternoon)]).toEqual([1, 1]);
  });

  test("cancelling releases every opening; undo reserves them again, or is refused if they are sold", async () => {
    const { client } = await open();
    const visits = [visitOf("v1", "drop_off", friday, morning), visitOf("v2", "pickup", saturday, morning)];
    const { job } = await client.create({ visits });
    await client.cancel(job.id);
    await client.settle();
    expect([await client.taken(friday, morning), await client.taken(saturday, morning)]).toEqual([0, 0]);
    await client.undo(job.id);
    expect([await client.taken(friday, morning), await client.taken(saturday, morning)]).toEqual([1, 1]);
    await client.cancel(job.id);
    await client.settle();
    for (let index = 0; index < 3; index += 1) await client.create({ day: saturday });
    await expect(client.undo(job.id)).rejects.toMatchObject({ code: "window_full", facts: { day: saturday } });
    await client.settle();
    expect([await client.taken(friday, morning), await client.taken(saturday, morning)]).toEqual([0, 3]);
  });

  test("a completed job keeps its reservation", async () => {
    const { client } = await open();
    const { job } = await client.create();
    await client.change(job.id, (now, at) => setStatus(now, "in_progress", {}, momentIn(zone, at)));
    await client.change(job.id, (now, at) => setStatus(now, "completed", {}, momentIn(zone, at)));
    expect(await client.taken(friday, morning)).toBe(1);
  });

  test("simultaneous moves of one job leave one reservation", async () => {
    const { client, another } = await open();
    const { job } = await client.create();
    const days = [thursday, saturday, "2026-11-30", "2026-12-01", friday, saturday];
    await Promise.all(days.map((day) => another().move(job.id, day, afternoon)));
    await client.settle();
    const { visits } = await client.find(job.id);
    for (const day of new Set(days)) {
      expect(await client.taken(day, afternoon), day).toBe(visits[0]?.day === day ? 1 : 0);
    }
    expect(await client.taken(friday, morning)).toBe(0);
  });

  test("decisions may run more than once, and only the last counts", async () => {
    const { client, another } = await open();
    const { job } = await client.create();
    const other = another();
    let runs = 0;
    const interrupted = client.change(job.id, (now) => {
      runs += 1;
      return moved(now, "v1", saturday, now.customer?.name === "Bea" ? afternoon : morning);
    });
    await Promise.all(
      [interrupted, other.jobs.change(job.id, { write: "w", by: customer, decide: renamed("Bea") })].map((one) =>
        one.catch(() => null),
      ),
    );
    await client.settle();
    const now = await client.find(job.id);
    expect(runs).toBeGreaterThan(0);
    const { window } = now.visits[0] ?? {};
    expect(await client.taken(saturday, window ?? morning)).toBe(1);
    expect((await client.taken(saturday, morning)) + (await client.taken(saturday, afternoon))).toBe(1);
  });
};
