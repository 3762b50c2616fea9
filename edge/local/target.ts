import type { EdgeEvent, EdgeFields } from "../event.ts";

export interface Target {
  /** With port, in lower case. */
  host: string;
  /** As sent, undecoded and with its dot segments. */
  path: string;
  /** Without `?`, as sent. */
  query: string;
  /** It has dot segments, which a URL parser takes out: then `request.url` is another path than the one judged here. */
  climbs: boolean;
}

/** `raw` is the request target off the wire; without it the URL's own path stands in. */
export const readTarget = (url: string, raw?: string): Target => {
  const [, host = "", parsed = "/", parsedQuery = ""] = /^https?:\/\/([^/?#]*)([^?#]*)\??([^#]*)/.exec(url) ?? [];
  if (raw === undefined || !raw.startsWith("/")) return { host, path: parsed, query: parsedQuery, climbs: false };
  const [, path = "/", query = ""] = /^([^?#]*)\??([^#]*)/.exec(raw) ?? [];
  return { host, path, query, climbs: /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path) };
};

export const toEdgeEvent = (request: Request, target: Target, ip: string, requestId: string): EdgeEvent => {
  const headers: EdgeFields = {};
  request.headers.forEach((value, name) => {
    if (name !== "cookie") headers[name] = { value };
  });
  return {
    version: "1.0",
    context: { eventType: "viewer-request", requestId },
    viewer: { ip },
    request: {
      method: request.method,
      uri: target.path,
      querystring: toFields(target.query, "&"),
      headers,
      cookies: toFields(request.headers.get("cookie") ?? "", "; "),
      rawQueryString: () => target.query,
    },
  };
};

const toFields = (text: string, separator: string): EdgeFields => {
  // A name may be `__proto__`.
  const fields: EdgeFields = Object.create(null);
  for (const pair of text.split(separator).filter((each) => each !== "")) {
    const at = pair.indexOf("=");
    const name = at < 0 ? pair : pair.slice(0, at);
    const value = at < 0 ? "" : pair.slice(at + 1);
    const field = fields[name];
    if (field) (field.multiValue ??= [{ value: field.value }]).push({ value });
    else fields[name] = { value };
  }
  return fields;
};
