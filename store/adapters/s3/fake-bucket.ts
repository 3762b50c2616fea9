import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** How a store behaves: as AWS or Ceph, or in a way that Tailboard refuses. */
export interface Manners {
  /** False for Ceph, which compares the text of If-Match with the bare ETag. */
  quotesIfMatch: boolean;
  /** True for AWS, which answers 404 for If-Match on a missing key. Ceph answers 412. */
  tellsMissing: boolean;
  /** A condition that the store does not know. */
  ignores?: "if-match" | "if-none-match";
  /** The `Server` header. */
  server?: string;
}

export const awsManners: Manners = { quotesIfMatch: true, tellsMissing: true };
export const cephManners: Manners = { quotesIfMatch: false, tellsMissing: false };

/** What happens to one request: an answer without an effect, or a lost answer. `reset after` applies the request first. */
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
  /** `Content-Type` and `Cache-Control`, as they were put. */
  headers: Record<string, string>;
}

/** A server on loopback with as much of S3 as the adapter uses. Its one bucket is named `bucket`. For tests. */
export class FakeBucket {
  readonly objects = new Map<string, Stored>();
  readonly manners: Manners;
  /** Called before each request. */
  fate: (method: string, name: string, query: URLSearchParams) => Fate = () => undefined;
  /** The method and name of each request. */
  readonly asked: string[] = [];
  readonly #server: Server;

  constructor(manners: Manners) {
    this.manners = manners;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => this.#answer(request, response, Buffer.concat(chunks)));
    });
  }

  /** Returns the endpoint, on a free port. */
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
    if (name === "") return this.#list(url.searchParams, response);
    if (method === "GET" || method === "HEAD") return this.#get(name, request, response);
    if (method === "PUT") return this.#put(name, request, response, body);
    this.objects.delete(name);
    response.writeHead(204).end();
  }

  #get(name: string, request: IncomingMessage, response: ServerResponse): void {
    const stored = this.objects.get(name);
    if (stored === undefined) return refuse(response, 404, "NoSuchKey");
    const { body, etag, headers } = stored;
    if (request.headers["if-none-match"] === `"${etag}"`) return void response.writeHead(304).end();
    response.writeHead(200, { ETag: `"${etag}"`, "Content-Length": body.length, ...headers }).end(body);
  }

  #put(name: string, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const stored = this.objects.get(name);
    const { ignores, tellsMissing, quotesIfMatch } = this.manners;
    const { "if-none-match": ifNoneMatch, "if-match": ifMatch, "cache-control": cacheControl } = request.headers;
    if (ifNoneMatch === "*" && ignores !== "if-none-match" && stored !== undefined) {
      return refuse(response, 412, "PreconditionFailed");
    }
    if (ifMatch !== undefined && ignores !== "if-match") {
      if (stored === undefined && tellsMissing) return refuse(response, 404, "NoSuchKey");
      const expected = quotesIfMatch ? `"${stored?.etag}"` : stored?.etag;
      if (stored === undefined || ifMatch !== expected) return refuse(response, 412, "PreconditionFailed");
    }
    const etag = createHash("md5").update(body).digest("hex");
    const headers: Record<string, string> = {
      // A bucket invents this type for an object that was put without one.
      "Content-Type": request.headers["content-type"] ?? "binary/octet-stream",
      ...(cacheControl === undefined ? {} : { "Cache-Control": cacheControl }),
    };
    this.objects.set(name, { body, etag, headers });
    response.writeHead(200, { ETag: `"${etag}"` }).end();
  }

  #list(query: URLSearchParams, response: ServerResponse): void {
    const prefix = query.get("prefix") ?? "";
    const after = query.get("start-after") ?? "";
    const limit = Number(query.get("max-keys") ?? 1_000);
    const names = [...this.objects.keys()].filter((name) => name.startsWith(prefix) && name > after).toSorted();
    const contents = names.slice(0, limit).map((name) => `<Contents><Key>${encodeURIComponent(name)}</Key></Contents>`);
    const more = `<EncodingType>url</EncodingType><IsTruncated>${names.length > limit}</IsTruncated>`;
    const xml = `<ListBucketResult>${more}${contents.join("")}</ListBucketResult>`;
    response.writeHead(200, { "Content-Type": "application/xml" }).end(xml);
  }
}

const refuse = (response: ServerResponse, status: number, code: string): void => {
  response.writeHead(status, { "Content-Type": "application/xml" }).end(`<Error><Code>${code}</Code></Error>`);
};
