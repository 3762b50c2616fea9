import type { Settings } from "./settings.ts";

/**
 * How many online bookings are taken before the next one waits for approval (it is a request, which holds no place) or is
 * refused. Each count is of all processes together. docs/decisions/0091.
 */
export const bookingBudgets = {
  /** Open bookings of one phone or email at a time. */
  openPerContact: 3,
  /** Bookings of one phone or email, cancelled ones too. */
  contact: { most: 5, spanSeconds: 86_400 },
  /** Bookings that wait for approval, from one address: it is the office that has to look at each. */
  requests: { most: 30, spanSeconds: 86_400 },
} as const;

/** Where a booking comes from: `factor` times the budget of one address, because it holds so many. */
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

/** What a booking takes one of, each, to hold a place; if one is used up, it waits for approval. */
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
