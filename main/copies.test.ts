import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adoptRecords, proveStore, readRecords } from "../store/archive-stream.ts";
import { beginAdoption, endAdoption } from "../store/adoption.ts";
import { systemClock, systemRandom } from "./ambient.ts";
import { readConfig } from "./config.ts";
import { openState } from "./open-state.ts";
import { openTailboard } from "./open-tailboard.ts";
import { previewOf } from "./preview.ts";

/** Counts who connects. A copy with the same accounts must never reach it. */
let connections = 0;
const mail: Server = createServer((socket) => {
  connections += 1;
  socket.on("error", () => undefined);
  socket.end("421 closed\r\n");
});
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  await new Promise<void>((resolve) => mail.listen(0, "127.0.0.1", resolve));
  folder = await mkdtemp(join(tmpdir(), "tailboard-copies-"));
  env = {
    TAILBOARD_STORE: `sqlite:${join(folder, "own")}`,
    TAILBOARD_SNAPSHOTS: "off",
    TAILBOARD_SMTP_URL: `smtp://127.0.0.1:${(mail.address() as AddressInfo).port}`,
    TAILBOARD_MAIL_FROM: "office@coastline.example",
  };
});
afterAll(async () => {
  mail.close();
  await rm(folder, { recursive: true });
});

/** Starts a server's stores, tries to send a test, drains the outbox, and stops. Returns how often it connected. */
const connectionsOf = async (
  change: Record<string, string>,
  prepare: (tailboard: Awaited<ReturnType<typeof openTailboard>>) => Promise<void> = () => Promise.resolve(),
  preview = false,
): Promise<number> => {
  const config = readConfig({ ...env, ...change });
  const tailboard = await openTailboard(preview ? previewOf(config) : config, {
    urls: { site: "http://localhost:4100", dashboard: "http://localhost:4102" },
    onFault: (error) => {
      throw error;
    },
    isServer: !preview,
  });
  await prepare(tailboard);
  const before = connections;
  const app = tailboard.app(["dashboard"], () => undefined);
  const body = JSON.stringify({ channel: "email", to: "ana@example.com" });
  await app.fetch(
    new Request("http://localhost/api/v1/message-settings/test", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    }),
    { clientAddress: "127.0.0.1", principal: { role: "owner", name: "Ana", crew: null } },
  );
  await tailboard.services.jobs.drain();
  tailboard.services.channels.release();
  await tailboard.close();
  return connections - before;
};

/** Copies the own store into another one, as a restore and a migration do. A server ran on that one before. */
const fillFromOwn = async (change: Record<string, string>): Promise<void> => {
  await connectionsOf(change);
  const open = (variables: Record<string, string>) =>
    openState(readConfig(variables), {
      clock: systemClock(),
      random: systemRandom,
      report: (error) => {
        throw error;
      },
    });
  const [from, to] = [await open(env), await open({ ...env, ...change })];
  await beginAdoption(to, { kind: "restore", source: "backup", began_at: "2026-11-20T17:00:00.000Z" });
  await adoptRecords(to, readRecords(from, { at: null }));
  const { digest } = await proveStore(from, { at: null });
  expect((await endAdoption(to, digest)).digest).toBe(digest);
  expect((await to.identity.read()).id).not.toBe((await from.identity.read()).id);
  for (const state of [from, to]) await state.close();
};

test("the store itself connects, and none of its copies does, with the same accounts in the environment", async () => {
  expect(await connectionsOf({})).toBeGreaterThan(0);
  await cp(join(folder, "own"), join(folder, "copied"), { recursive: true });
  const copied = { TAILBOARD_STORE: `sqlite:${join(folder, "copied")}` };
  expect(await connectionsOf(copied)).toBe(0);

  expect(await connectionsOf({ TAILBOARD_SITE_URL: "https://test.coastline.example" })).toBe(0);
  const filled = { TAILBOARD_STORE: `sqlite:${join(folder, "filled")}` };
  await fillFromOwn(filled);
  expect(await connectionsOf(filled)).toBe(0);
  expect(await connectionsOf({}, undefined, true)).toBe(0);
  expect(await connectionsOf(copied, ({ services }) => services.channels.goLive())).toBeGreaterThan(0);
});
