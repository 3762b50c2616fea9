import type { Job } from "../../domain/job.ts";
import type { Random } from "../../domain/random.ts";
import { revOf, tombstone } from "../../domain/sealed-view.ts";
import type { Token } from "../../domain/token.ts";
import { StoreUnavailable, type Publisher } from "../job-store.ts";
import { keys } from "../keys.ts";
import {
  sameHeaders,
  type ObjectHeaders,
  type ObjectStore,
  type PutCondition,
  type Version,
} from "../port/object-store.ts";
import { openTrackedView, sealTrackedView, viewSecretsOf, type ViewSecrets } from "./view-cipher.ts";

export interface TrackedViewsOptions {
  /** The public store. */
  objects: ObjectStore;
  /** The headers to store with an object, by its key. */
  headersOf: (key: string) => ObjectHeaders;
  random: Random;
  /** Renders the current view of a job. An expired view is replaced by a tombstone. */
  render: (job: Job) => Promise<{ json: string; expired: boolean }>;
  /** Tokens that can be guessed are never published, because a stranger could find their lookup. */
  weak?: (token: Token) => boolean;
}

/** The stored content of a view's key. */
interface There {
  body: Uint8Array;
  version: Version;
  headers?: ObjectHeaders;
}

/**
 * Publishes encrypted views at `t/<lookup>`. A worker may stall anywhere and its write may be applied late, so each write is a
 * CAS that depends on what it replaces:
 *
 * - A view or tombstone of a **lower** rev never replaces one of a higher.
 * - At an **equal** rev a tombstone replaces a view (expiry does not change the job, so it has no rev of its own), and
 *   nothing replaces a tombstone. A view with other content (the settings changed) replaces a view. It is rendered after
 *   the old one was read, so it is never the older of the two.
 * - The public name of a replaced link stays a tombstone for good.
 *
 * Nothing is deleted, because after a delete there would be nothing to compare with. A link that expired at some rev shows
 * again only at a higher one. If a settings change makes links live longer, the API answers for them.
 */
export const createTrackedViews = ({
  objects,
  headersOf,
  random,
  render,
  weak = () => false,
}: TrackedViewsOptions): Required<Publisher> => {
  /** Returns what to write over the stored content, or null to keep that. */
  type Judge = (there: Uint8Array | null) => Promise<Uint8Array | null>;

  const write = async (lookup: string, first: boolean, judge: Judge): Promise<void> => {
    const key = keys.view(lookup);
    const headers = headersOf(key);
    // The first revision is nearly always the first publication, so there is nothing to read.
    let there: There | null = first ? null : await read(key);
    let cause: unknown = null;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      // Content with other headers is stored again unchanged.
      const standing = there !== null && !sameHeaders(there.headers, headers) ? there.body : null;
      const body = (await judge(there?.body ?? null)) ?? standing;
      if (body === null) return;
      const condition: PutCondition = there === null ? "absent" : { version: there.version };
      const put = await objects.put(key, body, condition, headers);
      if (put.outcome === "stored") return;
      if ("cause" in put) cause = put.cause;
      there = await read(key);
      // The answer was lost, but the write was applied: random bytes make each body unique.
      if (there !== null && same(there.body, body) && sameHeaders(there.headers, headers)) return;
    }
    throw new StoreUnavailable(cause);
  };

  const read = async (key: string): Promise<There | null> => {
    const got = await objects.get(key);
    if (got.outcome === "found") return got;
    if (got.outcome === "missing") return null;
    throw new StoreUnavailable("cause" in got ? got.cause : null);
  };

  const noise = (count: number) => random.bytes(count);

  const live =
    (job: Job, secrets: ViewSecrets): Judge =>
    async (there) => {
      const rev = there === null ? null : revOf(there);
      if (rev !== null && rev > job.rev) return null;
      const { json, expired } = await render(job);
      const isDead = expired || job.link === "revoked";
      if (there !== null && rev === job.rev) {
        const shown = openTrackedView(secrets, new Uint8Array(there));
        if (shown === null || (shown === json && !isDead)) return null;
      }
      return isDead ? tombstone(job.rev, noise) : sealTrackedView(secrets, job.rev, json, new Uint8Array(noise(12)));
    };

  /** Views under a retired name have lower revs than the change that retired it, so it stays a tombstone. */
  const retired =
    (job: Job, lookup: string): Judge =>
    async (there) => {
      const rev = there === null ? null : revOf(there);
      return rev !== null && rev >= retiredAt(job, lookup) ? null : tombstone(job.rev, noise);
    };

  return {
    publish: async (job) => {
      for (const lookup of job.retired_lookups) await write(lookup, false, retired(job, lookup));
      if (weak(job.tracking_token)) return;
      const secrets = viewSecretsOf(job.tracking_token);
      await write(secrets.lookup, job.rev === 1, live(job, secrets));
    },
    standing: async (job) => {
      for (const lookup of job.retired_lookups) {
        const there = await read(keys.view(lookup));
        // If nothing was ever published, there is nothing to retire.
        if (there !== null && (await retired(job, lookup)(there.body)) !== null) return "behind";
      }
      if (weak(job.tracking_token)) return "current";
      const secrets = viewSecretsOf(job.tracking_token);
      const there = await read(keys.view(secrets.lookup));
      if (there === null) return job.link === "revoked" || (await render(job)).expired ? "current" : "behind";
      if ((revOf(there.body) ?? 0) > job.rev) return "ahead";
      return (await live(job, secrets)(there.body)) === null ? "current" : "behind";
    },
  };
};

const retiredAt = (job: Job, lookup: string): number => {
  const index = job.history.findIndex(({ to }) => to?.retired_lookups?.includes(lookup) === true);
  return index < 0 ? job.rev : index + 1;
};

const same = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

const attempts = 8;
