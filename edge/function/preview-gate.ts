import type { EdgeRequest, EdgeResponse } from "../event.ts";

/** The cookie in which the closed page stores the preview link's secret. */
export const previewCookie = "tailboard_preview";
/** The header from which the API takes the viewer's address. On staging this function sets it. */
export const viewerAddressHeader = "x-viewer-address";

/** CloudFront's `require`, under a name that the bundler does not rewrite. */
declare const hostRequire: (name: "crypto") => {
  createHash(algorithm: "sha256"): { update(text: string): { digest(encoding: "hex"): string } };
};

/**
 * Returns null if the request may pass, or the closed page. If the table has a preview lock, staging serves only browsers
 * with the preview link's cookie; all other requests get the same page. The code holds only the secret's hash, because
 * people who may read the function must not learn the secret.
 */
export const closedTo = (request: EdgeRequest, ip: string, preview: string | undefined): EdgeResponse | null => {
  if (preview) {
    const cookie = request.cookies[previewCookie];
    const given = cookie ? hostRequire("crypto").createHash("sha256").update(cookie.value).digest("hex") : "";
    if (given !== preview) return closed;
  }
  // On staging, API calls run through this function instead of the viewer-address function.
  if (request.uri.startsWith("/api/")) request.headers[viewerAddressHeader] = { value: ip };
  return null;
};

/** Moves the secret from the link's fragment, which browsers do not send, into a cookie, which they send. */
const script = `var m=/^#preview=([\\w-]{43})$/.exec(location.hash);if(m){document.cookie="${previewCookie}="+m[1]+"; path=/; max-age=2592000; samesite=strict"+(location.protocol==="https:"?"; secure":"");location.replace(location.pathname+location.search)}`;

const closed: EdgeResponse = {
  statusCode: 404,
  headers: { "content-type": { value: "text/html; charset=utf-8" }, "cache-control": { value: "no-store" } },
  body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>Preview</title><main><h1>This is a preview</h1><p>Open the preview link you were sent.</p></main><script>${script}</script></html>`,
};
