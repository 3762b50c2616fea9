import type { EdgeKind } from "../edge/edge-code.ts";
import { createLocalEdge, type LocalEdge } from "../edge/local/local-edge.ts";
import { previewLink, previewSecret } from "../edge/preview-link.ts";
import { bindOrigins } from "../edge/local/serve.ts";
import type { LogRecord } from "../http/app.ts";
import type { Origin } from "../http/route.ts";
import { followLocalCdn } from "../release/local/follow-local-cdn.ts";
import type { Started } from "../release/release-on-start.ts";
import { systemClock, systemRandom } from "./ambient.ts";
import { isLoopback, type Config } from "./config.ts";
import { openTailboard, type Tailboard } from "./open-tailboard.ts";
import { previewOf } from "./preview.ts";
import { sweep } from "./sweep.ts";
import { startRelease } from "./start-release.ts";

export interface Served {
  site: string;
  staging: string;
  /** Where staging is closed: for who may look at it. Never for a log. */
  previewLink: string | null;
  dashboard: string;
  release: string;
  /** What came of this build's pages: live, or waiting on staging. */
  started: Started;
  tailboard: Tailboard;
  /** Takes no more, finishes what is under way. */
  close: () => Promise<void>;
}

export interface ServeOptions {
  log: (record: LogRecord) => void;
  onFault: (error: unknown) => void;
}

/** Everything in one process: three origins, each behind the same function that the CDN runs. */
export const serve = async (config: Config, { log, onFault }: ServeOptions): Promise<Served> => {
  const clock = systemClock(config.clockOffsetSeconds);
  const [site, staging, dashboard] = await bindOrigins({
    port: config.port,
    count: 3,
    ...(config.host === null ? {} : { hosts: [config.host] }),
    clock,
    onFault,
  });
  if (site === undefined || staging === undefined || dashboard === undefined)
    throw new RangeError("Three ports are bound");
  const bound = [site, staging, dashboard];
  try {
    const urlOf = (port: number) =>
      `http://${config.host === null || isLoopback(config.host) ? "localhost" : config.host}:${port}`;
    const urls = {
      site: config.siteUrl ?? urlOf(site.port),
      dashboard: config.dashboardUrl ?? urlOf(dashboard.port),
    };
    const live = await openTailboard(config, { urls, onFault });
    const preview = await openTailboard(previewOf(config), {
      urls: { site: urlOf(staging.port), dashboard: `${urlOf(staging.port)}/dashboard` },
      onFault,
    });

    // On loopback nobody else looks; on a network, only who has the link.
    const gate = {
      secret: previewSecret(await live.secrets.secret("preview")),
      closed: config.host !== null && !isLoopback(config.host),
    };
    const { started, began } = await startRelease(live, gate, onFault);

    const origins: [EdgeKind, typeof site, Tailboard, Origin[]][] = [
      ["site", site, live, ["site"]],
      ["staging", staging, preview, ["site", "dashboard"]],
      ["dashboard", dashboard, live, ["dashboard"]],
    ];
    const edges: Partial<Record<EdgeKind, LocalEdge>> = {};
    for (const [kind, origin, tailboard, served] of origins) {
      const app = tailboard.app(served, log);
      const edge = createLocalEdge({
        kind,
        code: began.state.functions[kind].live.code,
        store: live.publicObjects,
        views: tailboard.publicObjects,
        api: async (request, { clientAddress }) => await app.fetch(request, { clientAddress }),
        hosts: hostsOf(origin.port, config),
        clock,
        random: systemRandom,
      });
      origin.handle(edge.fetch);
      edges[kind] = edge;
    }
    const follower = followLocalCdn({
      objects: live.publicObjects,
      edges,
      urls: { site: urlOf(site.port), staging: urlOf(staging.port), dashboard: urlOf(dashboard.port) },
      began,
    });
    await follower.announce();

    const timers = [
      // A bucket is asked less often: each look is a call that is paid for.
      repeat(config.publicStore.kind === "s3" ? 5_000 : 500, follower.look, onFault),
      repeat(2_000, () => live.services.jobs.drain(), onFault),
      repeat(60_000, () => sweep(live.services), onFault),
    ];
    return {
      site: urls.site,
      staging: urlOf(staging.port),
      previewLink: gate.closed ? previewLink(urlOf(staging.port), gate.secret) : null,
      dashboard: urls.dashboard,
      release: started.release,
      started,
      tailboard: live,
      close: async () => {
        const stopped = timers.map((stop) => stop());
        await Promise.all([...bound.map((origin) => origin.close()), ...stopped]);
        await follower.leave();
      },
    };
  } catch (error) {
    await Promise.all(bound.map((origin) => origin.close()));
    throw error;
  }
};

const hostsOf = (port: number, { host, siteUrl, dashboardUrl }: Config): string[] => [
  `localhost:${port}`,
  `127.0.0.1:${port}`,
  `[::1]:${port}`,
  ...(host === null ? [] : [`${host}:${port}`]),
  ...[siteUrl, dashboardUrl].flatMap((url) => (url === null ? [] : [new URL(url).host])),
];

/** Runs `task` every `ms`, never twice at once. Returns how to stop it, which waits for a run under way. */
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
