import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { EdgeHandler } from "../../edge/event.ts";

/** The address of a bucket's objects, and the credentials to read them. */
export interface Bucket {
  client: S3Client;
  name: string;
  prefix: string;
}

/**
 * A CDN in front of a bucket that adds nothing. The edge function names an object, and the answer is its body,
 * `Content-Type` and `Cache-Control`, as the bucket gives them to the plain SDK. API calls go to `api`.
 */
export const openBucketOrigin = async (
  { client, name, prefix }: Bucket,
  { handler, api }: { handler: EdgeHandler; api: string },
): Promise<BucketOrigin> => {
  const served: BucketOrigin["served"] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, search } = new URL(request.url ?? "/", "http://origin");
    if (pathname.startsWith("/api/")) return await callOn(api, request, response, `${pathname}${search}`);
    const result = handler({
      version: "1.0",
      context: { eventType: "viewer-request" },
      viewer: { ip: "192.0.2.1" },
      request: { method: request.method ?? "GET", uri: pathname, querystring: {}, headers: {}, cookies: {} },
    });
    if ("statusCode" in result) {
      const headers = Object.entries(result.headers).map(([header, { value }]): [string, string] => [header, value]);
      return void response.writeHead(result.statusCode, Object.fromEntries(headers)).end();
    }
    const key = `${prefix}${result.uri.slice(1)}`;
    const object = await client.send(new GetObjectCommand({ Bucket: name, Key: key })).catch(() => null);
    if (object === null) return void response.writeHead(404).end();
    const { ContentType, CacheControl } = object;
    served.push({ path: pathname, contentType: ContentType, cacheControl: CacheControl });
    response.writeHead(200, {
      ...(ContentType === undefined ? {} : { "content-type": ContentType }),
      ...(CacheControl === undefined ? {} : { "cache-control": CacheControl }),
    });
    response.end(await object.Body?.transformToByteArray());
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has an address");
  return {
    url: `http://localhost:${address.port}`,
    served,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export interface BucketOrigin {
  url: string;
  /** Each object that was sent, with the bucket's headers. */
  served: { path: string; contentType: string | undefined; cacheControl: string | undefined }[];
  close(): Promise<void>;
}

/** Replaces the origin with the site's, because the API accepts calls only from there. */
const callOn = async (api: string, request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = { origin: api };
  for (const name of ["authorization", "content-type", "cookie", "idempotency-key", "accept"]) {
    const value = request.headers[name];
    if (typeof value === "string") headers[name] = value;
  }
  const body = chunks.length === 0 ? {} : { body: Buffer.concat(chunks) };
  const answered = await fetch(`${api}${path}`, { method: request.method ?? "GET", headers, ...body });
  const kept = [...answered.headers].filter(
    ([name]) => !/^(?:content-(?:encoding|length)|transfer-encoding)$/.test(name),
  );
  response.writeHead(answered.status, Object.fromEntries(kept)).end(Buffer.from(await answered.arrayBuffer()));
};
