import type { Refused, Unanswered, Unavailable } from "../cdn/cdn.ts";

/**
 * Where calls are answered: code that was uploaded last, versions that never change, and a pointer a stage. On AWS it is a
 * Lambda function with its aliases. `npm start` has none: there the API is the server itself. Each call is made once, and
 * its outcomes mean what they mean in `cdn.ts`: after `unknown`, who calls reads and compares.
 */
export interface ApiHost {
  readonly name: string;
  /** What was uploaded last. `revision` is another one after each upload. */
  readCode(): Promise<CodeOutcome>;
  /** Replaces it, under its newest revision alone. */
  uploadCode(zip: Uint8Array, revision: Revision): Promise<UploadOutcome>;
  /** Makes a version of what was uploaded last, if that is still `sha256`; of the same code, the same version. */
  publishVersion(sha256: string): Promise<VersionOutcome>;
  /** Every version that there still is, oldest first. */
  listVersions(): Promise<VersionsOutcome>;
  /** For good. One that is gone already is removed; one that a stage points at stays: `named`. */
  removeVersion(version: string): Promise<RemoveOutcome>;
  readStage(stage: ApiStage): Promise<StageOutcome>;
  /** From the next call on, the stage is answered by that version. Under the stage's newest revision alone. */
  pointStage(stage: ApiStage, to: Pointed, revision: Revision): Promise<PointOutcome>;
}

export type ApiStage = "live" | "preview";

/** Opaque; of the code, or of a stage. */
export type Revision = string & { readonly revision: unique symbol };

export interface Pointed {
  version: string;
  /** Who pointed it: the id of a promotion's holder. */
  note: string;
}

/** A stage as it was read. */
export interface StageRead extends Pointed {
  revision: Revision;
}

/** `settled` is false while an upload is still being applied: no version can be made yet. */
export type CodeOutcome =
  | { outcome: "found"; sha256: string; revision: Revision; settled: boolean }
  | { outcome: "missing" }
  | Refused
  | Unavailable;
export type UploadOutcome = { outcome: "uploaded" } | { outcome: "conflict" } | Refused | Unanswered;
export type VersionOutcome = { outcome: "published"; version: string } | { outcome: "conflict" } | Refused | Unanswered;
export type VersionsOutcome = { outcome: "listed"; versions: string[] } | Refused | Unavailable;
export type RemoveOutcome = { outcome: "removed" } | { outcome: "named" } | Refused | Unanswered;
export type StageOutcome = ({ outcome: "found" } & StageRead) | { outcome: "missing" } | Refused | Unavailable;
export type PointOutcome = { outcome: "pointed"; revision: Revision } | { outcome: "conflict" } | Refused | Unanswered;
