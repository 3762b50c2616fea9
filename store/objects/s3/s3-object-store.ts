import { instantOf, type Clock } from "../../../domain/clock.ts";
import type { Random } from "../../../domain/random.ts";
import {
  assertKey,
  type DeleteOutcome,
  type GetOutcome,
  type KeptVersion,
  type ListOutcome,
  type ObjectHeaders,
  type ObjectStore,
  type PutCondition,
  type PutOutcome,
  type Unavailable,
  type Unknown,
  type Version,
} from "../object-store.ts";
import type { Dialect } from "./dialect.ts";
import { keptVersions } from "./history.ts";
import { judgeRead, judgeWrite } from "./judge.ts";
import { probe } from "./probe.ts";
import { loadSdk } from "../../adapters/s3/sdk.ts";
import { isTombstone, tombstone, tombstoneEtag } from "./tombstone.ts";
import { Wire, type Conditions, type Entry, type Place } from "./wire.ts";

export interface S3Options extends Pick<Place, "bucket"> {
  /** Keys begin with it and a slash. Empty for the whole bucket. */
  prefix?: string;
  /** Null or left out is AWS. */
  endpoint?: string | null;
  region?: string | null;
  credentials?: Place["credentials"];
  timeouts?: Place["timeouts"];
  clock: Clock;
  random: Random;
  /** Known from an earlier probe, which then is not repeated. */
  dialect?: Dialect;
}

/**
 * A bucket of any store that keeps two conditional writers apart. Loads the SDK, then asks the store what it can do
 * (AWS only whether it can be reached). Rejects with an `S3Refused` that says what to do.
 */
export const openS3ObjectStore = async (options: S3Options): Promise<S3ObjectStore> => {
  const { bucket, endpoint = null, region = null, credentials = null, timeouts = patience } = options;
  const wire = new Wire(await loadSdk(), { bucket, endpoint, region, credentials, timeouts });
  const prefix = options.prefix === undefined || options.prefix === "" ? "" : `${options.prefix.replace(/\/+$/, "")}/`;
  const dialect = options.dialect ?? (await probe(wire, { bucket, endpoint, prefix, random: options.random }));
  return new S3ObjectStore(wire, { prefix, dialect, clock: options.clock });
};

/** The version is the object's ETag, so equal bytes under one key have equal versions, before and after a delete. */
export class S3ObjectStore implements ObjectStore {
  readonly #wire: Wire;
  readonly #prefix: string;
  readonly #clock: Clock;
  readonly dialect: Dialect;

  constructor(wire: Wire, { prefix, dialect, clock }: { prefix: string; dialect: Dialect; clock: Clock }) {
    this.#wire = wire;
    this.#prefix = prefix;
    this.#clock = clock;
    this.dialect = dialect;
  }

  async get(key: string, { unless }: { unless?: Version } = {}): Promise<GetOutcome> {
    const name = this.#nameOf(key);
    const got = await this.#wire.get(name, unless === undefined ? {} : { ifNoneMatch: `"${unless}"` });
    if (!got.ok) {
      const judged = judgeRead(got);
      return typeof judged === "string" ? { outcome: judged } : judged;
    }
    if (isTombstone(got.body)) return { outcome: "missing" };
    // Some stores take no notice of If-None-Match.
    if (got.etag === unless) return { outcome: "unchanged" };
    const { body, headers } = got;
    return { outcome: "found", body, version: got.etag as Version, ...(headers && { headers }) };
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    const name = this.#nameOf(key);
    if (condition === "absent") return await this.#create(name, body, headers);
    const put = await this.#put(name, body, condition === "any" ? {} : this.#ifMatch(condition.version), headers);
    return put.outcome === "refused" ? await this.#lookAtRefusal(name) : put;
  }

  async delete(key: string, version: Version): Promise<DeleteOutcome> {
    const name = this.#nameOf(key);
    if (this.dialect.deletes === "if-match") {
      const deleted = await this.#wire.delete(name, this.#ifMatch(version));
      if (deleted.ok) return { outcome: "deleted" };
      const judged = judgeWrite(deleted);
      if (judged === "refused") return await this.#lookAtRefusal(name);
      if (judged === "raced") return { outcome: "conflict" };
      return judged === "missing" ? { outcome: "missing" } : judged;
    }
    const swapped = await this.#put(name, tombstone, this.#ifMatch(version));
    if (swapped.outcome === "stored") return { outcome: "deleted" };
    return swapped.outcome === "refused" ? await this.#lookAtRefusal(name) : swapped;
  }

