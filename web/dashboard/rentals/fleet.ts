import type { ValueOf } from "../../../http/client.ts";

export type Fleet = ValueOf<"getEquipment">;
export type EquipmentType = Fleet["types"][number];
export type Unit = EquipmentType["units"][number];
export type Conflict = Fleet["conflicts"][number];
export type Calendar = ValueOf<"getEquipmentCalendar">;
export type RentedJob = Pick<
  ValueOf<"listJobs">["items"][number],
  "id" | "customer" | "equipment" | "visits" | "status"
>;

/** A bar over some of the shown days; both ends are positions of days and included. */
export interface Strip {
  from: number;
  to: number;
  kind: "out" | "overdue" | "promised" | "shop";
  name: string;
}

/** Returns the bars of a unit: where it is now, and the jobs that it is promised to. Days are in order. */
export const stripsOf = (unit: Unit, jobs: readonly RentedJob[], days: readonly string[]): Strip[] => {
  const strips: Strip[] = [];
  const add = (from: string, until: string, strip: Pick<Strip, "kind" | "name">) => {
    const [first, last] = [days.findIndex((day) => day >= from), days.findLastIndex((day) => day <= until)];
    if (first >= 0 && last >= first) strips.push({ from: first, to: last, ...strip });
  };
  if (unit.state === "out" && unit.since !== undefined && unit.until !== undefined) {
    const kind = (unit.overdue_days ?? 0) > 0 ? "overdue" : "out";
    add(unit.since, unit.until, { kind, name: unit.customer ?? "" });
  } else if (unit.state === "maintenance") {
    strips.push({ from: 0, to: days.length - 1, kind: "shop", name: unit.note ?? "" });
  }
  for (const { id, customer, equipment = [], status } of jobs) {
    if (id === unit.job || status === "cancelled" || status === "completed") continue;
    for (const period of equipment) {
      if (period.unit === unit.id) add(period.from, period.until, { kind: "promised", name: customer?.name ?? id });
    }
  }
  return strips;
};

/** How urgent the number of free units is: `none` also for fewer than none. */
export const levelOf = (free: number): "many" | "one" | "none" => (free > 1 ? "many" : free === 1 ? "one" : "none");

export interface Figures {
  out: number;
  stock: number;
  overdue: Unit[];
  due: number;
  ready: number;
  shop: number;
}

/** Returns the figures above the list. `week` is the last day of "this week". */
export const figuresOf = ({ types }: Fleet, today: string, week: string): Figures => {
  const units = types.flatMap((type) => type.units);
  return {
    out: types.reduce((sum, { out }) => sum + out, 0),
    stock: types.reduce((sum, { stock }) => sum + stock, 0),
    overdue: units.filter(isOverdue),
    due: units.filter((unit) => isDue(unit, today, week)).length,
    ready: units.filter(isReady).length,
    shop: units.filter(({ state }) => state === "maintenance").length,
  };
};

const isOverdue = ({ overdue_days: days = 0 }: Unit): boolean => days > 0;

/** A late unit is held through tomorrow, but was due back earlier. */
const isDue = (unit: Unit, today: string, week: string): boolean => {
  const { state, until = "" } = unit;
  return state === "out" && !isOverdue(unit) && until >= today && until <= week;
};

const isReady = ({ state, ready_on: ready }: Unit): boolean => state === "out" && ready !== undefined;

/** Which units the list shows. */
export type UnitFilter = "all" | "out" | "due" | "overdue" | "ready";

/**
 * Returns the types with only the units that a filter and a search choose. The search is over the number, the customer
 * and the street. A type without such a unit is left out, unless nothing is chosen.
 */
export const chosenTypes = (
  types: readonly EquipmentType[],
  { filter, search }: { filter: UnitFilter; search: string },
  { today, week }: { today: string; week: string },
): EquipmentType[] => {
  const wanted = search.trim().toLowerCase();
  if (filter === "all" && wanted === "") return [...types];
  const passes: Record<UnitFilter, (unit: Unit) => boolean> = {
    all: () => true,
    out: ({ state }) => state === "out",
    due: (unit) => isDue(unit, today, week),
    overdue: isOverdue,
    ready: isReady,
  };
  const isFound = ({ id, customer = "", street = "" }: Unit) =>
    [id, customer, street].some((text) => text.toLowerCase().includes(wanted));
  return types
    .map((type) => ({ ...type, units: type.units.filter((unit) => passes[filter](unit) && isFound(unit)) }))
    .filter(({ units }) => units.length > 0);
};

export interface Shortage {
  type: EquipmentType;
  day: string;
  missing: number;
  /** On how many later days it is short too. */
  more: number;
  /** The late unit that would end it, if there is one. */
  late: Unit | null;
  /** The job that could move: the last one that needs the type on that day. */
  job: string | null;
}

/** Returns one shortage for each type: its first day, and how many more days follow. */
export const shortagesOf = ({ types, conflicts }: Fleet): Shortage[] =>
  types.flatMap((type) => {
    const short = conflicts.flatMap((one) => (one.kind === "short" && one.type === type.id ? [one] : []));
    const [first] = short;
    if (first === undefined) return [];
    const late = type.units.find(isOverdue) ?? null;
    const job = first.jobs.findLast((id) => id !== late?.job) ?? null;
    return [{ type, day: first.day, missing: first.held - first.stock, more: short.length - 1, late, job }];
  });
