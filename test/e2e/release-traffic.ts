import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../main/ambient.ts";
import { readConfig } from "../../main/config.ts";
import { readContract } from "../../main/contract.ts";
import { openDeployer } from "../../main/open-deployer.ts";
import { openTailboard } from "../../main/open-tailboard.ts";
import { buildRelease, releaseOf, type Release } from "../../release/artifacts/build-release.ts";
import { deploy } from "../../release/promotion/deploy.ts";
import { edgeFunctionName } from "../../release/artifacts/manifest.ts";
import { promote } from "../../release/promotion/promote.ts";
import { rollback } from "../../release/promotion/rollback.ts";
import { releaseNamed } from "../../release/cdn/verify.ts";
import { launchBrowser } from "./browser.ts";

export interface Traffic {
  changes: number;
  requests: number;
  seconds: number;
  /** Failed requests, missing assets, and pages that asked for files of another release, one sentence each. */
  wrong: string[];
  /** Milliseconds from the call until no viewer saw the other release. */
  promote_ms: number[];
  rollback_ms: number[];
  /** How often the browser reopened the dashboard through its service worker. */
  reloads: number;
}

/**
 * Starts a server, viewers that load every page and its assets all the time, a browser with the dashboard's service
 * worker, and a tab that stays open. This process then promotes and rolls back, all pages together and one at a time.
 */
