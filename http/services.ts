import type { Clock } from "../domain/clock.ts";
import type { Random } from "../domain/random.ts";
import type { PasswordCost } from "../domain/user.ts";
import type { JobStore } from "../store/job-store.ts";
import type { ActivityStore } from "../store/activity-store.ts";
import type { CatalogStore } from "../store/catalog-store.ts";
import type { ContactStore } from "../store/contact-store.ts";
import type { Counters } from "../store/counters.ts";
import type { PeopleStore } from "../store/people-store.ts";
import type { StoreHealth } from "../store/store-health.ts";
import type { SettingsStore } from "../store/settings-store.ts";
import { Devices } from "./session/device.ts";
import { HashQueue } from "./session/hash-queue.ts";
import { Passwords } from "./session/password.ts";
import { Sessions } from "./session/sessions.ts";
import { Throttle } from "./session/throttle.ts";

/** What the routes stand on. */
export interface Services extends Ports {
  /** Signs quotes; 32 bytes, the same in every process on one store. */
  quoteKey: () => Promise<Uint8Array>;
  /** Hashes contacts; 32 bytes, likewise. */
  contactKey: () => Promise<Uint8Array>;
  sessions: Sessions;
  passwords: Passwords;
  throttle: Throttle;
  devices: Devices;
}

interface Ports {
  jobs: JobStore;
  settings: SettingsStore;
  people: PeopleStore;
  activity: ActivityStore;
  contacts: ContactStore;
  counters: Counters;
  catalogs: CatalogStore;
  /** Whether the store takes what is written. */
  health: StoreHealth;
  clock: Clock;
  random: Random;
  /** Whether bookings are limited by phone, email, address and rate, and a form by how fast it is filled in; tests may switch it off. */
  limits: boolean;
  /** Told of what failed and changes no answer. */
  report: (error: unknown) => void;
  /** Whether a password may cross a network in clear: the owner's word, given at the start. */
  plainHttp: boolean;
  /** Strangers reach it: see `takesBookings`. */
  deployed: boolean;
  /** Where links lead and Origin checks look; never taken from a request. */
  urls: { site: string; dashboard: string };
}

export const createServices = ({
  secrets,
  passwordCost,
  ...ports
}: Ports & {
  secrets: { secret(name: string): Promise<Uint8Array> };
  /** Tests ask for less than people get. */
  passwordCost?: PasswordCost;
}): Services => {
  const hashes = new HashQueue();
  return {
    ...ports,
    quoteKey: () => secrets.secret("quote"),
    contactKey: () => secrets.secret("contact"),
    sessions: new Sessions(ports.people, ports.clock, ports.random),
    passwords: new Passwords(ports.random, hashes, passwordCost),
    throttle: new Throttle(ports.counters, hashes),
    devices: new Devices(() => secrets.secret("device"), ports.clock, ports.random),
  };
};
