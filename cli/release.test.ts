import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readConfig } from "../main/config.ts";
import { systemClock } from "../main/ambient.ts";
import { openDeployer } from "../main/open-deployer.ts";
import { openTailboard } from "../main/open-tailboard.ts";
import { promote } from "../release/promotion/promote.ts";
import type { Deployer } from "../release/promotion/deployer.ts";
import { deployRelease, smallRelease } from "../release/promotion/release-world.ts";
import { openTerminal, type Ran, type TestTerminal } from "./test-terminal.ts";

const all = { release: null, only: null, dryRun: false, manual: true };

let terminal: TestTerminal;
let deployer: Deployer;
let one: string;
let two: string;
beforeEach(async () => {
  terminal = await openTerminal();
  const fault = (error: unknown): never => {
    throw error;
  };
  const urls = { site: "", dashboard: "" };
  const stores = await openTailboard(readConfig({ TAILBOARD_STORE: terminal.store }), { urls, onFault: fault });
  deployer = openDeployer({ stores, clock: systemClock(), who: "ann", progress: () => undefined });
  one = await deployRelease(deployer, await smallRelease("one"));
  await promote(deployer, all);
  two = await deployRelease(deployer, await smallRelease("two"));
});
afterEach(() => terminal.close());

/** Runs a command that takes its pipes for a terminal. */
const atTerminal = async (argv: string[], typed: string): Promise<Ran> => {
  const preload = join(terminal.folder, "terminal.mjs");
  const isTty = (stream: string) => `Object.defineProperty(process.${stream}, "isTTY", { value: true });\n`;
  await writeFile(preload, isTty("stdin") + isTty("stderr"));
  return await terminal.run(argv, { NODE_OPTIONS: `--import=${pathToFileURL(preload).href}` }, typed);
};

it("promote shows what is live on each page, and accepts a prefix of an id", async () => {
  const part = await terminal.run(["promote", "--only", "track", "--release", two.slice(0, 6)]);
  expect([part.code, part.stdout]).toEqual([
    0,
    expect.stringContaining(`\nLive now: dashboard ${one}, book ${one}, track ${two}.\nTo undo: tailboard rollback\n`),
  ]);
  expect(part.stdout).not.toContain(`${two} is live.`);
  const whole = await terminal.run(["promote"]);
  expect(whole.stdout).toContain(`\n${two} is live on dashboard, book, track.\n`);
  const nothing = await terminal.run(["promote", "--json"]);
  expect(nothing.json()).toMatchObject({ promotion: null, live: { book: two, track: two, dashboard: two } });
  const back = await terminal.run(["rollback", "--to", one.slice(0, 6)]);
  expect(back.stdout).toContain(`${one} is live on dashboard, book, track.`);
});

it("promoting a release that was rolled back asks in a terminal and needs --again in a script", async () => {
  await terminal.run(["promote"]);
  await terminal.run(["rollback"]);
  const refused = await terminal.run(["promote"]);
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toContain(`rolled back release ${two} at `);
  expect(refused.stderr).toContain("tailboard promote --again");
  const asJson = await terminal.run(["promote", "--json"]);
  expect([asJson.code, asJson.json()["code"]]).toEqual([1, "invalid"]);
  for (const typed of ["no\n", "\n"]) expect((await atTerminal(["promote"], typed)).code).toBe(1);
  expect((await terminal.run(["promote", "--dry-run"])).stdout).toContain("promote needs --again.");
  const confirmed = await atTerminal(["promote"], "yes\n");
  expect([confirmed.code, confirmed.stderr]).toEqual([0, expect.stringContaining("Promote it again?")]);
  expect(confirmed.stdout).toContain(`${two} is live on dashboard, book, track.`);
  await terminal.run(["rollback"]);
  expect((await terminal.run(["promote", "--again"])).code).toBe(0);
});

it("status and doctor name a damaged live file, and deploying the same release repairs it", async () => {
  const file = join(terminal.folder, "data/public/releases", one, "track.html");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("<title>track", "<title>trick"));
  const sentence = `track.html of release ${one}, which is live, is damaged: the stored bytes differ from those that were written. To upload it again, run tailboard deploy in a checkout of c0ffee. To roll back until then: tailboard rollback`;
  const status = await terminal.run(["status"]);
  expect([status.code, status.stdout]).toEqual([0, expect.stringContaining(`\n${sentence}\n`)]);
  const doctor = await terminal.run(["doctor"]);
  // What the owner does next for messages comes after it.
  expect([doctor.code, doctor.stdout.split("\n")[0]]).toEqual([1, sentence]);
  expect((await terminal.run(["doctor", "--json"])).json()["files"]).toEqual([
    { kind: "file", at: `releases/${one}/track.html`, text: sentence },
  ]);
  await deployRelease(deployer, await smallRelease("one"));
  expect((await terminal.run(["status"])).stdout).not.toContain("damaged");
  expect((await terminal.run(["doctor"])).code).toBe(0);
});

it("status names a damaged manifest", async () => {
  const folder = join(terminal.folder, "data/public/releases", one);
  await writeFile(join(folder, "manifest.json"), "nothing");
  const status = await terminal.run(["status"]);
  expect([status.code, status.stdout]).toEqual([
    0,
    expect.stringContaining(`manifest.json of release ${one}, which is live, is damaged`),
  ]);
});
