import type { Clock } from "../domain/clock.ts";
import type { EdgeKind } from "../edge/edge-code.ts";
import { createLocalEdge, type LocalEdge } from "../edge/local/local-edge.ts";
import { previewLink, previewSecret } from "../edge/preview-link.ts";
import { bindOrigins } from "../edge/local/serve.ts";
import type { LogRecord } from "../http/request-log.ts";
import type { Origin } from "../http/route.ts";
import { followLocalCdn } from "../release/cdn/local/follow-local-cdn.ts";
import type { ReadState } from "../release/cdn/local/local-state.ts";
import type { StartResult } from "../release/promotion/release-on-start.ts";
import { systemClock, systemNetwork, systemRandom } from "./ambient.ts";
import type { Config } from "./config.ts";
import { assertDistinct, isWidened, localOrigins, type LocalOrigin } from "./local-origins.ts";
import { isLoopbackUrl } from "./loopback.ts";
import { openTailboard, type Tailboard } from "./open-tailboard.ts";
import { previewOf } from "./preview.ts";
import { sweep } from "./sweep.ts";
import { WeeklyCheck } from "./weekly-check.ts";
import { assertStartable } from "./start-failure.ts";
import { startRelease } from "./start-release.ts";
import { startWatchdog, type Watchdog } from "./watchdog.ts";

export interface Served {
  site: string;
  staging: string;
  /** The link that opens staging, if staging is closed. Never write it to a log. */
  previewLink: string | null;
  dashboard: string;
  /** The addresses to which a reverse proxy on this machine passes requests. */
  local: Record<EdgeKind, string>;
  release: string;
  /** The state of this build's pages: live, or waiting on staging. */
  started: StartResult;
  tailboard: Tailboard;
  /** Stops accepting requests and waits for those in progress. */
  close: () => Promise<void>;
}

export interface ServeOptions {
  log: (record: LogRecord) => void;
  onFault: (error: unknown) => void;
}

/** Runs everything in one process: three origins, each behind the same function that the CDN runs. */
export const serve = async (config: Config, { log, onFault }: ServeOptions): Promise<Served> => {
  const clock = systemClock(config.clockOffsetSeconds);
  const bound = await bindAll(config, clock, onFault);
  const unbind = () => Object.values(bound).map((origin) => origin.close());
  let watchdog: Watchdog | null = null;
  try {
    const ports = { site: bound.site.port, staging: bound.staging.port, dashboard: bound.dashboard.port };
    const at = localOrigins(config, ports, systemNetwork());
    assertDistinct(at);
    const local = { site: at.site.localUrl, staging: at.staging.localUrl, dashboard: at.dashboard.localUrl };
    const { live, preview } = await openBoth(config, at, onFault);

    // Staging is open if only this machine can reach it. Otherwise it opens only with the preview link.
    const gate = {
      secret: previewSecret(await live.secrets.secret("preview")),
      closed: isWidened(config) || !isLoopbackUrl(at.staging.url),
    };
    const { started, initial } = await startRelease(live, gate, onFault);

    await live.publishSite().catch(onFault); // the hourly sweep tries again
    watchdog = startWatchdog();
    const edges = attachEdges({ bound, at, live, preview, initial, log, clock, watch: watchdog.watch });
    const follower = followLocalCdn({
      objects: live.publicObjects,
      edges,
      urls: local,
      links: { site: at.site.url, staging: at.staging.url, dashboard: at.dashboard.url },
      initial,
    });
    await follower.announce();

    const work = startWork(config, live, { clock, follower, onFault });
    return {
      site: at.site.url,
      staging: at.staging.url,
      previewLink: gate.closed ? previewLink(at.staging.url, gate.secret) : null,
      dashboard: at.dashboard.url,
      local,
      release: started.release,
      started,
      tailboard: live,
      close: async () => {
        await Promise.all([...unbind(), work.stop()]);
        await follower.withdraw();
        await Promise.all([live.close(), preview.close()]);
        await watchdog?.close();
      },
    };
  } catch (error) {
    await Promise.all([...unbind(), watchdog?.close()]);
    throw error;
  }
};

