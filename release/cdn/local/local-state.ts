import type { EdgeKind } from "../../../edge/edge-code.ts";
import { keys } from "../../../store/keys.ts";
import type { ObjectStore, Version } from "../../../store/objects/object-store.ts";
import type { Etag } from "../cdn.ts";

/**
 * `edge/state.json` in the public store: the functions of this machine's edge, both stages, and the newest invalidations.
 * One document, because publishing must be one step: it makes live what is in DEVELOPMENT at that moment, or nothing.
 */
export interface LocalState {
  functions: Record<EdgeKind, { development: Staged; live: Staged }>;
  /** Oldest first, the newest 50. */
  invalidations: LocalInvalidation[];
}

export interface Staged {
  code: string;
  etag: Etag;
}

export interface LocalInvalidation {
  kind: EdgeKind;
  reference: string;
  paths: string[];
}

/** `edge/server.json`: where this machine finds the server that runs this edge, and what it runs by now. A note: it may be a dead one's. */
export interface LocalServer {
  urls: Record<EdgeKind, string>;
  /** Where people find it, where that is elsewhere; a server of an earlier version did not say. */
  links?: Record<EdgeKind, string>;
  /** Of the LIVE code it runs. */
  etags: Record<EdgeKind, Etag>;
}

export const decodeState = (body: Uint8Array): LocalState => JSON.parse(new TextDecoder().decode(body)) as LocalState;
export const encodeState = (value: LocalState | LocalServer): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);

export const readServer = async (objects: ObjectStore): Promise<LocalServer | null> => {
  const got = await objects.get(keys.localServer);
  return got.outcome === "found" ? (JSON.parse(new TextDecoder().decode(got.body)) as LocalServer) : null;
};

export interface ReadState {
  state: LocalState;
  version: Version;
}
