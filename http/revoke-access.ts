import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Access } from "../domain/access/access.ts";
import type { AuditEventType } from "../domain/activity.ts";
import { recordAudit } from "./audit.ts";
import type { HttpEnv } from "./route.ts";
import { pathId } from "./schema/field.ts";
import type { Services } from "./services.ts";

/** The path of a token or a calendar. */
export const accessParams = z.object({ id: pathId });

interface Revocation {
  what: AuditEventType;
  /** Throws `not_found` if it does not exist. */
  find: (access: Access) => { name: string };
  revoke: (access: Access) => Access;
}

/** Revokes a token or a calendar, and lists it in the activity by its name. */
export const revokeAccess = async (
  services: Services,
  c: Context<HttpEnv>,
  { what, find, revoke }: Revocation,
): Promise<void> => {
  let subject = "";
  await services.access.change((before) => {
    subject = find(before).name;
    return revoke(before);
  });
  // What was read of the tokens is out of date now.
  services.apiTokens.forget();
  await recordAudit(services, c, { what, subject });
};
