import type { Context } from "hono";
import { DomainError } from "../domain/domain-error.ts";
import { decodeUtf8 } from "../domain/text.ts";
import type { HttpEnv, Route } from "./route.ts";

/**
 * Reads the body of a route that has one, once: what comes after finds it as text that is JSON. Refuses bytes that are
 * not UTF-8 instead of replacing them, and nesting deeper than any of our schemas before anything walks it.
 */
export const readBody = async (c: Context<HttpEnv>, { spec }: Route): Promise<void> => {
  const declared = spec.request?.body;
  if (declared === undefined) return;
  const text = decodeUtf8(new Uint8Array(await c.req.arrayBuffer()));
  if (text === null) throw new DomainError("malformed_json", "The body is not UTF-8 text.");
  const blank = text.trim() === "";
  if (blank && declared.required === true)
    throw new DomainError("malformed_json", "The body is empty. Send a JSON object.");
  const type = c.req.header("content-type");
  if (blank ? type !== undefined && !isJson(type) : !isJson(type ?? ""))
    throw new DomainError("json_required", "Send JSON, with content-type application/json.");
  if (!blank) assertJson(text);
  // A body whose fields are all optional may be left out: blank is an empty object.
  // The cache holds promises, whatever its type says.
  Object.assign(c.req.bodyCache, { text: Promise.resolve(blank ? "{}" : text) });
};

const isJson = (type: string): boolean => /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type);

const assertJson = (text: string): void => {
  if (depthOf(text) > mostDepth)
    throw new DomainError("malformed_json", `The JSON is nested more than ${mostDepth} levels deep.`);
  try {
    JSON.parse(text);
  } catch {
    throw new DomainError("malformed_json", "That is not JSON."); // the parser's own words quote the body
  }
};

/** The settings are nested five deep, and nothing else is deeper. */
const mostDepth = 16;

/** How deep arrays and objects are nested in a text, be it JSON or not. */
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
