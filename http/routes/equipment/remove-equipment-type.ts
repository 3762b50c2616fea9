import { removeType, servicesRenting, typeById } from "../../../domain/rental/change-equipment.ts";
import { recordAudit } from "../../audit.ts";
import { changeEquipment, heldDays } from "../../change-equipment.ts";
import { defineRoute } from "../../route.ts";
import { typeParams } from "./change-equipment-type.ts";

export const removeEquipmentType = defineRoute(
  "removeEquipmentType",
  { roles: ["owner"], scope: null },
  {
    summary: "Remove a type of equipment with its units",
    description: "Refused while a service rents it out or a job holds it. Its ids are never used again.",
    request: { params: typeParams },
    responses: {
      204: { description: "Removed" },
    },
  },
  (services) => async (c) => {
    const { id } = c.req.valid("param");
    const { equipment, settings, jobs, clock } = services;
    const [{ name }, rules] = [typeById(await equipment.read(), id), await settings.read()];
    const { first, last } = heldDays(rules, clock.now());
    const hasJobs = (await jobs.capacity(first, last)).some(({ resources }) =>
      resources.some((resource) => resource.id === id && resource.out > 0),
    );
    const renting = servicesRenting(rules.services, id);
    await changeEquipment(services, (now) => removeType(now, id, { services: renting, hasJobs }));
    await recordAudit(services, c, { what: "equipment_type_removed", subject: name });
    return c.body(null, 204);
  },
);
