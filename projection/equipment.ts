import type { DayCapacity } from "../domain/capacity.ts";
import type { Day } from "../domain/day.ts";
import type { Job } from "../domain/job.ts";
import { conflictsOf, type Conflict, type RentedJob } from "../domain/rental/conflicts.ts";
import { stockOf, type Equipment, type EquipmentType, type Unit } from "../domain/rental/equipment.ts";
import { rentalState } from "../domain/rental/overdue.ts";
import type { RentalPeriod } from "../domain/rental/rental-period.ts";
import { rentalVisits } from "../domain/rental/settle-rental.ts";

/** A unit as the office sees it, with the job that it is out on. */
export interface UnitView {
  id: string;
  /** `out`: delivered and not yet picked up. It is derived from the jobs, and stored nowhere. */
  state: "out" | "available" | "maintenance" | "retired";
  note: string | null;
  job?: string;
  customer?: string;
  street?: string;
  since?: Day;
  until?: Day;
  overdue_days?: number;
  /** The day on which the customer said that it is ready for pickup. */
  ready_on?: Day;
}

export interface EquipmentView {
  types: { id: string; name: string; stock: number; out: number; units: UnitView[] }[];
  conflicts: Conflict[];
}

/** How much of each type is held on a day. */
export interface CalendarDay {
  day: Day;
  types: { id: string; stock: number; held: number }[];
}

/** Returns the types with their units. `jobs` are those with equipment at a customer's. */
export const equipmentTypesOf = (equipment: Equipment, jobs: readonly Job[], today: Day): EquipmentView["types"] => {
  const out = outUnits(jobs, today);
  const stock = stockOf(equipment);
  return equipment.types.map((type) => ({
    id: type.id,
    name: type.name,
    stock: stock(type.id),
    out: out.filter(({ period }) => period.type === type.id).length,
    units: type.units.map((unit) => unitView(unit, out)),
  }));
};

/** Returns one type or one unit in the shape of the list, as it is before the jobs are known. */
export const equipmentTypeView = (type: EquipmentType): EquipmentView["types"][number] => {
  const units = type.units.map((unit) => unitView(unit, []));
  return { id: type.id, name: type.name, stock: stockOf({ types: [type] })(type.id), out: 0, units };
};

interface OutUnit {
  job: Job;
  period: RentalPeriod;
  overdue_days: number;
}

const outUnits = (jobs: readonly Job[], today: Day): OutUnit[] =>
  jobs.flatMap((job) =>
    outPeriods(job).map((period) => ({ job, period, overdue_days: overdueDays(job, period, today) })),
  );

/** Returns the periods of a job whose equipment was delivered and not removed. A sample or cancelled job has none. */
export const outPeriods = ({ status, sample, equipment = [], visits }: Job): RentalPeriod[] => {
  if (status === "cancelled" || sample === true) return [];
  const isDone = (id: string) => (visits.find((visit) => visit.id === id)?.done_on ?? null) !== null;
  return equipment.filter((period) => isDone(period.delivered_by) && !isDone(period.removed_by));
};

const overdueDays = (job: Job, period: RentalPeriod, today: Day): number =>
  job.rental === undefined ? 0 : rentalState(period, rentalVisits(job), job.rental, today).overdue_days;

const unitView = ({ id, state, note: noted }: Unit, out: readonly OutUnit[]): UnitView => {
  const note = noted ?? null;
  const found = out.find(({ period }) => period.unit === id);
  if (found === undefined) return { id, state: state === "in_service" ? "available" : state, note };
  const { job, period, overdue_days } = found;
  return {
    id,
    state: "out",
    note,
    job: job.id,
    ...(job.customer === null ? {} : { customer: job.customer.name }),
    street: job.location.street,
    since: period.from,
    until: period.until,
    overdue_days,
    ...(period.ready_on === null ? {} : { ready_on: period.ready_on }),
  };
};

const rentedJob = ({ id, status, sample, visits, equipment = [] }: Job): RentedJob => ({
  id,
  status,
  ...(sample === true ? { sample } : {}),
  visits: rentalVisits({ visits }),
  equipment,
});

/** Returns the days on which more of a type or a unit is held than there is. Only these need a look at the jobs. */
export const overheldDays = (equipment: Equipment, days: readonly DayCapacity[]): Day[] => {
  const stock = stockOf(equipment);
  return days.filter(({ resources }) => resources.some(({ id, out }) => out > stock(id))).map(({ day }) => day);
};

/** Returns the conflicts on these days, and the units that were delivered without their number. */
export const equipmentConflicts = (equipment: Equipment, jobs: readonly Job[], days: readonly Day[]): Conflict[] =>
  conflictsOf(equipment, jobs.map(rentedJob), days);

export const calendarOf = (equipment: Equipment, days: readonly DayCapacity[]): CalendarDay[] => {
  const stock = stockOf(equipment);
  return days.map(({ day, resources }) => ({
    day,
    types: equipment.types.map(({ id }) => ({
      id,
      stock: stock(id),
      held: resources.find((resource) => resource.id === id)?.out ?? 0,
    })),
  }));
};
