import { addDays, dayIn, type Day } from "../domain/day.ts";
import { heldDaysAhead } from "../domain/rental/held-days.ts";
import type { Settings } from "../domain/settings.ts";
import type { Equipment } from "../domain/rental/equipment.ts";
import type { StoredEquipment } from "../store/equipment-store.ts";
import type { Services } from "./services.ts";

/** Changes the equipment, and gives every day that can hold some the new stock. */
export const changeEquipment = async (
  services: Pick<Services, "equipment" | "settings" | "jobs" | "clock">,
  apply: (equipment: Equipment) => Equipment,
): Promise<StoredEquipment> => {
  const { equipment, settings, jobs, clock } = services;
  const changed = await equipment.change(apply);
  const { first, last } = heldDays(await settings.read(), clock.now());
  await jobs.applyHours(first, last);
  return changed;
};

/** The days on which equipment can be held. */
export const heldDays = (settings: Settings, nowMs: number): { first: Day; last: Day } => {
  const first = dayIn(settings.business.time_zone, nowMs);
  return { first, last: addDays(first, heldDaysAhead(settings)) };
};
