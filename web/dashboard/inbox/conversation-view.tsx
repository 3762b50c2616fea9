import { useEffect, useRef, useState } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import { telLink } from "../../shared/format.ts";
import { PhoneIcon } from "../../shared/icon.tsx";
import * as message from "#message/inbox.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { currentIn, problemText } from "../form/problem-text.ts";
import { useKey } from "../keys.ts";
import { linkTo } from "../navigation.ts";
import { LoadFailed } from "../page/load-failed.tsx";
import type { Undoable } from "../page/undo-bar.tsx";
import { ContactNotes } from "./contact-notes.tsx";
import type { Conversation, ConversationPatch, Person, SavedReply } from "./conversation.ts";
import { ConversationSide } from "./conversation-side.tsx";
import { nameOf } from "./name-of.ts";
import { ReplyBox } from "./reply-box.tsx";
import { Thread } from "./thread.tsx";
import { useConversation, type LiveConversation } from "./use-conversation.ts";
import { useReply } from "./use-reply.ts";

export interface ConversationProps {
  app: AppContext;
  id: string;
  people: readonly Person[];
  saved: readonly SavedReply[];
  quiet: { from: string; to: string };
  /** Something changed, so the list is read again. */
  changed: () => void;
  onNotify: (done: Undoable) => void;
}

/** One conversation: what was written, the reply, and who the customer is. */
export const ConversationView = (props: ConversationProps) => {
  const live = useConversation(props.app, props.id);
  const { value, trouble } = live;
  if (value === null && trouble?.problem?.code === "not_found")
    return (
      <section class="inbox-thread inbox-none">
        <h2>{message.notFound}</h2>
        <p class="quiet">{message.notFoundMore}</p>
        <BackToList app={props.app} />
      </section>
    );
  if (value === null)
    return (
      <section class="inbox-thread inbox-none" aria-busy={trouble === null}>
        {trouble !== null && (
          <LoadFailed
            class="page-card"
            title={message.threadFailed}
            more={problemText(trouble.problem)}
            onRetry={() => void live.refresh()}
          />
        )}
      </section>
    );
  return <OpenConversation {...props} live={live} value={value} />;
};

type OpenProps = ConversationProps & { live: LiveConversation; value: Conversation };

const OpenConversation = (props: OpenProps) => {
  const { app, live, value, people, changed } = props;
  const { format, browser } = app;
  const name = nameOf(value) || staff.noName;
  const input = useRef<HTMLTextAreaElement>(null);
  const { patch, trouble } = usePatch(props);
  const reply = useReply({
    draft: value.id,
    browser,
    format,
    quiet: props.quiet,
    choice: value.reply,
    seen: live.messages,
    send: async (body, key, anyway) => {
      // A person who sends anyway has read what changed, so the newest revision counts.
      const newest = anyway ? await app.api.getConversation({ id: value.id }) : null;
      const rev = newest?.ok === true ? newest.value.rev : value.rev;
      return app.api.sendReply({ id: value.id, rev, key, body });
    },
    changed: live.take,
    sent: () => {
      void live.refresh();
      changed();
    },
  });
  const done = () => void patch({ state: "done" }, message.doneNow(name), value.needs_reply ? { state: "open" } : null);
  useKey("r", () => input.current?.focus());
  useKey("e", done);
  return (
    <>
      <section class="inbox-thread" data-conversation={value.id} aria-labelledby="conversation-name">
        <Head {...{ app, value, name, people, patch, done }} />
        <ContactNotes value={value} format={format} now={browser.now()} patch={patch} />
        <p class="error" role="alert">
          {trouble}
        </p>
        {live.trouble !== null && (
          <p class="inbox-offline" role="status">
            {live.trouble.problem === null ? message.offline : problemText(live.trouble.problem)}
          </p>
        )}
        <div class="inbox-scroll" tabIndex={0} role="region" aria-label={message.threadLabel(name)}>
          {live.more && (
            <button type="button" class="plain inbox-older" onClick={live.older}>
              {message.older}
            </button>
          )}
          {live.olderFailed && <p class="error">{message.olderFailed}</p>}
          {live.messages.length === 0 && <p class="quiet">{message.threadEmpty}</p>}
          <Thread
            messages={live.messages}
            name={name}
            format={format}
            now={browser.now()}
            label={message.threadLabel(name)}
          />
        </div>
        <ReplyBox {...{ reply, name, input }} contact={value.contact} choice={value.reply} saved={props.saved} />
      </section>
      <ConversationSide {...{ app, value, patch }} />
    </>
  );
};

export type Patch = (body: ConversationPatch, said: string, back: ConversationPatch | null) => Promise<void>;

/** Changes a conversation, and offers the undo. After a change by another person it repeats on the newest version. */
const usePatch = ({ app, live, value, changed, onNotify }: OpenProps): { patch: Patch; trouble: string } => {
  const [trouble, setTrouble] = useState("");
  const now = useRef(value);
  useEffect(() => void (now.current = value), [value]);
  const save = async (body: ConversationPatch): Promise<Answer<Conversation>> => {
    const { id, rev } = now.current;
    const answer = await app.api.patchConversation({ id, rev, body });
    const current = answer.ok ? null : currentIn<Conversation>(answer.problem);
    return current === null ? answer : app.api.patchConversation({ id, rev: current.rev, body });
  };
  const patch: Patch = async (body, said, back) => {
    const answer = await save(body);
    if (!answer.ok) return setTrouble(problemText(answer.problem));
    setTrouble("");
    now.current = answer.value;
    live.take(answer.value);
    changed();
    onNotify({ text: said, undo: back === null ? null : () => void patch(back, staff.undone, null) });
  };
  return { patch, trouble };
};

interface HeadProps {
  app: AppContext;
  value: Conversation;
  name: string;
  people: readonly Person[];
  patch: Patch;
  done: () => void;
}

const Head = ({ app, value, name, people, patch, done }: HeadProps) => {
  const { contact, assigned } = value;
  const assign = (user: string | null) =>
    void patch(
      { assigned: user },
      user === null
        ? message.unassignedNow
        : message.assignedNow(people.find(({ id }) => id === user)?.name ?? message.you),
      { assigned },
    );
  return (
    <header class="inbox-head">
      <BackToList app={app} />
      <h2 id="conversation-name" tabIndex={-1}>
        <bdi>{name}</bdi>
      </h2>
      <div class="inbox-acts">
        <label class="inbox-assign">
          <span class="vh">{message.assign}</span>
          <select
            name="assigned"
            value={assigned ?? ""}
            onChange={({ currentTarget }) => assign(currentTarget.value === "" ? null : currentTarget.value)}
          >
            <option value="">{message.unassigned}</option>
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {person.id === app.session.me.id ? message.you : person.name}
              </option>
            ))}
          </select>
        </label>
        {contact?.kind === "phone" && (
          <a class="plain" href={telLink(contact.value)}>
            <PhoneIcon /> {message.call}
          </a>
        )}
        {value.needs_reply ? (
          <button type="button" class="plain" onClick={done}>
            {message.done} <kbd>E</kbd>
          </button>
        ) : (
          <button
            type="button"
            class="plain"
            onClick={() => void patch({ state: "open" }, message.openNow(name), { state: "done" })}
          >
            {message.reopen}
          </button>
        )}
      </div>
    </header>
  );
};

const BackToList = ({ app }: { app: AppContext }) => (
  <a class="inbox-back" {...linkTo(app.navigation, { place: "inbox", conversation: null })}>
    ‹ {message.backToList}
  </a>
);
