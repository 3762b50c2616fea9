import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import * as message from "#message/inbox.ts";
import { phoneText } from "../../shared/format.ts";
import { Icon } from "../icon.tsx";
import type { Conversation, Message, SavedReply, Via } from "./conversation.ts";
import { bodyOf } from "./message-text.ts";
import { lengthOf, mostLetters, type Ask } from "./reply-state.ts";
import { segmentsOf } from "./text-segments.ts";
import type { Reply } from "./use-reply.ts";

interface Props {
  reply: Reply;
  name: string;
  contact: Conversation["contact"];
  choice: Conversation["reply"];
  saved: readonly SavedReply[];
  input: RefObject<HTMLTextAreaElement | null>;
}

/** Where a person writes. It counts the texts, says why a channel is not possible, and asks before it sends at night. */
export const ReplyBox = ({ reply, name, contact, choice, saved, input }: Props) => {
  const { state, via } = reply;
  const [open, setOpen] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      reply.send();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      (event.currentTarget as HTMLElement).blur();
    }
  };
  return (
    <form
      class="reply"
      onSubmit={(event) => {
        event.preventDefault();
        reply.send();
      }}
    >
      {state.ask !== null && <Question ask={state.ask} reply={reply} name={name} />}
      <label class="vh" for="reply-text">
        {message.replyLabel}
      </label>
      <textarea
        id="reply-text"
        name="text"
        ref={input}
        rows={2}
        value={state.text}
        placeholder={message.replyTo(name)}
        aria-invalid={state.trouble !== ""}
        aria-describedby="reply-size reply-trouble"
        onInput={({ currentTarget }) => reply.type(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <p class="error" id="reply-trouble" role="alert" data-error="text">
        {state.trouble}
      </p>
      {open && (
        <SavedReplies
          saved={saved}
          choose={(text) => {
            reply.insert(text);
            setOpen(false);
            input.current?.focus();
          }}
        />
      )}
      <div class="reply-foot">
        <Whys choice={choice} />
        <Channels {...{ reply, via, choice }} />
        <span class="quiet small reply-where">{whereText(via, contact)}</span>
        <span class="quiet small num" id="reply-size">
          {sizeText(state.text, via)}
        </span>
        <button type="button" class="bare" aria-expanded={open} onClick={() => setOpen(!open)}>
          {message.savedReplies}
        </button>
        <button type="submit" class="orange" aria-disabled={state.busy || via === null}>
          {state.busy ? message.sending : message.send} <kbd>Ctrl ↵</kbd>
        </button>
      </div>
    </form>
  );
};

const Channels = ({ reply, via, choice }: { reply: Reply; via: Via | null; choice: Conversation["reply"] }) => (
  <fieldset class="reply-channels">
    <legend class="vh">{message.channel}</legend>
    {choice.channels.map(({ via: one, why_not: why }) => (
      <label key={one} data-off={why !== null} title={why === null ? undefined : message.whyNot[why]}>
        <input
          type="radio"
          name="via"
          value={one}
          checked={one === via}
          disabled={why !== null}
          onChange={() => reply.choose(one)}
        />
        {message.viaNames[one]}
      </label>
    ))}
  </fieldset>
);

/** Why a channel is not possible: `Text: this is a landline`. */
const Whys = ({ choice }: { choice: Conversation["reply"] }) => {
  const whys = choice.channels.flatMap(({ via, why_not: why }) =>
    why === null || (why === "no_address" && via === "email")
      ? []
      : [message.stateWhy(message.viaNames[via], message.whyNot[why])],
  );
  return whys.length === 0 ? null : <p class="quiet small reply-whys">{whys.join(" · ")}</p>;
};

const Question = ({ ask, reply, name }: { ask: Ask; reply: Reply; name: string }) => {
  if (ask.kind === "late")
    return (
      <div class="reply-ask" role="alertdialog" aria-label={message.lateQuestion(ask.time)}>
        <p>{message.lateQuestion(ask.time)}</p>
        <button type="button" class="plain" onClick={reply.sendLater}>
          {message.sendAt8}
        </button>
        <button type="button" class="plain" onClick={reply.sendNow}>
          {message.sendNow}
        </button>
      </div>
    );
  return (
    <div class="reply-ask" role="alertdialog" aria-label={staleText(ask.newer, name)}>
      <div>
        <b>{staleText(ask.newer, name)}</b>
        {ask.newer.map((one) => (
          <p key={one.id} class="lines" data-newer={one.id}>
            <bdi>{bodyOf(one)}</bdi>
          </p>
        ))}
      </div>
      <button type="button" class="plain" onClick={reply.keepWriting}>
        {message.keepWriting}
      </button>
      <button type="button" class="plain" onClick={reply.sendAnyway}>
        {message.sendAnyway}
      </button>
    </div>
  );
};

const staleText = (newer: readonly Message[], name: string): string => {
  const answer = newer.findLast(({ dir, by }) => dir === "out" && by.kind !== "system");
  if (answer !== undefined) return message.staleTitle(answer.by.name);
  return newer.some(({ dir }) => dir === "in") ? message.staleCustomer(name) : message.staleOther;
};

const SavedReplies = ({ saved, choose }: { saved: readonly SavedReply[]; choose: (text: string) => void }) =>
  saved.length === 0 ? (
    <p class="quiet small reply-saved">{message.noSavedReplies}</p>
  ) : (
    <ul class="reply-saved">
      {saved.map(({ id, label, en, es }) => (
        <li key={id}>
          <button type="button" class="plain" title={en} onClick={() => choose(en)}>
            {label}
          </button>
          {es !== "" && (
            <button type="button" class="plain" lang="es" title={es} onClick={() => choose(es)}>
              ES
            </button>
          )}
        </li>
      ))}
    </ul>
  );

const whereText = (via: Via | null, contact: Conversation["contact"]): string => {
  if (via === null) return message.noChannel;
  if (via === "page") return message.toPage;
  if (via === "text" && contact?.kind === "phone") return message.toPhone(phoneText(contact.value));
  return via === "email" && contact?.kind === "email" ? message.toEmail(contact.value) : "";
};

/** How much room is left, or for a text how many a carrier counts. */
const sizeText = (text: string, via: Via | null): string => {
  const left = mostLetters - lengthOf(text);
  if (left < 0) return message.tooLong(-left);
  if (left <= 100) return message.characters(left);
  if (via !== "text" || text.trim() === "") return "";
  const { segments, long } = segmentsOf(text.trim());
  return [message.segments(segments), ...(long === null ? [] : [message.segmentsAccent(long)])].join(" · ");
};

/** The picture of a channel in the list. */
export const ViaIcon = ({ via }: { via: Via }) => (
  <span class="via" title={message.vias[via]}>
    <Icon name={viaIcons[via]} size={14} />
    <span class="vh">{message.vias[via]}</span>
  </span>
);

const viaIcons = { text: "message", email: "email", page: "globe" } as const;
