import { noAccess, type Access } from "../../domain/access/access.ts";
import { noWebhooks, type Webhooks } from "../../domain/webhook/webhook.ts";
import type { Equipment } from "../../domain/rental/equipment.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { StoredMessageSettings } from "../../domain/message/message-settings.ts";
import { sampleSettings } from "../../domain/settings.ts";
import { readableSettings, type StoredSettings } from "../../domain/stored-settings.ts";
import type { People } from "../../domain/user.ts";
import { RetryingObjectStore } from "../adapters/wrap/retrying-object-store.ts";
import type { AccessStore } from "../access-store.ts";
import type { ActivityStore } from "../activity-store.ts";
import type { Archive } from "../archive.ts";
import type { WebhookStore } from "../webhook-store.ts";
import { WebhookLog } from "./webhooks.ts";
import type { CatalogStore } from "../catalog-store.ts";
import type { DailyStore } from "../daily-store.ts";
import type { OfficeAlertStore } from "../office-alert-store.ts";
import { DailyObject } from "./daily.ts";
import type { ChannelHealthStore } from "../channel-health-store.ts";
import type { Counters } from "../counters.ts";
import type { EquipmentStore } from "../equipment-store.ts";
import type { MessageSettingsStore } from "../message-settings-store.ts";
import type { PeopleStore } from "../people-store.ts";
import type { ProviderSecretStore } from "../provider-secrets.ts";
import { AccessLog } from "./access.ts";
import { ActivityLogs } from "./activity.ts";
import { AdoptionRecord } from "./adoption.ts";
import { Catalogs } from "./catalogs.ts";
import { ChannelHealthObject } from "./channel-health.ts";
import { Contacts } from "./contacts.ts";
import { Conversations } from "./conversation/conversations.ts";
import { Customers } from "./customer/customers.ts";
import { CounterObjects } from "./counters.ts";
import { documentKeys } from "./document-keys.ts";
import { DocumentLog } from "./document-log.ts";
import { IdentityLog, type Identity } from "./identity.ts";
import { EquipmentLog } from "./equipment.ts";
import type { ProcessContext } from "../jobs/log/open-log.ts";
import { JsonObjects } from "./json-objects.ts";
import { MessageSettingsLog } from "./message-settings.ts";
import { OfficeAlertObject } from "./office-alerts.ts";
import { PeopleLog } from "./people.ts";
import { ProviderSecretObject } from "./provider-secrets.ts";
import { Secrets } from "./secrets.ts";
import { Sessions } from "./sessions.ts";
import { SettingsLog } from "./settings.ts";

export interface DocumentsOptions extends ProcessContext {
  /** The business's time zone in a store that has no settings yet. */
  timeZone: string;
  /** Returns the newest job, or null if it does not exist. */
  findJob: (id: JobId) => Promise<Job | null>;
}

export interface OpenDocuments {
  settings: SettingsLog;
  equipment: EquipmentStore;
  people: PeopleStore;
  access: AccessStore;
  webhooks: WebhookStore;
  activity: ActivityStore & Pick<ActivityLogs, "settled">;
  identity: IdentityLog;
  contacts: Contacts;
  conversations: Conversations;
  customers: Customers;
  counters: Counters;
  catalogs: CatalogStore;
  secrets: Secrets;
  messageSettings: MessageSettingsStore;
  providerSecrets: ProviderSecretStore;
  channelHealth: ChannelHealthStore;
  officeAlerts: OfficeAlertStore;
  daily: DailyStore;
  adoption: Pick<Archive, "readAdoption" | "writeAdoption">;
  /** Marks and shortens every document log. Runs each hour. A log that fails is reported, and the others continue. */
  upkeep(): Promise<void>;
}

/** Opens the shared records of a store for one process. Any number of processes may share the store. */
export const openDocuments = ({ timeZone, findJob, ...options }: DocumentsOptions): OpenDocuments => {
  const context: ProcessContext = { ...options, objects: new RetryingObjectStore(options.objects, options) };
  const objects = new JsonObjects(context);
  const settings = new DocumentLog<StoredSettings>(context, documentKeys.settings, sampleSettings(timeZone));
  const units = new DocumentLog<Equipment | null>(context, documentKeys.equipment, null);
  const equipment = new EquipmentLog(units, async () => readableSettings((await settings.read()).value).settings);
  const messages = new DocumentLog<StoredMessageSettings | null>(context, documentKeys.messageSettings, null);
  const users = new DocumentLog<People>(context, documentKeys.users, { users: [], setup: null });
  const access = new DocumentLog<Access>(context, documentKeys.access, noAccess);
  const webhooks = new DocumentLog<Webhooks>(context, documentKeys.webhooks, noWebhooks);
  // The release room opens this log itself; its value does not matter here.
  const releases = new DocumentLog<unknown>(context, documentKeys.releases, null);
  const secrets = new Secrets(objects, context.random);
  const identities = new DocumentLog<Identity | null>(context, documentKeys.identity, null);
  const identity = new IdentityLog(identities, secrets, context);
  const contacts = new Contacts(objects, identity);
  const hooks = new WebhookLog(webhooks, objects, context.clock);
  const conversations = new Conversations(context, objects, identity, () => hooks.wanted());
  const customers = new Customers({ process: context, objects, contacts, findJob });
  return {
    settings: new SettingsLog(settings, context.report, (next) => equipment.keep(next)),
    equipment,
    people: new PeopleLog(users, new Sessions(objects, context.report)),
    access: new AccessLog(access, objects),
    webhooks: hooks,
    activity: new ActivityLogs(context, objects),
    identity,
    contacts,
    conversations,
    customers,
    counters: new CounterObjects(context, objects, secrets),
    catalogs: new Catalogs(objects),
    secrets,
    messageSettings: new MessageSettingsLog(messages),
    providerSecrets: new ProviderSecretObject(objects),
    channelHealth: new ChannelHealthObject(objects),
    officeAlerts: new OfficeAlertObject(objects),
    daily: new DailyObject(objects),
    adoption: new AdoptionRecord(objects),
    upkeep: async () => {
      const logs = [settings, units, messages, users, access, webhooks, releases, identities, customers, conversations];
      for (const log of logs) await log.upkeep().catch(context.report);
    },
  };
};
