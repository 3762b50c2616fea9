import type { Clock } from "../domain/clock.ts";
import type { ConversationId } from "../domain/message/conversation.ts";
import type { Random } from "../domain/random.ts";
import type { PasswordCost } from "../domain/user.ts";
import type { ForgetStore } from "../store/forget-store.ts";
import type { JobStore } from "../store/job-store.ts";
import type { AccessStore } from "../store/access-store.ts";
import type { ActivityStore } from "../store/activity-store.ts";
import type { CatalogStore } from "../store/catalog-store.ts";
import type { ChannelHealthStore } from "../store/channel-health-store.ts";
import type { ContactStore } from "../store/contact-store.ts";
import type { ConversationStore } from "../store/conversation-store.ts";
import type { CustomerStore } from "../store/customer-store.ts";
import type { Counters } from "../store/counters.ts";
import type { MessageSettingsStore } from "../store/message-settings-store.ts";
import type { EquipmentStore } from "../store/equipment-store.ts";
import type { PeopleStore } from "../store/people-store.ts";
import type { ProviderSecretStore } from "../store/provider-secrets.ts";
import type { WebhookStore } from "../store/webhook-store.ts";
import { WebhookRunner, type Outgoing } from "../notify/webhook/webhook-runner.ts";
import { apiJob } from "../projection/job-view.ts";
import { instantOf } from "../domain/clock.ts";
import { CalendarFeeds } from "./calendar-feeds.ts";
import { toldMessages } from "./told-message.ts";
import type { StoreHealth } from "../store/store-health.ts";
import type { Channels } from "../notify/channels.ts";
import type { SettingsStore } from "../store/settings-store.ts";
import { JobSearch } from "./search/job-search.ts";
import { ApiTokens } from "./session/api-tokens.ts";
import { Devices } from "./session/device.ts";
import { HashQueue } from "./session/hash-queue.ts";
import { Passwords } from "./session/password.ts";
import { Sessions } from "./session/sessions.ts";
import { Throttle } from "./session/throttle.ts";

/** Everything that the routes use. */
export interface Services extends Ports {
  /** Signs quotes: 32 bytes, the same in every process on one store. */
  quoteKey: () => Promise<Uint8Array>;
  sessions: Sessions;
  apiTokens: ApiTokens;
  webhookRunner: WebhookRunner;
  calendarFeeds: CalendarFeeds;
  passwords: Passwords;
  throttle: Throttle;
  devices: Devices;
  search: JobSearch;
}

interface Ports {
  jobs: JobStore;
  settings: SettingsStore;
  equipment: EquipmentStore;
  messageSettings: MessageSettingsStore;
  providerSecrets: ProviderSecretStore;
  channelHealth: ChannelHealthStore;
  people: PeopleStore;
  access: AccessStore;
  webhooks: WebhookStore;
  conversations: ConversationStore;
  outgoing: Outgoing;
  activity: ActivityStore;
  contacts: ContactStore;
  customers: CustomerStore;
  channels: Channels;
  counters: Counters;
  /** Removes people. */
  forget: ForgetStore;
  catalogs: CatalogStore;
  /** What makes this store another one than its copies. */
  identity: { read(): Promise<{ id: string; contact_salt: string }> };
  /** Reports whether the store accepts writes. */
  health: StoreHealth;
  clock: Clock;
  random: Random;
  /**
   * False switches off the limits for bookings by phone, email, address and rate, and the minimum time for the form.
   * For tests.
   */
  limits: boolean;
  /** Receives errors that do not change a response. */
  report: (error: unknown) => void;
  /** True if a password may cross a network unencrypted. The owner allows it at the start. */
  plainHttp: boolean;
  /** True if strangers can reach this server: see `takesBookings`. */
  deployed: boolean;
  /** Tries to send what a conversation has queued, for at most five seconds. It never rejects, and the drain guarantees it. */
  sendReplyNow: (id: ConversationId) => Promise<void>;
  /** True while texts reach people or the outbox. Without them, the booking page asks for no consent. */
  sendsTexts: () => Promise<boolean>;
  /** The public addresses, for links and Origin checks. Never taken from a request. */
  urls: { site: string; dashboard: string };
}

export const createServices = ({
  secrets,
  passwordCost,
  ...ports
}: Ports & {
  secrets: { secret(name: string): Promise<Uint8Array> };
  /** Tests use a lower cost. */
  passwordCost?: PasswordCost;
}): Services => {
  const hashes = new HashQueue();
  return {
    ...ports,
    quoteKey: () => secrets.secret("quote"),
    apiTokens: new ApiTokens(ports),
    calendarFeeds: new CalendarFeeds(ports),
    webhookRunner: new WebhookRunner({
      ...ports,
      render: async (job) => apiJob(job, await ports.settings.read(), instantOf(ports.clock.now())),
      findMessage: toldMessages(ports.conversations),
    }),
    sessions: new Sessions(ports.people, ports.clock, ports.random),
    passwords: new Passwords(ports.random, hashes, passwordCost),
    throttle: new Throttle(ports.counters, hashes),
    search: new JobSearch(ports),
    devices: new Devices(() => secrets.secret("device"), ports.clock, ports.random),
  };
};
