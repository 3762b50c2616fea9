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
import { environmentOf, freshPrefix, makeBucket, s3Engines } from "./bucket.ts";
import { freshStore, tableEngine, tableEnvironment } from "./table.ts";

// A hauler runs a job from a terminal, each verb a process of its own, while a customer follows it on a server that is
// another: all they share is the bucket, or the table.
const cli = fileURLToPath(new URL("../../cli/bin.mjs", import.meta.url));

/** Where a Tailboard can be, each with its environment, and what must be there before it starts. */
const places = [
  ...s3Engines().map((engine) =>
    "missing" in engine
      ? engine
      : {
          name: engine.name,
          environment: environmentOf(engine, freshPrefix()),
          prepare: () => makeBucket(engine),
        },
  ),
  tablePlace(),
];

function tablePlace() {
  const name = "DynamoDB Local";
  const engine = tableEngine();
  if ("missing" in engine) return { name, ...engine };
  const folder = mkdtempSync(join(tmpdir(), "tailboard-mark-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  // An engine on this machine is given its table by whoever comes first.
  const environment = { ...tableEnvironment(engine.endpoint, freshStore()), TAILBOARD_PUBLIC: `directory:${folder}` };
  return { name, environment, prepare: () => Promise.resolve() };
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

    const tailboard = async (...args: string[]): Promise<{ id: string; status: string; tracking_token: string }> => {
      const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args, "--json"], { env });
      return JSON.parse(stdout);
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

    test("booked, ready, started, completed: the next request sees it, and soon the published view", async () => {
      const words = "jobs new --name Mark --service junk-removal --flat 600 --address".split(" ");
      const booked = await tailboard(...words, "Soderblom Ave, San Diego, CA 92122");
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

      const { lookup } = await tokenSecrets(token);
      const deadline = performance.now() + 10_000;
      let seen: string | null = null;
      while (seen !== "completed" && performance.now() < deadline) {
        await sleep(200);
        const view = await fetch(`${site}/t/${lookup}`);
        const text = await openView(token, new Uint8Array(await view.arrayBuffer()));
        seen = text === null ? null : JSON.parse(text).status;
      }
      expect(seen).toBe("completed");
    });
  });
}
