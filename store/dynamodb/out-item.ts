import { daysFrom, type Day } from "../../domain/day.ts";
import { dateOf, layout, type Month } from "./layout.ts";
import type { Item, Write } from "./write.ts";

/**
 * How many of a resource are left on each day of a month: `f01` to `f31`. One item, so that what is out for three
 * months changes four or five of them with its job, and not ninety: a transaction has a hundred writes.
 */
export interface OutItem extends Item {
  /** How many there are. */
  limit: number;
  /** The rev of the settings that say so. */
  settings_rev: number;
}

/** Where the settings name no limit. It is counted all the same: they may name one later. */
export const unlimited = 1_000_000_000;

export const freshOut = (resource: string, month: Month, limit: number, settingsRev: number): OutItem => ({
  ...layout.out(resource, month),
  limit,
  settings_rev: settingsRev,
  ...Object.fromEntries(dates.map((date) => [freeOn(date), limit])),
});

export const resourceOf = ({ sk }: OutItem): string => sk.slice("out#".length);

export const leftOn = (item: OutItem, day: Day): number => Number(item[freeOn(dateOf(day))] ?? item.limit);

/** Takes (above zero) and gives back (below) on days of one month. With `force`, whatever is left. */
export const changeOut = (resource: string, month: Month, counts: Map<Day, number>, force = false): Write => {
  const changes = [...counts].map(([day, count], index) => ({ field: freeOn(dateOf(day)), count, name: `:n${index}` }));
  const wanted = changes.filter(({ count }) => count > 0);
  return {
    update: layout.out(resource, month),
    set: changes.map(({ field, name }) => `#${field} = #${field} - ${name}`).join(", "),
    values: Object.fromEntries(changes.map(({ count, name }) => [name, count])),
    when: {
      text: ["attribute_exists(#pk)", ...(force ? [] : wanted.map(({ field, name }) => `#${field} >= ${name}`))].join(
        " AND ",
      ),
    },
  };
};

/** By the difference, day for day: what is out stays out. */
export const limitOut = (before: OutItem, limit: number, settingsRev: number): Write => ({
  update: { pk: before.pk, sk: before.sk },
  set: [
    "#limit = :limit",
    "#settings_rev = :settings_rev",
    ...dates.map((date) => `#${freeOn(date)} = #${freeOn(date)} + :more`),
  ].join(", "),
  values: { ":limit": limit, ":settings_rev": settingsRev, ":more": limit - before.limit },
  when: {
    text: "#limit = :old AND #settings_rev = :old_rev",
    values: { ":old": before.limit, ":old_rev": before.settings_rev },
  },
});

const freeOn = (date: string): string => `f${date}`;
const dates = daysFrom("2026-01-01", "2026-01-31").map(dateOf);
