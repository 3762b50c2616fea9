import type { ApiHost } from "../../release/api/api-host.ts";
import type { Cdn } from "../../release/cdn/cdn.ts";

export interface CdnCall {
  label: string;
  /** True if the call may change something. */
  writes: boolean;
}

/** Passes every call of a CDN through `grant`, which makes the call or not, and chooses the answer. */
export const scheduledCdn = (
  cdn: Cdn,
  grant: <Told>(call: CdnCall, send: () => Promise<Told>) => Promise<Told>,
): Cdn => ({
  name: cdn.name,
  https: cdn.https,
  pollPolicy: cdn.pollPolicy,
  getFunction: (kind, stage) => grant(read(`get ${kind} ${stage}`), () => cdn.getFunction(kind, stage)),
  updateFunction: (kind, code, etag) => grant(write(`update ${kind}`), () => cdn.updateFunction(kind, code, etag)),
  testFunction: (kind, etag, event) => grant(read(`test ${kind}`), () => cdn.testFunction(kind, etag, event)),
  publishFunction: (kind, etag) => grant(write(`publish ${kind}`), () => cdn.publishFunction(kind, etag)),
  isDeployed: (kind) => grant(read(`deployed ${kind}`), () => cdn.isDeployed(kind)),
  invalidate: (kind, reference, paths) =>
    grant(write(`invalidate ${kind}`), () => cdn.invalidate(kind, reference, paths)),
  urlOf: (kind) => cdn.urlOf(kind),
  fetchPage: (kind, path) => grant(read(`fetch ${kind} ${path}`), () => cdn.fetchPage(kind, path)),
});

/** Passes every call of an API host through `grant`. */
export const scheduledApi = (
  api: ApiHost,
  grant: <Told>(call: CdnCall, send: () => Promise<Told>) => Promise<Told>,
): ApiHost => ({
  name: api.name,
  readCode: () => grant(read("read code"), () => api.readCode()),
  uploadCode: (zip, revision) => grant(write("upload code"), () => api.uploadCode(zip, revision)),
  publishVersion: (sha256) => grant(write("publish version"), () => api.publishVersion(sha256)),
  listVersions: () => grant(read("list versions"), () => api.listVersions()),
  removeVersion: (version) => grant(write(`remove version ${version}`), () => api.removeVersion(version)),
  readStage: (stage) => grant(read(`read ${stage}`), () => api.readStage(stage)),
  pointStage: (stage, to, revision) => grant(write(`point ${stage}`), () => api.pointStage(stage, to, revision)),
});

const read = (label: string): CdnCall => ({ label, writes: false });
const write = (label: string): CdnCall => ({ label, writes: true });
