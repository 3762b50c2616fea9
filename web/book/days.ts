import type { Catalog } from "../../http/client.ts";
import { createFormat } from "../shared/format.ts";
import { moreDays, noDaysYet } from "../shared/free-days.ts";
import type { BookContext } from "./booking.ts";
import { serviceOf } from "./draft.ts";

/** Loads the next days of the chosen service, at least up to the chosen day. `again` starts over. */
export const createDays = ({ client, browser, machine }: BookContext) => {
  const formatOf = ({ business }: Catalog) => createFormat(business.locale, business.time_zone);
  const today = (catalog: Catalog) => formatOf(catalog).dayOf(browser.now());
  const earliest = (catalog: Catalog) => {
    const at = browser.now() + catalog.booking.lead_time_hours * 3_600_000;
    return `${formatOf(catalog).dayOf(at)} ${formatOf(catalog).wallTime(at)}`;
  };
  return async (again = false): Promise<void> => {
    const { catalog, draft, free } = machine.state();
    const chosen = serviceOf(catalog, draft.fields);
    if (catalog === null || chosen === undefined) return;
    const start = noDaysYet(chosen.id, today(catalog), catalog.booking.days_ahead, earliest(catalog));
    const known = free?.service === chosen.id ? free : start;
    machine.send({ is: "days", free: { ...known, state: "loading" } });
    const wanted = () => machine.state().draft.fields["day"] ?? "";
    let more = again ? start : known;
    do more = await moreDays(client, more, today(catalog));
    while (more.state === "here" && wanted() >= more.next && more.next <= more.last);
    // The customer may have chosen another service since.
    if (machine.state().draft.fields["service"] === chosen.id) machine.send({ is: "days", free: more });
  };
};

export type LoadDays = ReturnType<typeof createDays>;
