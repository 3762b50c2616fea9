import { conversationLog } from "../documents/conversation/conversation-logs.ts";
import { documentKeys } from "../documents/document-keys.ts";
import { deleteExpired } from "../jobs/log/deletion.ts";
import { dayLog } from "../jobs/log/log-keys.ts";
import { keys } from "../keys.ts";
import type { ForgetterContext } from "./forgetter.ts";
import type { Forgetting } from "./forgetting.ts";

type Context = Pick<ForgetterContext, "process" | "objects" | "jobs" | "customers" | "conversations">;

/** Makes every earlier entry with the person leave the store in 35 days, and deletes copies of damaged ones. */
export const sealAll = async (
  { jobs, conversations, customers, objects }: Context,
  what: Forgetting,
): Promise<void> => {
  for (const day of what.days) await jobs.days.seal(day);
  await jobs.sealOpenBoard();
  await conversations.seal([...what.conversations, ...what.office]);
  for (const id of [...what.customers, ...what.records]) await customers.seal(id);
  for (const prefix of copiesOf(what)) for await (const key of objects.keysUnder(prefix)) await objects.remove(key);
};

/** Deletes the earlier entries once they are 35 days old. The sweep does this for days and the board, an hour later. */
export const tidyAll = async (
  { process, conversations, customers }: Omit<Context, "jobs" | "objects">,
  what: Forgetting,
): Promise<void> => {
  for (const day of what.days) await deleteExpired(process.objects, dayLog(day));
  for (const id of [...what.conversations, ...what.office]) await conversations.logs.tidy(id);
  for (const id of [...what.customers, ...what.records]) await customers.tidy(id);
};

/** Where the doctor put damaged bytes of these logs. */
const copiesOf = ({ days, conversations, office, customers, records }: Forgetting): string[] => {
  const logs = [
    ...days.map(dayLog),
    ...[...conversations, ...office].map(conversationLog),
    ...[...customers, ...records].map((id) => ({
      entries: documentKeys.customer(id),
      snapshots: `snapshots/${documentKeys.customer(id)}`,
    })),
  ];
  return logs.flatMap(({ entries, snapshots }) => [keys.quarantine(entries), keys.quarantine(snapshots)]);
};
