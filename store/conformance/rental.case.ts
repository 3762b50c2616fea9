import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { addDays, daysFrom, type Day } from "../../domain/day.ts";
import { DomainError } from "../../domain/domain-error.ts";
import type { Change } from "../../domain/history.ts";
import type { Job } from "../../domain/job.ts";
import { momentIn } from "../../domain/moment.ts";
import { rentalRules } from "../../domain/price/price-book.fixture.ts";
import type { Equipment } from "../../domain/rental/equipment.ts";
import { stockOf } from "../../domain/rental/equipment.ts";
import type { Random } from "../../domain/random.ts";
import { planEquipment } from "../../domain/rental/plan-equipment.ts";
import { holdsOf, unitResource } from "../../domain/rental/rental-period.ts";
import { rentalFor } from "../../domain/rental/rental-rules.ts";
import { rentalVisits, settleRental } from "../../domain/rental/settle-rental.ts";
import { setVisitState } from "../../domain/visit-report.ts";
import { seededRandom, visitOf, zone, type Client } from "./fixture.ts";
import type { OpenWorld } from "./world.ts";

const type = "trailer-15";
const units = ["T15-01", "T15-02"];
const first = "2026-11-21";
const shown = daysFrom(first, "2027-01-20");

/** Promises about equipment, on every store and with its faults. */
export const describeRentals = (open: OpenWorld, rounds: number): void => {
  test("24: an extension and a booking of the same days: exactly one wins, and no hold is left over", async () => {
    const { client, another } = await open();
    await stock(client, 1);
    const random = seededRandom(24);
    const winners = new Set<string>();
    const other = another();
    for (let round = 0; round < rounds; round += 1) {
      // Days that an earlier round has freed again.
      const from = addDays(first, (round % 3) * 20);
      const kept = await rent(client, from);
      const [extended, booked] = await Promise.allSettled([
        soon(random, () => client.change(kept.id, (job) => extend(job, 2))),
        soon(random, () => rent(other, addDays(from, 8))),
      ]);
      expect([extended.status, booked.status].filter((status) => status === "fulfilled")).toHaveLength(1);
      winners.add(extended.status === "fulfilled" ? "extension" : "booking");
      await assertHolds(client, daysFrom(from, addDays(from, 16)));
      await client.cancel(kept.id);
      if (booked.status === "fulfilled") await client.cancel(booked.value.id);
    }
    if (rounds === randomOrders) expect(winners.size).toBe(2);
  }, 120_000);

  test("25: equipment that is late is held through tomorrow, past its stock, once a night", async () => {
    const { client, another, clock } = await open();
    await stock(client, 1);
    const late = await rent(client, first);
    await deliver(client, late.id, "T15-01");
    const next = await rent(another(), addDays(first, 9));
    clock.pass(9 * day_ms);
    for (let night = 0; night < 2; night += 1) {
      clock.pass(day_ms);
      for (const process of [client, another()]) await process.insist(() => process.jobs.sweep());
    }
    const swept = await client.find(late.id);
    expect(swept.equipment?.[0]?.until).toBe(addDays(first, 11));
    expect(swept.history.filter(({ what }) => what === "overdue")).toHaveLength(2);
    expect((await client.find(next.id)).rev).toBe(1);
    await assertHolds(client, shown, new Set([late.id]));
  });

  test.each([1, 2, 3])("random rentals hold what their jobs say, and no more than there is (seed %i)", async (seed) => {
    const { client, another, clock } = await open();
    await stock(client, 2);
    const random = seededRandom(seed);
    const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random.fraction() * list.length)];
    const forced = new Set<string>();
    const ids: string[] = [];
    const act = async (process: Client): Promise<void> => {
      const id = pick(ids);
      const what = Math.floor(random.fraction() * 8);
      if (id === undefined || what <= 1) {
        ids.push((await rent(process, addDays(first, Math.floor(random.fraction() * 25)))).id);
      } else if (what === 2) await process.change(id, (job) => extend(job, 1 + Math.floor(random.fraction() * 3)));
      else if (what === 3) await process.cancel(id);
      else if (what === 4) await process.undo(id);
      else if (what === 5) await process.change(id, (job) => named(job, pick(units) ?? null));
      else {
        forced.add(id);
        await deliver(process, id, pick(units) ?? "");
      }
    };
    for (let round = 0; round < 6; round += 1) {
      const done = await Promise.allSettled([client, another(), another()].map((process) => act(process)));
      for (const one of done) if (one.status === "rejected") expect(one.reason).toBeInstanceOf(DomainError);
      await assertHolds(client, shown, forced);
    }
    clock.pass(40 * day_ms);
    await client.insist(() => client.jobs.sweep());
    for (const id of ids) forced.add(id);
    await assertHolds(client, shown, forced);
  });
};

