import type { Catalog } from "../../http/client.ts";
import { createFormat } from "../shared/format.ts";
import { moreDays, noDaysYet, type FreeDays } from "../shared/free-days.ts";
import { daysShown, firstMonth, weekStartOf } from "../shared/month/month.ts";
import type { BookContext } from "./booking.ts";
import { daysOf, serviceOf } from "./service.ts";

/** Loads the days of the chosen service, at least up to the chosen day and the last day of a calendar. */
export const createDays = ({ client, browser, machine, screen }: BookContext) => {
  const formatOf = ({ business }: Catalog) => createFormat(business.locale, business.time_zone);
  const today = (catalog: Catalog) => formatOf(catalog).dayOf(browser.now());
  const earliest = (catalog: Catalog) => {
    const at = browser.now() + catalog.booking.lead_time_hours * 3_600_000;
    return `${formatOf(catalog).dayOf(at)} ${formatOf(catalog).wallTime(at)}`;
  };
  const isWanted = (free: FreeDays) => {
    const { catalog, draft } = machine.state();
    const service = serviceOf(catalog, draft.fields);
    return service?.id === free.service && daysOf(service, draft.fields) === free.rental_days;
  };
  /** The last day that the page needs now: the chosen one, and a calendar's last one. */
  const until = (catalog: Catalog) => {
    const { draft, whole_month: whole, month } = machine.state();
    const day = draft.fields["day"] ?? "";
    const first = today(catalog);
    const isCalendar = serviceOf(catalog, draft.fields)?.rental || (whole ?? screen.isWide());
    const weekStart = weekStartOf(catalog.business.locale);
    const shown = isCalendar ? daysShown(month ?? firstMonth(day, first, weekStart), first, weekStart).to : "";
    return shown > day ? shown : day;
  };
  const load = async (again = false): Promise<void> => {
    const { catalog, draft, free } = machine.state();
    const service = serviceOf(catalog, draft.fields);
    if (catalog === null || service === undefined) return;
    const days = daysOf(service, draft.fields);
    const start = noDaysYet(service.id, today(catalog), catalog.booking.days_ahead, earliest(catalog), days);
    const known = free !== null && isWanted(free) ? free : start;
    machine.send({ is: "days", free: { ...known, state: "loading" } });
    let more = again ? start : known;
    do more = await moreDays(client, more, today(catalog), until(catalog));
    while (more.state === "here" && until(catalog) >= more.next && more.next <= more.last);
    // The customer may have chosen another service or other days since.
    if (isWanted(more)) machine.send({ is: "days", free: more });
  };
  return {
    /** Loads the next days. `again` starts over. */
    load,
    /** Loads what the calendar shows and does not have. */
    loadShown: async (): Promise<void> => {
      const { catalog, free } = machine.state();
      if (catalog !== null && free !== null && free.next <= free.last && free.next <= until(catalog)) await load();
    },
  };
};

export type Days = ReturnType<typeof createDays>;
