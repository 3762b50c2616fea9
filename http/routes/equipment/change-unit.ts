import { z } from "@hono/zod-openapi";
import { changeUnit as changed } from "../../../domain/rental/change-equipment.ts";
import { recordAudit } from "../../audit.ts";
import { changeEquipment } from "../../change-equipment.ts";
import { body, json } from "../../description.ts";
import { readUnit } from "../../read-unit.ts";
import { defineRoute, staff } from "../../route.ts";
import { unit, unitPatch } from "../../schema/equipment.ts";
import { pathId } from "../../schema/field.ts";

export const changeUnit = defineRoute(
  "changeUnit",
  { roles: staff, scope: null },
  {
    summary: "Change the state or the note of a unit",
    description:
      "A unit that is out or promised may go into maintenance. Jobs that cannot have their equipment then show as conflicts.",
    request: { params: z.object({ unit: pathId }), body: body(unitPatch) },
    responses: {
      200: json(unit, "The unit"),
    },
  },
  (services) => async (c) => {
    const { unit: id } = c.req.valid("param");
    const change = c.req.valid("json");
    const equipment = await changeEquipment(services, (now) => changed(now, id, change));
    await recordAudit(services, c, { what: "unit_changed", subject: id });
    return c.json(await readUnit(services, equipment, id), 200);
  },
);
