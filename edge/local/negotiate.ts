import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export type Encoding = "br" | "gzip";

/** Returns the best encoding that the viewer accepts, or null for no encoding. */
export const encodingFor = (acceptEncoding: string | null): Encoding | null => {
  if (!acceptEncoding) return null;
  const weights = new Map<string, number>();
  for (const entry of acceptEncoding.toLowerCase().split(",")) {
    const [name = "", ...parameters] = entry.split(";").map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    weights.set(name, weight === undefined ? 1 : Number(weight));
  }
  const accepts = (encoding: Encoding) => (weights.get(encoding) ?? weights.get("*") ?? 0) > 0;
  return accepts("br") ? "br" : accepts("gzip") ? "gzip" : null;
};

export const isCompressible = (contentType: string): boolean => /^text\/|json|javascript|svg/.test(contentType);

/** Compresses at the highest level, because it runs once for each object and a page must fit into one TCP flight. */
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

/** Compares `If-None-Match` with an ETag, ignoring the `W/` of compressed responses. */
export const matchesEtag = (ifNoneMatch: string | null, etag: string): boolean => {
  if (ifNoneMatch === null) return false;
  const etags = ifNoneMatch.split(",").map((entry) => entry.trim().replace(/^W\//, ""));
  return etags.includes(etag) || ifNoneMatch.trim() === "*";
};
