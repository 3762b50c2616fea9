import { z } from "@hono/zod-openapi";
import { DomainError } from "../../../domain/domain-error.ts";
import { recordAudit } from "../../audit.ts";
import { principalOf } from "../../authorize.ts";
import { defineRoute, everyRole } from "../../route.ts";
import { pathId } from "../../schema/field.ts";

export const endSession = defineRoute(
  "endSession",
  { roles: everyRole, scope: null },
  {
    summary: "End a session",
    description:
      "You can end your own sessions, and owners can end all sessions. The process that answers refuses the session immediately, and every other process within 5 seconds.",
    request: { params: z.object({ id: pathId }) },
    responses: {
      204: { description: "Signed out" },
    },
  },
  (services) => async (c) => {
    const { people, sessions } = services;
    const { role, user: own } = principalOf(c);
    const { users } = await people.read();
    const ended = (await sessions.list(users)).find(({ id }) => id === c.req.valid("param").id);
    const person = users.find(({ id }) => id === ended?.user);
    // A session of another person gives the same error as one that does not exist.
    if (ended === undefined || person === undefined || (role !== "owner" && person.id !== own))
      throw new DomainError("not_found", "Session not found. It may have ended already.");
    await sessions.endByHash(ended.hash);
    await recordAudit(services, c, { what: "device_signed_out", subject: person.name });
    return c.body(null, 204);
  },
);
