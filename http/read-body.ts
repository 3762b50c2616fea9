import type { MiddlewareHandler } from "hono";
import { DomainError } from "../domain/domain-error.ts";
import { decodeUtf8 } from "../domain/text.ts";
import type { HttpEnv, Route } from "./route.ts";

/**
 * The middleware that reads the body of a route once, as text that is valid JSON. It refuses bytes that are not UTF-8
 * instead of replacing them, and nesting deeper than any schema before a recursive function sees it.
 */
export const readBody =
  ({ spec }: Route): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    const declared = spec.request?.body;
    if (declared === undefined) return await next();
    const text = decodeUtf8(new Uint8Array(await c.req.arrayBuffer()));
    if (text === null) throw new DomainError("malformed_json", "The body is not UTF-8 text. Send UTF-8.");
    const blank = text.trim() === "";
    if (blank && declared.required === true)
      throw new DomainError("malformed_json", "The body is empty. Send a JSON object.");
    const type = c.req.header("content-type");
    if (blank ? type !== undefined && !isJson(type) : !isJson(type ?? ""))
      throw new DomainError("json_required", "Send JSON, with content-type application/json.");
    if (!blank) assertJson(text);
    // If all fields are optional, an empty body means an empty object. The cache holds promises, whatever its type says.
    Object.assign(c.req.bodyCache, { text: Promise.resolve(blank ? "{}" : text) });
    await next();
  };

const isJson = (type: string): boolean => /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type);

const assertJson = (text: string): void => {
  if (depthOf(text) > maxDepth)
    throw new DomainError("malformed_json", `The JSON is nested too deep. Use at most ${maxDepth} levels.`);
  try {
    JSON.parse(text);
  } catch {
    throw new DomainError("malformed_json", "The body is not valid JSON."); // the parser's message would quote the body
  }
};

/** The deepest schema, the settings, has five levels. */
const maxDepth = 16;

/** Counts how deep arrays and objects nest. The text need not be valid JSON. */
const depthOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (quoted) {
      if (character === "\\") index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{" || character === "[") deepest = Math.max(deepest, (depth += 1));
    else if (character === "}" || character === "]") depth -= 1;
  }
  return deepest;
};
