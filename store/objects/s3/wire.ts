import { AsyncLocalStorage } from "node:async_hooks";
import type { ObjectHeaders } from "../object-store.ts";
import type { S3Client, Sdk } from "../../adapters/s3/sdk.ts";

export interface Place {
  bucket: string;
  /** Null is AWS itself. */
  endpoint: string | null;
  /** Null leaves it to the SDK, except where another endpoint makes it a formality. */
  region: string | null;
  /** Null leaves it to the SDK: environment, shared files, the machine's role. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | null;
  timeouts: {
    connect_ms: number;
    /** From handing a request over to the last byte of its answer. */
    answer_ms: number;
  };
}

/** What came back, before anyone has judged it. */
export type Answer<T> = ({ ok: true } & T) | Failure;

export interface Failure {
  ok: false;
  /** False when not one byte can have reached the store. */
  sent: boolean;
  /** The HTTP status; null where there was no answer, or half of one. */
  status: number | null;
  /** S3's own word (`PreconditionFailed`), else the system's (`ECONNRESET`). */
  code: string;
  cause: unknown;
}

/** As S3 writes them, with quotes or without; null is none. */
export interface Conditions {
  ifMatch?: string;
  ifNoneMatch?: string;
}

export interface Entry {
  name: string;
  etag: string;
  size: number;
  changed_ms: number;
}

/** One version of one name, or the marker of its deletion. */
export interface VersionEntry {
  name: string;
  /** `null`, as a word, is what was written while the bucket kept no versions. */
  id: string;
  deletion: boolean;
}

/** Where the next page of versions begins; as the store told it. */
export interface VersionMarker {
  KeyMarker?: string | undefined;
  VersionIdMarker?: string | undefined;
}

/**
 * One HTTP exchange a call, never repeated by the SDK: its second try would take a 412 for an answer, when it was its
 * own first try that landed.
 */
export class Wire {
  readonly #sdk: Sdk;
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #answer_ms: number;
  readonly #exchange = new AsyncLocalStorage<{ sent: boolean; headers: Record<string, string> }>();
  /** The `Server` header of the last answer. */
  server = "";

