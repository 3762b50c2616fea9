import type { Told } from "../../../http/api-client.ts";
import { phoneText } from "../../shared/format.ts";
import * as message from "#message/tell.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import type { Tell } from "./use-told.ts";

interface Props {
  app: AppContext;
  /** The customer. */
  name: string | undefined;
  tell: Tell;
  /** True to show the words without a press. */
  open?: boolean;
}

/** One line that says what a change sends, with a switch. It opens to the exact words. */
export const TellThem = ({ app, name, tell: { told, notify, change }, open = false }: Props) => {
  if (told === null || told.silence === "refused") return null;
  const who = name || staff.noName;
  if (told.silence !== null)
    return (
      <p class="tell quiet small" data-silence={told.silence}>
        {message.nothingSent(message.silences[told.silence](who))}
      </p>
    );
  if (told.messages.length === 0) return null;
  return (
    <div class="tell">
      <label class="page-switch">
        <input
          type="checkbox"
          name="notify"
          checked={notify}
          onChange={({ currentTarget }) => change(currentTarget.checked)}
        />
        <span>{message.tell(who)}</span>
      </label>
      {notify ? (
        <details open={open}>
          <summary>{message.ways(told.messages.map(wayOf))}</summary>
          {told.messages.map((one) => (
            <Words key={one.via} {...{ app, one }} />
          ))}
        </details>
      ) : (
        <p class="quiet small">{message.notTold}</p>
      )}
    </div>
  );
};

type ToldMessage = Told["messages"][number];

const wayOf = ({ via, to }: ToldMessage): string => message.wayTo[via](via === "text" ? phoneText(to) : to);

const Words = ({ app: { format }, one }: { app: AppContext; one: ToldMessage }) => (
  <figure>
    <figcaption class="quiet small">
      {[
        wayOf(one),
        message.inLanguage[one.language],
        ...(one.held_until === null ? [] : [heldText(format, one.held_until)]),
      ].join(" · ")}
    </figcaption>
    {/* A long email scrolls, also by keys. */}
    <blockquote lang={one.language} data-told={one.via} tabIndex={0}>
      {one.subject !== null && <b>{one.subject}</b>}
      <span>{one.text}</span>
    </blockquote>
  </figure>
);

const heldText = (format: AppContext["format"], at: string): string => message.heldUntil(format.time(Date.parse(at)));
