import type { ArchiveCounts } from "../../store/archive-record.ts";
import type { FindingKind } from "../../store/upkeep.ts";

/** What doctor, backup, restore and migrate print, in English. */
export const issue: Record<FindingKind, string> = {
  dead_reference: "Orphaned reservation",
  missing_reference: "Missing reservation",
  overdue_outbox: "Overdue outbox entry",
  parked_outbox: "Parked message",
  view_behind: "Customer's page is out of date",
  view_ahead: "Customer's page is newer than its job",
  card_behind: "Stale board card",
  dangling_pointer: "Dangling pointer",
  missing_pointer: "Broken tracking link",
  unreadable_document: "Unreadable document",
  damaged_log: "Damaged log",
  lost_day: "Lost day",
  lost_calendar: "Lost calendar",
  lost_document: "Lost data",
  oversold_window: "Overbooked window",
  customer_index_behind: "List of customers is out of date",
  contact_behind: "Contact names the wrong customers",
  unfiled_jobs: "Jobs without a customer record",
  unfinished_merge: "Unfinished merge of customers",
  inbox_behind: "Inbox is out of date",
  lost_messages: "Lost messages",
  missing_marker: "Answer that would not be sent",
  unfinished_forgetting: "Customer not forgotten completely",
  unfinished_adoption: "Restore incomplete",
};

export const healthy = "No problems found.";
export const repaired = (count: number) => `Repaired ${problems(count)}:`;
export const remaining = (count: number, repairing: boolean) =>
  repairing
    ? `${count === 1 ? "One problem needs" : `${number(count)} problems need`} your attention:`
    : `Found ${problems(count)}:`;
export const repairable = (count: number) =>
  `${count === 1 ? "One of them" : `${number(count)} of them`} can be repaired: tailboard doctor --repair`;
export const moreIssues = (count: number) => `  … and ${number(count)} more of this kind; --json lists all of them`;
export const checkPending = "All data was copied and verified. Only the final check is left: tailboard doctor --repair";

export const backupNeedsRepair = "--backup puts lost data back, so it needs --repair.";
export const noSuchKey = (key: string) => `No key begins with "${key}". tailboard show lists all keys.`;
export const secretKey = (key: string) => `${key} is not shown: a person who reads it could sign in, or forge a price.`;
export const unreadableKey = (key: string, bytes: number) =>
  `${key} has ${number(bytes)} bytes that are not JSON. tailboard doctor says whether it is damaged.`;
export const moreKeys = "… and more; name a longer beginning";

export const notATime = (text: string) => `--at is "${text}". Write a UTC time, such as 2026-11-27T16:00:00Z.`;
export const futureTime = (text: string) => `--at is ${text}, which is in the future.`;

export const emptyStore = (address: string) => `${address} is empty: it has no jobs, people or settings.`;
export const backedUp = (file: string, { at, counts, digest, left_out }: Snapshot) =>
  [
    `Wrote ${file}, as of ${at}: ${contents(counts)}. The file holds names, addresses and tracking links: keep it private.`,
    `Digest ${digest}`,
    ...left_out.map((key) => `Left out because it cannot be read: ${key}`),
  ].join("\n");
export const restoring = (jobs: number) => `Restoring ${number(jobs)} jobs`;
export const continuing = "Continuing where the last run stopped.";
export const restored = (file: string, { at, counts, digest, left_out }: Snapshot) =>
  [
    `Restored ${file}, as of ${at}: ${contents(counts)}. Everyone was signed out. No messages were sent.`,
    `Verified: the store matches the file, digest ${digest}`,
    ...left_out.map((key) => `Not in the file, because it could not be read: ${key}`),
  ].join("\n");
export const storeDiffersFromFile = (inFile: number, inStore: number) =>
  `The store does not match the file (${number(inFile)} jobs in the file, ${number(inStore)} in the store), because another process wrote to the store. Stop that process and run the same command again, or restore into an empty store.`;

export const migrating = (jobs: number) => `Copying ${number(jobs)} jobs`;
export const sameStore = "--from and --to name the same store.";
export const storesDiffer = (written: boolean) =>
  written
    ? "The old store changed while it was copied. Stop the process that writes to it and run the same command again. It copies what is missing."
    : "The two stores do not match. Run the same command again. If they still differ, migrate into an empty store.";
export const proof = ({ from, to }: Sides) =>
  [from, to].map(({ store, counts, digest }) => `  ${store}\n    ${contents(counts)}\n    ${digest}`).join("\n");
export const migrated = (sides: Sides) =>
  `Copied and compared job by job. Both stores match:\n${proof(sides)}\nThe old store is unchanged. Set TAILBOARD_STORE to the new store and restart the server. No messages were sent.`;

interface Snapshot {
  at: string;
  counts: ArchiveCounts;
  digest: string;
  left_out: string[];
}
interface Side {
  store: string;
  counts: ArchiveCounts;
  digest: string;
}
interface Sides {
  from: Side;
  to: Side;
}

const number = (count: number): string => count.toLocaleString("en");
const problems = (count: number): string => (count === 1 ? "one problem" : `${number(count)} problems`);
const counted = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`;
const contents = (counts: ArchiveCounts): string =>
  [
    `${counted(counts.jobs, "job", "jobs")} on ${counted(counts.days, "day", "days")}`,
    counted(counts.people, "person", "people"),
    ...some(counts.customers, "customer", "customers"),
    ...some(counts.conversations, "conversation", "conversations"),
    ...some(counts.api_tokens, "API token", "API tokens"),
    ...some(counts.calendars, "calendar address", "calendar addresses"),
    ...some(counts.webhooks, "webhook", "webhooks"),
    `${counted(counts.messages, "unsent message", "unsent messages")} and ${counted(counts.catalogs, "price list", "price lists")}`,
  ].join(", ");
const some = (count: number, one: string, many: string): string[] => (count === 0 ? [] : [counted(count, one, many)]);
