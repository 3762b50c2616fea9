import { RetryingObjectStore } from "../../store/adapters/wrap/retrying-object-store.ts";
import { documentKeys } from "../../store/documents/document-keys.ts";
import { DocumentLog } from "../../store/documents/document-log.ts";
import { StoreUnavailable } from "../../store/job-store.ts";
import type { ProcessContext } from "../../store/jobs/log/open-log.ts";
import { keys } from "../../store/keys.ts";
import { readObject } from "../artifacts/artifact-store.ts";
import { sha256Of } from "../artifacts/manifest.ts";
import { noReleases, type Releases } from "./releases.ts";

/** The releases and the saved functions, in the private store. @throws StoreUnavailable and the errors of a document */
export interface ReleaseLog {
  read(): Promise<Releases>;
  /**
   * Appends a change to the log. `apply` gets the newest value and may run again. It throws to refuse, and returns the
   * same value to write nothing.
   */
  change(apply: (releases: Releases) => Releases): Promise<Releases>;
  /** Saves a function's code under its SHA-256, which it returns. Saved code never changes. */
  save(code: string): Promise<string>;
  /** Returns a function's saved code, or null. */
  saved(sha256: string): Promise<string | null>;
}

export const openReleaseLog = (process: ProcessContext): ReleaseLog => {
  const objects = new RetryingObjectStore(process.objects, process);
  const log = new DocumentLog<Releases>({ ...process, objects }, documentKeys.releases, noReleases());

  const saved = async (sha256: string): Promise<string | null> => {
    const bytes = await readObject(objects, keys.savedFunction(sha256));
    return bytes === null ? null : new TextDecoder().decode(bytes);
  };

  return {
    read: async () => (await log.read()).value,
    change: async (apply) => (await log.change(apply)).value,
    saved,
    save: async (code) => {
      const sha256 = sha256Of(code);
      let cause: unknown = null;
      for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
        if (attempt > 1) await process.clock.sleep(attempt * retryAfter_ms);
        const put = await objects.put(keys.savedFunction(sha256), new TextEncoder().encode(code), "absent");
        // The key is the hash of the code, so an existing object holds the same code.
        if (put.outcome === "stored" || (await saved(sha256)) !== null) return sha256;
        if ("cause" in put) cause = put.cause;
      }
      throw new StoreUnavailable(cause);
    },
  };
};

const maxAttempts = 8;
const retryAfter_ms = 50;
