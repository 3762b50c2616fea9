import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openView } from "../../domain/sealed-view.ts";
import { tokenSecrets } from "../../domain/token.ts";
import { openDynamoDb } from "../../store/adapters/dynamodb/open-dynamodb.ts";
import { openS3 } from "../../store/adapters/s3/open-s3.ts";
import { openBoardKind, openBoardLog } from "../../store/jobs/open-board/open-board-kind.ts";
import { surveyLog } from "../../store/maintenance/survey-log.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import { listKeys } from "../../release/artifacts/artifact-store.ts";
import { systemClock, systemRandom } from "../harness/machine.ts";
import { bucketName, environmentOf, freshPrefix, makeBucket, s3Engines } from "./bucket.ts";
import { freshStore, tableCredentials, tableEngine, tableEnvironment } from "./table.ts";

// A hauler runs a job from a terminal, one process per command, while a customer follows it on a server in another
// process. They share only the bucket or the table.
const cli = fileURLToPath(new URL("../../cli/bin.mjs", import.meta.url));

/** The stores to run on, with their environment, and what each needs before the start. */
const places = [
  ...s3Engines().map((engine) => {
    const prefix = freshPrefix();
    return "missing" in engine
      ? engine
      : {
          name: engine.name,
          environment: environmentOf(engine, prefix),
          prepare: () => makeBucket(engine),
          open: () =>
            openS3(
              { bucket: bucketName, prefix: `${prefix}/private`, endpoint: engine.endpoint, region: null },
              { credentials: engine.credentials, clock: systemClock, random: systemRandom },
            ),
        };
  }),
  tablePlace(),
];

function tablePlace() {
  const name = "DynamoDB Local";
  const engine = tableEngine();
  if ("missing" in engine) return { name, ...engine };
  const folder = mkdtempSync(join(tmpdir(), "tailboard-mark-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  // On a local engine the first process creates the table.
  const { endpoint } = engine;
  const prefix = freshStore();
  const environment = { ...tableEnvironment(endpoint, prefix), TAILBOARD_PUBLIC: `sqlite:${folder}` };
  const open = () =>
    openDynamoDb(
      { table: "tailboard", prefix, endpoint, region: null },
      { credentials: tableCredentials, clock: systemClock, random: systemRandom },
    );
  return { name, environment, prepare: () => Promise.resolve(), open };
}

for (const engine of places) {
  if ("missing" in engine) {
    test.skip(`${engine.name}: ${engine.missing}`);
    continue;
  }

  describe(`Mark's day on ${engine.name}`, () => {
    const env = { ...process.env, ...engine.environment, PORT: "0", TAILBOARD_LIMITS: "off" };
    let server: ChildProcess;
    let site = "";

    const run = (...args: string[]) => promisify(execFile)(process.execPath, [cli, ...args, "--json"], { env });
    const tailboard = async (...args: string[]): Promise<{ id: string; status: string; tracking_token: string }> =>
      JSON.parse((await run(...args)).stdout);
    const book = (name: string) =>
      tailboard(
        ...`jobs new --name ${name} --service junk-removal --flat 600 --address`.split(" "),
        "Soderblom Ave, San Diego, CA 92122",
      );
    /** What the customer's page shows now, or null if no view is published. */
    const published = async (token: string): Promise<string | null> => {
      const view = await fetch(`${site}/t/${(await tokenSecrets(token)).lookup}`);
      const text = view.ok ? await openView(token, new Uint8Array(await view.arrayBuffer())) : null;
      return text === null ? null : JSON.parse(text).status;
    };

    beforeAll(async () => {
      await engine.prepare();
      const child = spawn(process.execPath, [cli, "serve", "--json"], { env, stdio: ["ignore", "pipe", "inherit"] });
      server = child;
      for await (const line of createInterface({ input: child.stdout })) {
        ({ site } = JSON.parse(line));
        break;
      }
    });

    afterAll(async () => {
      const gone = once(server, "exit");
      server.kill("SIGTERM");
      await gone;
    });

    test("books, marks ready, starts and completes: the next request sees each, and soon the published view does", async () => {
      const booked = await book("Mark");
      expect(booked.status).toBe("booked");
      const token = booked.tracking_token;
      const asked = async (): Promise<string> => {
        const answer = await fetch(`${site}/api/v1/tracking`, { headers: { authorization: `Bearer ${token}` } });
        return (await answer.json()).status;
      };
      expect(await asked()).toBe("booked");
      for (const [verb, status] of [
        ["ready", "ready_for_pickup"],
        ["start", "in_progress"],
        ["complete", "completed"],
      ] as const) {
        expect((await tailboard("jobs", verb, booked.id)).status).toBe(status);
        expect(await asked()).toBe(status);
      }

      const deadline = performance.now() + 10_000;
      let seen: string | null = null;
      while (seen !== "completed" && performance.now() < deadline) {
        await sleep(200);
        seen = await published(token);
      }
      expect(seen).toBe("completed");
    });

    test("recovers a truncated entry with the doctor while the server takes bookings", async () => {
      const { id } = await book("Mira");
      await tailboard("jobs", "ready", id);
      const store = await engine.open();
      await expect.poll(() => isWaiting(store, id), { timeout: 10_000 }).toBe(true);
      const entry = (await listKeys(store, `${openBoardLog.entries}/`)).at(-1) ?? "";
      const cut = (await bodyOf(store, entry)).subarray(0, -10);
      expect(await store.put(entry, cut, "any")).toMatchObject({ outcome: "stored" });
      // The doctor exits with 1 because something is left for a person.
      const found = await run("doctor").catch((refused: { stdout: string }) => refused);
      expect(JSON.parse(found.stdout)).toMatchObject({ mended: [], left: [{ kind: "damaged_log", where: entry }] });

      const [mended] = await Promise.all([run("doctor", "--repair"), book("Mona"), book("Max")]);
      expect(JSON.parse(mended.stdout)).toMatchObject({ mended: [{ kind: "damaged_log", where: entry }], left: [] });
      expect(await isWaiting(store, id)).toBe(true);
      const [quarantined = ""] = await listKeys(store, `quarantine/${entry}`);
      expect(await bodyOf(store, quarantined)).toEqual(cut);
      expect(JSON.parse((await run("doctor")).stdout)).toEqual({ mended: [], left: [] });
    });
  });
}

/** True if the open board shows the job. */
const isWaiting = async (store: ObjectStore, id: string): Promise<boolean> =>
  (await surveyLog(store, openBoardLog, openBoardKind)).head.state.cards.has(id);

const bodyOf = async (store: ObjectStore, key: string): Promise<Uint8Array> => {
  const got = await store.get(key);
  if (got.outcome !== "found") throw new Error(`${key}: ${got.outcome}`);
  return got.body;
};
