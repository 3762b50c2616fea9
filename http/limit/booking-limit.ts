import { bookingBudgets, reservationBudgets } from "../../domain/booking-budget.ts";
import { phoneText } from "../../domain/phone.ts";
import { DomainError } from "../../domain/domain-error.ts";
import type { Settings } from "../../domain/settings.ts";
import type { Budget, Counter, Counters, Taken } from "../../store/counters.ts";
import type { Contact } from "../contact.ts";
import { networksOf } from "./network.ts";

export interface Booker {
  address: string;
  contacts: Pick<Contact, "kind" | "hash">[];
  settings: Settings;
}

export interface Admitted {
  /**
   * True past the hourly rates: the booking becomes a request, which takes no opening until a dispatcher accepts it.
   */
  waits: boolean;
  /** Undoes the count if the booking was not created. */
  giveBack: () => Promise<void>;
}

/** Counts a booking in the budgets of its contacts and its address. Throws `too_many_requests` if one is used up. */
export const takeBooking = async (counters: Counters, { address, contacts, settings }: Booker): Promise<Admitted> => {
  const taken: Counter[] = [];
  const take = async (counter: Counter, budget: Budget): Promise<Taken> => {
    const answer = await counters.take(counter, budget);
    if (answer.taken) taken.push(counter);
    return answer;
  };
  const giveBack = async (from = taken): Promise<void> => {
    await Promise.all(from.splice(0).map((counter) => counters.giveBack(counter)));
  };

  try {
    for (const { kind, hash } of contacts) {
      const answer = await take({ kind: "booking-contact", name: hash }, bookingBudgets.contact);
      if (!answer.taken) throw tooMany(kind, bookingBudgets.contact.most, answer.retryAfterSeconds, settings);
    }
    const places: Counter[] = [];
    let waits = false;
    for (const { kind, name, ...budget } of reservationBudgets(settings.booking, networksOf(address))) {
      const answer = await counters.take({ kind, name }, budget);
      if (answer.taken) places.push({ kind, name });
      else waits = true;
    }
    if (!waits) taken.push(...places);
    else {
      await giveBack(places);
      for (const { name, factor } of networksOf(address)) {
        const { most, spanSeconds } = bookingBudgets.requests;
        const answer = await take({ kind: "booking-request", name }, { most: most * factor, spanSeconds });
        if (!answer.taken) throw tooMany("address", most * factor, answer.retryAfterSeconds, settings);
      }
    }
    return { waits, giveBack };
  } catch (error) {
    await giveBack();
    throw error;
  }
};

/**
 * The error for a phone number or email address with too many open bookings. It states no wait, because each ends when
 * its day is done.
 */
export const tooManyOpen = (kind: Contact["kind"], settings: Settings): DomainError => {
  const most = bookingBudgets.openPerContact;
  return refusal(
    "open_bookings",
    `You already have ${most} open bookings under ${nameOf[kind]}.`,
    "To book another",
    { max: most, retry_after_seconds: 3_600 },
    settings,
  );
};

const tooMany = (kind: Contact["kind"] | "address", max: number, seconds: number, settings: Settings): DomainError =>
  refusal(
    "bookings_a_day",
    kind === "address"
      ? "We got a lot of bookings from your internet connection today."
      : `We already got ${max} bookings today under ${nameOf[kind]}.`,
    "To book now",
    { max, retry_after_seconds: seconds },
    settings,
  );

const nameOf = { phone: "this phone number", email: "this email address" };

const refusal = (
  what: "open_bookings" | "bookings_a_day",
  reason: string,
  purpose: string,
  facts: { max: number; retry_after_seconds: number },
  { business: { phone } }: Settings,
): DomainError =>
  new DomainError(
    "too_many_requests",
    `${reason} ${purpose}, ${phone === null ? "please call us" : `call us at ${phoneText(phone)}`}.`,
    { facts: { what, ...facts } },
  );
