import * as message from "#message/message-settings.ts";
import * as staff from "#message/staff.ts";
import type { Secrets } from "./messages-api.ts";

interface Props {
  secret: Secrets["smtp"];
  isBusy: boolean;
  disconnect: () => Promise<void>;
}

/** Saves an account, or removes its secret. */
export const AccountButtons = ({ secret, isBusy, disconnect }: Props) => (
  <div class="msg-actions">
    <button type="submit" class="act" aria-disabled={isBusy}>
      {isBusy ? staff.saving : message.connect}
    </button>
    {secret.source === "settings" && (
      <button type="button" class="bare" onClick={() => void disconnect()}>
        {message.disconnect}
      </button>
    )}
    {secret.source === "environment" && <p class="quiet small">{message.environment}</p>}
  </div>
);
