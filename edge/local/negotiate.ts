import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export type Encoding = "br" | "gzip";

/** The best of ours that the viewer takes, or null: as it is. */
export const encodingFor = (acceptEncoding: string | null): Encoding | null => {
  if (!acceptEncoding) return null;
  const weights = new Map<string, number>();
  for (const each of acceptEncoding.toLowerCase().split(",")) {
    const [name = "", ...parameters] = each.split(";").map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    weights.set(name, weight === undefined ? 1 : Number(weight));
  }
  const taken = (encoding: Encoding) => (weights.get(encoding) ?? weights.get("*") ?? 0) > 0;
  return taken("br") ? "br" : taken("gzip") ? "gzip" : null;
};

export const isCompressible = (contentType: string): boolean => /^text\/|json|javascript|svg/.test(contentType);

/** At the highest level: it is done once for each object, and pages must fit one flight. */
export const compress = async (body: Uint8Array, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> =>
  encoding === "br"
    ? brotliCompressed(body, {
        params: {
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
        },
      })
    : gzipped(body, { level: constants.Z_BEST_COMPRESSION });

const brotliCompressed = promisify<Uint8Array, object, Buffer<ArrayBuffer>>(brotliCompress);
const gzipped = promisify<Uint8Array, object, Buffer<ArrayBuffer>>(gzip);

/** `If-None-Match` against an ETag, weakly: a compressed answer carries `W/`. */
export const matchesEtag = (ifNoneMatch: string | null, etag: string): boolean => {
  if (ifNoneMatch === null) return false;
  return ifNoneMatch.trim() === "*" || ifNoneMatch.split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
};
