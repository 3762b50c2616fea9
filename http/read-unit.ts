import { dayIn } from "../domain/day.ts";
import { DomainError } from "../domain/domain-error.ts";
import type { Equipment } from "../domain/rental/equipment.ts";
import { equipmentTypesOf, type UnitView } from "../projection/equipment.ts";
import type { Services } from "./services.ts";

/** Returns a unit with the job that it is out on. */
export const readUnit = async (
  { settings, jobs, clock }: Pick<Services, "settings" | "jobs" | "clock">,
  equipment: Equipment,
  id: string,
): Promise<UnitView> => {
  const [{ business }, waiting] = await Promise.all([settings.read(), jobs.waiting()]);
  const types = equipmentTypesOf(equipment, waiting, dayIn(business.time_zone, clock.now()));
  const unit = types.flatMap(({ units }) => units).find((one) => one.id === id);
  if (unit === undefined) throw new DomainError("not_found", "Unit not found.");
  return unit;
};
