import type { EdgeEvent, EdgeFields } from "../event.ts";

export interface Target {
  /** In lower case, with the port. */
  host: string;
  /** As sent: not decoded, with its dot segments. */
  path: string;
  /** As sent, without `?`. */
  query: string;
  /** True if the path has dot segments. A URL parser resolves them, so `request.url` holds another path. */
  climbs: boolean;
}

/** Splits a request target. `raw` is the target as received; without it this uses the URL's path. */
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
  // No prototype, because a name may be `__proto__`.
  const fields: EdgeFields = Object.create(null);
  for (const pair of text.split(separator).filter((part) => part !== "")) {
    const at = pair.indexOf("=");
    const name = at < 0 ? pair : pair.slice(0, at);
    const value = at < 0 ? "" : pair.slice(at + 1);
    const field = fields[name];
    if (field) (field.multiValue ??= [{ value: field.value }]).push({ value });
    else fields[name] = { value };
  }
  return fields;
};
