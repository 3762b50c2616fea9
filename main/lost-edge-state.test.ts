import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { keys } from "../store/keys.ts";
import { readConfig } from "./config.ts";
import { serve } from "./serve.ts";

it("a start after the loss of the edge's state serves the same release again", async () => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-edge-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const config = readConfig({ PORT: "0", TAILBOARD_STORE: `sqlite:${root}`, TAILBOARD_LIMITS: "off" });
  const start = () => serve(config, { log: () => undefined, onFault: () => undefined });
  const first = await start();
  const { release } = first;
  expect(await first.tailboard.publicObjects.delete(keys.localEdge)).toMatchObject({ outcome: "deleted" });
  await first.close();

  const second = await start();
  onTestFinished(() => second.close());
  const page = await fetch(new URL("/book/", second.local.site));
  expect(page.status).toBe(200);
  expect(await page.text()).toContain(release);
  expect(second.release).toBe(release);
});