/** The rounds of a race in which every order of its steps has a chance. */
export const randomOrders = 200;

/** Runs after a random number of steps of other callers. */
const soon = async <T>(random: Random, run: () => Promise<T>): Promise<T> => {
  for (let turns = Math.floor(random.fraction() * 3); turns > 0; turns -= 1) await setImmediate();
  for (let steps = Math.floor(random.fraction() * 200); steps > 0; steps -= 1) await Promise.resolve();
  return await run();
};

const day_ms = 86_400_000;
const week = rentalFor(rentalRules);

const stock = (client: Client, count: number) => client.insist(() => client.equipment.change(() => fleet(count)));

const fleet = (count: number): Equipment => ({
  types: [{ id: type, name: "Trailer", units: units.slice(0, count).map((id) => ({ id, state: "in_service" })) }],
});

const rent = async (client: Client, from: Day): Promise<Job> => {
  const visits = [visitOf("v1", "drop_off", from, null), visitOf("v2", "pickup", null, null)];
  const equipment = planEquipment({ rental: week, visits: rentalVisits({ visits }), equipment: [] }, first);
  return (await client.create({ visits, equipment, rental: week })).job;
};

const extend = (job: Job, days: number): Change | "unchanged" => {
  const equipment = (job.equipment ?? []).map((one) => ({ ...one, allowed_days: one.allowed_days + days }));
  return job.status === "cancelled"
    ? "unchanged"
    : { next: settleRental({ ...job, equipment }, first), what: "extended" };
};

const named = (job: Job, unit: string | null): Change | "unchanged" =>
  job.status === "cancelled"
    ? "unchanged"
    : { next: { ...job, equipment: (job.equipment ?? []).map((one) => ({ ...one, unit })) }, what: "edited" };

const deliver = (client: Client, id: string, unit: string) =>
  client.change(id, (job, at) => setVisitState(job, "v1", { state: "done", unit }, momentIn(zone, at)), {
    force: "type",
  });

const allJobs = async (client: Client): Promise<Job[]> => {
  const jobs: Job[] = [];
  for await (const job of client.jobs.all()) jobs.push(job);
  return jobs;
};

/**
 * The holds of the store are those of the jobs. More than there is is held only where a job that was `forced` has a part
 * in it, and no unit is out in two jobs.
 */
const assertHolds = async (client: Client, days: Day[], forced: ReadonlySet<string> = new Set()): Promise<void> => {
  await client.settle();
  const jobs = await client.insist(() => allJobs(client));
  const holds = jobs.flatMap((job) => holdsOf(job.equipment ?? [], job).map((hold) => ({ ...hold, job: job.id })));
  const [from = "", to = ""] = [days[0], days.at(-1)];
  const capacity = await client.insist(() => client.jobs.capacity(from, to));
  const limit = stockOf(await client.insist(() => client.equipment.read()));
  for (const { day, resources } of capacity) {
    for (const resource of [type, ...units.map(unitResource)]) {
      const holders = holds.filter((hold) => hold.day === day && hold.resource === resource).map(({ job }) => job);
      expect(resources.find(({ id }) => id === resource)?.out ?? 0, `${day} ${resource}`).toBe(holders.length);
      if (holders.length > limit(resource))
        expect(
          holders.some((id) => forced.has(id)),
          `${day} ${resource}`,
        ).toBe(true);
    }
  }
  const out = jobs.flatMap(({ equipment = [], status, visits }) =>
    equipment.filter(({ unit }) => unit !== null && status !== "cancelled" && visits[0]?.state === "done"),
  );
  expect(new Set(out.map(({ unit }) => unit)).size).toBe(out.length);
};
