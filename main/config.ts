import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProxyRange } from "../edge/local/client-address.ts";
import { OldStore } from "../store/old-store.ts";
import { ConfigError } from "./config-error.ts";
import { isLoopback } from "./loopback.ts";
import { readProviders, type ProviderConfig } from "./provider-config.ts";
import { readTrustedProxies } from "./trusted-proxies.ts";

export { ConfigError };

/** The environment, parsed once. All other folders receive the values that they need. */
export interface Config {
  /** The first of three consecutive ports. 0 chooses three free ports. */
  port: number;
  /** The address to listen on. Null means loopback only. */
  host: string | null;
  store: StoreLocation;
  publicStore: ObjectLocation;
  /** The folder for daily copies of the embedded store's database. Null writes none. */
  snapshots: string | null;
  siteUrl: string | null;
  stagingUrl: string | null;
  dashboardUrl: string | null;
  /** Reverse proxies whose word about the client's address is trusted. */
  proxies: ProxyRange[];
  /** `--allow-plain-http`: passwords may cross a network unencrypted. */
  plainHttp: boolean;
  /** False switches limits off. For tests, on loopback only. */
  limits: boolean;
  clockOffsetSeconds: number;
  /** The accounts for email and texts. Null for staging, which reaches no person. */
  providers: ProviderConfig | null;
}

export type StoreLocation = ObjectLocation | DynamoDbLocation;
/** A place for files. */
export type ObjectLocation = SqliteLocation | { kind: "memory" } | S3Location;

/** A folder with the database and the files of the embedded store. */
export interface SqliteLocation {
  kind: "sqlite";
  root: string;
}

export interface S3Location {
  kind: "s3";
  bucket: string;
  /** Without slashes at its ends. Empty means the whole bucket. */
  prefix: string;
  /** Null means AWS. */
  endpoint: string | null;
  region: string | null;
}

export interface DynamoDbLocation {
  kind: "dynamodb";
  table: string;
  /** Separates several stores in one table. Empty means no prefix. */
  prefix: string;
  /** Null means AWS. */
  endpoint: string | null;
  region: string | null;
}

export const packageRoot = resolve(fileURLToPath(new URL("..", import.meta.url)));

export const readConfig = (env: Record<string, string | undefined>): Config => {
  const store = readStore("TAILBOARD_STORE", env["TAILBOARD_STORE"] ?? "sqlite:./data");
  const host = readHost(env["TAILBOARD_HOST"]);
  const config: Config = {
    port: readPort(env["PORT"] ?? "4100"),
    host,
    store,
    publicStore: readPublicStore(env["TAILBOARD_PUBLIC"], store),
    snapshots: readSnapshots(env["TAILBOARD_SNAPSHOTS"], store),
    siteUrl: readUrl("TAILBOARD_SITE_URL", env["TAILBOARD_SITE_URL"]),
    stagingUrl: readUrl("TAILBOARD_STAGING_URL", env["TAILBOARD_STAGING_URL"]),
    dashboardUrl: readUrl("TAILBOARD_DASHBOARD_URL", env["TAILBOARD_DASHBOARD_URL"]),
    proxies: readTrustedProxies(env["TAILBOARD_TRUST_PROXY"]),
    plainHttp: false,
    limits: env["TAILBOARD_LIMITS"] !== "off",
    clockOffsetSeconds: readOffset(env["TAILBOARD_CLOCK"]),
    providers: readProviders(env),
  };
  if (host !== null && !isLoopback(host) && (!config.limits || config.clockOffsetSeconds !== 0)) {
    throw new ConfigError(
      "TAILBOARD_LIMITS and TAILBOARD_CLOCK are for tests on loopback. Unset them, or unset TAILBOARD_HOST.",
    );
  }
  return config;
};

/** Parses the address of a store. `name` is the variable or option, for the message. Throws `ConfigError`. */
export const readStore = (name: string, text: string): StoreLocation => {
  if (text === "memory:") return { kind: "memory" };
  const path = /^sqlite:(.+)$/.exec(text)?.[1];
  if (path !== undefined) return { kind: "sqlite", root: resolve(packageRoot, path) };
  if (/^directory:./.test(text)) throw new ConfigError(new OldStore(text).message);
  if (text.startsWith("s3:")) {
    const { host: bucket, ...where } = readRemote(name, text, "s3");
    return { kind: "s3", bucket, ...where };
  }
  if (text.startsWith("dynamodb:")) {
    const { host: table, ...where } = readRemote(name, text, "dynamodb");
    return { kind: "dynamodb", table, ...where };
  }
  // A URL with credentials is not repeated, because messages end up in logs.
  const value = text.includes("@") ? "is not a store" : `is "${text}"`;
  throw new ConfigError(`${name} ${value}. Write sqlite:./data, s3://bucket/prefix, dynamodb://table or memory:`);
};

