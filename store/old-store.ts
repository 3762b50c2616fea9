import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { StoreUnavailable } from "./job-store.ts";
import type { ObjectStore } from "./port/object-store.ts";

/** The last commit that reads stores with one document per day, or with one row per job. */
export const lastOldVersion = "9910bae788a68c1de83d8ed70021fc4d924f4a07";

/** An earlier version wrote this store. The message says how to move it. */
export class OldStore extends Error {
  override name = "OldStore";

  /** `address` is the value of TAILBOARD_STORE. */
  constructor(address: string) {
    super(stepsFor(address));
  }
}

/** Returns the value of TAILBOARD_STORE for a bucket or a table. */
export const addressOf = (
  scheme: "s3" | "dynamodb",
  { name, prefix, endpoint, region }: { name: string; prefix: string; endpoint: string | null; region: string | null },
): string => {
  const query = [
    ...(endpoint === null ? [] : [`endpoint=${endpoint}`]),
    ...(region === null ? [] : [`region=${region}`]),
  ].join("&");
  return `${scheme}://${name}${prefix === "" ? "" : `/${prefix}`}${query === "" ? "" : `?${query}`}`;
};

/** Throws `OldStore` if an earlier version kept its documents in this folder. A missing folder is accepted. */
export const assertNoOldFolder = (folder: string): void => {
  // Each document was a folder of numbered versions.
  for (const name of [...documents, "days"]) {
    const path = join(folder, name);
    if (existsSync(path) && statSync(path).isDirectory()) throw new OldStore(`directory:${folder}`);
  }
};

/** Throws `OldStore` if an earlier version kept its documents in this bucket or table. `address` is for the message. */
export const assertNoOldDocuments = async (objects: ObjectStore, address: string): Promise<void> => {
  const found = await Promise.all([...documents, "days/"].map((prefix) => firstKey(objects, prefix)));
  if (found.some((key) => key !== undefined && key.endsWith(".json"))) throw new OldStore(address);
};

const firstKey = async (objects: ObjectStore, prefix: string): Promise<string | undefined> => {
  const listed = await objects.list(prefix, { limit: 1 });
  if (listed.outcome !== "listed") throw new StoreUnavailable(listed.cause);
  return listed.keys[0];
};

const documents = ["settings.json", "users.json", "secrets.json", "releases.json", "open.json"];

const stepsFor = (address: string): string => {
  const folder = /^directory:(.+)$/.exec(address)?.[1];
  const [aside, empty] =
    folder === undefined
      ? ["Choose an empty bucket, table or prefix for the store, and name it in TAILBOARD_STORE.", "<the empty store>"]
      : [`mv ${folder} ${folder}-before`, `sqlite:${folder}`];
  return [
    `${address} was written by an earlier version of Tailboard. This version does not read it and has changed nothing.`,
    "Stop every server on it, and move it over:",
    `  git checkout ${lastOldVersion} && npm ci`,
    `  TAILBOARD_STORE="${address}" npx tailboard backup old-store.backup`,
    "  git checkout - && npm ci",
    `  ${aside}`,
    `  TAILBOARD_STORE="${empty}" npx tailboard restore old-store.backup`,
  ].join("\n");
};
