import type { Day } from "./day.ts";
import type { Job, Visit } from "./job.ts";
import { plannedEnd, type RentalPeriod } from "./rental/rental-period.ts";

/** The stay of the unit that a visit takes, else of the one that it brings. A card counts its days without the job. */
export interface CardRental {
  type: string;
  /** The unit that the visit takes, else the one that it brings; null until it is known. */
  unit: string | null;
  /** The unit that a swap brings; left out for other visits and while it is not known. */
  brings?: string;
  from: Day;
  until: Day;
  allowed_days: number;
  /** The last day that the customer paid for. */
  last_day: Day;
}

/** Returns the rental of a visit's card; null if the visit brings and takes nothing. */
export const cardRentalOf = (
  job: Pick<Job, "rental" | "equipment">,
  { id, kind }: Pick<Visit, "id" | "kind">,
): CardRental | null => {
  const periods = job.equipment ?? [];
  const delivered = periods.find((period) => period.delivered_by === id);
  const period = periods.find(({ removed_by: removal }) => removal === id) ?? delivered;
  if (period === undefined) return null;
  const brings = kind === "swap" ? (delivered?.unit ?? null) : null;
  return {
    type: period.type,
    unit: period.unit,
    ...(brings === null ? {} : { brings }),
    from: period.from,
    until: period.until,
    allowed_days: period.allowed_days,
    last_day: plannedEnd(period, job.rental?.count_delivery_day === true),
  };
};

/** Returns the stay of the unit that was delivered and not removed; undefined if none is out. */
export const periodOut = ({
  visits,
  equipment = [],
  status,
}: Pick<Job, "equipment" | "status"> & { visits: readonly Pick<Visit, "id" | "state">[] }):
  | RentalPeriod
  | undefined => {
  const isDone = (id: string) => visits.find((visit) => visit.id === id)?.state === "done";
  const isOut = (period: RentalPeriod) => isDone(period.delivered_by) && !isDone(period.removed_by);
  return status === "cancelled" ? undefined : equipment.find(isOut);
};
