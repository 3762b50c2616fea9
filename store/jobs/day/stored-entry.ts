import { readTemplateMessage, type TemplateMessage } from "../../archived-message.ts";
import type { EntryBase } from "../../queued-entry.ts";
import type { OutboxEntry } from "./day-state.ts";

/** An outbox entry as any version stored it. */
export type StoredEntry = OutboxEntry | TemplateEntry;

/** A message of a version that named its text, and not its event. */
interface TemplateEntry extends EntryBase, TemplateMessage {
  kind: "send";
}

/** Reads an entry that any version stored. An old message is parked, because no text belongs to it any more. */
export const readStoredEntry = (stored: StoredEntry): OutboxEntry =>
  "template" in stored
    ? { ...readTemplateMessage(stored), failures: stored.failures, parked: true, lease: null }
    : stored;
