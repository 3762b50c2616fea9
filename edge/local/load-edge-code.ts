import { createHash } from "node:crypto";
import { createContext, Script } from "node:vm";
import type { EdgeHandler } from "../event.ts";

/** Runs built code as CloudFront does: a global `handler`, nothing of ours in sight, no `eval`. */
export const loadEdgeCode = (code: string): EdgeHandler => {
  const context = createContext({ require: onlyCrypto }, { codeGeneration: { strings: false, wasm: false } });
  const handler: unknown = new Script(`${code}\nhandler`, { filename: "edge-function.js" }).runInContext(context);
  if (typeof handler !== "function") throw new TypeError("The edge code has no handler");
  return (event) => handler(event);
};

/** Of the runtime's own modules, the one that our code asks for. */
const onlyCrypto = (name: string) => {
  if (name !== "crypto") throw new Error(`The runtime has no ${name}`);
  return { createHash };
};
