import { invalid } from "../../../domain/domain-error.ts";
import { recordAudit } from "../../audit.ts";
import { body, json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { crew, crewInput } from "../../schema/settings.ts";

export const createCrew = defineRoute(
  "createCrew",
  { roles: ["owner"], scope: null },
  {
    summary: "Add a crew",
    request: { body: body(crewInput) },
    responses: {
      201: json(crew, "The crew"),
    },
  },
  (services) => async (c) => {
    const added = { ...c.req.valid("json"), active: true };
    await services.settings.change((now) => {
      if (now.crews.some(({ id, active }) => id === added.id && active)) {
        throw invalid({ field: "/id", code: "taken", message: "Another crew has this id. Choose a different one." });
      }
      return { ...now, crews: [...now.crews.filter(({ id }) => id !== added.id), added] };
    });
    await recordAudit(services, c, { what: "crew_added", subject: added.name });
    return c.json(added, 201);
  },
);
