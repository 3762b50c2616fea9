import type { ObjectHeaders } from "../store/objects/object-store.ts";

/**
 * The headers of an object of the public store, by its key. Each writer of that store puts them with the object, and
 * every reader (a CDN, the local edge) sends what it finds there: this is their only source.
 */
export const objectHeaders = (key: string): ObjectHeaders => {
  // Two seconds at the edge, none in the browser: the price of a status that is right within ten.
  if (key.startsWith("t/")) return { contentType: "application/octet-stream", cacheControl: "max-age=0, s-maxage=2" };
  return {
    contentType: contentTypes[key.slice(key.lastIndexOf(".") + 1)] ?? "application/octet-stream",
    cacheControl: key.startsWith("assets/") ? hashed : named,
  };
};

/** Seconds that the edge may keep an answer, as CloudFront reads it with a minimum TTL of 0; its default is a day. */
export const edgeTtl = (cacheControl: string): number => {
  const directives = cacheControl.toLowerCase().split(/\s*,\s*/);
  if (directives.some((each) => /^(?:no-store|no-cache|private)\b/.test(each))) return 0;
  for (const name of ["s-maxage=", "max-age="]) {
    const seconds = Number(directives.find((each) => each.startsWith(name))?.slice(name.length));
    if (Number.isFinite(seconds)) return seconds;
  }
  return 86_400;
};

/** The hash is in the name: other bytes have another name. */
const hashed = "public, max-age=31536000, immutable";
/** A promotion changes what the name leads to, so a browser asks each time; the edge keeps it for the next ones. */
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
