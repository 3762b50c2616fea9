import type { CustomerId } from "../../domain/customer/customer-id.ts";
import type { Day } from "../../domain/day.ts";

/** The keys of this room. The README lists what is under each. */
export const documentKeys = {
  settings: "settings",
  equipment: "equipment",
  messageSettings: "message-settings",
  users: "users",
  access: "access",
  accessUses: "access-uses",
  releases: "releases",
  activities: "activity/",
  activity: (day: Day) => `activity/${day}`,
  sessions: "sessions/",
  session: (hash: string) => `sessions/${hash}`,
  contacts: "contacts/",
  contact: (hash: string) => `contacts/${hash}`,
  customers: "customers/",
  customer: (id: CustomerId) => `customers/${id}`,
  customerShard: (shard: string) => `customers-index/${shard}`,
  catalogs: "catalogs/",
  catalog: (version: string) => `catalogs/${version}`,
  counters: "counters/",
  counter: (kind: string, shard: string) => `counters/${kind}/${shard}`,
  secrets: "secrets",
  providerSecrets: "provider-secrets",
  channelHealth: "channel-health",
  adoption: "adoption",
} as const;
