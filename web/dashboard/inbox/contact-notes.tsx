import * as message from "#message/inbox.ts";
import type { Format } from "../../shared/format.ts";
import type { Conversation } from "./conversation.ts";
import type { Patch } from "./conversation-view.tsx";

interface Props {
  value: Conversation;
  format: Format;
  now: number;
  patch: Patch;
}

/** What limits how the office may write: an opt-out with its undo, a landline, and CANCEL that may mean the job. */
export const ContactNotes = ({ value: { opt_out, flags, do_not_text }, format, now, patch }: Props) => {
  const isLandline = flags.landline_until !== undefined && Date.parse(flags.landline_until) > now;
  if (opt_out === null && flags.may_cancel !== true && !isLandline && !do_not_text) return null;
  return (
    <div class="contact-notes">
      {flags.may_cancel === true && <p data-note="may_cancel">{message.mayCancel}</p>}
      {opt_out !== null && (
        <p data-note="opt_out">
          {message.optedOut(format.moment(Date.parse(opt_out.at), now).toLowerCase())} {message.optedOutBy[opt_out.how]}
          {opt_out.text !== undefined && (
            <>
              {" "}
              “<bdi>{opt_out.text}</bdi>”
            </>
          )}
          {opt_out.how === "sentence" && (
            <button
              type="button"
              class="bare"
              onClick={() => void patch({ do_not_text: false }, message.stopUndone, null)}
            >
              {message.undoStop}
            </button>
          )}
        </p>
      )}
      {do_not_text && <p data-note="do_not_text">{message.doNotTextOn}</p>}
      {isLandline && <p data-note="landline">{message.landline}</p>}
    </div>
  );
};
