/** The event of an HTTP API, payload 2.0: header names in lower case, repeated values joined by commas. */
export interface HttpEvent {
  version: "2.0";
  rawPath: string;
  rawQueryString: string;
  headers: Record<string, string>;
  /** Each `name=value`. Cookies are not in the headers. */
  cookies?: string[];
  body?: string;
  isBase64Encoded: boolean;
  requestContext: { http: { method: string } };
  /** Set by the template: the secrets that are valid now. */
  stageVariables?: Record<string, string>;
}

export interface HttpResult {
  statusCode: number;
  headers: Record<string, string>;
  cookies?: string[];
  body: string;
  isBase64Encoded: boolean;
}

export const isHttpEvent = (event: unknown): event is HttpEvent =>
  typeof event === "object" && event !== null && "requestContext" in event && "rawPath" in event;

/** The request of an event. `base` is the public address; the Host header is not used. */
export const requestOf = (event: HttpEvent, base: string): Request => {
  const { rawPath, rawQueryString, requestContext, cookies = [] } = event;
  const { method } = requestContext.http;
  const url = new URL(base);
  url.pathname = rawPath;
  url.search = rawQueryString;
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers)) if (!isHops(name)) headers.append(name, value);
  if (cookies.length > 0) headers.set("cookie", cookies.join("; "));
  const body = method === "GET" || method === "HEAD" ? undefined : bodyOf(event);
  return new Request(url, { method, headers, ...(body === undefined ? {} : { body }) });
};

/** The path and query as they arrived. */
export const targetOf = ({ rawPath, rawQueryString }: HttpEvent): string =>
  rawQueryString === "" ? rawPath : `${rawPath}?${rawQueryString}`;

/** Headers for proxies. The App uses none of them, so a forged one has no effect. */
const isHops = (name: string): boolean =>
  /^(?:host|via|forwarded|content-length|x-(?:forwarded|amz|amzn|origin|viewer|tailboard)-.*|cloudfront-.*)$/i.test(
    name,
  );

const bodyOf = ({ body, isBase64Encoded }: HttpEvent): string | Uint8Array<ArrayBuffer> | undefined =>
  body !== undefined && isBase64Encoded ? new Uint8Array(Buffer.from(body, "base64")) : body;

export const resultOf = async (response: Response): Promise<HttpResult> => {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    if (name !== "set-cookie") headers[name] = value;
  });
  const cookies = response.headers.getSetCookie();
  const bytes = Buffer.from(await response.arrayBuffer());
  const isText =
    bytes.length === 0 || /^(?:text\/|application\/(?:[\w.-]+\+)?json\b)/.test(headers["content-type"] ?? "");
  return {
    statusCode: response.status,
    headers,
    ...(cookies.length === 0 ? {} : { cookies }),
    body: bytes.toString(isText ? "utf8" : "base64"),
    isBase64Encoded: !isText,
  };
};
