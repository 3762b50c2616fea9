import type { EdgeKind } from "../../../edge/edge-code.ts";
import type { LocalEdge } from "../../../edge/local/local-edge.ts";
import { objectHeaders } from "../../../edge/object-headers.ts";
import { keys } from "../../../store/keys.ts";
import type { ObjectStore } from "../../../store/objects/object-store.ts";
import { decodeState, encodeState, type LocalServer, type ReadState } from "./local-state.ts";

/** Keeps running edges at what is published: the propagation of this machine. `began` is what they were made with. */
export const followLocalCdn = ({ objects, edges, urls, links, began }: FollowOptions): Follower => {
  let { version } = began;
  const { functions } = began.state;
  const server: LocalServer = {
    urls,
    ...(links === undefined ? {} : { links }),
    etags: {
      site: functions.site.live.etag,
      staging: functions.staging.live.etag,
      dashboard: functions.dashboard.live.etag,
    },
  };
  const dropped = new Set(began.state.invalidations.map(({ kind, reference }) => `${kind} ${reference}`));
  const announce = async (): Promise<void> => {
    // A note that may be lost: whoever promotes then waits, and says that this server has not followed.
    await objects.put(keys.localServer, encodeState(server), "any", objectHeaders(keys.localServer));
  };

  const look = async (): Promise<void> => {
    const got = await objects.get(keys.localEdge, { unless: version });
    // A store that cannot be asked leaves everything as it is: what is live stays live.
    if (got.outcome !== "found") return;
    const state = decodeState(got.body);
    let moved = false;
    for (const kind of kinds) {
      const { live } = state.functions[kind];
      if (server.etags[kind] === live.etag) continue;
      edges[kind]?.replaceCode(live.code);
      server.etags[kind] = live.etag;
      moved = true;
    }
    for (const { kind, reference, paths } of state.invalidations) {
      const name = `${kind} ${reference}`;
      if (dropped.has(name)) continue;
      edges[kind]?.invalidate(paths);
      dropped.add(name);
    }
    version = got.version;
    if (moved) await announce();
  };

  const leave = async (): Promise<void> => {
    const got = await objects.get(keys.localServer);
    // Another server on the same store may have written its own by now.
    if (got.outcome !== "found" || new TextDecoder().decode(got.body) !== new TextDecoder().decode(encodeState(server)))
      return;
    await objects.delete(keys.localServer, got.version);
  };

  return { announce, look, leave };
};

export interface FollowOptions {
  /** The public store. */
  objects: ObjectStore;
  edges: Partial<Record<EdgeKind, LocalEdge>>;
  /** Where other processes on this machine ask this one. */
  urls: Record<EdgeKind, string>;
  /** Where people find them, where that is elsewhere. */
  links?: Record<EdgeKind, string>;
  began: ReadState;
}

export interface Follower {
  /** Says where this server is; call once it serves. */
  announce(): Promise<void>;
  /** To be called often, never twice at once. */
  look(): Promise<void>;
  /** This server stops. */
  leave(): Promise<void>;
}

const kinds = ["site", "staging", "dashboard"] as const satisfies EdgeKind[];
