import type { ObjectHeaders } from "../store/port/object-store.ts";

/**
 * Returns the headers of an object in the public store, by its key. This is their only source: every writer stores them
 * with the object, and every reader (a CDN, the local edge) sends the stored headers.
 */
export const objectHeaders = (key: string): ObjectHeaders => {
  // Two seconds at the edge and none in the browser, so that a customer sees a new status within ten seconds.
  if (key.startsWith("t/")) return { contentType: "application/octet-stream", cacheControl: "max-age=0, s-maxage=2" };
  return {
    contentType: contentTypes[key.slice(key.lastIndexOf(".") + 1)] ?? "application/octet-stream",
    cacheControl: key.startsWith("assets/") ? hashed : named,
  };
};

/** Returns how many seconds the edge keeps a response, as CloudFront does with a minimum TTL of 0. Default: a day. */
export const edgeTtl = (cacheControl: string): number => {
  const directives = cacheControl.toLowerCase().split(/\s*,\s*/);
  if (directives.some((directive) => /^(?:no-store|no-cache|private)\b/.test(directive))) return 0;
  for (const name of ["s-maxage=", "max-age="]) {
    const seconds = Number(directives.find((each) => each.startsWith(name))?.slice(name.length));
    if (Number.isFinite(seconds)) return seconds;
  }
  return 86_400;
};

/** For objects with a hash in their name: other bytes have another name. */
const hashed = "public, max-age=31536000, immutable";
/** For names that a promotion points at another object: browsers revalidate each time, the edge keeps a copy for 5 s. */
const named = "public, max-age=0, s-maxage=5, must-revalidate";

const contentTypes: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  webmanifest: "application/manifest+json",
  txt: "text/plain; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  ico: "image/x-icon",
  woff2: "font/woff2",
};
