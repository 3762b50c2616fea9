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
  ["owner"],
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
      const known = crewById(now, id);
      if (known === undefined) throw new DomainError("not_found", "There is no such crew.");
      assertUnchanged(known, { seen, wanted: { name } }, known);
      return { ...now, crews: now.crews.map((one) => (one.id === id ? { ...one, name } : one)) };
    });
    const found = crewById(changed, id);
    if (found === undefined) throw new DomainError("not_found", "There is no such crew.");
    await recordAudit(services, c, { what: "crew_changed", subject: found.name });
    return c.json(found, 200);
  },
);
