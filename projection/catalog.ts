import { show } from "../domain/field-table.ts";
import { languages } from "../domain/message/language.ts";
import { leastPrice } from "../domain/price/least-price.ts";
import {
  bookingFields,
  businessFields,
  groupFields,
  optionFields,
  rentalRuleFields,
  serviceFields,
  settingsFields,
  taxFields,
  termsFields,
} from "../domain/settings-fields.ts";
import { takesBookings, type Service, type Settings } from "../domain/settings.ts";

export interface CatalogOptions {
  deployed: boolean;
  /** True for services that are priced by hand too. A page of an older release cannot book them. */
  quote?: boolean;
}

/** What the public booking page starts with. Anyone can read it. */
export const catalogOf = (settings: Settings, { deployed, quote = false }: CatalogOptions) => {
  const { services, ...shown } = show(settingsFields, "public", settings);
  return {
    ...shown,
    business: show(businessFields, "public", settings.business),
    booking: {
      open: takesBookings(settings, deployed),
      ...show(bookingFields, "public", settings.booking),
      ...areaOf(settings),
    },
    services: services
      .filter(({ active, price }) => active && (quote || price.kind !== "quote"))
      .map((service) => offered(service, settings)),
    languages: [...languages],
    tax: show(taxFields, "public", settings.tax),
    terms: show(termsFields, "public", settings.terms),
  };
};

/** The most ZIP codes in a catalog. Pages with a longer list ask for one code at a time. */
const mostPostalCodes = 200;

const areaOf = ({ booking: { postal_codes: codes } }: Settings) => ({
  area: codes === null ? ("everywhere" as const) : ("list" as const),
  postal_codes: codes !== null && codes.length > mostPostalCodes ? null : codes,
});

/** `items` lists the options of all groups, for pages of older releases. */
const offered = (service: Service, { payments }: Settings) => {
  const groups = service.groups.map((group) => ({
    ...show(groupFields, "public", group),
    options: group.options.map((option) => show(optionFields, "public", option)),
  }));
  const deposit = service.deposit ?? payments.deposit;
  return {
    ...show(serviceFields, "public", service),
    price: { kind: service.price.kind, from_cents: leastPrice(service) },
    items: groups.flatMap(({ options }) => options.map(({ id, label, unit_cents }) => ({ id, label, unit_cents }))),
    groups,
    rental: service.rental === null ? null : show(rentalRuleFields, "public", service.rental),
    deposit: deposit.policy === "none" ? null : deposit,
  };
};