const readPublicStore = (text: string | undefined, store: StoreLocation): ObjectLocation => {
  if (text !== undefined) {
    const location = readStore("TAILBOARD_PUBLIC", text);
    if (location.kind === "dynamodb") {
      throw new ConfigError(
        "TAILBOARD_PUBLIC is a table, but public files need a bucket. Write one, such as s3://bucket/prefix.",
      );
    }
    if (covers(location, store)) {
      throw new ConfigError(
        "TAILBOARD_PUBLIC contains TAILBOARD_STORE, which is private. Use another bucket for one of them.",
      );
    }
    return location;
  }
  if (store.kind === "sqlite") return store;
  if (store.kind === "memory") return { kind: "memory" };
  throw new ConfigError(
    "TAILBOARD_PUBLIC is not set. Write a bucket for the public files, such as s3://bucket/prefix.",
  );
};

const readSnapshots = (text: string | undefined, store: StoreLocation): string | null => {
  if (store.kind !== "sqlite" || text === "off") return null;
  return text === undefined || text === "" ? join(store.root, "backups") : resolve(packageRoot, text);
};

const covers = (outer: StoreLocation, inner: StoreLocation): boolean =>
  outer.kind === "s3" &&
  inner.kind === "s3" &&
  outer.bucket === inner.bucket &&
  outer.endpoint === inner.endpoint &&
  (outer.prefix === "" || `${inner.prefix}/`.startsWith(`${outer.prefix}/`));

/** The location as a person would write it, without endpoint and region. Null for memory. */
export const nameOf = (location: StoreLocation): string | null => {
  if (location.kind === "memory") return null;
  if (location.kind === "sqlite") return location.root;
  const host = location.kind === "s3" ? location.bucket : location.table;
  return `${location.kind}://${host}${location.prefix === "" ? "" : `/${location.prefix}`}`;
};

/** Parses the URL of a bucket or a table. */
const readRemote = (
  name: string,
  text: string,
  scheme: keyof typeof remotes,
): { host: string; prefix: string; endpoint: string | null; region: string | null } => {
  const { noun, form } = remotes[scheme];
  const fault = (what: string) => new ConfigError(`${name} cannot be used: ${what}. Write ${form}`);
  if (!text.startsWith(`${scheme}://`) || !URL.canParse(text))
    throw fault(`it is not an address that begins with ${scheme}://`);
  const { host, pathname, searchParams, hash } = new URL(text);
  const endpoint = searchParams.get("endpoint");
  if ([text, endpoint ?? ""].some(hasKeys))
    throw fault("it contains keys, which belong in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]+$/.test(host)) throw fault(`it has no ${noun}`);
  const prefix = pathname.replace(/^\/+|\/+$/g, "");
  const segments = prefix === "" ? [] : prefix.split("/");
  if (!segments.every((segment) => /^[A-Za-z0-9._-]+$/.test(segment)))
    throw fault("its prefix has characters other than A-Z a-z 0-9 . _ - /");
  const unknown = [...searchParams.keys()].find((key) => key !== "endpoint" && key !== "region");
  if (unknown !== undefined || hash !== "") throw fault(`it has an unknown part, "${unknown ?? hash}"`);
  if (endpoint !== null && !(URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol))) {
    throw fault("its endpoint is not an http or https URL");
  }
  return { host, prefix, endpoint, region: searchParams.get("region") };
};

const hasKeys = (address: string): boolean => URL.canParse(address) && new URL(address).username !== "";

const remotes = {
  s3: { noun: "bucket", form: "s3://bucket/prefix?endpoint=https://…&region=…" },
  dynamodb: { noun: "table", form: "dynamodb://table?endpoint=https://…&region=…" },
} as const;

const readPort = (text: string): number => {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_533) return port;
  throw new ConfigError(`PORT is "${text}". Write a number from 0 to 65533, the first of three ports in a row.`);
};

const readHost = (text: string | undefined): string | null => {
  if (text === undefined || text === "") return null;
  const host = text.replace(/^\[(.+)\]$/, "$1");
  if (isIP(host) !== 0 || /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(host)) return host;
  throw new ConfigError(
    `TAILBOARD_HOST is "${text}". Write an address of this machine without a port, such as 192.168.1.20, or 0.0.0.0 for all.`,
  );
};

const readUrl = (name: string, text: string | undefined): string | null => {
  if (text === undefined || text === "") return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.pathname === "/" && url.search === "" && url.hash === "")
    return url.origin;
  throw new ConfigError(`${name} is "${text}". Write an origin, such as https://book.example.com`);
};

const readOffset = (text: string | undefined): number => {
  if (text === undefined || text === "") return 0;
  if (/^[+-]?\d{1,10}$/.test(text)) return Number(text);
  throw new ConfigError(`TAILBOARD_CLOCK is "${text}". Write seconds, such as +86400.`);
};
