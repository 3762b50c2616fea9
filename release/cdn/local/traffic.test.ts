import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Clock } from "../../../domain/clock.ts";
import { emptyRoutingTable, printEdgeCode, type EdgeKind } from "../../../edge/edge-code.ts";
import { createLocalEdge, type LocalEdge } from "../../../edge/local/local-edge.ts";
import { MemoryObjectStore } from "../../../store/adapters/memory/memory-object-store.ts";
import { seededRandom } from "../../../test/harness/seeded-random.ts";
import { promote } from "../../promotion/promote.ts";
import { rollback } from "../../promotion/rollback.ts";
import { readStatus } from "../../promotion/status.ts";
import { deployRelease, edgeLogic, deployerOn, smallRelease } from "../../promotion/release-world.ts";
import { releaseNamed } from "../verify.ts";
import { followLocalCdn } from "./follow-local-cdn.ts";
import { openLocalCdn } from "./local-cdn.ts";

const kinds = ["site", "staging", "dashboard"] as const satisfies EdgeKind[];
const hosts: Record<EdgeKind, string> = { site: "localhost:1", staging: "localhost:2", dashboard: "localhost:3" };
const all = { release: null, only: null, dryRun: false, manual: true };
const back = { to: null, only: null, dryRun: false };

/** Three edges that follow one store, like `npm start`, without sockets. Each turn of the event loop is a clock tick. */
const openMachine = async () => {
  const [objects, state, logic] = [new MemoryObjectStore(() => 0), new MemoryObjectStore(() => 0), await edgeLogic()];
  const clock: Clock = { now: () => performance.now(), sleep: () => setImmediate() };
  const edges: Partial<Record<EdgeKind, LocalEdge>> = {};
  const fetchFromEdge = async (
    url: string,
  ): Promise<{ status: number; headers: Record<string, string>; body: string }> => {
    const kind = kinds.find((each) => url.startsWith(`http://${hosts[each]}/`));
    const response = await (kind === undefined ? undefined : edges[kind])?.fetch(new Request(url), {
      clientAddress: "127.0.0.1",
    });
    const headers = Object.fromEntries(response?.headers ?? []);
    return { status: response?.status ?? 0, headers, body: (await response?.text()) ?? "" };
  };
  const cdn = openLocalCdn({
    objects,
    random: seededRandom(1),
    fetch: fetchFromEdge,
    initial: (kind) => Promise.resolve(printEdgeCode({ promotion: null, table: emptyRoutingTable(kind), logic })),
    pollPolicy: { polls: 5, poll_ms: 1, timeout_ms: 60_000 },
  });
  const initial = await cdn.state();
  if ("outcome" in initial) throw new Error(initial.outcome);
  for (const kind of kinds)
    edges[kind] = createLocalEdge({
      kind,
      code: initial.state.functions[kind].live.code,
      store: objects,
      api: () => Promise.resolve(new Response("{}")),
      hosts: [hosts[kind]],
      clock,
      random: seededRandom(2),
    });
  const urls = {
    site: `http://${hosts.site}`,
    staging: `http://${hosts.staging}`,
    dashboard: `http://${hosts.dashboard}`,
  };
  const follower = followLocalCdn({ objects, edges, urls, initial });
  await follower.announce();
  return {
    objects,
    fetchFromEdge,
    cdn,
    follower,
    urls,
    deployer: deployerOn({ objects, state, cdn, clock, random: seededRandom(3) }),
  };
};

