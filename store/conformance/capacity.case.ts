import { expect, test } from "vitest";
import type { Window } from "../../domain/day.ts";
import type { Unit } from "../../domain/rental/equipment.ts";
import { afternoon, friday, morning, periodOf, saturday, sunday, thursday, visitOf, type Client } from "./fixture.ts";
import type { OpenWorld } from "./world.ts";

export const describeCapacity = (open: OpenWorld): void => {
  test("a day without a document has the hours of the settings", async () => {
    const { client } = await open();
    expect(await client.insist(() => client.jobs.capacity(saturday, sunday))).toEqual([
      {
        day: saturday,
        windows: [
          { ...morning, capacity: 3, taken: 0 },
          { ...afternoon, capacity: 3, taken: 0 },
        ],
        resources: expect.any(Array),
        closed: false,
      },
      { day: sunday, windows: [], resources: expect.any(Array), closed: false },
    ]);
  });

  test("the last opening is sold once, for any number of processes", async () => {
    const { client, another } = await open();
    const clients = Array.from({ length: 4 }, () => another());
    const made = await Promise.allSettled(
      Array.from({ length: 24 }, (_, index) =>
        (clients[index % 4] ?? client).create({ window: index % 2 === 0 ? morning : afternoon }),
      ),
    );
    const refused = made.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(made.length - refused.length).toBe(6);
    for (const reason of refused) expect(reason).toMatchObject({ code: "window_full", facts: { day: friday } });
    expect([await client.taken(friday, morning), await client.taken(friday, afternoon)]).toEqual([3, 3]);
    expect(await client.insist(() => client.jobs.between(friday, friday))).toHaveLength(6);
  });

  test("of a booking and a move to one opening, one succeeds", async () => {
    const { client, another } = await open();
    await client.insist(() => client.jobs.setCapacity(saturday, [{ ...morning, capacity: 1 }], false));
    const { job } = await client.create();
    const both = await Promise.allSettled([
      client.move(job.id, saturday, morning),
      another().create({ day: saturday }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await client.settle();
    expect(await client.taken(saturday, morning)).toBe(1);
  });

  test("a process releases an opening in a window that another process added", async () => {
    const { client, another } = await open();
    const late = { start: "18:00", end: "20:00" };
    const other = another();
    const { job: known } = await other.create({ window: null });
    await client.insist(() =>
      client.jobs.setCapacity(
        friday,
        [late].map((one) => ({ ...one, capacity: 1 })),
        false,
      ),
    );
    const { job } = await client.create({ window: late });
    await other.cancel(job.id);
    expect(await client.taken(friday, late)).toBe(0);
    expect((await another().move(known.id, friday, late)).changed).toBe(true);
    await other.move(known.id, friday, null);
    expect(await client.taken(friday, late)).toBe(0);
  });

  test('a window that the day does not have is full; "any time" uses no capacity', async () => {
    const { client } = await open();
    await expect(client.create({ window: { start: "09:00", end: "10:00" } })).rejects.toMatchObject({
      code: "window_full",
    });
    await expect(client.create({ day: sunday })).rejects.toMatchObject({ code: "window_full" });
    for (let index = 0; index < 4; index += 1) await client.create({ window: null });
    expect(await client.taken(friday, morning)).toBe(0);
  });

  test("a day set by hand keeps its windows when the hours change; others get the new ones", async () => {
    const { client, another } = await open();
    const own = [{ ...morning, capacity: 1 }];
    expect(await client.insist(() => client.jobs.setCapacity(friday, own, false))).toMatchObject({
      day: friday,
      closed: false,
    });
    await client.create({ day: saturday, window: morning });
    await client.insist(() =>
      client.settings.change((settings) => ({
        ...settings,
        hours: { ...settings.hours, fri: [{ ...morning, capacity: 9 }], sat: [{ ...morning, capacity: 9 }] },
      })),
    );
    const other = another();
    await other.insist(() => other.jobs.applyHours(thursday, sunday));
    const windows = (await client.insist(() => client.jobs.capacity(friday, saturday))).map((day) => day.windows);
    expect(windows).toEqual([[{ ...own[0], taken: 0 }], [{ ...morning, capacity: 9, taken: 1 }]]);
  });

  test("after the hours move by half an hour, earlier bookings count and nothing is sold twice", async () => {
    const { client, another } = await open();
    const later = { start: "08:30", end: "12:00" };
    const jobs = [await client.create(), await client.create(), await client.create()];
    const move = () => client.insist(() => another().jobs.setCapacity(friday, [{ ...later, capacity: 3 }], false));
    expect((await move()).windows).toEqual([{ ...later, capacity: 3, taken: 3 }]);
    const full = { code: "window_full", facts: { day: friday, window: later } };
    await expect(another().create({ window: later })).rejects.toMatchObject(full);
    for (const { job } of jobs) await client.cancel(job.id);
    await client.create({ window: later });
    expect(await client.taken(friday, later)).toBe(1);
  });

  test("a split window counts earlier bookings in both parts; merged again, once", async () => {
    const { client } = await open();
    const [early, late] = [
      { start: "08:00", end: "10:00" },
      { start: "10:00", end: "12:00" },
    ];
    const size = (...windows: Window[]) =>
      client.insist(() =>
        client.jobs.setCapacity(
          friday,
          windows.map((window) => ({ ...window, capacity: 3 })),
          false,
        ),
      );
    const { job } = await client.create();
    await client.create({ visits: [visitOf("v1", "service", friday, morning)], homeDay: thursday });
    await size(early, late);
    expect([await client.taken(friday, early), await client.taken(friday, late)]).toEqual([2, 2]);
    await client.create({ window: late });
    await expect(client.create({ window: late })).rejects.toMatchObject({ code: "window_full" });
    // A job does not block itself.
    await client.move(job.id, friday, late);
    expect([await client.taken(friday, early), await client.taken(friday, late)]).toEqual([1, 3]);
    expect((await size(morning)).windows).toEqual([{ ...morning, capacity: 3, taken: 3 }]);
  });

  test("a visit off its home day moves within its own time in a full window", async () => {
    const { client } = await open();
    const later = { start: "08:30", end: "12:00" };
    const { job } = await client.create({ day: saturday, homeDay: thursday });
    await client.create({ day: saturday });
    await client.create({ day: saturday });
    expect(await client.taken(saturday, morning)).toBe(3);
    await client.insist(() => client.jobs.setCapacity(saturday, [{ ...later, capacity: 3 }], false));
    await expect(client.create({ day: saturday, window: later })).rejects.toMatchObject({ code: "window_full" });
    await client.move(job.id, saturday, later);
    await client.settle();
    expect(await client.taken(saturday, later)).toBe(3);
    await expect(client.create({ day: saturday, window: later })).rejects.toMatchObject({ code: "window_full" });
  });

  test("new hours of the settings count bookings under the old ones", async () => {
    const { client, another } = await open();
    const later = { start: "08:30", end: "12:00" };
    await client.create();
    const value = await client.insist(() => client.settings.read());
    const next = { ...value, hours: { ...value.hours, fri: [{ ...later, capacity: 1 }] } };
    await client.insist(() => client.jobs.assertHours(thursday, sunday, next));
    await client.insist(() => client.settings.change(() => next));
    const other = another();
    await other.insist(() => other.jobs.applyHours(thursday, sunday));
    await expect(client.create({ window: later })).rejects.toMatchObject({ code: "window_full" });
    expect(await client.taken(friday, later)).toBe(1);
  });

  test("a closed day refuses new bookings and keeps existing ones", async () => {
    const { client } = await open();
    const { job } = await client.create();
    await client.insist(() => client.jobs.setCapacity(friday, [], true));
    await expect(client.create()).rejects.toMatchObject({ code: "window_full" });
    const elsewhere = await client.create({ day: saturday });
    await expect(client.move(elsewhere.job.id, friday, morning)).rejects.toMatchObject({ code: "window_full" });
    expect((await client.insist(() => client.jobs.between(friday, friday))).map(({ id }) => id)).toEqual([job.id]);
    expect(
      (await client.change(job.id, (now) => ({ next: { ...now, notes: "still here" }, what: "edited" }))).changed,
    ).toBe(true);
  });

  test("closing a day during bookings keeps the earlier ones and refuses the later ones", async () => {
    const { client, another } = await open();
    const [, ...made] = await Promise.allSettled([
      another().insist(() => client.jobs.setCapacity(friday, [{ ...morning, capacity: 0 }], true)),
      ...Array.from({ length: 3 }, () => another().create()),
    ]);
    expect(await client.taken(friday, morning)).toBe(made.filter(({ status }) => status === "fulfilled").length);
    await expect(client.create()).rejects.toMatchObject({ code: "window_full" });
  });

  test("equipment is limited on every day that it is out", async () => {
    const { client, another } = await open();
    await limit(client, 1);
    const { job } = await client.create(rental("2026-11-24", thursday));
    const refused = { code: "equipment_unavailable", facts: { equipment_type: "trailer-15" } };
    // The first rental has no visit on the first or last of these days.
    await expect(another().create(rental("2026-11-25", "2026-11-25"))).rejects.toMatchObject(refused);
    await expect(another().create(rental(thursday, "2026-11-30"))).rejects.toMatchObject(refused);
    await client.settle();
    expect(await outOn(client, "2026-11-30")).toBe(0);
    await another().create(rental(friday, "2026-11-30"));
    await client.cancel(job.id);
    await client.settle();
    await another().create(rental("2026-11-25", "2026-11-25"));
    expect(await outOn(client, "2026-11-25")).toBe(1);
  });

  test("a rental moves by a day while no other equipment is free", async () => {
    const { client } = await open();
    await limit(client, 1);
    const { job } = await client.create(rental("2026-11-24", thursday));
    await client.change(job.id, (now) => ({ next: { ...now, ...rental("2026-11-25", friday) }, what: "moved" }));
    await client.settle();
    const out = await Promise.all(["2026-11-24", "2026-11-25", thursday, friday].map((day) => outOn(client, day)));
    expect(out).toEqual([0, 1, 1, 1]);
  });

  test("simultaneous overlapping rentals never exceed the stock", async () => {
    const { client, another } = await open();
    await limit(client, 2);
    const days = ["2026-11-23", "2026-11-24", "2026-11-25", thursday, friday, saturday];
    const made = await Promise.allSettled(
      days.flatMap((from, index) => days.slice(index, index + 3).map((until) => another().create(rental(from, until)))),
    );
    await client.settle();
    const jobs = await client.insist(() => client.jobs.between("2026-11-01", "2026-12-31"));
    expect(jobs).toHaveLength(made.filter(({ status }) => status === "fulfilled").length);
    for (const day of days) {
      const out = jobs.filter(
        ({ equipment: [period] = [] }) => period !== undefined && period.from <= day && day <= period.until,
      ).length;
      expect(await outOn(client, day), day).toBe(out);
      expect(out, day).toBeLessThanOrEqual(2);
    }
  });
};

const rental = (from: string, until: string) => ({
  visits: [visitOf("v1", "drop_off", from, null)],
  equipment: [periodOf("trailer-15", from, until)],
});

const limit = async (client: Client, stock: number): Promise<void> => {
  await client.insist(() =>
    client.equipment.change(() => ({ types: [{ id: "trailer-15", name: "Trailer", units: unitsInService(stock) }] })),
  );
};

const unitsInService = (count: number): Unit[] =>
  Array.from({ length: count }, (_, index) => ({ id: `T15-0${index + 1}`, state: "in_service" }));

const outOn = async (client: Client, day: string): Promise<number> =>
  (await client.insist(() => client.jobs.capacity(day, day)))[0]?.resources.find(({ id }) => id === "trailer-15")
    ?.out ?? 0;
