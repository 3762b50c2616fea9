import type { Settings } from "./settings.ts";

/**
 * How many online bookings one source can make before further ones are refused, or become requests that reserve nothing
 * until the office approves them. Each count covers all processes. docs/decisions/0091.
 */
export const bookingBudgets = {
  /** Open bookings of one phone number or email address at the same time. */
  openPerContact: 3,
  /** Bookings of one phone number or email address, including cancelled ones. */
  contact: { most: 5, spanSeconds: 86_400 },
  /** Requests from one network address. The limit is low because the office has to read each one. */
  requests: { most: 30, spanSeconds: 86_400 },
} as const;

/** A network that a booking came from. A larger network holds more people, so it gets `factor` times the budget. */
export interface Network {
  name: string;
  factor: number;
}

export interface ReservationBudget {
  kind: "booking-from" | "booking-hour";
  name: string;
  most: number;
  spanSeconds: number;
}

/** Returns the budgets that a booking uses. If one of them is used up, the booking becomes a request. */
export const reservationBudgets = (
  { requests_past_per_address: perAddress, requests_past_per_hour: perHour }: Settings["booking"],
  networks: Network[],
): ReservationBudget[] => [
  ...(perAddress === null
    ? []
    : networks.map(({ name, factor }) => ({
        kind: "booking-from" as const,
        name,
        most: perAddress * factor,
        spanSeconds: 86_400,
      }))),
  ...(perHour === null ? [] : [{ kind: "booking-hour" as const, name: "all", most: perHour, spanSeconds: 3_600 }]),
];
