import { invalid } from "../../../domain/refusal.ts";
import { body, json, refuses } from "../../answer.ts";
import { defineRoute } from "../../route.ts";
import { crew, crewInput } from "../../schema/settings.ts";

export const createCrew = defineRoute(
  {
    operationId: "create_crew",
    summary: "Add a crew",
    method: "post",
    path: "/api/v1/crews",
    request: { body: body(crewInput) },
    responses: {
      201: json(crew, "The crew"),
      ...refuses("sign_in_required", "role_not_allowed", "invalid", "store_unavailable"),
    },
  },
  { origin: "dashboard", access: ["owner"] },
  ({ settings }) =>
    async (c) => {
      const added = { ...c.req.valid("json"), active: true };
      await settings.change((now) => {
        if (now.crews.some(({ id, active }) => id === added.id && active)) {
          throw invalid({ field: "/id", code: "taken", message: "There is a crew with that id." });
        }
        return { ...now, crews: [...now.crews.filter(({ id }) => id !== added.id), added] };
      });
      return c.json(added, 201);
    },
);
