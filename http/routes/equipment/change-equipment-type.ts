import { z } from "@hono/zod-openapi";
import { renameType, typeById } from "../../../domain/rental/change-equipment.ts";
import { equipmentTypeView } from "../../../projection/equipment.ts";
import { recordAudit } from "../../audit.ts";
import { body, json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { equipmentType, equipmentTypePatch } from "../../schema/equipment.ts";
import { pathId } from "../../schema/field.ts";

export const typeParams = z.object({ id: pathId });

export const changeEquipmentType = defineRoute(
  "changeEquipmentType",
  { roles: ["owner"], scope: null },
  {
    summary: "Rename a type of equipment",
    request: { params: typeParams, body: body(equipmentTypePatch) },
    responses: {
      200: json(equipmentType, "The type"),
    },
  },
  (services) => async (c) => {
    const { id } = c.req.valid("param");
    const { name } = c.req.valid("json");
    // A name changes no stock, so no day needs it.
    const type = typeById(await services.equipment.change((now) => renameType(now, id, name)), id);
    await recordAudit(services, c, { what: "equipment_type_changed", subject: type.name });
    return c.json(equipmentTypeView(type), 200);
  },
);
