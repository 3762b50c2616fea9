import type { EdgeCode, EdgeKind, PageName } from "../../edge/edge-code.ts";
import { objectHeaders } from "../../edge/object-headers.ts";
import { previewHash } from "../../edge/preview-link.ts";
import { responsePolicy } from "../../edge/response-policy.ts";
import { keys } from "../../store/keys.ts";
import type { ApiStage, StageReading } from "../api/api-host.ts";
import type { Cdn } from "../cdn/cdn.ts";
import { inspectManifest, checkFile, type FileState } from "../artifacts/artifact-store.ts";
import { sha256Of, manifestName } from "../artifacts/manifest.ts";
import { readCode } from "../cdn/live-code.ts";
import { readFunction } from "../cdn/live-pointer.ts";
import type { Releases } from "./releases.ts";
import type { Deployer } from "./deployer.ts";
import { releasesIn, sameFunction, viewerPath } from "../cdn/routing-table.ts";
import { releaseNamed } from "../cdn/verify.ts";

/** One difference between the release log and the live state. */
export interface Difference {
  /** `function`: an edge function's code. `file`: in the public store. `page`, `header`: as served. `api`: a version. */
  kind: "function" | "file" | "page" | "header" | "api";
  /** A distribution and a path, a file, or a stage. */
  at: string;
  /** For a person. */
  text: string;
}

/** Both stages of one function. */
export interface Stages {
  development: EdgeCode | null;
  live: EdgeCode | null;
  developmentCode: string;
  liveCode: string;
}

export const kinds = ["site", "dashboard", "staging"] as const satisfies EdgeKind[];

/** Compares everything that is live, from the control plane and as served, with the release log. */
export const findDrift = async (
  deployer: Deployer,
  releases: Releases,
  stages: Map<EdgeKind, Stages>,
  api: Record<ApiStage, StageReading> | null,
): Promise<Difference[]> => [
  ...functionDifferences(releases, stages, previewHash(deployer.preview.secret)),
  ...apiDifferences(releases, api),
  ...(await fileDifferences(deployer, releases, stages)),
  ...(await servedDifferences(deployer, stages)),
];

const apiDifferences = (
  { history, open, releases, staging }: Releases,
  api: Record<ApiStage, StageReading> | null,
): Difference[] => {
  if (api === null) return [];
  const found: Difference[] = [];
  const last = history.findLast(({ api }) => api !== undefined);
  const expected = last?.step === "done" ? last.api?.to.version : last?.api?.from.version;
  if (open?.api === undefined && expected !== undefined && api.live.version !== expected)
    found.push({
      kind: "api",
      at: "live",
      text: `Version ${api.live.version} of the API is live, but version ${expected} was promoted last.`,
    });
  const deployed = releases.find(({ id }) => id === staging?.release)?.api?.version;
  if (deployed !== undefined && api.preview.version !== deployed)
    found.push({
      kind: "api",
      at: "preview",
      text: `Version ${api.preview.version} of the API is on staging, but version ${deployed} was deployed last.`,
    });
  return found;
};

const functionDifferences = (releases: Releases, stages: Map<EdgeKind, Stages>, lock: string): Difference[] =>
  kinds.flatMap((kind) => {
    const stage = stages.get(kind);
    const differs = (text: string): Difference => ({ kind: "function", at: kind, text });
    if (stage === undefined) return [];
    if (stage.live === null) return [differs(`Tailboard did not write the live ${kind} function.`)];
    const found: Difference[] = [];
    if (releases.open?.kinds.includes(kind) === true) return found;
    const last = releases.history.findLast(({ kinds, verb }) => verb !== "prune" && kinds.includes(kind));
    const expected = (last?.step === "done" ? last.to : last?.from)?.[kind]?.sha256;
    const deployed = kind === "staging" ? releases.staging?.promotion : undefined;
    if (kind === "staging" && stage.live.table.preview !== undefined && stage.live.table.preview !== lock)
      found.push(
        differs("Staging accepts another preview link than the newest one. Fix it with tailboard preview --new-link."),
      );
    const isOther =
      (expected !== undefined && sha256Of(stage.liveCode) !== expected) ||
      (deployed !== undefined && (stage.live.promotion ?? "") !== deployed);
    if (isOther) found.push(differs(`The live ${kind} function is not the one that was published last.`));
    if (stage.development === null || !sameFunction(stage.development, stage.live))
      found.push(
        differs(
          `The ${kind} function in DEVELOPMENT differs from the live one: a deploy or promotion stopped before publishing it.`,
        ),
      );
    return found;
  });

