/**
 * The keys that several rooms use. Keys of one room are in `jobs/log/log-keys.ts`, `documents/document-keys.ts` and the
 * other files of that room.
 *
 * Private store: `tokens/<lookup>` is the pointer from a tracking link to its job. `keys/<hash>` is the answer to an
 * idempotency key. `functions/<sha256>` is the code of an edge function that was live, for rollback.
 * `forgetting/<id>` is what one call removes of a person. `quarantine/<key>/` has copies of damaged bytes.
 *
 * Public store: `t/<lookup>` is the encrypted view of one job. `releases/<id>/<name>` and `assets/<name with hash>` are
 * put-if-absent and never changed. `brand/<name>` are small files of the business (contact, icon, robots.txt).
 * `edge/state.json` has the functions of the edge on this machine. Each object has the content type and cache lifetime of
 * edge/object-headers.ts. `deploy` uploads `releases/` and `assets/` without them again.
 */
export const keys = {
  token: (lookup: string) => `tokens/${lookup}`,
  tokens: "tokens/",
  idempotencies: "keys/",
  idempotency: (hash: string) => `keys/${hash}`,
  forgetting: (id: string) => `forgetting/${id}`,
  quarantine: (key: string) => `quarantine/${key}/`,
  savedFunction: (sha256: string) => `functions/${sha256}`,
  releaseFile: (release: string, name: string) => (name.startsWith("assets/") ? name : `releases/${release}/${name}`),
  releaseFolders: "releases/",
  releaseFolder: (release: string) => `releases/${release}/`,
  assets: "assets/",
  localEdge: "edge/state.json",
  localServer: "edge/server.json",
  view: (lookup: string) => `t/${lookup}`,
  brand: (name: string) => `brand/${name}`,
} as const;
