import { responsePolicy } from "../response-policy.ts";
import type { Copy, Lookup } from "./edge-cache.ts";
import { compress, encodingFor, isCompressible, matchesEtag } from "./negotiate.ts";

/** Returns an object from the cache in an encoding that the viewer accepts, 304, 404 or 503. 404 and 503 are `no-store`. */
export const answerObject = async (
  request: Request,
  key: string,
  lookup: Lookup,
  requestId: string,
): Promise<Response> => {
  if (lookup.outcome === "missing") return plainAnswer(request, 404, {}, "Not found\n", requestId);
  if (lookup.outcome === "unavailable")
    return plainAnswer(request, 503, { "retry-after": "2" }, "Not available right now\n", requestId);

  const compressible = isCompressible(lookup.headers.contentType);
  const encoding = compressible ? encodingFor(request.headers.get("accept-encoding")) : null;
  const headers: Record<string, string> = {
    ...responsePolicy(key, lookup.headers.contentType),
    "cache-control": lookup.headers.cacheControl,
    // Weak if encoded: the bytes differ, but the page is the same.
    etag: encoding ? `W/${lookup.etag}` : lookup.etag,
    "x-request-id": requestId,
  };
  if (compressible) headers["vary"] = "accept-encoding";
  if (matchesEtag(request.headers.get("if-none-match"), lookup.etag))
    return new Response(null, { status: 304, headers });

  headers["content-type"] = lookup.headers.contentType;
  if (encoding) headers["content-encoding"] = encoding;
  const body = encoding ? await encodedBody(lookup, encoding) : lookup.body;
  headers["content-length"] = String(body.byteLength);
  return new Response(request.method === "HEAD" ? null : body, { headers });
};

/** Returns the edge's own response: never cached, with the headers of a page. */
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
      detail: "This server does not answer to this host name.",
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
