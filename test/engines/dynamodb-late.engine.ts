import { beforeAll, describe, expect, test } from "vitest";
import type { Job } from "../../domain/job.ts";
import { customer, friday, morning, moved, saturday } from "../../store/conformance/fixture.ts";
import { worldOf } from "../../store/conformance/world.ts";
import { allOf } from "../../store/conformance/creating.case.ts";
import { OutcomeUnknown } from "../../store/job-store.ts";
import { underTest } from "../../store/dynamodb/under-test.ts";
import type { Wire } from "../../store/dynamodb/wire.ts";
import { freshStore, makeTable, tableEngine, wireTo } from "./table.ts";

const engine = tableEngine();

/**
 * Holds back the next transaction of a job and reports a broken connection, or sends it and keeps a copy. `during` runs
 * before that. `land` delivers the held transaction and returns the status of its answer.
 */
const keepingBack = (wire: Wire) => {
  const { config } = wire.client;
  const real = config.requestHandler;
  type Request = Parameters<typeof real.handle>[0];
  let during: (() => Promise<unknown>) | null = null;
  let kept: { request: Request } | null = null;
  let through = false;
  let fences = true;
  const handle = async (request: Request, options?: Parameters<typeof real.handle>[1]) => {
    const body = new TextDecoder().decode(request.body);
    if (!fences && body.includes(":fence")) throw Object.assign(new Error("Nobody listens"), { code: "ECONNREFUSED" });
    if (during === null || !body.includes("TransactItems") || !body.includes("/job#"))
      return await real.handle(request, options);
    const run = during;
    during = null;
    kept = { request };
    await run();
    if (through) return await real.handle(request, options);
    throw Object.assign(new Error("The line broke"), { code: "ECONNRESET" });
  };
  config.requestHandler = Object.assign(Object.create(real), { handle });
  return {
    keepBack: (run: () => Promise<unknown>) => {
      [during, through] = [run, false];
    },
    /** From here on, the write that resolves an indeterminate outcome does not reach the table. */
    cutFences: () => {
      fences = false;
    },
    keepCopy: (run: () => Promise<unknown>) => {
      [during, through] = [run, true];
    },
    land: async (): Promise<number> => {
      if (kept === null) throw new Error("Nothing was kept back");
      return (await real.handle(kept.request)).response.statusCode;
    },
  };
};

if ("missing" in engine) {
  test.skip(`DynamoDB Local: ${engine.missing}`);
} else {
  const { endpoint } = engine;
  beforeAll(() => makeTable(endpoint));

  const open = () => {
    const prefix = freshStore();
    const second = wireTo(endpoint, prefix);
    const line = keepingBack(second);
    const world = worldOf(
      underTest(1, (process) => (process === 2 ? second : wireTo(endpoint, prefix))),
      1,
    );
    return { ...world, line, behind: world.another() };
  };
  const oneEach = async ({ client }: ReturnType<typeof open>) => {
    for (const day of [friday, saturday])
      await client.insist(() => client.jobs.setCapacity(day, [{ ...morning, capacity: 1 }], false));
  };
  /** A job on Friday. Saturday's last opening is taken by another job, which can be cancelled. */
  const moveInto = async (how: "keepBack" | "keepCopy") => {
    const world = open();
    await oneEach(world);
    const { job } = await world.client.create();
    let other = "";
    world.line[how](async () => ({ id: other } = (await world.client.create({ day: saturday })).job));
    return { ...world, job, callOff: () => world.client.cancel(other) };
  };

  describe("a write that is in flight while its sender gets a refusal", () => {
    test("does not apply a booking that was refused as full, after an opening is free again", async () => {
      const world = open();
      const { client, behind, line } = world;
      await oneEach(world);
      let first = "";
      line.keepBack(async () => ({ id: first } = (await client.create()).job));
      await expect(behind.create({ key: "late" })).rejects.toMatchObject({ code: "window_full" });
      await client.cancel(first);
      expect(await line.land()).toBe(400);
      expect((await allOf(client)).map(({ id }) => id)).toEqual([first]);
      expect(await client.taken(friday, morning)).toBe(0);
      // The key is free, so the same request books now.
      expect((await behind.create({ key: "late" })).replayed).toBe(false);
      expect(await client.taken(friday, morning)).toBe(1);
    });

    test("does not apply a move later that was refused as full", async () => {
      const { client, behind, line, job, callOff } = await moveInto("keepBack");
      await expect(behind.move(job.id, saturday, morning)).rejects.toMatchObject({ code: "window_full" });
      await callOff();
      expect(await line.land()).toBe(400);
      expect(await client.find(job.id)).toEqual(job);
      expect([await client.taken(friday, morning), await client.taken(saturday, morning)]).toEqual([1, 0]);
      await behind.move(job.id, saturday, morning);
      expect([await client.taken(friday, morning), await client.taken(saturday, morning)]).toEqual([0, 1]);
    });

    test("does not apply a refused booking that is delivered again after an opening is free", async () => {
      const world = open();
      const { client, behind, line } = world;
      await oneEach(world);
      let first = "";
      line.keepCopy(async () => ({ id: first } = (await client.create()).job));
      await expect(behind.create({ key: "copied" })).rejects.toMatchObject({ code: "window_full" });
      await client.cancel(first);
      expect(await line.land()).toBe(400);
      expect((await allOf(client)).map(({ id }) => id)).toEqual([first]);
      expect((await behind.create({ key: "copied" })).replayed).toBe(false);
    });

    test("does not apply a refused move that is delivered again", async () => {
      const { client, behind, line, job, callOff } = await moveInto("keepCopy");
      await expect(behind.move(job.id, saturday, morning)).rejects.toMatchObject({ code: "window_full" });
      await callOff();
      expect(await line.land()).toBe(400);
      expect(await client.find(job.id)).toEqual(job);
    });

    test("reports a move that it cannot fence as unknown, because it may still be applied", async () => {
      const { client, behind, line, job, callOff } = await moveInto("keepBack");
      line.cutFences();
      const move = { write: "moved once", by: customer, decide: (now: Job) => moved(now, "v1", saturday, morning) };
      await expect(behind.jobs.change(job.id, move)).rejects.toThrow(OutcomeUnknown);
      await callOff();
      expect(await line.land()).toBe(200);
      expect([await client.taken(friday, morning), await client.taken(saturday, morning)]).toEqual([0, 1]);
      // The same write id finds the move that was applied.
      expect(await behind.jobs.change(job.id, move)).toMatchObject({ replayed: true, job: { rev: 2 } });
    });

    test("applies a write once if the first attempt arrives after the second", async () => {
      const world = open();
      const { client, behind, line } = world;
      line.keepBack(() => Promise.resolve());
      const { job } = await behind.create({ key: "twice" });
      // For the same token the table repeats its answer and changes nothing.
      expect(await line.land()).toBe(200);
      expect(await client.taken(friday, morning)).toBe(1);
      expect(await client.find(job.id)).toEqual(job);
    });
  });
}
