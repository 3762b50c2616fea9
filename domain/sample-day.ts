import { momentIn } from "./moment.ts";
import { addDays, weekdayOf, type Day, type Window } from "./day.ts";
import type { Decide } from "./history.ts";
import type { Actor, Visit } from "./job.ts";
import { itemsFor, type NewJobInput } from "./new-job.ts";
import { priceJob } from "./price/price-job.ts";
import type { PricedService } from "./price/price-book.ts";
import { setStatus } from "./status.ts";
import { setVisitState } from "./visit-report.ts";
import { newService, priceBookOf, windowsFor, type Settings } from "./settings.ts";

/** A job of a sample day: its first revision, its home day, and the changes that follow. */
export interface SampleJob {
  homeDay: Day;
  draft: NewJobInput;
  by: Actor;
  since: { by: Actor; decide: Decide }[];
}

/**
 * Returns the jobs of a working day in the services, windows and crews of this business: unassigned, late, ready, on
 * the way, on site, done, with a trailer out, and tomorrow. Names are invented, and phone numbers are from the range
 * reserved for fiction. The same settings and day give the same jobs.
 */
export const sampleDay = (settings: Settings, today: Day): SampleJob[] => {
  const [yesterday, tomorrow] = [addDays(today, -1), addDays(today, 1)];
  const zone = settings.business.time_zone;
  const crews = settings.crews.filter(({ active }) => active);
  const crew = (index: number): string | null => crews[index % Math.max(1, crews.length)]?.id ?? null;
  const nameOf = (id: string | null) => crews.find((candidate) => candidate.id === id)?.name ?? "Crew";
  // A service that is priced by hand has no price to show.
  const active = settings.services.filter((service) => service.active && service.price.kind !== "quote");
  const services = active.length === 0 ? [fallback] : active;
  const zip = settings.booking.postal_codes?.[0] ?? "00000";
  const windows = (day: Day): [Window, Window] => {
    const [first = morning, second = first === morning ? afternoon : first] = windowsFor(settings, day, weekdayOf(day));
    return [windowOf(first), windowOf(second)];
  };
  const [early, late] = windows(today);
  const [nextEarly, nextLate] = windows(tomorrow);

  const jobs: SampleJob[] = [];
  const add = (visits: Visit[], since: SampleJob["since"] = []) => {
    const index = jobs.length;
    const [name, street] = people[index % people.length] ?? ["Sam Sample", "1 Sample St"];
    const service = services[index % services.length] ?? fallback;
    const items = fewestItems(service);
    const fromOffice = index % 3 === 2;
    jobs.push({
      homeDay: visits[0]?.day ?? today,
      draft: {
        service: { id: service.id, name: service.name },
        customer: { name, phone: `+1619555${String(100 + index).padStart(4, "0")}` },
        location: {
          street,
          city: "Springfield",
          postal_code: zip,
          notes: "Sample job: no customer is waiting.",
        },
        items: itemsFor(service, items),
        pricing: priceJob(priceBookOf(settings), service, {
          items,
          postal_code: zip,
          day: visits[0]?.day ?? null,
        }),
        visits,
        source: "dispatch",
        sample: true,
      },
      by: fromOffice ? { kind: "dispatcher", name: "The office" } : { kind: "customer", name },
      since,
    });
  };
  const visit = (day: Day | null, window: Window | null, assigned: string | null, kind: Visit["kind"] = "service") => ({
    id: "v1",
    kind,
    day,
    window,
    crew: assigned,
    state: "scheduled" as const,
  });
  const arrived = (assigned: string | null, state: "en_route" | "on_site" | "done", id = "v1") => ({
    by: { kind: "crew" as const, name: nameOf(assigned) },
    decide: ((job, at) => setVisitState(job, id, { state: state }, momentIn(zone, at))) satisfies Decide,
  });
  const trailer = () => [
    visit(yesterday, windows(yesterday)[0], crew(0), "drop_off"),
    { ...visit(null, null, null, "pickup"), id: "v2" },
  ];
  const ready: SampleJob["since"][number] = {
    by: { kind: "customer", name: "Customer" },
    decide: (job, at) => setStatus(job, "ready_for_pickup", { reason: "Full, and by the gate." }, momentIn(zone, at)),
  };

  add([visit(today, early, crew(0))], [arrived(crew(0), "on_site"), arrived(crew(0), "done")]);
  add([visit(today, early, crew(0))], [arrived(crew(0), "on_site")]);
  add([visit(today, early, crew(1))], [arrived(crew(1), "en_route")]);
  add([visit(today, late, crew(0))]);
  add([visit(today, late, crew(1))]);
  add([visit(today, late, null)]);
  add([visit(today, null, null)]);
  add([visit(yesterday, windows(yesterday)[1], crew(0))]);
  add(trailer(), [arrived(crew(0), "done", "v1")]);
  add(trailer(), [arrived(crew(0), "done", "v1"), ready]);
  add([visit(null, null, null)]);
  add([visit(tomorrow, nextEarly, crew(0))]);
  add([visit(tomorrow, nextLate, crew(1))]);
  add([visit(tomorrow, nextEarly, null)]);
  return jobs;
};

/** The least that a customer can choose: an option of each choice, and something to haul. */
const fewestItems = ({ price, groups }: PricedService): { id: string; quantity: number }[] => {
  const needed = groups.filter(({ kind }) => kind === "choice");
  const any = groups.filter(({ kind }) => kind === "quantity").slice(0, 1);
  return [...needed, ...(price.kind === "itemized" && needed.length === 0 ? any : [])].flatMap(({ options }) =>
    options.slice(0, 1).map(({ id }) => ({ id, quantity: 1 })),
  );
};

const windowOf = ({ start, end }: Window): Window => ({ start, end });
const morning: Window = { start: "08:00", end: "12:00" };
const afternoon: Window = { start: "12:00", end: "16:00" };

/** For a catalog without an active service. */
const fallback = newService({ id: "sample", name: "Junk removal", price: { kind: "flat", amount_cents: 14_900 } });

const people: [name: string, street: string][] = [
  ["Nora Whitfield", "1420 Juniper St"],
  ["Marcus Boone", "77 Harbor View Rd"],
  ["Priya Raman", "3310 Alder Ave"],
  ["Elliot Hayes", "58 Quarry Ln"],
  ["Rosa Delgado", "915 Mesa Verde Dr"],
  ["Tom Okafor", "204 Larkspur Ct"],
  ["June Park", "6 Mill Pond Way"],
  ["Walt Jensen", "1187 Canyon Rd"],
  ["Dee Larsen", "430 Orchard St"],
  ["Ines Moreau", "29 Foundry Row"],
  ["Pat Quinn", "812 Willow Bend"],
  ["Gil Santos", "3 Lighthouse Pl"],
  ["Amara Obi", "1650 Sunset Ter"],
  ["Leo Fischer", "540 Granite Ave"],
];
