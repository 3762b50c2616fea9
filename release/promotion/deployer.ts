import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";
import type { ApiHost } from "../api/api-host.ts";
import type { Cdn } from "../cdn/cdn.ts";
import type { ReleaseLog } from "./release-log.ts";

/** What every verb works with. */
export interface Deployer {
  cdn: Cdn;
  /** Null where the API is the server itself. */
  api: ApiHost | null;
  releaseLog: ReleaseLog;
  preview: PreviewGate;
  /** The public store: releases and assets. */
  objects: ObjectStore;
  clock: Clock;
  random: Random;
  /** For the release log. */
  who: string;
  /** One sentence for a person who follows. */
  progress: (line: string) => void;
}

/** Who may look at staging. */
export interface PreviewGate {
  /** What the preview link carries. */
  secret: string;
  /** What a deploy makes of it; null leaves it as it is. */
  closed: boolean | null;
}

/** The answer is no, and nothing was changed by asking; or it failed, and the text says what stands. */
export class DeployRefused extends Error {
  override name = "DeployRefused";
  readonly hint: string | null;
  constructor(message: string, hint: string | null = null, cause?: unknown) {
    super(message, { cause });
    this.hint = hint;
  }
}
