import type { DayCapacity } from "../../domain/capacity.ts";
import type { Day } from "../../domain/day.ts";
import { amend } from "./amend.ts";
import { changeDay, type ChangeDayContext } from "./change-day.ts";
import type { DayLogs } from "./day-logs.ts";
import { capacityOf, hoursFrom, hoursOf, stockFrom, type DaySettings } from "./day/day-capacity.ts";
import type { DayHours } from "./day/day-state.ts";

/** Sets the hours that a person gives to one day. Later settings leave them alone. */
export const setOwnHours = (
  context: ChangeDayContext,
  day: Day,
  own: Pick<DayHours, "windows" | "closed">,
): Promise<DayCapacity> =>
  changeDay(context, day, {
    decide: (state, settings) => {
      const hours = { ...hoursOf(state, settings), ...own, own_capacity: true };
      return { records: [{ day: hours }], result: capacityOf(state, hours) };
    },
    findIn: () => null,
  });

/**
 * Gives a day the stock of the equipment, and the hours of the settings unless a person set its hours. A day that was
 * never written is written too: otherwise a booking that read the settings before they changed could give it the old
 * hours afterwards.
 */
export const applyHours = async (days: Pick<DayLogs, "day">, day: Day, settings: DaySettings): Promise<void> => {
  await amend(days.day(day), ({ hours }) => {
    const next = hours === null ? hoursFrom(settings, day) : newerHours(hours, settings, day);
    return next === hours ? [] : [{ day: next }];
  });
};

const newerHours = (hours: DayHours, settings: DaySettings, day: Day): DayHours => {
  const hasNewerWindows = !hours.own_capacity && hours.settings_rev < settings.rev;
  const hasNewerStock = (hours.equipment_rev ?? -1) < settings.equipment.rev;
  if (!hasNewerWindows && !hasNewerStock) return hours;
  const { windows, closed, settings_rev } = hasNewerWindows ? hoursFrom(settings, day) : hours;
  return { ...hours, windows, closed, settings_rev, ...(hasNewerStock ? stockFrom(settings) : {}) };
};
