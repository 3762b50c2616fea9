import type { AudienceTable } from "../field-table.ts";
import type { MessageSettings } from "./message-settings.ts";

/** Who sees each part of the message settings. The words of messages have calls of their own. */
export const messageSettingsFields = {
  from_name: { shownTo: ["staff"] },
  from_address: { shownTo: ["staff"] },
  reply_to: { shownTo: ["staff"] },
  twilio: { shownTo: ["staff"] },
  keywords_by_provider: { shownTo: ["staff"] },
  events: { shownTo: ["staff"] },
  quiet_hours: { shownTo: ["staff"] },
  reminder_at: { shownTo: ["staff"] },
  review_link: { shownTo: ["staff"] },
  postal_address: { shownTo: ["staff"] },
  short_name: { shownTo: ["staff"] },
  keep_accents: { shownTo: ["staff"] },
  texts_per_day: { shownTo: ["staff"] },
  keep_months: { shownTo: ["staff"] },
  templates: { shownTo: [] },
  saved_replies: { shownTo: ["staff"] },
  live_for: { shownTo: [] },
} as const satisfies AudienceTable<MessageSettings>;
