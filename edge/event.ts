/**
 * A CloudFront Functions event, version 1.0, viewer-request, as the developer guide describes it.
 * Header, cookie and query names are as received (headers in lower case). Values are not decoded.
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
  /** The path without the query, as the viewer sent it. The function replaces it with the path for cache and origin. */
  uri: string;
  querystring: EdgeFields;
  headers: EdgeFields;
  cookies: EdgeFields;
  /** Provided by runtime 2.0; absent from an event that was read from JSON. */
  rawQueryString?: () => string;
}

/** `value` is the first value. `multiValue` holds all of them in order if the name was sent more than once. */
export type EdgeFields = Record<string, { value: string; multiValue?: { value: string }[] }>;

export interface EdgeResponse {
  statusCode: number;
  headers: Record<string, { value: string }>;
  body?: string;
}

/** Returns a request, which goes on to the cache under its `uri`, or the response for the viewer. */
export type EdgeHandler = (event: EdgeEvent) => EdgeRequest | EdgeResponse;
