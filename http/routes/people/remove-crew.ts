import { DomainError } from "../../../domain/domain-error.ts";
import { crewById } from "../../../domain/settings.ts";
import { recordAudit } from "../../audit.ts";
import { defineRoute } from "../../route.ts";
import { crewParams } from "./change-crew.ts";

export const removeCrew = defineRoute(
  "removeCrew",
  { roles: ["owner"], scope: null },
  {
    summary: "Remove a crew",
    description: "Past jobs keep the name of the crew.",
    request: { params: crewParams },
    responses: {
      204: { description: "Removed" },
    },
  },
  (services) => async (c) => {
    const { id } = c.req.valid("param");
    const changed = await services.settings.change((now) => {
      if (crewById(now, id) === undefined)
        throw new DomainError("not_found", "Crew not found. It may have been removed.");
      return { ...now, crews: now.crews.map((one) => (one.id === id ? { ...one, active: false } : one)) };
    });
    const subject = changed.crews.find((one) => one.id === id)?.name ?? id;
    await recordAudit(services, c, { what: "crew_removed", subject });
    return c.body(null, 204);
  },
);
