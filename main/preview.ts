import { join } from "node:path";
import type { Config, StoreLocation } from "./config.ts";

/** Staging works on a store of its own, so that trying a release out touches no customer. */
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

/** Deployed, the staging distribution looks for sealed views under it. */
export const previewFolder = "preview";
