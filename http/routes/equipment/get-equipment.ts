import { json } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { equipment } from "../../schema/equipment.ts";
import { readConflicts } from "../../read-conflicts.ts";
import { dayIn } from "../../../domain/day.ts";
import { equipmentTypesOf } from "../../../projection/equipment.ts";

export const getEquipment = defineRoute(
  "getEquipment",
  { roles: staff, scope: "board:read" },
  {
    summary: "List equipment and its conflicts",
    description:
      "Conflicts are those of today and the next 62 days: a type of which more is held than there is, a unit that two jobs have, and a unit that was delivered without its number.",
    responses: {
      200: json(equipment, "Each type with its units, and what the office has to solve"),
    },
  },
  (services) => async (c) => {
    const [stored, settings, waiting] = await Promise.all([
      services.equipment.read(),
      services.settings.read(),
      services.jobs.waiting(),
    ]);
    const today = dayIn(settings.business.time_zone, services.clock.now());
    const conflicts = await readConflicts(services, { equipment: stored, waiting, today });
    return c.json({ types: equipmentTypesOf(stored, waiting, today), conflicts }, 200);
  },
);
