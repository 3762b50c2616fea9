import * as message from "#message/dashboard.ts";
import type { AppContext } from "./app-context.ts";

/** Says which days a list could not read, because the list is incomplete without them. */
export const UnreadableNote = ({ app, days }: { app: Pick<AppContext, "format">; days: string[] | undefined }) =>
  days === undefined || days.length === 0 ? null : (
    <p class="note" role="alert">
      {message.unreadableDays(days.map(app.format.day))}
    </p>
  );
