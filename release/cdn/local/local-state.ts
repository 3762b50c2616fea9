import type { EdgeKind } from "../../../edge/edge-code.ts";
import { keys } from "../../../store/keys.ts";
import type { ObjectStore, Version } from "../../../store/port/object-store.ts";
import type { Etag } from "../cdn.ts";

/**
 * `edge/state.json` in the public store: both stages of the local edge's functions and the newest invalidations. It is one
 * document, so that publishing is one atomic step.
 */
export interface LocalState {
  functions: Record<EdgeKind, { development: Staged; live: Staged }>;
  /** The newest 50, oldest first. */
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

/** `edge/server.json`: the URLs and the code of the server that runs the edge. That server may have crashed since. */
export interface LocalServer {
  urls: Record<EdgeKind, string>;
  /** The public URLs, if they differ. Servers of earlier versions did not record them. */
  links?: Record<EdgeKind, string>;
  /** The ETags of the LIVE code that it runs. */
  etags: Record<EdgeKind, Etag>;
}

/** Returns null for bytes that Tailboard did not write. */
export const decodeState = (body: Uint8Array): LocalState | null => {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as LocalState;
  } catch {
    return null;
  }
};

export const encodeState = (value: LocalState | LocalServer): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);

/**
 * Takes the place of a server's record when that server stops. The key is never deleted, because a delete has no
 * condition and could remove the record of another server.
 */
export const noServer = new TextEncoder().encode("null\n");

export const readServer = async (objects: ObjectStore): Promise<LocalServer | null> => {
  const got = await objects.get(keys.localServer);
  return got.outcome === "found" ? (JSON.parse(new TextDecoder().decode(got.body)) as LocalServer | null) : null;
};

export interface ReadState {
  state: LocalState;
  version: Version;
}
