import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { ApiHost } from "../api/api-host.ts";
import type { Cdn } from "../cdn/cdn.ts";
import type { ReleaseLog } from "./release-log.ts";

/** The dependencies of deploy, promote, rollback and status. */
export interface Deployer {
  cdn: Cdn;
  /** Null if the API is the server itself. */
  api: ApiHost | null;
  releaseLog: ReleaseLog;
  preview: PreviewGate;
  /** The public store, with releases and assets. */
  objects: ObjectStore;
  clock: Clock;
  random: Random;
  /** The person's name for the release log. */
  who: string;
  /** Receives one sentence per step, for a person who watches. */
  progress: (line: string) => void;
}

/** Who may see staging. */
export interface PreviewGate {
  /** The secret in the preview link. */
  secret: string;
  /** Whether a deploy closes staging; null keeps it as it is. */
  closed: boolean | null;
}
