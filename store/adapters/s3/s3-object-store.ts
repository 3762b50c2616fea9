import { assertBody, assertKey, listRange, maxListLimit } from "../../port/limits.ts";
import type {
  DeleteOutcome,
  GetOutcome,
  ListOptions,
  ListOutcome,
  ObjectHeaders,
  ObjectStore,
  PutCondition,
  PutOutcome,
  Version,
} from "../../port/object-store.ts";
import { classifyRead, classifyWrite, MissingDate } from "./classify.ts";
import type { S3Condition, S3Transport } from "./s3-transport.ts";

/** How a store differs from AWS, as its probe found. */
export interface S3Dialect {
  /** False for Ceph, which compares the text of If-Match with the bare ETag, so quotes make every match fail. */
  quotesIfMatch: boolean;
}

/** An object store in a bucket. The version of an object is its ETag, so equal bytes can have equal versions. */
export class S3ObjectStore implements ObjectStore {
  readonly partBytes = 8 * 1024 * 1024;
  readonly maxBodyBytes = 64 * 1024 * 1024;
  readonly dialect: S3Dialect;
  readonly #transport: S3Transport;
  readonly #prefix: string;

  /** `prefix` precedes every key; it is empty or ends with a slash. */
  constructor(transport: S3Transport, { prefix, dialect }: { prefix: string; dialect: S3Dialect }) {
    this.#transport = transport;
    this.#prefix = prefix;
    this.dialect = dialect;
  }

  async get(key: string, { unless }: { unless?: Version } = {}): Promise<GetOutcome> {
    const condition = unless === undefined ? {} : { ifNoneMatch: `"${unless}"` };
    const got = await this.#transport.get(this.#nameOf(key), condition);
    if (!got.ok) return classifyRead(got);
    const { at, body, etag, headers } = got;
    if (at === null) return { outcome: "unavailable", cause: new MissingDate() };
    // Some stores ignore If-None-Match in a get.
    if (etag === unless) return { outcome: "unchanged", at };
    return { outcome: "found", body, version: etag as Version, ...(headers && { headers }), at };
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    const name = this.#nameOf(key);
    assertBody(body, this.maxBodyBytes);
    // A copy, because the SDK sends the bytes after this call returned to its caller.
    const put = await this.#transport.put(name, new Uint8Array(body), this.#conditionOf(condition), headers);
    if (!put.ok) return classifyWrite(put);
    const { at, etag } = put;
    if (at === null) return { outcome: "indeterminate", cause: new MissingDate() };
    if (etag === "") return { outcome: "indeterminate", cause: new Error("The store's answer has no ETag") };
    return { outcome: "stored", version: etag as Version, at };
  }

  async delete(key: string): Promise<DeleteOutcome> {
    const deleted = await this.#transport.delete(this.#nameOf(key));
    if (deleted.ok) {
      const { at } = deleted;
      return at === null ? { outcome: "indeterminate", cause: new MissingDate() } : { outcome: "deleted", at };
    }
    // S3 answers 204 for a missing key; other stores answer 404.
    if (deleted.status === 404 && deleted.code === "NoSuchKey" && deleted.at !== null) {
      return { outcome: "deleted", at: deleted.at };
    }
    const outcome = classifyWrite(deleted);
    return outcome.outcome === "conflict" ? { outcome: "indeterminate", cause: deleted.cause } : outcome;
  }

  async list(prefix: string, options?: ListOptions): Promise<ListOutcome> {
    const range = listRange(prefix, options);
    const keys: string[] = [];
    let after = range.after === "" ? "" : this.#prefix + range.after;
    for (;;) {
      // One key more than the limit shows whether another page follows.
      const wanted = Math.min(range.limit - keys.length + 1, maxListLimit);
      const page = await this.#transport.list(this.#prefix + prefix, after, wanted);
      if (!page.ok) return { outcome: "unavailable", cause: page.cause };
      const { at, names, more } = page;
      if (at === null) return { outcome: "unavailable", cause: new MissingDate() };
      // Consoles create names that end with a slash to draw folders; those are no keys of ours.
      for (const name of names) if (!name.endsWith("/")) keys.push(name.slice(this.#prefix.length));
      if (keys.length > range.limit) return { outcome: "listed", keys: keys.slice(0, range.limit), more: true, at };
      if (!more) return { outcome: "listed", keys, more: false, at };
      after = names.at(-1) ?? after;
    }
  }

  #conditionOf(condition: PutCondition): S3Condition {
    if (condition === "any") return {};
    if (condition === "absent") return { ifNoneMatch: "*" };
    return { ifMatch: this.dialect.quotesIfMatch ? `"${condition.version}"` : condition.version };
  }

  #nameOf(key: string): string {
    assertKey(key);
    return this.#prefix + key;
  }
}
