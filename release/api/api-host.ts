import type { Refused, Unanswered, Unavailable } from "../cdn/cdn.ts";

/**
 * Hosts the API: the uploaded code, immutable versions, and a pointer per stage. On AWS it is a Lambda function with
 * aliases. `npm start` has no API host, because there the API is the server itself. An adapter makes each call once. The
 * outcomes mean the same as in `cdn.ts`: after `unknown`, the caller reads and compares.
 */
export interface ApiHost {
  readonly name: string;
  /** Reads the newest uploaded code. Each upload changes its `revision`. */
  readCode(): Promise<CodeOutcome>;
  /** Replaces the code if `revision` is the newest. */
  uploadCode(zip: Uint8Array, revision: Revision): Promise<UploadOutcome>;
  /** Makes a version of the newest code if that is still `sha256`. The same code gives the same version. */
  publishVersion(sha256: string): Promise<VersionOutcome>;
  /** Lists all versions, oldest first. */
  listVersions(): Promise<VersionsOutcome>;
  /** Deletes a version. A missing one counts as `removed`. A version that a stage points at stays: `named`. */
  removeVersion(version: string): Promise<RemoveOutcome>;
  readStage(stage: ApiStage): Promise<StageOutcome>;
  /** Makes a stage use a version from the next call on, if `revision` is the stage's newest. */
  pointStage(stage: ApiStage, to: Pointed, revision: Revision): Promise<PointOutcome>;
}

export type ApiStage = "live" | "preview";

/** An opaque revision of the code or of a stage. */
export type Revision = string & { readonly revision: unique symbol };

export interface Pointed {
  version: string;
  /** The id of the lock holder that pointed the stage. */
  note: string;
}

export interface StageReading extends Pointed {
  revision: Revision;
}

/** `settled` is false while an upload is being applied. Then no version can be made. */
export type CodeOutcome =
  | { outcome: "found"; sha256: string; revision: Revision; settled: boolean }
  | { outcome: "missing" }
  | Refused
  | Unavailable;
export type UploadOutcome = { outcome: "uploaded" } | { outcome: "conflict" } | Refused | Unanswered;
export type VersionOutcome = { outcome: "published"; version: string } | { outcome: "conflict" } | Refused | Unanswered;
export type VersionsOutcome = { outcome: "listed"; versions: string[] } | Refused | Unavailable;
export type RemoveOutcome = { outcome: "removed" } | { outcome: "named" } | Refused | Unanswered;
export type StageOutcome = ({ outcome: "found" } & StageReading) | { outcome: "missing" } | Refused | Unavailable;
export type PointOutcome = { outcome: "pointed"; revision: Revision } | { outcome: "conflict" } | Refused | Unanswered;
