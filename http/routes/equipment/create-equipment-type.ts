import { addType, typeById } from "../../../domain/rental/change-equipment.ts";
import { equipmentTypeView } from "../../../projection/equipment.ts";
import { recordAudit } from "../../audit.ts";
import { changeEquipment } from "../../change-equipment.ts";
import { body, json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { equipmentType, equipmentTypeInput } from "../../schema/equipment.ts";

export const createEquipmentType = defineRoute(
  "createEquipmentType",
  { roles: ["owner"], scope: null },
  {
    summary: "Add a type of equipment",
    request: { body: body(equipmentTypeInput) },
    responses: {
      201: json(equipmentType, "The type, without units"),
    },
  },
  (services) => async (c) => {
    const added = c.req.valid("json");
    const type = typeById(await changeEquipment(services, (now) => addType(now, added)), added.id);
    await recordAudit(services, c, { what: "equipment_type_added", subject: type.name });
    return c.json(equipmentTypeView(type), 201);
  },
);
