import { show } from "../domain/field-table.ts";
import { messageSettingsFields } from "../domain/message/message-settings-fields.ts";
import type { MessageSettings } from "../domain/message/message-settings.ts";

export type MessageSettingsView = Omit<MessageSettings, "templates" | "live_for"> & { rev: number };

/** The message settings for an owner or dispatcher. */
export const messageSettingsView = ({ rev, ...settings }: MessageSettings & { rev: number }): MessageSettingsView => ({
  ...show(messageSettingsFields, "staff", settings),
  rev,
});