  async list(prefix: string, options: { after?: string; limit?: number } = {}): Promise<ListOutcome> {
    const { limit = 1_000 } = options;
    const keys: string[] = [];
    let after = options.after === undefined ? "" : this.#prefix + options.after;
    for (;;) {
      // One more than asked for says whether there is another page; among tombstones a short page may hold nothing.
      const wanted = this.dialect.deletes === "tombstone" ? 1_000 : limit - keys.length + 1;
      const page = await this.#wire.list(this.#prefix + prefix, after, wanted);
      if (!page.ok) return { outcome: "unavailable", cause: page.cause };
      const standing = await this.#standing(page.entries);
      if (!Array.isArray(standing)) return standing;
      for (const { name } of standing) keys.push(name.slice(this.#prefix.length));
      if (keys.length > limit) return { outcome: "listed", keys: keys.slice(0, limit), more: true };
      after = page.entries.at(-1)?.name ?? after;
      if (!page.more) return { outcome: "listed", keys, more: false };
    }
  }

  history(key: string): AsyncGenerator<KeptVersion> {
    return keptVersions(this.#wire, this.#nameOf(key));
  }

  /** Where a tombstone lies, creating is a swap of it. */
  async #create(name: string, body: Uint8Array, headers?: ObjectHeaders): Promise<PutOutcome> {
    let condition: Conditions = { ifNoneMatch: "*" };
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const put = await this.#put(name, body, condition, headers);
      // A refusal says only that the condition did not hold; what does lie there?
      if (put.outcome !== "refused" && put.outcome !== "missing") return put;
      const there = await this.#look(name);
      // Perhaps its own first delivery, which the line brought twice: who cannot look must not say that nothing was done.
      if ("outcome" in there) return { outcome: "unknown", cause: there.cause };
      if (there.lies === "object") return { outcome: "exists" };
      condition = there.lies === "tombstone" ? this.#ifMatch(there.etag) : { ifNoneMatch: "*" };
    }
    return { outcome: "unavailable", cause: new Error("Other writers were faster each time") };
  }

  async #put(name: string, body: Uint8Array, condition: Conditions, headers?: ObjectHeaders): Promise<Written> {
    const put = await this.#wire.put(name, body, condition, headers);
    if (put.ok && put.etag === "") return { outcome: "unknown", cause: new Error("The answer has no ETag") };
    if (put.ok) return { outcome: "stored", version: put.etag as Version };
    const judged = judgeWrite(put);
    if (judged === "raced") return { outcome: "conflict" };
    return typeof judged === "string" ? { outcome: judged } : judged;
  }

  /** Refused is refused, though nobody can say any more for what: it may have been for its own first delivery. */
  async #lookAtRefusal(name: string): Promise<{ outcome: "conflict" | "missing" }> {
    if (this.dialect.tellsMissing && this.dialect.deletes === "if-match") return { outcome: "conflict" };
    const there = await this.#look(name);
    return { outcome: "outcome" in there || there.lies === "object" ? "conflict" : "missing" };
  }

  async #look(name: string): Promise<There | Unavailable> {
    const head = await this.#wire.head(name);
    if (head.ok) return await this.#lookAt({ name, ...head });
    return judgeRead(head) === "missing" ? { lies: "nothing" } : { outcome: "unavailable", cause: head.cause };
  }

  /** Size and tag tell, except where encryption changes tags. */
  async #lookAt({ name, etag, size }: Pick<Entry, "name" | "etag" | "size">): Promise<There | Unavailable> {
    if (size !== tombstone.length) return { lies: "object", etag };
    if (etag === tombstoneEtag) return { lies: "tombstone", etag };
    const got = await this.#wire.get(name);
    if (got.ok) return { lies: isTombstone(got.body) ? "tombstone" : "object", etag: got.etag };
    return judgeRead(got) === "missing" ? { lies: "nothing" } : { outcome: "unavailable", cause: got.cause };
  }

  /** Leaves out tombstones, and what consoles put there to draw folders. */
  async #standing(entries: Entry[]): Promise<Entry[] | Unavailable> {
    const standing: Entry[] = [];
    const tombstones: Entry[] = [];
    for (const entry of entries) {
      if (entry.name.endsWith("/")) continue;
      const there = await this.#lookAt(entry);
      if ("outcome" in there) return there;
      if (there.lies === "object") standing.push(entry);
      if (there.lies === "tombstone") tombstones.push(entry);
    }
    await this.#clear(tombstones);
    return standing;
  }

  /** Deletes for good what has long been deleted. */
  async #clear(tombstones: Entry[]): Promise<void> {
    if (!this.dialect.clearsTombstones) return;
    const old = this.#clock.now() - tombstoneAge_ms;
    await Promise.all(
      tombstones
        .filter(({ changed_ms }) => changed_ms < old)
        .slice(0, clearedAtOnce)
        // A key created again meanwhile is an hour younger, and is left alone. Refused or lost, the next listing
        // comes by again.
        .map(({ name, changed_ms }) => this.#wire.delete(name, { unchangedSince: instantOf(changed_ms + 1_000) })),
    );
  }

  #ifMatch(version: string): { ifMatch: string } {
    return { ifMatch: this.dialect.quotesIfMatch ? `"${version}"` : version };
  }

  #nameOf(key: string): string {
    assertKey(key);
    return this.#prefix + key;
  }
}

/** What lies under a name now. */
type There = { lies: "object" | "tombstone"; etag: string } | { lies: "nothing" };

type Written =
  | { outcome: "stored"; version: Version }
  | { outcome: "refused" }
  | { outcome: "conflict" }
  | { outcome: "missing" }
  | Unavailable
  | Unknown;

const patience: Place["timeouts"] = { connect_ms: 3_000, answer_ms: 15_000 };
const attempts = 8;
const tombstoneAge_ms = 3_600_000;
const clearedAtOnce = 32;
