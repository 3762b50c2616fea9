import { recordOf } from "../field-table.ts";
import type { User } from "../user.ts";
import { officeEvents, type ChannelKind, type OfficeEvent } from "./event.ts";

/** How a person of the business hears of each office event. */
export type Alerts = Record<OfficeEvent, ChannelKind | "none">;

type Alerted = Pick<User, "role" | "phone" | "alerts">;

/**
 * Returns what a person chose, else the usual: owners get email for everything. Dispatchers get texts about messages and
 * failed stops, once they have a number. Crews hear nothing.
 */
export const alertOf = ({ role, phone, alerts }: Alerted, event: OfficeEvent): ChannelKind | "none" => {
  const chosen = alerts?.[event];
  if (chosen !== undefined) return chosen;
  if (role === "owner") return "email";
  return role === "dispatcher" && phone !== undefined && isUrgent.has(event) ? "text" : "none";
};

export const alertsOf = (user: Alerted): Alerts => recordOf(officeEvents, (event) => alertOf(user, event));

const isUrgent: ReadonlySet<OfficeEvent> = new Set<OfficeEvent>(["office_message", "office_failed_stop"]);

/** What a person may change about how the business reaches them. Null removes a value. */
export interface Reach {
  phone?: string | null | undefined;
  email?: string | null | undefined;
  language?: User["language"];
  /** An event that is left out stays as it is. */
  alerts?: { [Event in OfficeEvent]?: ChannelKind | "none" | undefined } | undefined;
}

/** Returns the person with another phone, address, language or alerts. */
export const withReach = ({ phone, email, language, alerts, ...user }: User, reach: Reach): User => {
  const merged = {
    phone: reach.phone === undefined ? phone : (reach.phone ?? undefined),
    email: reach.email === undefined ? email : (reach.email ?? undefined),
    language: reach.language ?? language,
    alerts: reach.alerts === undefined ? alerts : { ...alerts, ...chosen(reach.alerts) },
  };
  // Only optional fields of a person can be undefined.
  return { ...user, ...Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) };
};

const chosen = (alerts: NonNullable<Reach["alerts"]>): Partial<Alerts> =>
  Object.fromEntries(Object.entries(alerts).filter(([, way]) => way !== undefined));