  constructor(sdk: Sdk, { bucket, endpoint, region, credentials, timeouts }: Place) {
    this.#sdk = sdk;
    this.#bucket = bucket;
    this.#answer_ms = timeouts.answer_ms;
    this.#client = new sdk.S3Client({
      ...(region === null ? (endpoint === null ? {} : { region: "us-east-1" }) : { region }),
      maxAttempts: 1,
      // R2 and others refuse the checksums that the SDK otherwise adds to every PUT.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      expectContinueHeader: false,
      requestHandler: {
        connectionTimeout: timeouts.connect_ms,
        // To wait for a free socket counts as not connecting, so there are more than a group commit can use.
        httpAgent: { maxSockets: 256 },
        httpsAgent: { maxSockets: 256 },
      },
      ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
      ...(credentials === null ? {} : { credentials }),
    });
    const { middlewareStack } = this.#client;
    // Before the signature, which is to cover them.
    middlewareStack.add(
      (next) => (args) => {
        if (isMessage(args.request)) Object.assign(args.request.headers, this.#exchange.getStore()?.headers);
        return next(args);
      },
      { step: "build", name: "tailboardHeaders" },
    );
    middlewareStack.add(
      (next) => async (args) => {
        const exchange = this.#exchange.getStore();
        if (exchange !== undefined) exchange.sent = true;
        const result = await next(args);
        if (isMessage(result.response)) this.server = result.response.headers["server"] ?? this.server;
        return result;
      },
      { step: "deserialize", priority: "low", name: "tailboardSent" },
    );
  }

  /** The newest, or the one of that `id`. */
  async get(
    name: string,
    { ifNoneMatch, id }: Conditions & { id?: string } = {},
  ): Promise<Answer<{ etag: string; body: Uint8Array; headers: ObjectHeaders | null }>> {
    const command = new this.#sdk.GetObjectCommand({ ...this.#object(name), IfNoneMatch: ifNoneMatch, VersionId: id });
    return await this.#ask(async (options) => {
      const got = await this.#client.send(command, options);
      const { ContentType: contentType, CacheControl: cacheControl } = got;
      return {
        etag: bareOf(got.ETag),
        body: (await got.Body?.transformToByteArray()) ?? new Uint8Array(),
        // A store makes up a content type for an object that was put without one, and never a cache lifetime.
        headers: contentType === undefined || cacheControl === undefined ? null : { contentType, cacheControl },
      };
    });
  }

  async head(name: string): Promise<Answer<{ etag: string; size: number }>> {
    const command = new this.#sdk.HeadObjectCommand(this.#object(name));
    return await this.#ask(async (options) => {
      const head = await this.#client.send(command, options);
      return { etag: bareOf(head.ETag), size: head.ContentLength ?? 0 };
    });
  }

  async put(
    name: string,
    body: Uint8Array,
    { ifMatch, ifNoneMatch }: Conditions,
    headers?: ObjectHeaders,
  ): Promise<Answer<{ etag: string }>> {
    const command = new this.#sdk.PutObjectCommand({
      ...this.#object(name),
      Body: body,
      IfMatch: ifMatch,
      IfNoneMatch: ifNoneMatch,
      ContentType: headers?.contentType,
      CacheControl: headers?.cacheControl,
    });
    return await this.#ask(async (options) => ({
      etag: bareOf((await this.#client.send(command, options)).ETag),
    }));
  }

  /** `unchangedSince` is Ceph's: refused with 412 when the object is younger; others take no notice of it. */
  async delete(
    name: string,
    { ifMatch, unchangedSince }: { ifMatch?: string; unchangedSince?: string } = {},
  ): Promise<Answer<object>> {
    const command = new this.#sdk.DeleteObjectCommand({ ...this.#object(name), IfMatch: ifMatch });
    const headers: Record<string, string> =
      unchangedSince === undefined ? {} : { "x-amz-delete-if-unmodified-since": unchangedSince };
    return await this.#ask(async (options) => {
      await this.#client.send(command, options);
      return {};
    }, headers);
  }

  /** Ascending; at most 1,000 a page. */
  async list(prefix: string, after: string, limit: number): Promise<Answer<{ entries: Entry[]; more: boolean }>> {
    const command = new this.#sdk.ListObjectsV2Command({
      Bucket: this.#bucket,
      Prefix: prefix,
      MaxKeys: Math.min(limit, 1_000),
      ...(after === "" ? {} : { StartAfter: after }),
    });
    return await this.#ask(async (options) => {
      const listed = await this.#client.send(command, options);
      const entries = (listed.Contents ?? []).map(({ Key = "", ETag, Size = 0, LastModified }) => ({
        name: Key,
        etag: bareOf(ETag),
        size: Size,
        changed_ms: LastModified?.getTime() ?? 0,
      }));
      return { entries, more: listed.IsTruncated === true };
    });
  }

  /** By name, each newest first; 100 a page, since few are wanted. Names that begin with `name` come after it. */
  async versions(
    name: string,
    after: VersionMarker | null,
  ): Promise<Answer<{ entries: VersionEntry[]; next: VersionMarker | null }>> {
    const command = new this.#sdk.ListObjectVersionsCommand({
      Bucket: this.#bucket,
      Prefix: name,
      MaxKeys: 100,
      ...after,
    });
    return await this.#ask(async (options) => {
      const { Versions, DeleteMarkers, ...page } = await this.#client.send(command, options);
      const entryOf =
        (deletion: boolean) =>
        ({ Key = "", VersionId = "null", IsLatest, LastModified }: NonNullable<typeof DeleteMarkers>[number]) => ({
          name: Key,
          id: VersionId,
          deletion,
          newest: IsLatest === true,
          changed_ms: LastModified?.getTime() ?? 0,
        });
      // The SDK keeps the two apart; the time, in seconds, brings them together again. Within one second a deletion
      // counts as the later: nothing that was deleted comes back because nobody can tell. The sort is stable.
      const entries = [...(DeleteMarkers ?? []).map(entryOf(true)), ...(Versions ?? []).map(entryOf(false))].toSorted(
        (one, other) =>
          (one.name < other.name ? -1 : one.name > other.name ? 1 : 0) ||
          Number(other.newest) - Number(one.newest) ||
          other.changed_ms - one.changed_ms,
      );
      const { IsTruncated, NextKeyMarker, NextVersionIdMarker } = page;
      const next = IsTruncated === true ? { KeyMarker: NextKeyMarker, VersionIdMarker: NextVersionIdMarker } : null;
      return { entries, next };
    });
  }

  #object(name: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: name };
  }

  async #ask<T extends object>(
    send: (options: { abortSignal: AbortSignal }) => Promise<T>,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const exchange = { sent: false, headers };
    try {
      // The whole exchange, body included: the SDK's own time-out ends with the headers.
      const options = { abortSignal: AbortSignal.timeout(this.#answer_ms) };
      return { ok: true, ...(await this.#exchange.run(exchange, () => send(options))) };
    } catch (cause) {
      const code = codeOf(cause);
      return { ok: false, sent: exchange.sent && !neverConnected.has(code), status: statusOf(cause), code, cause };
    }
  }
}

/** Quotes are the header's, not the tag's; a proxy that compresses marks the tag as weak. */
const bareOf = (etag: string | undefined): string => (etag ?? "").replace(/^W\//, "").replaceAll('"', "");

const neverConnected = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

const isMessage = (value: unknown): value is { headers: Record<string, string> } =>
  typeof value === "object" && value !== null && "headers" in value;

const statusOf = (cause: unknown): number | null => {
  if (typeof cause !== "object" || cause === null || !("$metadata" in cause)) return null;
  const metadata: unknown = cause.$metadata;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return null;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : null;
};

/** Where S3 sends its word, the SDK makes it the name; a plain network error has a code. */
const codeOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return "unknown";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
};
