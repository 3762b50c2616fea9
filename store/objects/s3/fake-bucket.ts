import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { epochOf, instantOf } from "../../../domain/clock.ts";
import type { Dialect } from "./dialect.ts";

/** A store's manners: a dialect, or one of the ways in which a store is not good enough. */
export interface Manners extends Dialect {
  ignores?: "if-match" | "if-none-match" | "nothing";
  /** `Server` header. */
  server?: string;
  /** ETags that are no digest of the bytes, as under SSE-KMS. */
  encrypted?: boolean;
  /** Keeps what is overwritten and deleted. */
  versioned?: boolean;
}

/** What becomes of one request: an answer without doing anything, or doing it and then no answer. */
export type Fate =
  | { status: number; code: string }
  | "reset"
  | "reset after"
  | "half an answer"
  | "silence"
  | undefined;

interface Stored {
  body: Buffer;
  etag: string;
  changed: number;
  /** As they were put: `Content-Type`, `Cache-Control`; without the first, a bucket says that it is bytes. */
  headers: Record<string, string>;
}

/** One of a name's; a deletion has no bytes. */
interface Kept {
  id: string;
  stored: Stored | null;
}

/** Enough of S3 on loopback to hold the adapter to every manner that engines have, and to what networks do. */
export class FakeBucket {
  readonly objects = new Map<string, Stored>();
  /** Oldest first; only where versions are kept. */
  readonly versions = new Map<string, Kept[]>();
  readonly manners: Manners;
  /** Asked before each request. */
  fate: (method: string, name: string, query: URLSearchParams) => Fate = () => undefined;
  now = epochOf("2026-11-20T17:00:00Z");
  readonly asked: string[] = [];
  readonly #server: Server;
  #writes = 0;

  constructor(manners: Manners) {
    this.manners = manners;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => this.#answer(request, response, Buffer.concat(chunks)));
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("A TCP server has an address");
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const url = new URL(request.url ?? "/", "http://bucket");
    const method = request.method ?? "";
    const [, bucket = "", ...rest] = url.pathname.split("/");
    const name = decodeURIComponent(rest.join("/"));
    this.asked.push(`${method} ${name}`);
    const fate = this.fate(method, name, url.searchParams);
    if (this.manners.server !== undefined) response.setHeader("Server", this.manners.server);
    if (fate === "silence") return;
    if (fate === "reset") return void request.socket.destroy();
    if (typeof fate === "object") return refuse(response, fate.status, fate.code);
    if (bucket !== "bucket") return refuse(response, 404, "NoSuchBucket");
    if (fate === "reset after") response.end = () => (request.socket.destroy(), response);
    if (fate === "half an answer") {
      response.setHeader("Content-Length", "100000");
      response.end = () => {
        response.write("{", () => request.socket.destroy());
        return response;
      };
    }
    if (name === "" && url.searchParams.has("versions")) return this.#listVersions(url.searchParams, response);
    if (name === "") return this.#list(url.searchParams, response);
    const id = url.searchParams.get("versionId");
    if (method === "GET" && id !== null) return this.#getVersion(name, id, response);
    if (method === "GET" || method === "HEAD") return this.#get(name, request, response);
    if (method === "PUT") return this.#put(name, request, response, body);
    return this.#delete(name, request, response);
  }

