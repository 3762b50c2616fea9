import type { EdgeKind } from "../../../edge/edge-code.ts";
import type { LocalEdge } from "../../../edge/local/local-edge.ts";
import { objectHeaders } from "../../../edge/object-headers.ts";
import { keys } from "../../../store/keys.ts";
import type { ObjectStore } from "../../../store/port/object-store.ts";
import { decodeState, encodeState, noServer, type LocalServer, type ReadState } from "./local-state.ts";

/** Updates the running local edges when a promotion publishes new code. `initial` is the state that they started with. */
export const followLocalCdn = ({ objects, edges, urls, links, initial }: FollowOptions): Follower => {
  let { version } = initial;
  const { functions } = initial.state;
  const server: LocalServer = {
    urls,
    ...(links === undefined ? {} : { links }),
    etags: {
      site: functions.site.live.etag,
      staging: functions.staging.live.etag,
      dashboard: functions.dashboard.live.etag,
    },
  };
  const dropped = new Set(initial.state.invalidations.map(({ kind, reference }) => `${kind} ${reference}`));
  const announce = async (): Promise<void> => {
    // If this write fails, a promotion waits for this server and reports that it did not follow.
    await objects.put(keys.localServer, encodeState(server), "any", objectHeaders(keys.localServer));
  };

  const poll = async (): Promise<void> => {
    const got = await objects.get(keys.localEdge, { unless: version });
    // If the store is unavailable, the edges keep their code.
    if (got.outcome !== "found") return;
    const state = decodeState(got.body);
    if (state === null) return;
    let changed = false;
    for (const kind of kinds) {
      const { live } = state.functions[kind];
      if (server.etags[kind] === live.etag) continue;
      edges[kind]?.replaceCode(live.code);
      server.etags[kind] = live.etag;
      changed = true;
    }
    for (const { kind, reference, paths } of state.invalidations) {
      const name = `${kind} ${reference}`;
      if (dropped.has(name)) continue;
      edges[kind]?.invalidate(paths);
      dropped.add(name);
    }
    version = got.version;
    if (changed) await announce();
  };

  const withdraw = async (): Promise<void> => {
    const got = await objects.get(keys.localServer);
    // Another server on the same store may have announced itself since.
    if (got.outcome !== "found" || new TextDecoder().decode(got.body) !== new TextDecoder().decode(encodeState(server)))
      return;
    await objects.put(keys.localServer, noServer, { version: got.version }, objectHeaders(keys.localServer));
  };

  return { announce, poll, withdraw };
};

export interface FollowOptions {
  /** The public store. */
  objects: ObjectStore;
  edges: Partial<Record<EdgeKind, LocalEdge>>;
  /** The URLs under which other processes on this machine reach the server. */
  urls: Record<EdgeKind, string>;
  /** The public URLs, if they differ. */
  links?: Record<EdgeKind, string>;
  initial: ReadState;
}

export interface Follower {
  /** Records the server's URLs. Call it once the server serves. */
  announce(): Promise<void>;
  /** Applies new code and invalidations. Call it regularly, but not concurrently. */
  poll(): Promise<void>;
  /** Clears the record of this server when it stops. */
  withdraw(): Promise<void>;
}

const kinds = ["site", "staging", "dashboard"] as const satisfies EdgeKind[];
