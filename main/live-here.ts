import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import type { Here } from "../domain/message/live-for.ts";
import type { Config, StoreLocation } from "./config.ts";

/** Returns where this process runs, for a store with this id. */
export const hereOf = ({ store, siteUrl }: Pick<Config, "store" | "siteUrl">, storeId: string): Here => ({
  place: hashOf(`${storeId} ${locationOf(store)}`),
  site: siteUrl === null ? null : hashOf(siteUrl),
});

/** A folder keeps its place when a link to it changes. */
const locationOf = (store: StoreLocation): string =>
  JSON.stringify(store.kind === "sqlite" ? { ...store, root: realPath(store.root) } : store);

const realPath = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path; // the folder does not exist yet
  }
};

const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 22);