  #get(name: string, request: IncomingMessage, response: ServerResponse): void {
    const stored = this.objects.get(name);
    if (stored === undefined) return refuse(response, 404, "NoSuchKey");
    if (request.headers["if-none-match"] === `"${stored.etag}"`) return void response.writeHead(304).end();
    answerStored(response, stored);
  }

  #put(name: string, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const stored = this.objects.get(name);
    const { ignores } = this.manners;
    if (ignores !== "if-none-match" && request.headers["if-none-match"] === "*" && stored !== undefined) {
      return refuse(response, 412, "PreconditionFailed");
    }
    const ifMatch = ignores === "if-match" ? undefined : request.headers["if-match"];
    if (ifMatch !== undefined && stored === undefined) {
      return this.manners.tellsMissing
        ? refuse(response, 404, "NoSuchKey")
        : refuse(response, 412, "PreconditionFailed");
    }
    if (ifMatch !== undefined && !this.#matches(ifMatch, stored)) return refuse(response, 412, "PreconditionFailed");
    this.#writes += 1;
    const etag =
      this.manners.encrypted === true
        ? String(this.#writes).padStart(32, "0")
        : createHash("md5").update(body).digest("hex");
    const headers: Record<string, string> = {
      "Content-Type": request.headers["content-type"] ?? "binary/octet-stream",
      ...(request.headers["cache-control"] === undefined ? {} : { "Cache-Control": request.headers["cache-control"] }),
    };
    this.#set(name, { body, etag, changed: this.now, headers });
    response.writeHead(200, { ETag: `"${etag}"` }).end();
  }

  #delete(name: string, request: IncomingMessage, response: ServerResponse): void {
    const stored = this.objects.get(name);
    const ifMatch = request.headers["if-match"];
    if (this.manners.deletes === "if-match" && ifMatch !== undefined) {
      if (stored === undefined) return refuse(response, 404, "NoSuchKey");
      if (!this.#matches(ifMatch, stored)) return refuse(response, 412, "PreconditionFailed");
    }
    const since = request.headers["x-amz-delete-if-unmodified-since"];
    if (
      this.manners.clearsTombstones &&
      typeof since === "string" &&
      stored !== undefined &&
      stored.changed > epochOf(since)
    ) {
      return refuse(response, 412, "PreconditionFailed");
    }
    this.#set(name, null);
    response.writeHead(204).end();
  }

  #set(name: string, stored: Stored | null): void {
    if (this.manners.versioned === true) {
      const kept = this.#keptOf(name);
      this.versions.set(name, [...kept, { id: `v${kept.length}`, stored }]);
    }
    if (stored === null) this.objects.delete(name);
    else this.objects.set(name, stored);
  }

  /** What lay there before versions were kept is the first of them. */
  #keptOf(name: string): Kept[] {
    const stored = this.objects.get(name);
    return this.versions.get(name) ?? (stored === undefined ? [] : [{ id: "null", stored }]);
  }

  #getVersion(name: string, id: string, response: ServerResponse): void {
    const found = this.#keptOf(name).find((kept) => kept.id === id);
    if (found === undefined) return refuse(response, 404, "NoSuchVersion");
    if (found.stored === null) return refuse(response, 405, "MethodNotAllowed");
    answerStored(response, found.stored);
  }

  /** Two a page, so that every reader has to turn it. */
  #listVersions(query: URLSearchParams, response: ServerResponse): void {
    const prefix = query.get("prefix") ?? "";
    const all = [...new Set([...this.objects.keys(), ...this.versions.keys()])]
      .filter((name) => name.startsWith(prefix))
      .toSorted()
      .flatMap((name) =>
        this.#keptOf(name)
          .toReversed()
          .map(({ id, stored }, index) => ({ name, id, stored, newest: index === 0 })),
      );
    const [afterKey, afterId] = [query.get("key-marker"), query.get("version-id-marker")];
    const from = all.findIndex(({ name, id }) => name === afterKey && id === afterId) + 1;
    const page = all.slice(from, from + 2);
    const last = page.at(-1);
    const next =
      from + 2 < all.length && last !== undefined
        ? `<NextKeyMarker>${last.name}</NextKeyMarker><NextVersionIdMarker>${last.id}</NextVersionIdMarker>`
        : "";
    const xml = page.map(({ name, id, stored, newest }) => {
      const kind = stored === null ? "DeleteMarker" : "Version";
      return (
        `<${kind}><Key>${name}</Key><VersionId>${id}</VersionId><IsLatest>${newest}</IsLatest>` +
        `<LastModified>${instantOf(stored?.changed ?? this.now)}</LastModified></${kind}>`
      );
    });
    response
      .writeHead(200, { "Content-Type": "application/xml" })
      .end(`<ListVersionsResult><IsTruncated>${next !== ""}</IsTruncated>${next}${xml.join("")}</ListVersionsResult>`);
  }

  #list(query: URLSearchParams, response: ServerResponse): void {
    const prefix = query.get("prefix") ?? "";
    const after = query.get("start-after") ?? "";
    const limit = Number(query.get("max-keys") ?? 1_000);
    const found = [...this.objects]
      .filter(([name]) => name.startsWith(prefix) && name > after)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    const contents = found
      .slice(0, limit)
      .map(
        ([name, { etag, body, changed }]) =>
          `<Contents><Key>${name}</Key><ETag>&quot;${etag}&quot;</ETag><Size>${body.length}</Size>` +
          `<LastModified>${instantOf(changed)}</LastModified></Contents>`,
      );
    const xml = `<ListBucketResult><IsTruncated>${found.length > limit}</IsTruncated>${contents.join("")}</ListBucketResult>`;
    response.writeHead(200, { "Content-Type": "application/xml" }).end(xml);
  }

  #matches(ifMatch: string, stored: Stored | undefined): boolean {
    if (stored === undefined) return false;
    return ifMatch === (this.manners.quotesIfMatch ? `"${stored.etag}"` : stored.etag);
  }
}

const answerStored = (response: ServerResponse, { body, etag, headers }: Stored): void =>
  void response.writeHead(200, { ETag: `"${etag}"`, "Content-Length": body.length, ...headers }).end(body);

const refuse = (response: ServerResponse, status: number, code: string): void => {
  response.writeHead(status, { "Content-Type": "application/xml" }).end(`<Error><Code>${code}</Code></Error>`);
};
