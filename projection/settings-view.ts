import { show } from "../domain/field-table.ts";
import {
  bookingFields,
  businessFields,
  crewFields,
  serviceFields,
  serviceItemFields,
  settingsFields,
  termsFields,
} from "../domain/settings-fields.ts";
import type { Settings } from "../domain/settings.ts";

/** The settings for an owner or dispatcher. The sample day has calls of its own. */
export const settingsView = (settings: Settings): Omit<Settings, "sample_day"> => ({
  ...show(settingsFields, "staff", settings),
  business: show(businessFields, "staff", settings.business),
  booking: show(bookingFields, "staff", settings.booking),
  services: settings.services.map((service) => ({
    ...show(serviceFields, "staff", service),
    items: service.items.map((item) => show(serviceItemFields, "staff", item)),
  })),
  crews: settings.crews.map((crew) => show(crewFields, "staff", crew)),
  terms: show(termsFields, "staff", settings.terms),
});
