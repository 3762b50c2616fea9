import { show } from "../domain/field-table.ts";
import { fromCents } from "../domain/pricing.ts";
import {
  bookingFields,
  businessFields,
  serviceFields,
  serviceItemFields,
  settingsFields,
  termsFields,
} from "../domain/settings-fields.ts";
import { takesBookings, type Service, type Settings } from "../domain/settings.ts";

/** What the public booking page starts with. Anyone can read it. */
export const catalogOf = (settings: Settings, deployed: boolean) => {
  const { services, ...shown } = show(settingsFields, "public", settings);
  return {
    ...shown,
    business: show(businessFields, "public", settings.business),
    booking: {
      open: takesBookings(settings, deployed),
      ...show(bookingFields, "public", settings.booking),
    },
    services: services.filter(({ active }) => active).map(offered),
    terms: show(termsFields, "public", settings.terms),
  };
};

const offered = (service: Service) => ({
  ...show(serviceFields, "public", service),
  price: { kind: service.price.kind, from_cents: fromCents(service) },
  items: service.items.map((item) => show(serviceItemFields, "public", item)),
});
