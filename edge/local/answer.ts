import { responsePolicy } from "../response-policy.ts";
import type { Copy, Looked } from "./edge-cache.ts";
import { compress, encodingFor, isCompressible, matchesEtag } from "./negotiate.ts";

/** An object from the cache, in the encoding the viewer takes, or 304; what is not there is never kept anywhere. */
export const answerObject = async (
  request: Request,
  key: string,
  looked: Looked,
  requestId: string,
): Promise<Response> => {
  if (looked.outcome === "missing") return plainAnswer(request, 404, {}, "Not found\n", requestId);
  if (looked.outcome === "unavailable")
    return plainAnswer(request, 503, { "retry-after": "2" }, "Not available right now\n", requestId);

  const compressible = isCompressible(looked.headers.contentType);
  const encoding = compressible ? encodingFor(request.headers.get("accept-encoding")) : null;
  const headers: Record<string, string> = {
    ...responsePolicy(key, looked.headers.contentType),
    "cache-control": looked.headers.cacheControl,
    // Weak once encoded: the bytes are others, the page is the same.
    etag: encoding ? `W/${looked.etag}` : looked.etag,
    "x-request-id": requestId,
  };
  if (compressible) headers["vary"] = "accept-encoding";
  if (matchesEtag(request.headers.get("if-none-match"), looked.etag))
    return new Response(null, { status: 304, headers });

  headers["content-type"] = looked.headers.contentType;
  if (encoding) headers["content-encoding"] = encoding;
  const body = encoding ? await encodedBody(looked, encoding) : looked.body;
  headers["content-length"] = String(body.byteLength);
  return new Response(request.method === "HEAD" ? null : body, { headers });
};

/** What the edge says itself, page-like: never cached, under the same policy as pages. */
export const plainAnswer = (
  request: Request,
  status: number,
  headers: Record<string, string>,
  body: string,
  requestId: string,
): Response =>
  new Response(request.method === "HEAD" || body === "" ? null : body, {
    status,
    headers: {
      ...responsePolicy("", "text/html"),
      ...(body === "" ? {} : { "content-type": "text/plain; charset=utf-8" }),
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...headers,
    },
  });

export const answerUnknownHost = (requestId: string): Response =>
  Response.json(
    {
      type: "/problems/unknown_host",
      title: "Unknown host",
      status: 421,
      code: "unknown_host",
      detail: "This server does not answer under that host name.",
      request_id: requestId,
    },
    {
      status: 421,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store", "x-request-id": requestId },
    },
  );

const encodedBody = (copy: Copy, encoding: "br" | "gzip") => {
  const body = copy.encoded.get(encoding) ?? compress(copy.body, encoding);
  copy.encoded.set(encoding, body);
  return body;
};
