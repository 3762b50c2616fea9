import { z } from "@hono/zod-openapi";
import { DomainError } from "../../../domain/domain-error.ts";
import { crewById } from "../../../domain/settings.ts";
import { assertUnchanged } from "../../../domain/unchanged.ts";
import { recordAudit } from "../../audit.ts";
import { body, json, problemResponses } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { pathId } from "../../schema/field.ts";
import { crew, crewPatch } from "../../schema/settings.ts";

export const crewParams = z.object({ id: pathId });

export const changeCrew = defineRoute(
  "changeCrew",
  { roles: ["owner"], scope: null },
  {
    summary: "Rename a crew",
    request: { params: crewParams, body: body(crewPatch) },
    responses: {
      200: json(crew, "The crew"),
      ...problemResponses("stale"),
    },
  },
  (services) => async (c) => {
    const { id } = c.req.valid("param");
    const { name, seen = {} } = c.req.valid("json");
    const changed = await services.settings.change((now) => {
      const current = crewById(now, id);
      if (current === undefined) throw new DomainError("not_found", "Crew not found. It may have been removed.");
      assertUnchanged(current, { seen, wanted: { name } }, current);
      return { ...now, crews: now.crews.map((one) => (one.id === id ? { ...one, name } : one)) };
    });
    const renamed = crewById(changed, id);
    if (renamed === undefined) throw new DomainError("not_found", "Crew not found. It may have been removed.");
    await recordAudit(services, c, { what: "crew_changed", subject: renamed.name });
    return c.json(renamed, 200);
  },
);
