import { z } from "@hono/zod-openapi";
import { calendarById, revokeCalendar as revoke } from "../../../domain/access/access.ts";
import { recordAudit } from "../../audit.ts";
import { defineRoute } from "../../route.ts";
import { pathId } from "../../schema/field.ts";

export const revokeCalendar = defineRoute(
  "revokeCalendar",
  { roles: ["owner"], scope: null },
  {
    summary: "Revoke a calendar",
    description: "Its address answers like one that never existed.",
    request: { params: z.object({ id: pathId }) },
    responses: { 204: { description: "Revoked" } },
  },
  (services) => async (c) => {
    const { id } = c.req.valid("param");
    let subject = "";
    await services.access.change((before) => {
      subject = calendarById(before, id).name;
      return revoke(before, id);
    });
    await recordAudit(services, c, { what: "calendar_revoked", subject });
    return c.body(null, 204);
  },
);
