import type { EdgeRequest, EdgeResponse } from "../event.ts";

/** The preview link's secret, as the closed page leaves it in a browser. */
export const previewCookie = "tailboard_preview";
/** What the API believes of who asks; where this function guards calls, it says so itself. */
export const viewerAddressHeader = "x-viewer-address";

/** CloudFront's `require`, under a name that the bundler leaves alone. */
declare const hostRequire: (name: "crypto") => {
  createHash(algorithm: "sha256"): { update(text: string): { digest(encoding: "hex"): string } };
};

/**
 * Staging is for who has the preview link, where its table has one. Null lets a request through; everybody else gets one and the same page, whatever
 * they ask for. Of the secret only its hash is in this code, which anyone who may read the function can read.
 */
export const closedTo = (request: EdgeRequest, ip: string, preview: string | undefined): EdgeResponse | null => {
  if (preview) {
    const cookie = request.cookies[previewCookie];
    const given = cookie ? hostRequire("crypto").createHash("sha256").update(cookie.value).digest("hex") : "";
    if (given !== preview) return closed;
  }
  // Staging's calls go through this function, and not through the one that says who asks.
  if (request.uri.startsWith("/api/")) request.headers[viewerAddressHeader] = { value: ip };
  return null;
};

/** The secret is in the link's fragment, which no server sees; the page puts it where each request brings it along. */
const script = `var m=/^#preview=([\\w-]{43})$/.exec(location.hash);if(m){document.cookie="${previewCookie}="+m[1]+"; path=/; max-age=2592000; samesite=strict"+(location.protocol==="https:"?"; secure":"");location.replace(location.pathname+location.search)}`;

const closed: EdgeResponse = {
  statusCode: 404,
  statusDescription: "Not Found",
  headers: { "content-type": { value: "text/html; charset=utf-8" }, "cache-control": { value: "no-store" } },
  body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>Preview</title><main><h1>This is a preview</h1><p>Open the preview link you were sent.</p></main><script>${script}</script></html>`,
};