it(
  "promotes and rolls back twenty times under traffic: no request fails and no page mixes releases",
  { timeout: 120_000 },
  async () => {
    const { fetchFromEdge, follower, urls, deployer } = await openMachine();
    const names = new Map<string, string>();
    for (const name of ["one", "two"]) {
      const id = await settle(follower, deployRelease(deployer, await smallRelease(name)));
      names.set(id, name);
      if (name === "one") await settle(follower, promote(deployer, all));
    }
    const traffic = { on: true };
    let requests = 0;
    const wrong: string[] = [];
    const shown = new Set<string>();
    const viewer = async (page: string): Promise<void> => {
      // A tab that was opened before the first promotion.
      const opened = await fetchFromEdge(page);
      const oldAsset = /src="([^"]+)"/.exec(opened.body)?.[1] ?? "";
      while (traffic.on) {
        const { status, body } = await fetchFromEdge(page);
        const name = names.get(releaseNamed(body) ?? "") ?? "no release";
        const path = /src="([^"]+)"/.exec(body)?.[1] ?? "";
        const asset = await fetchFromEdge(`${new URL(page).origin}${path}`);
        const old = await fetchFromEdge(`${new URL(page).origin}${oldAsset}`);
        requests += 3;
        shown.add(name);
        if (status !== 200 || asset.status !== 200 || old.status !== 200)
          wrong.push(`${page} ${status} ${asset.status} ${old.status}`);
        if (asset.body !== `// ${name}`) wrong.push(`${page} is of ${name}, its asset is ${asset.body}`);
        await setImmediate();
      }
    };
    const viewers = [
      `${urls.site}/track/x`,
      `${urls.site}/book/`,
      `${urls.dashboard}/`,
      `${urls.site}/track/?token=y`,
    ].map(viewer);
    const [forth, backward]: number[][] = [[], []];
    const began = performance.now();
    for (let change = 0; change < 10; change += 1) {
      const started = performance.now();
      await settle(follower, promote(deployer, { ...all, again: true, only: change % 5 === 4 ? "track" : null }));
      const promoted = performance.now();
      await settle(follower, rollback(deployer, back));
      forth?.push(promoted - started);
      backward?.push(performance.now() - promoted);
    }
    const seconds = (performance.now() - began) / 1000;
    traffic.on = false;
    await Promise.all(viewers);
    console.info(
      `${requests} requests in ${seconds.toFixed(1)} s; promote → all new ${median(forth ?? [])} ms, rollback → all old ${median(backward ?? [])} ms (median of 10, without the half second of polling)`,
    );
    expect(wrong).toEqual([]);
    expect([...shown].toSorted()).toEqual(["one", "two"]);
    expect(requests).toBeGreaterThan(300);
    expect((await readStatus(deployer)).differences).toEqual([]);
  },
);

it("shows a view that was published after the edge cached its page, without an invalidation", async () => {
  const { fetchFromEdge, cdn, follower, urls, deployer, objects } = await openMachine();
  await settle(follower, deployRelease(deployer, await smallRelease("one")));
  await settle(follower, promote(deployer, all));
  const lookup = "Zk3mPq8XvR1tYw5NcB7dHQ";
  const dropped = async () => {
    const read = await cdn.state();
    return "outcome" in read ? -1 : read.state.invalidations.length;
  };
  const before = await dropped();
  expect((await fetchFromEdge(`${urls.site}/track/`)).status).toBe(200);
  expect((await fetchFromEdge(`${urls.site}/t/${lookup}`)).status).toBe(404);
  await objects.put(`t/${lookup}`, new TextEncoder().encode("sealed"), "absent");
  expect((await fetchFromEdge(`${urls.site}/track/`)).status).toBe(200);
  expect(await fetchFromEdge(`${urls.site}/t/${lookup}`)).toMatchObject({ status: 200, body: "sealed" });
  expect(await dropped()).toBe(before);
});

/** Lets the server poll while an operation runs, as its timer does. */
const settle = async <Result>(follower: { poll(): Promise<void> }, verb: Promise<Result>): Promise<Result> => {
  const verbs = { running: true };
  const looking = (async () => {
    while (verbs.running) {
      await setImmediate();
      await follower.poll();
    }
  })();
  try {
    return await verb;
  } finally {
    verbs.running = false;
    await looking;
  }
};

const median = (values: number[]): string => (values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0).toFixed(0);
