import { createHash, timingSafeEqual } from "node:crypto";
import type { EdgeKind } from "../../edge/edge-code.ts";
import { viewerAddressHeader } from "../../edge/function/preview-gate.ts";
import type { Origin } from "../../http/route.ts";
import type { ApiStage } from "../deployment.ts";
import type { HttpEvent } from "./event.ts";

/** Headers that the distributions set on each call. They replace values that the viewer sent. */
export const originHeaders = {
  secret: "x-origin-secret",
  kind: "x-tailboard-kind",
  /**
   * The viewer's address as the edge saw it: see infra/cdn/viewer-address.ts. On staging, the edge function sets it.
   */
  address: viewerAddressHeader,
} as const;

/** The stage variables with the current secret and with the one of the next rotation. */
export const secretVariables = ["origin_secret_now", "origin_secret_next"] as const;

/**
 * Returns which of our distributions a call came through. Null if it came another way: a caller of the API's own
 * address lacks the secret. Only with a valid secret are the headers trusted.
 */
export const verifyOrigin = (event: HttpEvent, stage: ApiStage): { kind: EdgeKind; address: string } | null => {
  const { headers, stageVariables = {} } = event;
  const sent = headers[originHeaders.secret] ?? "";
  // Always compares with both, so the time reveals nothing. An unset variable matches nothing.
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
