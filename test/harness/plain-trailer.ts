import type { Settings } from "../../domain/settings.ts";

/** Makes the trailer of a fresh store a plain service with one visit, for tests that are not about rentals. */
export const withPlainTrailer = (settings: Settings): Settings => ({
  ...settings,
  services: settings.services.map((service) => (service.id === "trailer-15" ? { ...service, rental: null } : service)),
});
