import { show } from "../domain/field-table.ts";
import {
  bookingFields,
  businessFields,
  crewFields,
  groupFields,
  optionFields,
  rentalRuleFields,
  serviceFields,
  settingsFields,
  taxFields,
  termsFields,
} from "../domain/settings-fields.ts";
import type { Service, Settings } from "../domain/settings.ts";

/** The settings for an owner or dispatcher. The sample day has calls of its own. */
export const settingsView = (settings: Settings): Omit<Settings, "sample_day" | "old_stock"> => ({
  ...show(settingsFields, "staff", settings),
  business: show(businessFields, "staff", settings.business),
  booking: show(bookingFields, "staff", settings.booking),
  services: settings.services.map(serviceView),
  tax: show(taxFields, "staff", settings.tax),
  crews: settings.crews.map((crew) => show(crewFields, "staff", crew)),
  terms: show(termsFields, "staff", settings.terms),
});

const serviceView = (service: Service): Service => ({
  ...show(serviceFields, "staff", service),
  groups: service.groups.map((group) => ({
    ...show(groupFields, "staff", group),
    options: group.options.map((option) => show(optionFields, "staff", option)),
  })),
  rental: service.rental === null ? null : show(rentalRuleFields, "staff", service.rental),
});
