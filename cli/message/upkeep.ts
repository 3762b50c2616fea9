import type { FindingKind } from "../../store/upkeep.ts";
import type { ArchiveCounts } from "../../store/archive-record.ts";

/** What doctor, backup, restore and migrate say, in English. */
export const finding: Record<FindingKind, string> = {
  dead_reference: "Place that nobody has",
  doubled_reference: "Place that is taken twice",
  missing_reference: "Place that is not there",
  overdue_outbox: "Left undone",
  parked_outbox: "Parked",
  view_behind: "Customer's page is old",
  view_ahead: "Customer's page is newer",
  card_behind: "Board shows it wrong",
  dangling_pointer: "Note that leads nowhere",
  missing_pointer: "Link that leads nowhere",
  unreadable_document: "Cannot be read",
  oversold_window: "More taken than there is",
  crowded_day: "Crowded day",
  unfinished_adoption: "Not all here yet",
};

export const healthy = "Everything is in order.";
export const mended = (count: number) => `Mended ${findings(count)}:`;
export const left = (count: number, repaired: boolean) =>
  repaired ? `Left for you, ${findings(count)}:` : `Found ${findings(count)}:`;
export const mendable = (count: number) =>
  `${count === 1 ? "One of them" : `${number(count)} of them`} can be mended: tailboard doctor --repair`;
export const moreFindings = (count: number) => `  … and ${number(count)} more of these; --json lists all`;
export const crowdedAdvice =
  "Days this full are better held by DynamoDB. Stop the server, then:\n  $ TAILBOARD_PUBLIC=s3://<bucket for what customers see> tailboard migrate --from <this TAILBOARD_STORE> --to dynamodb://<table>";

export const nothingIn = (address: string) => `There is nothing in ${address}: neither jobs nor people nor settings.`;
export const backedUp = (file: string, { at, counts, digest, left_out }: Told) =>
  [
    `Wrote ${told(counts)} to ${file}, as they were at ${at}. It holds names, addresses and links: keep it private.`,
    `Digest ${digest}`,
    ...left_out.map((key) => `Left out, since it cannot be read: ${key}`),
  ].join("\n");
export const restoring = (jobs: number) => `Restoring ${number(jobs)} jobs`;
export const goingOn = "Going on where it was broken off.";
export const restored = (file: string, { at, counts, digest, left_out }: Told) =>
  [
    `Restored ${told(counts)} from ${file}, as they were at ${at}. Everybody signs in again; nobody was messaged.`,
    `Proven: the store's digest is the file's, ${digest}`,
    ...left_out.map((key) => `Not in the file, since it could not be read: ${key}`),
  ].join("\n");
export const notAsInFile = (inFile: number, inStore: number) =>
  `The store is not as the file says (${number(inFile)} jobs there, ${number(inStore)} here): something else wrote to it. Stop what uses it, and run the same command again, or take an empty store.`;

export const migrating = (jobs: number) => `Copying ${number(jobs)} jobs`;
export const sidesDiffer = (written: boolean) =>
  written
    ? "The old store was written to while it was copied. Stop what writes to it, and run the same command again: it copies what is missing."
    : "The two stores do not hold the same. Run the same command again; if it stays so, take an empty store.";
export const proven = ({ from, to }: Sides) =>
  [from, to].map(({ store, counts, digest }) => `  ${store}\n    ${told(counts)}\n    ${digest}`).join("\n");
export const migrated = (sides: Sides) =>
  `Copied, and compared job by job. Both sides:\n${proven(sides)}\nThe old store is as it was. Set TAILBOARD_STORE to the new one and start again; nobody was messaged.`;

interface Told {
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
const findings = (count: number): string => (count === 1 ? "one thing" : `${number(count)} things`);
const told = ({ jobs, days, people, messages, catalogs }: ArchiveCounts): string =>
  `${number(jobs)} ${jobs === 1 ? "job" : "jobs"} on ${number(days)} ${days === 1 ? "day" : "days"}, ${number(people)} ${people === 1 ? "person" : "people"}, ${number(messages)} unsent ${messages === 1 ? "message" : "messages"} and ${number(catalogs)} ${catalogs === 1 ? "catalog" : "catalogs"} as shown`;
