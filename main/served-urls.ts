import type { Services } from "../http/services.ts";
import { readServer } from "../release/cdn/local/local-state.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { systemNetwork } from "./ambient.ts";
import type { Config } from "./config.ts";
import { localOrigins, usualPorts } from "./local-origins.ts";

/** The addresses in links that a command prints, and whether a server has confirmed them. */
export interface ServedUrls {
  urls: Services["urls"];
  known: boolean;
}

/**
 * The addresses at which this store is served: from the configuration, else from the server that runs on the store,
 * else the default ports, which may be wrong. `portGiven` is true if the environment names a port that is not 0.
 */
export const servedUrls = async (config: Config, portGiven: boolean, objects: ObjectStore): Promise<ServedUrls> => {
  const { site, dashboard } = localOrigins(config, usualPorts(config), systemNetwork());
  const usual = { site: site.url, dashboard: dashboard.url };
  if (portGiven || config.siteUrl !== null) return { urls: usual, known: true };
  const server = await readServer(objects);
  if (server === null) return { urls: usual, known: false };
  const links = server.links ?? server.urls;
  return { urls: { site: links.site, dashboard: config.dashboardUrl ?? links.dashboard }, known: true };
};
