import { beforeAll, describe, expect, test } from "vitest";
import { friday, morning, renamed, saturday } from "../../store/conformance/fixture.ts";
import { wholeWorldOf } from "../../store/conformance/whole-store.ts";
import { lookupOf } from "../../store/job-token.ts";
import { layout } from "../../store/dynamodb/layout.ts";
import { underTest } from "../../store/dynamodb/under-test.ts";
import type { Write } from "../../store/dynamodb/write.ts";
import type { Finding } from "../../store/upkeep.ts";
import { freshStore, makeTable, tableEngine, wireTo } from "./table.ts";

const engine = tableEngine();

if ("missing" in engine) {
  test.skip(`DynamoDB Local: ${engine.missing}`);
} else {
  const { endpoint } = engine;
  beforeAll(() => makeTable(endpoint));

  /** A store with one old, finished job, and direct access to the table. */
  const open = async () => {
    const prefix = freshStore();
    const world = wholeWorldOf(
      underTest(1, () => wireTo(endpoint, prefix)),
      1,
    );
    const { job } = await world.client.create();
    await world.client.settle();
    world.clock.pass(3_600_000);
    const reach = async (write: Write) => {
      const written = await wireTo(endpoint, prefix).write([write], "");
      if (!written.ok) throw written.cause;
    };
    const examine = async (): Promise<Finding[]> => {
      const found: Finding[] = [];
      for await (const finding of world.another().upkeep.examine()) found.push(finding);
      return found;
    };
    const mend = async (kind: string) => {
      const found = await examine();
      expect(found.map((finding) => finding.kind)).toEqual([kind]);
      for (const finding of found) expect((await world.store.upkeep.repair(finding)).mended).toBe(true);
      expect(await examine()).toEqual([]);
      for (const finding of found) await world.store.upkeep.repair(finding);
      expect(await examine()).toEqual([]);
    };
    return { ...world, job, reach, mend, examine };
  };

  describe("damage from direct changes of the table is found and repaired", () => {
    const counter = layout.counter(friday, morning, 0);
    test.each([
      ["more places counted than jobs have", -1, "dead_reference"],
      ["fewer places counted than jobs have", 1, "missing_reference"],
    ])("%s", async (_, by, kind) => {
      const { client, reach, mend } = await open();
      await reach({ update: counter, set: "#free = #free + :by", values: { ":by": by } });
      await mend(kind);
      expect(await client.taken(friday, morning)).toBe(1);
    });

    test("a visit that is missing from the board", async () => {
      const { client, job, reach, mend } = await open();
      await reach({ remove: layout.visit(friday, job.id, "v1") });
      await mend("card_behind");
      expect((await client.jobs.board(friday)).cards).toMatchObject([{ job: job.id }]);
    });

    test("a dangling pointer of a link", async () => {
      const { client, job, reach, mend } = await open();
      await reach({ remove: layout.token(lookupOf(job.tracking_token)) });
      await mend("missing_pointer");
      expect(await client.jobs.findByToken(job.tracking_token)).toEqual(job);
    });

    test("an unreadable job is named and left to a person; the others are checked", async () => {
      const { client, clock, job, publisher, reach, examine } = await open();
      const other = await client.create({ day: saturday });
      await client.settle();
      clock.pass(3_600_000);
      // Its unfinished outbox entries do not stop the check of the others.
      publisher.failing = true;
      await client.change(job.id, renamed("Bea"));
      await reach({ update: layout.job(job.id), set: "#body = :body", values: { ":body": '{"id":' } });
      clock.pass(3_600_000);
      const found = await examine();
      expect(found.map(({ kind, where, repairable }) => [kind, where, repairable])).toContainEqual([
        "unreadable_document",
        job.id,
        false,
      ]);
      await expect(client.jobs.find(job.id)).rejects.toMatchObject({ name: "UnreadableDocument" });
      expect(await client.find(other.job.id)).toEqual(other.job);
    });
  });
}
