import { join } from "node:path";
import type { Config, StoreLocation } from "./config.ts";

/** The configuration of staging. It has its own store, so that a trial of a release affects no customer. */
export const previewOf = (config: Config): Config => {
  const store = under(config.store);
  if (store.kind !== "directory") return { ...config, store, publicStore: under(config.publicStore) };
  return { ...config, store, publicStore: { kind: "directory", root: join(store.root, "public") } };
};

const under = <L extends StoreLocation>(location: L): L => {
  if (location.kind === "memory") return location;
  if (location.kind === "directory") return { ...location, root: join(location.root, previewFolder) };
  return { ...location, prefix: location.prefix === "" ? previewFolder : `${location.prefix}/${previewFolder}` };
};

/** The staging distribution reads sealed views below this folder. */
export const previewFolder = "preview";
