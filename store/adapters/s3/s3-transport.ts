import type { Answered } from "../aws/http-exchange.ts";
import type { SignedCall, SignedClient } from "../aws/signed-client.ts";
import type { ObjectHeaders } from "../../port/object-store.ts";
import { errorIn, namesIn } from "./s3-xml.ts";

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
 * The five requests that Tailboard makes to a bucket, one HTTP exchange each. None is repeated: a second attempt of a
 * put-if-absent would be refused because of the first, and the caller would get that refusal as the answer.
 */
export class S3Transport {
  readonly #client: SignedClient;
  readonly #bucket: string;
  /** The `Server` header of the last answer. */
  server = "";

  constructor(client: SignedClient, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async get(
    name: string,
    { ifNoneMatch }: S3Condition = {},
  ): Promise<S3Answer<{ etag: string; body: Uint8Array; headers: ObjectHeaders | null }>> {
    const headers: Record<string, string> = ifNoneMatch === undefined ? {} : { "if-none-match": ifNoneMatch };
    return await this.#send(name, { method: "GET", headers }, ({ headers, body }) => {
      const { "content-type": contentType, "cache-control": cacheControl } = headers;
      return {
        etag: bareEtag(headers.etag),
        body,
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
    const call = {
      method: "PUT",
      headers: {
        "content-type": headers?.contentType ?? "application/octet-stream",
        ...(headers !== undefined && { "cache-control": headers.cacheControl }),
        ...(ifMatch !== undefined && { "if-match": ifMatch }),
        ...(ifNoneMatch !== undefined && { "if-none-match": ifNoneMatch }),
      },
      body,
    };
    return await this.#send(name, call, ({ headers }) => ({ etag: bareEtag(headers.etag) }));
  }

  async delete(name: string): Promise<S3Answer<object>> {
    return await this.#send(name, { method: "DELETE" }, () => ({}));
  }

  /** Returns at most `limit` names (1 to 1,000), ascending, after `after` if that is not empty. */
  async list(prefix: string, after: string, limit: number): Promise<S3Answer<{ names: string[]; more: boolean }>> {
    const query = {
      "encoding-type": "url",
      "list-type": "2",
      "max-keys": String(limit),
      prefix,
      ...(after !== "" && { "start-after": after }),
    };
    return await this.#send("", { method: "GET", query }, ({ body }) => namesIn(body));
  }

  async #send<Content>(
    name: string,
    call: Omit<SignedCall, "path">,
    read: (answer: Answered) => Content,
  ): Promise<S3Answer<Content>> {
    // A bucket's own host name needs a certificate, and that of AWS does not cover names with dots.
    const ownHost = this.#client.isDefaultEndpoint && /^[a-z0-9-]+$/.test(this.#bucket);
    const place = ownHost
      ? { subdomain: `${this.#bucket}.`, path: `/${name}` }
      : { path: name === "" ? `/${this.#bucket}` : `/${this.#bucket}/${name}` };
    const answer = await this.#client.send({ ...call, ...place });
    if (!answer.answered) {
      const { sent, code, cause } = answer;
      return { ok: false, at: null, sent, status: null, code, cause };
    }
    const { status, headers, at } = answer;
    this.server = String(headers["server"] ?? this.server);
    if (status >= 200 && status < 300) return { ok: true, at, ...read(answer) };
    const { code, message } = errorIn(answer.body);
    return { ok: false, at, sent: true, status, code, cause: new S3Error(`${status} ${code} ${message}`.trim()) };
  }
}

/** An answer of the store that is not a success. */
class S3Error extends Error {
  override name = "S3Error";
}

/** Removes the quotes, which belong to the header, and the mark of a weak tag, which a compressing proxy adds. */
const bareEtag = (etag: string | undefined): string => (etag ?? "").replace(/^W\//, "").replaceAll('"', "");
