import { AsyncLocalStorage } from "node:async_hooks";
import { epochOf } from "../../../domain/clock.ts";
import type { S3Client, Sdk } from "./sdk.ts";
import type { ObjectHeaders } from "../../port/object-store.ts";

export interface S3TransportOptions {
  bucket: string;
  /** Null is AWS itself. */
  endpoint: string | null;
  /** Null leaves the region to the SDK; another endpoint than AWS does not use one. */
  region: string | null;
  /** Null leaves credentials to the SDK: environment, shared files, the role of the machine. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | null;
  timeouts: S3Timeouts;
}

export interface S3Timeouts {
  connect_ms: number;
  /** From sending the request to the last byte of its answer. */
  answer_ms: number;
}

/** The answer to one request, before it is classified. */
export type S3Answer<Content> = S3Success<Content> | S3Failure;

export type S3Success<Content> = { ok: true; at: number | null } & Content;

export interface S3Failure {
  ok: false;
  /** Store time from the `Date` header; null if there was no answer or no such header. */
  at: number | null;
  /** False if no byte of the request can have reached the store. */
  sent: boolean;
  /** The HTTP status; null if no whole answer arrived. */
  status: number | null;
  /** The error code of S3, such as `PreconditionFailed`, or that of the system, such as `ECONNRESET`. */
  code: string;
  cause: unknown;
}

/** ETags as the store expects them in the header, with or without quotes. */
export interface S3Condition {
  ifMatch?: string;
  ifNoneMatch?: string;
}

/**
 * One HTTP exchange per call. The SDK's own retries are off: its second attempt of a put-if-absent would be refused
 * because of its first, and the caller would get that refusal as the answer.
 */
export class S3Transport {
  readonly #sdk: Sdk;
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #answer_ms: number;
  readonly #exchange = new AsyncLocalStorage<Exchange>();
  /** The `Server` header of the last answer. */
  server = "";

  constructor(sdk: Sdk, location: S3TransportOptions) {
    this.#sdk = sdk;
    this.#bucket = location.bucket;
    this.#answer_ms = location.timeouts.answer_ms;
    this.#client = new sdk.S3Client(clientOptions(location));
    // Next to the wire, so it sees the raw answer to a refused request too.
    this.#client.middlewareStack.add(
      (next) => async (args) => {
        const exchange = this.#exchange.getStore();
        if (exchange !== undefined) exchange.sent = true;
        const result = await next(args);
        const headers = headersOf(result.response);
        this.server = headers["server"] ?? this.server;
        if (exchange !== undefined) exchange.at = storeTimeOf(headers["date"]);
        return result;
      },
      { step: "deserialize", priority: "low", name: "tailboardStoreTime" },
    );
  }

  async get(
    name: string,
    { ifNoneMatch }: S3Condition = {},
  ): Promise<S3Answer<{ etag: string; body: Uint8Array; headers: ObjectHeaders | null }>> {
    const command = new this.#sdk.GetObjectCommand({ ...this.#object(name), IfNoneMatch: ifNoneMatch });
    return await this.#send(async (options) => {
      const got = await this.#client.send(command, options);
      const { ContentType: contentType, CacheControl: cacheControl } = got;
      return {
        etag: bareEtag(got.ETag),
        body: (await got.Body?.transformToByteArray()) ?? new Uint8Array(),
        // A store invents a content type for an object without one, but never a cache lifetime.
        headers: contentType === undefined || cacheControl === undefined ? null : { contentType, cacheControl },
      };
    });
  }

  async put(
    name: string,
    body: Uint8Array,
    { ifMatch, ifNoneMatch }: S3Condition,
    headers?: ObjectHeaders,
  ): Promise<S3Answer<{ etag: string }>> {
    const command = new this.#sdk.PutObjectCommand({
      ...this.#object(name),
      Body: body,
      IfMatch: ifMatch,
      IfNoneMatch: ifNoneMatch,
      ContentType: headers?.contentType,
      CacheControl: headers?.cacheControl,
    });
    return await this.#send(async (options) => ({ etag: bareEtag((await this.#client.send(command, options)).ETag) }));
  }

  async delete(name: string): Promise<S3Answer<object>> {
    const command = new this.#sdk.DeleteObjectCommand(this.#object(name));
    return await this.#send(async (options) => {
      await this.#client.send(command, options);
      return {};
    });
  }

  /** Returns at most `limit` names (1 to 1,000), ascending, after `after` if that is not empty. */
  async list(prefix: string, after: string, limit: number): Promise<S3Answer<{ names: string[]; more: boolean }>> {
    const command = new this.#sdk.ListObjectsV2Command({
      Bucket: this.#bucket,
      Prefix: prefix,
      MaxKeys: limit,
      ...(after === "" ? {} : { StartAfter: after }),
    });
    return await this.#send(async (options) => {
      const { Contents, IsTruncated } = await this.#client.send(command, options);
      return { names: (Contents ?? []).map(({ Key = "" }) => Key), more: IsTruncated === true };
    });
  }

  #object(name: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: name };
  }

  async #send<Content extends object>(
    send: (options: { abortSignal: AbortSignal }) => Promise<Content>,
  ): Promise<S3Answer<Content>> {
    const exchange: Exchange = { sent: false, at: null };
    try {
      // Covers the body of the answer; the SDK's own timeout ends with the headers.
      const options = { abortSignal: AbortSignal.timeout(this.#answer_ms) };
      const content = await this.#exchange.run(exchange, () => send(options));
      return { ok: true, at: exchange.at, ...content };
    } catch (cause) {
      const code = codeOf(cause);
      const sent = exchange.sent && !notConnected.has(code);
      return { ok: false, at: exchange.at, sent, status: statusOf(cause), code, cause };
    }
  }
}

interface Exchange {
  sent: boolean;
  at: number | null;
}

const clientOptions = ({ endpoint, region, credentials, timeouts }: S3TransportOptions) => ({
  ...(region === null ? (endpoint === null ? {} : { region: "us-east-1" }) : { region }),
  maxAttempts: 1,
  // R2 and others refuse the checksums that the SDK otherwise adds to every put.
  requestChecksumCalculation: "WHEN_REQUIRED" as const,
  responseChecksumValidation: "WHEN_REQUIRED" as const,
  expectContinueHeader: false,
  requestHandler: {
    connectionTimeout: timeouts.connect_ms,
    // The SDK counts the wait for a free socket as connecting, so there are more sockets than one process uses.
    httpAgent: { maxSockets: 256 },
    httpsAgent: { maxSockets: 256 },
  },
  ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
  ...(credentials === null ? {} : { credentials }),
});

/** Removes the quotes, which belong to the header, and the mark of a weak tag, which a compressing proxy adds. */
const bareEtag = (etag: string | undefined): string => (etag ?? "").replace(/^W\//, "").replaceAll('"', "");

/** Milliseconds since the epoch from a `Date` header such as `Fri, 27 Nov 2026 14:03:11 GMT`; null without one. */
const storeTimeOf = (date: string | undefined): number | null => {
  const at = date === undefined ? Number.NaN : epochOf(date);
  return Number.isFinite(at) ? at : null;
};

const headersOf = (response: unknown): Record<string, string> =>
  typeof response === "object" && response !== null && "headers" in response
    ? (response.headers as Record<string, string>)
    : {};

const notConnected = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

const statusOf = (cause: unknown): number | null => {
  if (typeof cause !== "object" || cause === null || !("$metadata" in cause)) return null;
  const metadata: unknown = cause.$metadata;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return null;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : null;
};

/** The SDK makes S3's error code the name of the error; a network error has a code of the system. */
const codeOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return "unknown";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
};
