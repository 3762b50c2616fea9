import { fromCents } from "../domain/pricing.ts";
import { takesBookings, type Settings } from "../domain/settings.ts";

/** What the public may know of the business: what the booking page begins with. */
export const catalogOf = (settings: Settings, deployed: boolean) => {
  const { business, booking, services, terms, sample } = settings;
  return {
    business,
    booking: {
      open: takesBookings(settings, deployed),
      lead_time_hours: booking.lead_time_hours,
      days_ahead: booking.days_ahead,
      postal_codes: booking.postal_codes,
    },
    sample,
    services: services
      .filter(({ active }) => active)
      .map((service) => ({
        id: service.id,
        name: service.name,
        description: service.description,
        price: { kind: service.price.kind, from_cents: fromCents(service) },
        items: service.items,
        needs_window: service.needs_window,
      })),
    terms,
  };
};
