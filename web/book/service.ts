import type { Catalog } from "../../http/client.ts";
import { notSure } from "../shared/load/not-sure.ts";

import { stayOf, type Stay } from "../shared/month/stay.ts";

/** A service as the catalog offers it. */
export type Service = Catalog["services"][number];
export type Group = Service["groups"][number];
export type Option = Group["options"][number];
export type Rental = NonNullable<Service["rental"]>;

/** What the customer has entered, by the name of the control. */
export type Fields = Record<string, string>;

export const serviceOf = (catalog: Catalog | null, fields: Fields): Service | undefined =>
  catalog?.services.find((service) => service.id === fields["service"]);

export const isQuote = (service: Service | undefined): boolean => service?.price.kind === "quote";

/** The name of the radio buttons of a choice. */
export const choiceName = (group: Group): string => `choice.${group.id}`;

/** The chosen options of this service. Counts of another service stay in the draft, but do not show. */
export const itemsOf = (service: Service, fields: Fields): { id: string; quantity: number }[] =>
  service.groups.flatMap((group) =>
    group.kind === "choice"
      ? group.options.filter(({ id }) => id === fields[choiceName(group)]).map(({ id }) => ({ id, quantity: 1 }))
      : group.options
          .map(({ id }) => ({ id, quantity: Number(fields[`items.${id}`] ?? 0) }))
          .filter(({ quantity }) => quantity > 0),
  );

/** The choices that the customer can't make. */
export const notSureOf = (service: Service, fields: Fields): string[] =>
  service.groups.filter((group) => group.allow_not_sure && fields[choiceName(group)] === notSure).map(({ id }) => id);

/** The days that a rental stays: what the customer asked for, at most what the service allows. Null for other services. */
export const daysOf = ({ rental }: Service, fields: Fields): number | null => {
  if (!rental) return null;
  const asked = Math.round(Number(fields["days"] ?? rental.included_days));
  return asked >= 1 ? Math.min(asked, rental.max_days) : rental.included_days;
};

/** The days that the chosen rental stays. Null without a drop-off day, and for other services. */
export const stayIn = (service: Service, fields: Fields): Stay | null => {
  const days = daysOf(service, fields);
  return service.rental && days !== null && fields["day"] ? stayOf(fields["day"], days, service.rental) : null;
};

/** True if a section asks this service's customer something. Only the second can be empty. */
export const asks = (step: number, service: Service | undefined): boolean =>
  step !== 1 || (service !== undefined && (isQuote(service) || service.groups.length > 0));
