import { addUnit } from "../../../domain/rental/change-equipment.ts";
import { recordAudit } from "../../audit.ts";
import { changeEquipment } from "../../change-equipment.ts";
import { body, json } from "../../description.ts";
import { readUnit } from "../../read-unit.ts";
import { defineRoute, staff } from "../../route.ts";
import { unit, unitInput } from "../../schema/equipment.ts";
import { typeParams } from "./change-equipment-type.ts";

export const createUnit = defineRoute(
  "createUnit",
  { roles: staff, scope: null },
  {
    summary: "Add a unit in service",
    description: "The id of a unit is unique across all types and never used again.",
    request: { params: typeParams, body: body(unitInput) },
    responses: {
      201: json(unit, "The unit"),
    },
  },
  (services) => async (c) => {
    const { id: type } = c.req.valid("param");
    const added = c.req.valid("json");
    const changed = await changeEquipment(services, (now) => addUnit(now, type, added));
    await recordAudit(services, c, { what: "unit_added", subject: added.id });
    return c.json(await readUnit(services, changed, added.id), 201);
  },
);