export const measureTraffic = async ({ rounds, viewers }: { rounds: number; viewers: number }): Promise<Traffic> => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-traffic-"));
  const env = { ...process.env, PORT: "0", TAILBOARD_STORE: `sqlite:${root}`, TAILBOARD_LIMITS: "off" };
  const cli = fileURLToPath(new URL("../../cli/bin.mjs", import.meta.url));
  const server = spawn(process.execPath, [cli, "serve", "--json"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const browser = await launchBrowser();
  try {
    const urls = await ready(server.stdout);
    // Built when the server started.
    const one = await buildRelease({ contract: await readContract() });
    const two = changed(one);
    const names = new Set([one.id, two.id]);
    const stores = await openTailboard(readConfig({ TAILBOARD_STORE: `sqlite:${root}` }), {
      urls,
      onFault: fail,
    });
    const deployer = openDeployer({
      stores,
      clock: systemClock(),
      who: "traffic",
      progress: () => undefined,
    });
    await deploy(deployer, two, { source: { commit: null, dirty: false }, manual: true });

    const traffic: Traffic = {
      changes: 0,
      requests: 0,
      seconds: 0,
      wrong: [],
      promote_ms: [],
      rollback_ms: [],
      reloads: 0,
    };
    const running = { on: true };
    const agent = new Agent({ keepAlive: true });
    const lastSeen = new Map<string, number>();
    const files = new Map([one, two].map((release) => [release.id, assetsOf(release)]));

    const view = async (url: string): Promise<void> => {
      const { origin } = new URL(url);
      let oldAsset: string | null = null;
      while (running.on) {
        const page = await get(agent, url);
        const release = releaseNamed(page.body);
        traffic.requests += 1;
        if (page.status !== 200 || release === null || !names.has(release)) {
          traffic.wrong.push(`${url} answered ${page.status} and names ${release ?? "no release"}`);
          continue;
        }
        lastSeen.set(`${url} ${release}`, performance.now());
        const asked = [...page.body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
        oldAsset ??= asked[0] ?? null;
        for (const path of asked.filter((each) => !files.get(release)?.has(each)))
          traffic.wrong.push(`${url} of ${release} asks for ${path}, which is another's`);
        for (const path of [...asked.slice(0, 2), ...(oldAsset === null ? [] : [oldAsset])]) {
          const { status } = await get(agent, `${origin}${path}`);
          traffic.requests += 1;
          if (status !== 200) traffic.wrong.push(`${path} answered ${status}`);
        }
      }
    };
    const pages = [`${urls.site}/track/`, `${urls.site}/book/`, `${urls.dashboard}/`, `${urls.site}/track/?token=x`];
    const viewing = Array.from({ length: viewers }, (_, at) => view(pages[at % pages.length] ?? ""));

    const context = await browser.newContext();
    const watch = (tab: Awaited<ReturnType<typeof context.newPage>>) => {
      tab.on("response", (answer) => {
        if (answer.status() >= 400) traffic.wrong.push(`the browser got ${answer.status()} for ${answer.url()}`);
      });
      tab.on("requestfailed", (failed) => {
        const text = failed.failure()?.errorText;
        if (text !== "net::ERR_ABORTED") traffic.wrong.push(`the browser: ${failed.url()} ${text ?? ""}`);
      });
      tab.on("pageerror", (error) => traffic.wrong.push(`the browser: ${error.message}`));
      return tab;
    };
    const oldTab = watch(await context.newPage());
    await oldTab.goto(`${urls.dashboard}/`);
    await oldTab.getByRole("button", { name: "Sign in" }).waitFor();
    await oldTab.evaluate(async () => void (await navigator.serviceWorker.ready));
    const tab = watch(await context.newPage());
    const reload = async () => {
      while (running.on) {
        await tab.goto(`${urls.dashboard}/`);
        await tab.getByRole("button", { name: "Sign in" }).waitFor();
        const named = (await tab.getAttribute('meta[name="release"]', "content")) ?? "";
        if (!names.has(named)) traffic.wrong.push(`the browser shows release ${named}`);
        traffic.reloads += 1;
      }
    };
    const reloading = reload();

    const began = performance.now();
    const onlys = [null, "track", "book", "dashboard"] as const;
    for (let round = 0; round < rounds; round += 1) {
      const only = onlys[round % onlys.length] ?? null;
      const concerned = pages.filter((page) => only === null || only === pageOf(page, urls));
      const since = async (from: string, change: () => Promise<unknown>) => {
        const start = performance.now();
        await change();
        traffic.changes += 1;
        return Math.max(...concerned.map((page) => (lastSeen.get(`${page} ${from}`) ?? start) - start));
      };
      const options = { only, dryRun: false };
      traffic.promote_ms.push(
        await since(one.id, () => promote(deployer, { ...options, release: two.id, manual: true, again: true })),
      );
      traffic.rollback_ms.push(await since(two.id, () => rollback(deployer, { ...options, to: null })));
    }
    traffic.seconds = (performance.now() - began) / 1000;
    // The tab that opened before the first change loads a page that it has not loaded before.
    const late = await oldTab.evaluate(
      async (paths) => {
        const answers = await Promise.all(paths.map(async (path) => (await fetch(path)).status));
        return answers.filter((status) => status !== 200).length;
      },
      [...(files.get(one.id) ?? [])],
    );
    if (late > 0) traffic.wrong.push(`${late} files of the old tab's release are gone`);
    running.on = false;
    await Promise.all([...viewing, reloading]);
    agent.destroy();
    return traffic;
  } finally {
    await browser.close();
    const gone = once(server, "exit");
    server.kill("SIGTERM");
    await gone;
    await rm(root, { recursive: true, force: true });
  }
};

/** The same pages as a second release, with one file that only its dashboard loads. */
const changed = (release: Release): Release => {
  const files = new Map(release.files);
  const entry = [...files.keys()].find((name) => /^assets\/dashboard-.*\.js$/.test(name)) ?? "";
  const next = entry.replace(/-[A-Z0-9]+\.js$/, "-SECOND01.js");
  const text = (name: string) => new TextDecoder().decode(files.get(name));
  files.set(next, new TextEncoder().encode(`${text(entry)}\n// second`));
  files.delete(entry);
  for (const name of ["dashboard.html", "sw.js"])
    files.set(name, new TextEncoder().encode(text(name).replaceAll(entry, next)));
  for (const page of ["book.html", "track.html"])
    files.set(page, new TextEncoder().encode(`${text(page)}<!-- second -->`));
  return releaseOf(files);
};

const assetsOf = ({ files }: Release): Set<string> =>
  new Set(
    [...files.keys()].filter((name) => name !== edgeFunctionName && name.startsWith("assets/")).map((n) => `/${n}`),
  );

const pageOf = (url: string, { dashboard }: { dashboard: string }): string =>
  url.startsWith(dashboard) ? "dashboard" : url.includes("/track/") ? "track" : "book";

const ready = async (output: NodeJS.ReadableStream): Promise<{ site: string; staging: string; dashboard: string }> => {
  for await (const line of createInterface({ input: output })) return JSON.parse(line);
  throw new Error("The server did not start");
};

const get = (agent: Agent, url: string): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    request(url, { agent }, (answer) => {
      let body = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => (body += part));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body }));
      answer.on("error", reject);
    })
      .on("error", reject)
      .end();
  });

const fail = (error: unknown): never => {
  throw error;
};
