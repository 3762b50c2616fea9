import { createHash } from "node:crypto";
import { createContext, Script } from "node:vm";
import type { EdgeHandler } from "../event.ts";

/** Loads built code as CloudFront does: it needs a global `handler`, sees no globals of ours and has no `eval`. */
export const loadEdgeCode = (code: string): EdgeHandler => {
  const context = createContext({ require: onlyCrypto }, { codeGeneration: { strings: false, wasm: false } });
  const handler: unknown = new Script(`${code}\nhandler`, { filename: "edge-function.js" }).runInContext(context);
  if (typeof handler !== "function") throw new TypeError("The edge code has no handler");
  return (event) => handler(event);
};

/** The only module of the CloudFront runtime that our code requires. */
const onlyCrypto = (name: string) => {
  if (name !== "crypto") throw new Error(`The runtime has no ${name}`);
  return { createHash };
};
