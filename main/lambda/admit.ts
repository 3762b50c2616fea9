import { createHash, timingSafeEqual } from "node:crypto";
import type { EdgeKind } from "../../edge/edge-code.ts";
import { viewerAddressHeader } from "../../edge/function/preview-gate.ts";
import type { Origin } from "../../http/route.ts";
import type { ApiStage } from "../deployment.ts";
import type { HttpEvent } from "./event.ts";

/** Headers that the distributions put on each call, over whatever the viewer sent under these names. */
export const originHeaders = {
  secret: "x-origin-secret",
  kind: "x-tailboard-kind",
  /** The viewer's address as the edge saw it: see infra/cdn/viewer-address.ts; on staging, the pointer says it. */
  address: viewerAddressHeader,
} as const;

/** The template puts the secret that is sent now, and the one that the next rotation will send, under these names. */
export const secretVariables = ["origin_secret_now", "origin_secret_next"] as const;

/**
 * Whether a call came through one of our own distributions, and through which: whoever finds the API's own address lacks
 * the secret. Null where it did not; what the headers say is believed only then.
 */
export const admit = (event: HttpEvent, stage: ApiStage): { kind: EdgeKind; address: string } | null => {
  const { headers, stageVariables = {} } = event;
  const sent = headers[originHeaders.secret] ?? "";
  // Both are compared, and nothing is ever equal to a variable that is not set.
  const good = secretVariables.map((name) => isSame(sent, stageVariables[name] ?? "")).includes(true);
  const kind = headers[originHeaders.kind];
  if (!good || (kind !== "site" && kind !== "dashboard" && kind !== "staging")) return null;
  if ((kind === "staging") !== (stage === "preview")) return null;
  return { kind, address: headers[originHeaders.address] ?? "" };
};

export const originsOf = (kind: EdgeKind): Origin[] => (kind === "staging" ? ["site", "dashboard"] : [kind]);

const isSame = (sent: string, secret: string): boolean =>
  timingSafeEqual(sha256(sent), sha256(secret)) && secret.length >= 32;

const sha256 = (text: string) => createHash("sha256").update(text).digest();
