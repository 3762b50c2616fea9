import { dayAfter } from "../format.ts";

/** The days that a rental stays, from its drop-off to the day it is due. */
export interface Stay {
  from: string;
  /** The last day that the base price includes. */
  included_until: string;
  until: string;
}

interface Terms {
  included_days: number;
  /** True if the delivery day is the first day. */
  count_delivery_day?: boolean | undefined;
}

/** A rental of `days` that is dropped off on `from`. The day after delivery is day 1, unless the terms count the delivery day. */
export const stayOf = (from: string, days: number, { included_days, count_delivery_day }: Terms): Stay => {
  const last = (count: number) => dayAfter(from, count_delivery_day === true ? count - 1 : count);
  return { from, included_until: last(Math.min(days, included_days)), until: last(days) };
};

/** How a calendar paints a day. */
export const partOf = ({ from, included_until, until }: Stay, day: string): "from" | "in" | "extra" | "to" | null => {
  if (day < from || day > until) return null;
  if (day === from) return "from";
  if (day === until) return "to";
  return day <= included_until ? "in" : "extra";
};
