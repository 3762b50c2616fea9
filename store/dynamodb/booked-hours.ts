import { overlap } from "../../domain/window.ts";
import { sameWindow, type Day, type Window } from "../../domain/day.ts";
import { invalid, type DomainError } from "../../domain/domain-error.ts";
import { windowOf } from "./layout.ts";

/** A window with bookings that its counter alone counts. */
export interface BookedWindow {
  day: Day;
  window: Window;
  bookings: number;
}

type Offer = { windows: Window[]; closed: boolean };

/**
 * Windows with bookings that a day could not go on counting under other hours. A counter counts the bookings of one
 * window by its name, so a window that begins to be offered must not overlap another window with bookings: its own
 * counter would sell that time a second time. `taken` is what each counter has sold, by window.
 */
export const bookedUnder = (
  day: Day,
  before: Offer,
  after: Offer,
  taken: ReadonlyMap<string, number>,
): BookedWindow[] =>
  [...taken].flatMap(([key, bookings]) => {
    const window = windowOf(key);
    return bookings > 0 && newlyOffered(before, after).some((one) => hides(one, window))
      ? [{ day, window, bookings }]
      : [];
  });

/** Whether bookings of one window would have to be counted by the counter of another. */
export const hides = (offered: Window, booked: Window): boolean =>
  !sameWindow(offered, booked) && overlap(offered, booked);

const newlyOffered = (before: Offer, after: Offer): Window[] => {
  if (after.closed) return [];
  return before.closed
    ? after.windows
    : after.windows.filter((window) => !before.windows.some((known) => sameWindow(known, window)));
};

/** Names the days and what to do. `field` is a JSON pointer into the request that asked for the hours. */
export const hoursBooked = (booked: BookedWindow[], field: string): DomainError =>
  invalid(
    ...booked.slice(0, daysNamed).map(({ day, window, bookings }) => ({
      field,
      code: "hours_booked",
      message: `${day} has ${bookings} ${bookings === 1 ? "booking" : "bookings"} from ${window.start} to ${window.end}, and a store on DynamoDB can't change booked hours. Move or cancel them first, or keep these hours on that day.`,
    })),
    ...(booked.length > daysNamed
      ? [{ field, code: "hours_booked", message: `${booked.length - daysNamed} more windows have bookings.` }]
      : []),
  );

const daysNamed = 5;
