/** What the settings say about how far ahead equipment can be held. */
interface HeldDaysRules {
  booking: { days_ahead: number };
  services: readonly { id: string; rental?: { max_days: number } | null }[];
}

/** Returns how many days ahead equipment can be held: a rental of the last day that can be booked, and the day after it. */
export const heldDaysAhead = ({ booking, services }: HeldDaysRules): number =>
  booking.days_ahead + Math.max(0, ...services.map(({ rental }) => rental?.max_days ?? 0)) + 1;
