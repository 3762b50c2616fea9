import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/inbox.ts";
import * as staff from "#message/staff.ts";
import { withIdempotencyKey, type KeyedRequest } from "../../shared/keyed-request.ts";
import type { AppContext } from "../app-context.ts";
import { problemText } from "../form/problem-text.ts";
import type { JobMessageInput, ListedMessage } from "../inbox/conversation.ts";
import { eventText } from "../inbox/message-text.ts";
import { Thread } from "../inbox/thread.tsx";
import { linkTo } from "../navigation.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import { useLoaded } from "../page/use-loaded.ts";

/** How many messages show before "All". */
const fewest = 2;
const pollMs = 10_000;

interface Props {
  app: AppContext;
  job: Job;
  onNotify: (done: Undoable) => void;
}

/** The messages about one job, both ways, with a reply and the automatic messages that can be sent again. */
export const JobMessages = ({ app, job, onNotify }: Props) => {
  const { api, browser, format, navigation } = app;
  const load = useCallback(() => api.listJobMessages({ id: job.id }), [api, job.id, job.rev]);
  const { value, trouble, reload } = useLoaded(load, () => undefined);
  const [showsAll, setShowsAll] = useState(false);
  useEffect(() => browser.after(pollMs, () => void reload()), [value]);
  const send = useSend(app, job.id, reload);
  const name = job.customer?.name || staff.noName;
  const items = value?.items ?? [];
  const newest = items.at(-1);
  return (
    <section class="job-messages" aria-labelledby="job-messages">
      <div class="row">
        <h3 id="job-messages">{message.jobMessages}</h3>
        {items.length > fewest && (
          <button type="button" class="bare" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? message.fewerMessages : message.allMessages(items.length)}
          </button>
        )}
      </div>
      {value === null && trouble !== "" && <p class="error">{message.jobFailed}</p>}
      {value !== null && items.length === 0 && <p class="quiet">{message.jobEmpty}</p>}
      {items.length > 0 && (
        <Thread
          messages={showsAll ? items : items.slice(-fewest)}
          name={name}
          format={format}
          now={browser.now()}
          label={message.jobMessages}
        />
      )}
      {job.customer !== null && <JobReply name={name} send={send} />}
      <div class="job-message-ways">
        {newest !== undefined && (
          <a class="bare" {...linkTo(navigation, { place: "inbox", conversation: newest.conversation.id, job: null })}>
            {message.openConversation}
          </a>
        )}
        <Resend
          items={items}
          resend={async (event) => {
            const problem = await send({ event });
            onNotify({ text: problem || message.resent(eventText(event)), undo: null });
          }}
        />
      </div>
    </section>
  );
};

type Send = (body: JobMessageInput) => Promise<string>;

/** Sends a message about the job once per press, and says what went wrong; empty if nothing did. */
const useSend = ({ api, browser }: AppContext, id: string, reload: () => Promise<void>): Send => {
  const kept = useRef<KeyedRequest<JobMessageInput> | null>(null);
  return async (body) => {
    kept.current = withIdempotencyKey(kept.current, body, browser.key);
    const answer: Answer<unknown> = await api.sendJobMessage({ id, body: kept.current.body, key: kept.current.key });
    if (!answer.ok) return problemText(answer.problem);
    kept.current = null;
    await reload();
    return "";
  };
};

const JobReply = ({ name, send }: { name: string; send: Send }) => {
  const [text, setText] = useState("");
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    if (busy) return;
    if (text.trim() === "") return setTrouble(message.emptyReply);
    setBusy(true);
    const problem = await send({ text: text.trim() });
    setBusy(false);
    setTrouble(problem);
    if (problem === "") setText("");
  };
  return (
    <form
      class="job-reply"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label class="vh" for="job-reply">
        {message.replyTo(name)}
      </label>
      <textarea
        id="job-reply"
        class="box"
        name="text"
        rows={1}
        maxLength={1000}
        value={text}
        placeholder={message.replyTo(name)}
        aria-invalid={trouble !== ""}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          setTrouble("");
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void submit();
        }}
      />
      <button type="submit" class="plain" aria-disabled={busy}>
        {busy ? message.sending : message.send}
      </button>
      {trouble !== "" && (
        <p class="error" role="alert" data-error="text">
          {trouble}
        </p>
      )}
    </form>
  );
};

type CustomerEvent = NonNullable<JobMessageInput["event"]>;

/** The automatic messages of this job, each to be sent again under a new id. */
const Resend = ({
  items,
  resend,
}: {
  items: readonly ListedMessage[];
  resend: (event: CustomerEvent) => Promise<void>;
}) => {
  const events = [...new Set(items.flatMap(({ event }) => (isResendable(event) ? [event] : [])))];
  if (events.length === 0) return null;
  return (
    <details class="job-resend">
      <summary>{message.resend}</summary>
      {events.map((event) => (
        <button key={event} type="button" class="plain" onClick={() => void resend(event)}>
          {message.resendEvent(eventText(event))}
        </button>
      ))}
    </details>
  );
};

const isResendable = (event: ListedMessage["event"]): event is CustomerEvent =>
  event !== undefined && event !== "reply" && !event.startsWith("office_");
