import { join } from "node:path";
import type { Config, StoreLocation } from "./config.ts";

/**
 * The configuration of staging. It has its own store, so that a trial of a release affects no customer. Its data is
 * invented, so it has no snapshots, and it has no accounts to reach a person with.
 */
export const previewOf = (config: Config): Config => {
  const store = under(config.store);
  const publicStore = store.kind === "sqlite" ? store : under(config.publicStore);
  return { ...config, store, publicStore, snapshots: null, providers: null };
};

const under = <L extends StoreLocation>(location: L): L => {
  if (location.kind === "memory") return location;
  if (location.kind === "sqlite") return { ...location, root: join(location.root, previewFolder) };
  return { ...location, prefix: location.prefix === "" ? previewFolder : `${location.prefix}/${previewFolder}` };
};

/** The staging distribution reads sealed views below this folder. */
export const previewFolder = "preview";
