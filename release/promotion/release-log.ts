import { keys } from "../../store/keys.ts";
import { jsonCodec, type JsonDocument } from "../../store/day-documents/codec.ts";
import { attempts, backoff, Committer, type Medium } from "../../store/day-documents/committer.ts";
import { StoreUnavailable } from "../../store/job-store.ts";
import { sha256Of } from "../artifacts/manifest.ts";
import { noReleases, type Releases } from "./releases.ts";

/** `releases.json` and the saved functions, in the private store. @throws StoreUnavailable and the errors of a document */
export interface ReleaseLog {
  read(): Promise<Releases>;
  /**
   * Changes the log by one compare-and-swap. `apply` gets the newest value and may run again. It throws to refuse, and
   * returns the same value to write nothing.
   */
  change(apply: (releases: Releases) => Releases): Promise<Releases>;
  /** Saves a function's code under its SHA-256, which it returns. Saved code never changes. */
  save(code: string): Promise<string>;
  /** Returns a function's saved code, or null. */
  saved(sha256: string): Promise<string | null>;
}

export const openReleaseLog = (medium: Medium): ReleaseLog => {
  const document: Committer<JsonDocument<Releases>> = new Committer(keys.releases, jsonCodec(noReleases), medium);
  const { objects, clock } = medium;

  const saved = async (sha256: string): Promise<string | null> => {
    for (let attempt = 1; ; attempt += 1) {
      const got = await objects.get(keys.savedFunction(sha256));
      if (got.outcome === "found") return new TextDecoder().decode(got.body);
      if (got.outcome === "missing") return null;
      if (attempt === attempts) throw new StoreUnavailable("cause" in got ? got.cause : null);
      await clock.sleep(backoff(attempt));
    }
  };

  return {
    read: async () => (await document.read()).value,
    change: (apply) =>
      document.commit({
        apply: (draft) => {
          const before = draft.value;
          draft.value = apply(before);
          return { result: draft.value, wrote: draft.value !== before };
        },
      }),
    saved,
    save: async (code) => {
      const sha256 = sha256Of(code);
      let cause: unknown = null;
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        if (attempt > 1) await clock.sleep(backoff(attempt));
        const put = await objects.put(keys.savedFunction(sha256), new TextEncoder().encode(code), "absent");
        // The key is the hash of the code, so an existing object holds the same code.
        if (put.outcome === "stored" || put.outcome === "exists") return sha256;
        if ("cause" in put) cause = put.cause;
      }
      throw new StoreUnavailable(cause);
    },
  };
};
