import { shardOf } from "../../domain/customer/customer-entry.ts";
import type { CustomerId } from "../../domain/customer/customer-id.ts";
import type { CustomerRecord } from "../../domain/customer/customer-record.ts";
import type { ArchiveRecord } from "../archive-record.ts";
import { customerLog } from "../documents/customer/customer-logs.ts";
import type { Mended } from "../upkeep.ts";
import { replaceDocument } from "./document-damage.ts";
import { unlessUnreadable, type UpkeepContext } from "./upkeep-context.ts";

/**
 * Puts the record of a customer back from a backup. Without one in the backup, the record is removed, so that the jobs are
 * filed again. A lost record would else refuse them.
 */
export const recoverCustomer = async (
  context: UpkeepContext,
  id: CustomerId,
  backup: AsyncIterable<ArchiveRecord>,
): Promise<Mended> => {
  const { customers } = context;
  const entries = await unlessUnreadable(customers.index.read(shardOf(id)));
  const known = entries === "unreadable" ? undefined : entries.find((entry) => entry.id === id);
  const record = await customerIn(backup, id);
  // A lower revision than the index has would look older than it.
  const isReplaced = await replaceDocument(context, customerLog(id), record, { newerThan: known?.rev ?? 0 });
  if (!isReplaced) return { mended: false, notes: [] };
  await customers.refresh(id);
  const note =
    record === null
      ? "The backup does not have this customer. The jobs are filed again, and what people wrote about the customer is lost."
      : "The customer was put back from the backup. Changes since the backup are lost.";
  return { mended: true, notes: [note] };
};

const customerIn = async (backup: AsyncIterable<ArchiveRecord>, id: CustomerId): Promise<CustomerRecord | null> => {
  for await (const record of backup)
    if (record.kind === "customer" && record.customer.id === id) return record.customer;
  return null;
};
