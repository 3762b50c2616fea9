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
import { openTerminal, type Ran, type TestTerminal } from "./under-test.ts";

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
  deployer = openDeployer({ stores, clock: systemClock(), who: "ann", progress: () => undefined, onFault: fault });
  one = await deployRelease(deployer, await smallRelease("one"));
  await promote(deployer, all);
  two = await deployRelease(deployer, await smallRelease("two"));
});
afterEach(() => terminal.close());

/** Both ends say that they are a terminal, where there is none. */
const atTerminal = async (argv: string[], typed: string): Promise<Ran> => {
  const preload = join(terminal.folder, "terminal.mjs");
  const isTty = (stream: string) => `Object.defineProperty(process.${stream}, "isTTY", { value: true });\n`;
  await writeFile(preload, isTty("stdin") + isTty("stderr"));
  return await terminal.run(argv, { NODE_OPTIONS: `--import=${pathToFileURL(preload).href}` }, typed);
};

it("promote says what is live, page by page, and takes the beginning of an id", async () => {
  const part = await terminal.run(["promote", "--only", "track", "--release", two.slice(0, 6)]);
  expect([part.code, part.stdout]).toEqual([
    0,
    expect.stringContaining(`\nLive now: dashboard ${one}, book ${one}, track ${two}.\nBack: tailboard rollback\n`),
  ]);
  expect(part.stdout).not.toContain(`${two} is live.`);
  const whole = await terminal.run(["promote"]);
  expect(whole.stdout).toContain(`\n${two} is live on dashboard, book, track.\n`);
  const nothing = await terminal.run(["promote", "--json"]);
  expect(nothing.json()).toMatchObject({ promotion: null, live: { book: two, track: two, dashboard: two } });
  const back = await terminal.run(["rollback", "--to", one.slice(0, 6)]);
  expect(back.stdout).toContain(`${one} is live on dashboard, book, track.`);
});

it("promote of a release that was rolled back asks at a terminal, and in a script wants --again", async () => {
  await terminal.run(["promote"]);
  await terminal.run(["rollback"]);
  const refused = await terminal.run(["promote"]);
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toContain(`rolled release ${two} back at `);
  expect(refused.stderr).toContain("tailboard promote --again");
  const told = await terminal.run(["promote", "--json"]);
  expect([told.code, told.json()["code"]]).toEqual([1, "invalid"]);
  for (const typed of ["no\n", "\n"]) expect((await atTerminal(["promote"], typed)).code).toBe(1);
  expect((await terminal.run(["promote", "--dry-run"])).stdout).toContain("promote asks for --again.");
  const asked = await atTerminal(["promote"], "yes\n");
  expect([asked.code, asked.stderr]).toEqual([0, expect.stringContaining("Promote it again?")]);
  expect(asked.stdout).toContain(`${two} is live on dashboard, book, track.`);
  await terminal.run(["rollback"]);
  expect((await terminal.run(["promote", "--again"])).code).toBe(0);
});

it("status and doctor name a live file that is damaged, and deploy of the same release puts it right", async () => {
  const file = join(terminal.folder, "data/public/releases", one, "track.html/@00000001");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("<title>track", "<title>trick"));
  const named = `track.html of release ${one}, which is live, is damaged: its bytes in the store are not those that were written. tailboard deploy in a checkout of c0ffee uploads it again. To go back until then: tailboard rollback`;
  const status = await terminal.run(["status"]);
  expect([status.code, status.stdout]).toEqual([0, expect.stringContaining(`\n${named}\n`)]);
  const doctor = await terminal.run(["doctor"]);
  expect([doctor.code, doctor.stdout]).toEqual([1, `${named}\n`]);
  expect((await terminal.run(["doctor", "--json"])).json()["files"]).toEqual([
    { kind: "file", at: `releases/${one}/track.html`, text: named },
  ]);
  await deployRelease(deployer, await smallRelease("one"));
  expect((await terminal.run(["status"])).stdout).not.toContain("damaged");
  expect((await terminal.run(["doctor"])).code).toBe(0);
});

it("status names a manifest that is damaged, and a file that is gone", async () => {
  const folder = join(terminal.folder, "data/public/releases", one);
  await writeFile(join(folder, "manifest.json/@00000001"), "nothing");
  const status = await terminal.run(["status"]);
  expect([status.code, status.stdout]).toEqual([
    0,
    expect.stringContaining(`manifest.json of release ${one}, which is live, is damaged`),
  ]);
});
