import type { z } from "@hono/zod-openapi";
import { epochOf } from "../domain/clock.ts";
import { dayIn, instantIn, sameWindow, weekdayOf, type Day, type Window } from "../domain/day.ts";
import type { Customer, Location, Visit } from "../domain/job.ts";
import { newRental } from "../domain/rental/new-rental.ts";
import { itemsFor, visitsFor } from "../domain/new-job.ts";
import { isServed } from "../domain/postal-code.ts";
import { invalid, DomainError } from "../domain/domain-error.ts";
import { serviceById, windowsFor, type Service, type Settings } from "../domain/settings.ts";
import { bookableDays } from "../projection/availability.ts";
import type { JobStore } from "../store/job-store.ts";
import { readPhone } from "./phone.ts";
import type { bookingInput, jobInput } from "./schema/job-input.ts";

/** Checks of an input against the settings of the business, for bookings, quotes and jobs that a dispatcher creates. */

export const offeredService = (settings: Settings, id: string): Service => {
  const service = serviceById(settings, id);
  if (service !== undefined) return service;
  throw invalid({
    field: "/service",
    code: "unknown_service",
    message: "This service is not offered. Choose another.",
  });
};

export const assertServed = (settings: Settings, postalCode: string, field: string): void => {
  if (isServed(settings.booking.postal_codes, postalCode)) return;
  throw new DomainError("outside_service_area", "We don't serve this postal code.", {
    fields: [{ field, code: "outside_service_area", message: "We don't serve this postal code." }],
  });
};

/** Reads the day and the window. The day must exist and not be past. Online, it must respect lead time and horizon. */
export const readSlot = (
  settings: Settings,
  service: Pick<Service, "needs_window">,
  { day, window }: { day?: Day | undefined; window?: Window | undefined },
  nowMs: number,
  online: boolean,
): { day: Day | null; window: Window | null } => {
  if (day === undefined) {
    if (window !== undefined)
      throw invalid({ field: "/day", code: "day_required", message: "Choose a day for this window." });
    if (online && service.needs_window)
      throw invalid({ field: "/day", code: "day_required", message: "Choose a day." });
    return { day: null, window: null };
  }
  if (day < dayIn(settings.business.time_zone, nowMs)) {
    throw invalid({ field: "/day", code: "past", message: "This day has passed. Choose a later one." });
  }
  if (window === undefined) {
    if (online) throw invalid({ field: "/window", code: "window_required", message: "Choose an arrival window." });
    return { day, window: null };
  }
  if (online) assertInTime(settings, day, window, nowMs);
  return { day, window };
};

/** Online, a day must not be too far ahead. */
const assertBookable = (settings: Settings, day: Day, nowMs: number): void => {
  const { first, last } = bookableDays(settings, nowMs);
  if (day < first) throw invalid({ field: "/day", code: "past", message: "This day has passed. Choose a later one." });
  if (day > last)
    throw invalid({ field: "/day", code: "too_far", message: "This day is too far ahead. Choose an earlier one." });
};

/** Online, a window must not be too soon or too far ahead. */
export const assertInTime = (settings: Settings, day: Day, window: Window, nowMs: number): void => {
  assertBookable(settings, day, nowMs);
  const begins = epochOf(instantIn(settings.business.time_zone, day, window.start));
  if (begins < nowMs + settings.booking.lead_time_hours * 3_600_000) {
    throw invalid({
      field: "/window",
      code: "too_soon",
      message: "This window is too soon for us. Choose a later one, or call us.",
    });
  }
};

/** Like `readSlot`, and checks that the day can have this window. */
export const readKnownSlot = async (
  { jobs, settings, nowMs }: { jobs: JobStore; settings: Settings; nowMs: number },
  service: Pick<Service, "needs_window">,
  input: { day?: Day | undefined; window?: Window | undefined },
  online: boolean,
): Promise<{ day: Day | null; window: Window | null }> => {
  const slot = readSlot(settings, service, input, nowMs, online);
  if (slot.day !== null && slot.window !== null) await assertKnownWindow(jobs, settings, slot.day, slot.window);
  return slot;
};

/** Reads when a customer wants a later visit of their job. A day without a window is any time; no day is the office's choice. */
export const readVisitTime = async (
  { jobs, settings, nowMs }: { jobs: JobStore; settings: Settings; nowMs: number },
  { day, window }: { day?: Day | undefined; window?: Window | undefined },
): Promise<{ day: Day | null; window: Window | null }> => {
  if (day === undefined || window === undefined) {
    if (window !== undefined)
      throw invalid({ field: "/day", code: "day_required", message: "Choose a day for this window." });
    if (day !== undefined) assertBookable(settings, day, nowMs);
    return { day: day ?? null, window: null };
  }
  await assertKnownWindow(jobs, settings, day, window);
  assertInTime(settings, day, window, nowMs);
  return { day, window };
};

/** Throws if the day cannot have this window. It can have its own windows and those of the opening hours. */
export const assertKnownWindow = async (
  jobs: JobStore,
  settings: Settings,
  day: Day,
  window: Window,
): Promise<void> => {
  const [capacity] = await jobs.capacity(day, day);
  const known = [
    ...(capacity?.windows ?? []),
    ...windowsFor(settings, day, weekdayOf(day)),
    ...settings.hours[weekdayOf(day)],
  ];
  if (capacity?.closed === true || settings.closed_days.includes(day) || known.some((one) => sameWindow(one, window)))
    return;
  const message = "This day does not have that arrival window. Choose another.";
  throw new DomainError("invalid", message, {
    fields: [{ field: "/window", code: "unknown_window", message }],
    facts: { day, windows: (capacity?.windows ?? []).map(({ start, end }) => ({ start, end })) },
  });
};

/** The parts of a new job that come from the input. `first` is the day, window and crew of the first visit. */
export const draftOf = (
  service: Service,
  { location, items = [], days }: Pick<z.output<typeof jobInput>, "location" | "items" | "days">,
  first: Pick<Visit, "day" | "window" | "crew" | "requested">,
  now: { settings: Settings; today: Day },
) => ({
  service: { id: service.id, name: service.name },
  location: readLocation(location),
  items: itemsFor(service, items),
  ...(service.rental === null ? { visits: visitsFor(service, first) } : newRental(service.rental, days, first, now)),
});

type CustomerInput = z.output<typeof bookingInput>["customer"];

/** Reads all but the yes to texts, which has the instant of the change that stores it. */
export const readCustomer = (input: CustomerInput, settings: Settings): Omit<Customer, "text_consent"> => ({
  name: input.name,
  ...(input.phone === undefined || input.phone === "" ? {} : { phone: readPhone(input.phone, settings) }),
  ...(input.email === undefined ? {} : { email: input.email }),
  ...(input.contact_by === undefined ? {} : { contact_by: input.contact_by }),
  ...(input.language === undefined ? {} : { language: input.language }),
});

const readLocation = ({ state, notes, ...location }: z.output<typeof bookingInput>["location"]): Location => ({
  ...location,
  ...(state === undefined ? {} : { state }),
  ...(notes === undefined || notes === "" ? {} : { notes }),
});
