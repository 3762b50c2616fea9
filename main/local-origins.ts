import type { EdgeKind } from "../edge/edge-code.ts";
import type { Config } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import { isLoopback } from "./loopback.ts";

/** One of the three origins that a server on this machine serves. */
export interface LocalOrigin {
  /** The public address: printed at the start and used in links. */
  url: string;
  /** The address for programs on this machine, which bypasses a reverse proxy. */
  localUrl: string;
  /** Every `Host` that this origin answers. Any other gets 421. */
  hosts: string[];
}

/** The name and the addresses by which other machines reach this one. */
export interface Network {
  name: string;
  /** Its addresses beyond loopback, the most likely one first. */
  addresses: string[];
}

type Ports = Record<EdgeKind, number>;

/** The addresses of each origin, from the configuration and the bound ports. */
export const localOrigins = (
  { host, siteUrl, stagingUrl, dashboardUrl }: Pick<Config, "host" | "siteUrl" | "stagingUrl" | "dashboardUrl">,
  ports: Ports,
  network: Network,
): Record<EdgeKind, LocalOrigin> => {
  const isEvery = host !== null && /^(?:0\.0\.0\.0|\[?::\]?)$/.test(host);
  const localName = host === null || isEvery || /^(?:localhost|127\.0\.0\.1|::1)$/.test(host) ? "localhost" : host;
  const shownName = isEvery ? (network.addresses[0] ?? "localhost") : localName;
  const names = [
    "localhost",
    "127.0.0.1",
    "::1",
    ...(host === null || isEvery ? [] : [host]),
    ...(isEvery ? [...network.addresses, network.name, `${network.name}.local`] : []),
  ];
  const originAt = (port: number, url: string | null): LocalOrigin => ({
    url: url ?? urlOf(shownName, port),
    localUrl: urlOf(localName, port),
    hosts: [...names.flatMap((name) => hostsOf(urlOf(name, port))), ...(url === null ? [] : hostsOf(url))],
  });
  return {
    site: originAt(ports.site, siteUrl),
    staging: originAt(ports.staging, stagingUrl),
    dashboard: originAt(ports.dashboard, dashboardUrl),
  };
};

/** Throws `ConfigError` if two origins have the same address, because their cookies, links and calls would mix. */
export const assertDistinct = (origins: Record<EdgeKind, Pick<LocalOrigin, "url">>): void => {
  const pairs = [
    ["SITE", "STAGING", origins.site.url, origins.staging.url],
    ["SITE", "DASHBOARD", origins.site.url, origins.dashboard.url],
    ["STAGING", "DASHBOARD", origins.staging.url, origins.dashboard.url],
  ] as const;
  for (const [one, other, url, otherUrl] of pairs) {
    if (url === otherUrl)
      throw new ConfigError(
        `TAILBOARD_${one}_URL and TAILBOARD_${other}_URL are both ${url}. Give each a different host name or port.`,
      );
  }
};

/**
 * The ports of a server with this configuration. With `PORT=0` only the server knows them, so these are the default
 * ones.
 */
export const usualPorts = ({ port }: Pick<Config, "port">): Ports => {
  const site = port === 0 ? 4100 : port;
  return { site, staging: site + 1, dashboard: site + 2 };
};

/** True if other machines can reach the ports. */
export const isWidened = ({ host }: Pick<Config, "host">): boolean => host !== null && !isLoopback(host);

const urlOf = (name: string, port: number): string =>
  new URL(`http://${name.includes(":") ? `[${name.replaceAll(/[[\]]/g, "")}]` : name}:${port}`).origin;

/** The host with and without the default port of its scheme. Both are valid in a `Host` header. */
const hostsOf = (url: string): string[] => {
  const { host, port, protocol } = new URL(url);
  return port === "" ? [host, `${host}:${protocol === "https:" ? 443 : 80}`] : [host];
};
