import { parseEdgeCode, type EdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import { DeployRefused } from "../deploy-refused.ts";

/** Parses a function's code. Returns null if Tailboard did not write it. */
export const readCode = (code: string): EdgeCode | null => {
  try {
    return parseEdgeCode(code);
  } catch {
    return null;
  }
};

/** Parses LIVE code. @throws DeployRefused if Tailboard did not write it, because then nothing may replace it */
export const parseLive = (kind: EdgeKind, code: string): EdgeCode => {
  try {
    return parseEdgeCode(code);
  } catch (error) {
    throw new DeployRefused(`Tailboard did not write the live ${kind} function, so nothing was changed.`, null, error);
  }
};

/** Returns the id of the promotion that wrote the code. Null if Tailboard or a promotion did not write it. */
export const promotionIn = (code: string): string | null => readCode(code)?.promotion ?? null;
