import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openView } from "../../domain/sealed-view.ts";
import { tokenSecrets } from "../../domain/token.ts";
import { environmentOf, freshPrefix, makeBucket, s3Engines } from "./bucket.ts";

// A hauler runs a job from a terminal, each verb a process of its own, while a customer follows it on a server that is
// another: all they share is the bucket.
const cli = fileURLToPath(new URL("../../cli/bin.mjs", import.meta.url));

for (const engine of s3Engines()) {
  if ("missing" in engine) {
    test.skip(`${engine.name}: ${engine.missing}`);
    continue;
  }

  describe(`Mark's day on ${engine.name}`, () => {
    const env = { ...process.env, ...environmentOf(engine, freshPrefix()), PORT: "0", TAILBOARD_LIMITS: "off" };
    let server: ChildProcess;
    let site = "";

    const tailboard = async (...args: string[]): Promise<{ id: string; status: string; tracking_token: string }> => {
      const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args, "--json"], { env });
      return JSON.parse(stdout);
    };

    beforeAll(async () => {
      await makeBucket(engine);
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