/** Compares only the files. `tailboard doctor` uses this. */
export const findFileDrift = async (deployer: Deployer): Promise<Difference[]> => {
  const stages = new Map<EdgeKind, Pick<Stages, "live">>();
  for (const kind of kinds) stages.set(kind, { live: readCode((await readFunction(deployer, kind, "LIVE")).code) });
  return await fileDifferences(deployer, await deployer.releaseLog.read(), stages);
};

/** Compares the stored files of the live releases with their manifests. */
const fileDifferences = async (
  { objects }: Pick<Deployer, "objects">,
  { releases }: Pick<Releases, "releases">,
  stages: Map<EdgeKind, Pick<Stages, "live">>,
): Promise<Difference[]> => {
  const live = new Set(
    [...stages.values()].flatMap(({ live }) => (live === null ? [] : Object.values(releasesIn(live.table)))),
  );
  const found: Difference[] = [];
  for (const release of live) {
    if (release === null || release === undefined) continue;
    const commit = releases.find(({ id }) => id === release)?.commit?.slice(0, 9);
    const differs = (name: string, state: Exclude<FileState, "good">): void => {
      const text = `${name} of release ${release}, which is live, ${wrong[state]} ${remedy[state](commit)}`;
      found.push({ kind: "file", at: keys.releaseFile(release, name), text });
    };
    const manifest = await inspectManifest(objects, release);
    if (typeof manifest === "string") {
      differs(manifestName, manifest);
      continue;
    }
    for (const file of manifest.files) {
      const state = await checkFile(objects, release, file);
      if (state !== "good") differs(file.name, state);
    }
  }
  return found;
};

const wrong: Record<Exclude<FileState, "good">, string> = {
  missing: "is missing.",
  changed: "differs from what was uploaded.",
  damaged: "is damaged: the stored bytes differ from those that were written.",
  headers: "is stored without its content type or cache lifetime.",
};

/** What repairs a file. A deploy uploads missing and damaged files again, but never overwrites intact bytes. */
const remedy: Record<Exclude<FileState, "good">, (commit: string | undefined) => string> = {
  missing: (commit) => uploadAgain(commit),
  damaged: (commit) => `${uploadAgain(commit)} To roll back until then: tailboard rollback`,
  changed: () =>
    "To roll back: tailboard rollback. To go forward: tailboard deploy of another commit, then tailboard promote",
  headers: () => "tailboard deploy adds them.",
};

const uploadAgain = (commit: string | undefined): string =>
  `To upload it again, run tailboard deploy in ${commit === undefined ? "the checkout that it was built in" : `a checkout of ${commit}`}.`;

/** Fetches each page through its distribution and compares its bytes and headers. */
const servedDifferences = async ({ cdn, objects }: Deployer, stages: Map<EdgeKind, Stages>): Promise<Difference[]> => {
  const found: Difference[] = [];
  for (const [kind, { live }] of stages) {
    for (const [page, release] of Object.entries(live === null ? {} : releasesIn(live.table)) as [
      PageName,
      string | null,
    ][]) {
      if (release === null) continue;
      const path = viewerPath(kind, page);
      const at = `${kind} ${path}`;
      const fetched = await cdn.fetchPage(kind, path);
      if (fetched.outcome === "unavailable") {
        found.push({ kind: "page", at, text: `${at} could not be fetched: ${String(fetched.cause)}` });
        continue;
      }
      const named = fetched.status === 200 ? releaseNamed(fetched.body) : null;
      const manifest = await inspectManifest(objects, release);
      const file =
        typeof manifest === "string" ? undefined : manifest.files.find(({ name }) => name === `${page}.html`);
      if (named !== release)
        found.push({ kind: "page", at, text: `${at} shows ${named ?? "no release"}, but ${release} is live.` });
      else if (file !== undefined && sha256Of(fetched.body) !== file.sha256)
        found.push({
          kind: "page",
          at,
          text: `${at} is not the uploaded ${page}.html of ${release}: its SHA-256 starts with ${sha256Of(fetched.body).slice(0, 12)} instead of ${file.sha256.slice(0, 12)}.`,
        });
      if (fetched.status !== 200) continue;
      for (const [header, expected] of Object.entries(headersOf(cdn, keys.releaseFile(release, `${page}.html`)))) {
        const got = fetched.headers[header];
        if (got === expected || (expected === any && got !== undefined)) continue;
        const text = `${at} is served ${got === undefined ? `without ${header}` : `with ${header}: ${got}`}${expected === any ? "" : ` instead of ${expected}`}.`;
        found.push({ kind: "header", at, text });
      }
    }
  }
  return found;
};

const any = Symbol("any value");

const headersOf = ({ https }: Cdn, key: string): Record<string, string | typeof any> => {
  const { contentType, cacheControl } = objectHeaders(key);
  return {
    "content-type": contentType,
    "cache-control": cacheControl,
    ...responsePolicy(key, contentType),
    ...(https ? { "strict-transport-security": any } : {}),
  };
};
