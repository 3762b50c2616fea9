import { calendarById, revokeCalendar as revoke } from "../../../domain/access/access.ts";
import { accessParams, revokeAccess } from "../../revoke-access.ts";
import { defineRoute } from "../../route.ts";

export const revokeCalendar = defineRoute(
  "revokeCalendar",
  { roles: ["owner"], scope: null },
  {
    summary: "Revoke a calendar",
    description: "Its address answers like one that never existed.",
    request: { params: accessParams },
    responses: { 204: { description: "Revoked" } },
  },
  (services) => async (c) => {
    const { id } = c.req.valid("param");
    await revokeAccess(services, c, {
      what: "calendar_revoked",
      find: (access) => calendarById(access, id),
      revoke: (access) => revoke(access, id),
    });
    return c.body(null, 204);
  },
);
