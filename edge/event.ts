/**
 * CloudFront Functions event, version 1.0, viewer-request, as its developer guide gives it.
 * Header, cookie and query names are as received (headers in lower case); values are not decoded.
 */
export interface EdgeEvent {
  version: "1.0";
  context: {
    eventType: "viewer-request";
    requestId?: string;
    distributionId?: string;
    distributionDomainName?: string;
  };
  viewer: { ip: string };
  request: EdgeRequest;
}

export interface EdgeRequest {
  readonly method: string;
  /** Path alone, as the viewer sent it; the function leaves in it the path that the cache and the origin see. */
  uri: string;
  querystring: EdgeFields;
  headers: EdgeFields;
  cookies: EdgeFields;
  /** Runtime 2.0 has it; an event read from JSON does not. */
  rawQueryString?: () => string;
}

/** `value` is the first; `multiValue`, in order, is there only when the name came more than once. */
export type EdgeFields = Record<string, { value: string; multiValue?: { value: string }[] }>;

export interface EdgeResponse {
  statusCode: number;
  statusDescription: string;
  headers: Record<string, { value: string }>;
  body?: string;
}

/** A request goes on to the cache under its `uri`; a response is the answer. */
export type EdgeHandler = (event: EdgeEvent) => EdgeRequest | EdgeResponse;
