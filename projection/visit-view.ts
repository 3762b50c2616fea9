import { show } from "../domain/field-table.ts";
import type { Job, Visit } from "../domain/job.ts";
import { visitEquipment, type VisitEquipment } from "../domain/rental/visit-equipment.ts";
import { visitFields } from "../domain/visit-fields.ts";

/** A visit in an answer: a field without a value is null, and the units come with it. */
export type VisitView = Omit<Visit, Nullable | "same_unit" | "charged"> & {
  [Field in Nullable]: NonNullable<Visit[Field]> | null;
} & { equipment?: VisitEquipment };

type Nullable = keyof typeof noValues;
const noValues = {
  position: null,
  arrival_estimate: null,
  done_on: null,
  reported_at: null,
  attempt: null,
  note: null,
};

/** The visits of a job, for staff and crews. */
export const visitViews = (job: Pick<Job, "visits" | "rental" | "equipment">, audience: "list" | "crew"): VisitView[] =>
  job.visits.map((visit) => {
    const equipment = visitEquipment(job, visit);
    return { ...noValues, ...show(visitFields, audience, visit), ...(equipment && { equipment }) };
  });
