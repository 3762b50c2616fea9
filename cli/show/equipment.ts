import type { Day } from "../../domain/day.ts";
import type { Conflict } from "../../domain/rental/conflicts.ts";
import type { CalendarDay, EquipmentView, UnitView } from "../../projection/equipment.ts";
import * as message from "../message/equipment.ts";
import { tabulate } from "./table.ts";

type DayName = (day: Day) => string;

/** Returns the types, each followed by its units and where they are. */
export const showEquipment = ({ types, conflicts }: EquipmentView, dayName: DayName, width: number): string => {
  if (types.length === 0) return message.noEquipment;
  const lines = types.flatMap(({ id, name, out, stock, units }) => [
    message.typeLine(name, id, out, stock),
    ...tabulate(
      [{}, {}, { least: 20 }],
      units.map((unit) => [`  ${unit.id}`, message.states[unit.state], placeOf(unit, dayName)]),
      width,
    ),
  ]);
  return [...lines, ...(conflicts.length === 0 ? [] : ["", message.conflictCount(conflicts.length)])].join("\n");
};

const placeOf = ({ note, customer, job, since, until, overdue_days = 0 }: UnitView, dayName: DayName): string => {
  if (job === undefined || since === undefined || until === undefined) return note ?? "";
  const place = message.outSince(customer ?? job, dayName(since), dayName(until));
  return overdue_days > 0 ? `${place}, ${message.overdue(overdue_days)}` : place;
};

/** Returns a line for each day, with what is free of each type. */
export const showCalendar = ({ days }: { days: CalendarDay[] }, dayName: DayName, width: number): string => {
  const ids = days[0]?.types.map(({ id }) => id) ?? [];
  if (ids.length === 0) return message.noEquipment;
  return tabulate(
    [{}, ...ids.map(() => ({ least: 12 }))],
    [
      ["", ...ids],
      ...days.map(({ day, types }) => [dayName(day), ...types.map(({ held, stock }) => message.freeOf(held, stock))]),
    ],
    width,
  ).join("\n");
};

export const showConflicts = (conflicts: readonly Conflict[], dayName: DayName): string =>
  conflicts.length === 0
    ? message.noConflicts
    : conflicts
        .map((one) => {
          if (one.kind === "no_unit") return message.noUnit(one.job);
          if (one.kind === "unit") return message.unitTwice(dayName(one.day), one.unit, one.jobs);
          return message.short(dayName(one.day), one.type, one.held, one.stock, one.jobs);
        })
        .join("\n");
