import { freshId } from "../domain/random.ts";
import type { Services } from "../http/services.ts";
import type { Channels } from "../notify/channels.ts";
import { ObservedObjectStore } from "../store/adapters/wrap/observed-object-store.ts";
import type { Snapshots } from "../store/adapters/sqlite/snapshots.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { openStores, type Stores } from "../store/open-stores.ts";
import { WriteWatch, type StoreHealth } from "../store/store-health.ts";
import { openChannels, type ChannelConfig } from "./channels.ts";
import { systemTimeZone } from "./ambient.ts";
import { storeOptions, type StoreParts } from "./store-options.ts";
import type { Config } from "./config.ts";
import { openObjects } from "./open-objects.ts";

/** The stores of one `TAILBOARD_STORE`, behind ports. Code above does not know which technology keeps them. */
export interface State extends Stores {
  channels: Channels;
  /** Tells the sender of messages the public addresses. Until then messages wait. */
  linkTo: (urls: Services["urls"]) => void;
  /** The store of everything that customers may read. */
  publicObjects: ObjectStore;
  /** Reports whether the private store accepts writes. */
  health: StoreHealth;
  /** Daily copies of the embedded store's database; null for a store that is not embedded. */
  snapshots: Snapshots | null;
  /** Waits for the writes that have begun, then closes the embedded store. */
  close: () => Promise<void>;
}

export interface StateParts extends Pick<StoreParts, "clock" | "random" | "report" | "remembered"> {
  /** False refuses an embedded store that does not exist yet. */
  create?: boolean;
}

/** Opens all stores. Throws `ConfigError`, for the private store first if both are misconfigured. */
export const openState = async (config: StoreConfig, parts: StateParts): Promise<State> => {
  const health = new WriteWatch(parts);
  const { objects, publicObjects, snapshots, log, tryWrite, close } = await openObjects(config, parts);
  if (tryWrite !== null) health.tryWith(tryWrite);
  const watched = new ObservedObjectStore(objects, ({ verb, cause }) => {
    if (verb === "put" || verb === "delete") health.note(cause);
  });
  const channels = sharedChannels(config, parts.clock);
  let links: Services["urls"] | null = null;
  const urls = (): Services["urls"] => {
    if (links === null) throw new Error("The public addresses are not known yet");
    return links;
  };
  const here = { ...parts, channels, urls, process: freshId(parts.random), timeZone: systemTimeZone() ?? "UTC" };
  const stores = openStores({ ...storeOptions(here, publicObjects), ...log, objects: watched });
  const linkTo = (known: Services["urls"]): void => {
    links = known;
  };
  return { ...stores, channels: channels(stores), linkTo, publicObjects, health, snapshots, close };
};

/** Every caller gets the same channels, because each channel has a connection of its own. */
const sharedChannels = (config: StoreConfig, clock: StateParts["clock"]): StoreParts["channels"] => {
  let made: Channels | null = null;
  return (stores) => (made ??= openChannels(config, stores, clock));
};

export type StoreConfig = Pick<Config, "store" | "publicStore" | "snapshots"> & ChannelConfig;
