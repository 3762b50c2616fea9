import type { Job, Visit } from "../job.ts";

/** The units that a visit brings and takes; null while a unit is not known, or if the visit brings or takes none. */
export interface VisitEquipment {
  type: string;
  delivers: string | null;
  removes: string | null;
  same_unit: boolean;
}

/** Returns what a visit does with the rented equipment. Undefined if the job rents nothing out. */
export const visitEquipment = (
  { rental, equipment = [] }: Pick<Job, "rental" | "equipment">,
  visit: Pick<Visit, "id" | "kind" | "same_unit">,
): VisitEquipment | undefined => {
  const delivered = equipment.find((period) => period.delivered_by === visit.id);
  const removed = equipment.find((period) => period.removed_by === visit.id);
  const type = (delivered ?? removed)?.type ?? rental?.equipment_type;
  if (type === undefined || visit.kind === "service") return undefined;
  return {
    type,
    delivers: delivered?.unit ?? null,
    removes: removed?.unit ?? null,
    same_unit: visit.same_unit === true,
  };
};
