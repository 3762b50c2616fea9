import type { Job } from "../../../http/api-client.ts";

/** The units that a visit can deliver, the likely one first; null if the visit delivers none, or brings one back. */
export const deliveredUnits = (
  job: Pick<Job, "visits" | "unit_choices"> | undefined,
  visitId: string,
): { choices: string[]; likely: string | null } | null => {
  const visit = job?.visits.find(({ id }) => id === visitId);
  const equipment = visit?.equipment;
  if (equipment === undefined || visit?.kind === "pickup" || equipment.same_unit) return null;
  const planned = equipment.delivers;
  const free = job?.unit_choices ?? [];
  const choices = planned === null ? free : [planned, ...free.filter((one) => one !== planned)];
  return choices.length === 0 ? null : { choices, likely: choices[0] ?? null };
};

/** True for a visit that takes a unit, so its load is weighed. */
export const takesUnit = (job: Pick<Job, "visits"> | undefined, visitId: string): boolean => {
  const visit = job?.visits.find(({ id }) => id === visitId);
  return visit?.equipment !== undefined && visit.kind !== "drop_off";
};
