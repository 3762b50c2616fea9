import type { AccessStore } from "./access-store.ts";
import type { ActivityStore } from "./activity-store.ts";
import type { Archive } from "./archive.ts";
import type { CatalogStore } from "./catalog-store.ts";
import type { ChannelHealthStore } from "./channel-health-store.ts";
import type { ContactStore } from "./contact-store.ts";
import type { ConversationArchive } from "./archived-conversation.ts";
import type { ConversationStore } from "./conversation-store.ts";
import type { CustomerStore } from "./customer-store.ts";
import type { Counters } from "./counters.ts";
import type { DailyStore } from "./daily-store.ts";
import type { EquipmentStore } from "./equipment-store.ts";
import { openDocuments, type OpenDocuments } from "./documents/open-documents.ts";
import type { ForgetStore } from "./forget-store.ts";
import { openForgetter } from "./forget/open-forgetter.ts";
import type { Append, Hook, JobStore, Plan, Publisher, Sender } from "./job-store.ts";
import { openJobs } from "./jobs/open-jobs.ts";
import { EntryClock } from "./jobs/log/entry-clock.ts";
import type { ProcessContext } from "./jobs/log/open-log.ts";
import { openMaintenance, type Maintenance } from "./maintenance/open-maintenance.ts";
import type { MessageSettingsStore } from "./message-settings-store.ts";
import type { OfficeAlertStore } from "./office-alert-store.ts";
import type { PeopleStore } from "./people-store.ts";
import type { ProviderSecretStore } from "./provider-secrets.ts";
import type { SettingsStore } from "./settings-store.ts";
import type { WebhookStore } from "./webhook-store.ts";
import type { Upkeep } from "./upkeep.ts";

export interface StoresOptions extends Omit<ProcessContext, "entryClock"> {
  /** The business's time zone in a store that has no settings yet. */
  timeZone: string;
  /** Made of the other stores, because settings and conversations say what a view shows. */
  publisher: (stores: Documents) => Publisher;
  /** These are made of the other stores, because messages read settings, people and conversations. */
  plan: (stores: Documents) => Plan;
  sender: (stores: Documents) => Sender;
  append: (stores: Documents) => Append;
  hook: (stores: Documents) => Hook;
}

/** The stores of shared records. */
export type Documents = Omit<OpenDocuments, "adoption" | "upkeep">;

/** Every store of one business, behind ports. */
export interface Stores {
  jobs: JobStore;
  settings: SettingsStore;
  equipment: EquipmentStore;
  people: PeopleStore;
  access: AccessStore;
  webhooks: WebhookStore;
  activity: ActivityStore;
  contacts: ContactStore;
  customers: CustomerStore;
  conversations: ConversationStore & ConversationArchive;
  /** What makes this store another one than its copies. */
  identity: Pick<OpenDocuments["identity"], "read" | "adopt">;
  counters: Counters;
  catalogs: CatalogStore;
  messageSettings: MessageSettingsStore;
  providerSecrets: ProviderSecretStore;
  channelHealth: ChannelHealthStore;
  officeAlerts: OfficeAlertStore;
  daily: DailyStore;
  /** The keys that sign quotes: 32 bytes each, the same in every process on one store. */
  secrets: Pick<OpenDocuments["secrets"], "secret" | "replace">;
  /** Exports and imports the whole store. */
  archive: Archive;
  upkeep: Upkeep;
  /** The store as it was at an instant of the last 35 days. */
  past: Maintenance["past"];
  /** Marks and shortens the logs of the documents, and removes what is too old to keep. Runs each hour. */
  tidyDocuments: () => Promise<void>;
  /** Removes people. `upkeep` finishes what was interrupted. */
  forget: ForgetStore;
  /** For a room that keeps a log of its own on this store. */
  process: ProcessContext;
}

/** Opens all stores of a business on one object store, for one process. Any number of processes may share the store. */
export const openStores = (options: StoresOptions): Stores => {
  const { timeZone, publisher: makePublisher, plan, sender, append, hook, ...parts } = options;
  const process: ProcessContext = { ...parts, entryClock: new EntryClock(parts.clock) };
  const {
    adoption,
    upkeep: tidyDocuments,
    ...documents
  } = openDocuments({
    ...process,
    timeZone,
    findJob: (id) => jobs.find(id),
  });
  const { settings, equipment, customers } = documents;
  const publisher = makePublisher(documents);
  const { jobs, ...opened } = openJobs({
    ...process,
    settings,
    equipment,
    publisher,
    plan: plan(documents),
    sender: sender(documents),
    append: append(documents),
    hook: hook(documents),
    file: (job) => customers.file(job),
  });
  const maintenance = openMaintenance({
    process,
    jobs: opened,
    documents: { ...documents, adoption },
    publisher,
  });
  const forget = openForgetter({ process, jobs: { jobs, ...opened }, documents });
  const tidy = async (): Promise<void> => {
    await tidyDocuments();
    await forget.upkeep();
  };
  return { ...documents, jobs, ...maintenance, forget, tidyDocuments: tidy, process };
};
