import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What the environment says, parsed once. Everything below this room is handed what it needs. */
export interface Config {
  /** The first of three ports in a row; 0 picks three free ones. */
  port: number;
  /** Null binds loopback only. */
  host: string | null;
  store: StoreLocation;
  publicStore: StoreLocation;
  siteUrl: string | null;
  dashboardUrl: string | null;
  /** For tests, on loopback only. */
  limits: boolean;
  clockOffsetSeconds: number;
}

export type StoreLocation = { kind: "directory"; root: string } | { kind: "memory" };

/** A setting that cannot be used: one line, and the way out. */
export class ConfigError extends Error {}

export const packageRoot = resolve(fileURLToPath(new URL("..", import.meta.url)));

export const readConfig = (env: Record<string, string | undefined>): Config => {
  const store = readStore("TAILBOARD_STORE", env["TAILBOARD_STORE"] ?? "directory:./data");
  const publicText = env["TAILBOARD_PUBLIC"];
  const host = env["TAILBOARD_HOST"] ?? null;
  const config: Config = {
    port: readPort(env["PORT"] ?? "4100"),
    host,
    store,
    publicStore:
      publicText === undefined
        ? store.kind === "directory"
          ? { kind: "directory", root: join(store.root, "public") }
          : { kind: "memory" }
        : readStore("TAILBOARD_PUBLIC", publicText),
    siteUrl: readUrl("TAILBOARD_SITE_URL", env["TAILBOARD_SITE_URL"]),
    dashboardUrl: readUrl("TAILBOARD_DASHBOARD_URL", env["TAILBOARD_DASHBOARD_URL"]),
    limits: env["TAILBOARD_LIMITS"] !== "off",
    clockOffsetSeconds: readOffset(env["TAILBOARD_CLOCK"]),
  };
  if (host !== null && !isLoopback(host) && (!config.limits || config.clockOffsetSeconds !== 0)) {
    throw new ConfigError(
      "TAILBOARD_LIMITS and TAILBOARD_CLOCK are for tests on loopback; unset them, or TAILBOARD_HOST.",
    );
  }
  return config;
};

export const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127\./.test(host);

const readStore = (name: string, text: string): StoreLocation => {
  if (text === "memory:") return { kind: "memory" };
  const path = /^directory:(.+)$/.exec(text)?.[1];
  if (path !== undefined) return { kind: "directory", root: isAbsolute(path) ? path : join(packageRoot, path) };
  throw new ConfigError(`${name} is "${text}"; write directory:./data or memory:`);
};

const readPort = (text: string): number => {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_533) return port;
  throw new ConfigError(`PORT is "${text}"; write a number from 0 to 65533 (three ports in a row are used).`);
};

const readUrl = (name: string, text: string | undefined): string | null => {
  if (text === undefined || text === "") return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.pathname === "/" && url.search === "" && url.hash === "")
    return url.origin;
  throw new ConfigError(`${name} is "${text}"; write an origin, as in https://book.example.com`);
};

const readOffset = (text: string | undefined): number => {
  if (text === undefined || text === "") return 0;
  if (/^[+-]?\d{1,10}$/.test(text)) return Number(text);
  throw new ConfigError(`TAILBOARD_CLOCK is "${text}"; write seconds, as in +86400`);
};