/** Begins the work that no request triggers. `stop` waits for what is in progress. */
const startWork = (
  config: Config,
  live: Tailboard,
  { clock, follower, onFault }: { clock: Clock; follower: { poll: () => Promise<unknown> }; onFault: OnFault },
): { stop: () => Promise<unknown> } => {
  const weekly = new WeeklyCheck({ clock, upkeep: live.upkeep, report: onFault });
  const timers = [
    // A bucket is polled less often, because each request costs money.
    repeat(config.publicStore.kind === "s3" ? 5_000 : 500, follower.poll, onFault),
    repeat(
      drainMs(config),
      async () => {
        await live.runDaily();
        await live.services.jobs.drain();
        await live.drainReplies();
        await live.runAlerts();
      },
      onFault,
    ),
    // Apart from the drain, so that a receiver that hangs delays no message.
    repeat(drainMs(config), () => live.services.webhookRunner.drain(), onFault),
    // A little each second, so that requests come first.
    repeat(1_000, () => live.services.search.readAhead(), onFault),
    repeat(60_000, () => sweep(live.services, live.hourly), onFault),
    repeat(1_800_000, () => weekly.runIfDue(), onFault),
  ];
  return {
    stop: () => {
      weekly.stop();
      return Promise.all(timers.map((stop) => stop()));
    },
  };
};

/**
 * How often this process does what other processes left undone. What it changed itself it does immediately. Each turn asks
 * a remote store, which costs money: every 15 seconds is about one dollar a month on S3.
 */
const drainMs = ({ store: { kind } }: Config): number => (kind === "sqlite" || kind === "memory" ? 2_000 : 15_000);

type BoundOrigin = Awaited<ReturnType<typeof bindOrigins>>[number];
type Bound = Record<EdgeKind, BoundOrigin>;
type OnFault = ServeOptions["onFault"];

/** Binds the three ports. They do not answer before `attachEdges`. */
const bindAll = async ({ port, host, proxies }: Config, clock: Clock, onFault: OnFault): Promise<Bound> => {
  const [site, staging, dashboard] = await bindOrigins({
    port,
    count: 3,
    ...(host === null ? {} : { hosts: [host] }),
    proxies,
    clock,
    onFault,
  });
  if (site === undefined || staging === undefined || dashboard === undefined)
    throw new RangeError("bindOrigins returned fewer than three ports");
  return { site, staging, dashboard };
};

/** Opens the live stores and the preview stores. Throws `StartFailed` if the live ones are damaged. */
const openBoth = async (
  config: Config,
  at: Record<EdgeKind, LocalOrigin>,
  onFault: OnFault,
): Promise<{ live: Tailboard; preview: Tailboard }> => {
  const urls = { site: at.site.url, dashboard: at.dashboard.url };
  const live = await openTailboard(config, { urls, onFault, isServer: true });
  await assertStartable(live, config);
  const preview = await openTailboard(previewOf(config), {
    urls: { site: at.staging.url, dashboard: `${at.staging.url}/dashboard` },
    onFault,
  });
  return { live, preview };
};

/** Puts an edge in front of the API on each origin. Staging serves both the site and the dashboard. */
const attachEdges = ({
  bound,
  at,
  live,
  preview,
  initial,
  log,
  clock,
  watch,
}: {
  bound: Bound;
  at: Record<EdgeKind, LocalOrigin>;
  live: Tailboard;
  preview: Tailboard;
  initial: ReadState;
  log: ServeOptions["log"];
  clock: Clock;
  watch: Watchdog["watch"];
}): Partial<Record<EdgeKind, LocalEdge>> => {
  const origins: [EdgeKind, Tailboard, Origin[]][] = [
    ["site", live, ["site"]],
    ["staging", preview, ["site", "dashboard"]],
    ["dashboard", live, ["dashboard"]],
  ];
  const edges: Partial<Record<EdgeKind, LocalEdge>> = {};
  for (const [kind, tailboard, served] of origins) {
    const app = tailboard.app(served, log, watch);
    const edge = createLocalEdge({
      kind,
      code: initial.state.functions[kind].live.code,
      store: live.publicObjects,
      views: tailboard.publicObjects,
      api: async (request, { clientAddress, target }) =>
        await app.fetch(request, { clientAddress, ...(target === undefined ? {} : { target }) }),
      hosts: at[kind].hosts,
      clock,
      random: systemRandom,
    });
    bound[kind].handle(edge.fetch);
    edges[kind] = edge;
  }
  return edges;
};

/** Runs `task` every `ms`, one run at a time. Returns a function that stops it and waits for a run in progress. */
const repeat = (ms: number, task: () => Promise<unknown>, onFault: (error: unknown) => void): (() => Promise<void>) => {
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;
  let timer: NodeJS.Timeout;
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = task().catch(onFault).finally(next);
    }, ms);
    timer.unref();
  };
  next();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
};
