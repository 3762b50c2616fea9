import { useEffect, useState } from "preact/hooks";
import type { ValueOf } from "../../../http/client.ts";
import * as inbox from "#message/inbox.ts";
import * as message from "#message/message-settings.ts";
import * as staff from "#message/staff.ts";
import { problemText } from "../form/problem-text.ts";
import type { MessagesContext } from "./messages-page.tsx";
import { pauseOf } from "./pause-text.ts";

type Unsent = ValueOf<"resumeMessages">["unsent"];

/** Says why nothing is sent, lists what waits, and turns messages on. Only what a person ticks goes out. */
export const Paused = ({ context: { api, messages, change, onNotify } }: { context: MessagesContext }) => {
  const why = pauseOf(messages.health);
  const isPaused = why !== null;
  const [unsent, setUnsent] = useState<Unsent>([]);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const read = async () => {
      const answer = await api.resumeMessages({ body: { preview: true } });
      if (answer.ok) setUnsent(answer.value.unsent);
    };
    if (isPaused) void read();
  }, [isPaused]);
  if (why === null) return null;
  const resume = async () => {
    const answer = await api.resumeMessages({ body: { send: [...ticked] } });
    if (!answer.ok) return onNotify(problemText(answer.problem));
    const { sent } = answer.value;
    onNotify(ticked.size === 0 ? message.resumed : message.resumedWith(sent.length, ticked.size));
    const health = await api.getMessageHealth();
    if (health.ok) change({ health: health.value });
  };
  const tick = (id: string, isOn: boolean) => {
    const next = new Set(ticked);
    if (isOn) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  return (
    <section class="note msg-paused">
      <h2>{message.pausedTitle}</h2>
      <p>{why}</p>
      {unsent.length > 0 && (
        <fieldset>
          <legend>{message.pausedChoice}</legend>
          {unsent.map(({ id, name, via, event }) => (
            <label key={id} class="when-open">
              <input
                type="checkbox"
                name="send"
                value={id}
                checked={ticked.has(id)}
                onChange={({ currentTarget }) => tick(id, currentTarget.checked)}
              />
              <span>
                <bdi>{name || staff.noName}</bdi> · {message.eventTitle(event)} · {inbox.vias[via]}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <button type="button" class="plain" onClick={() => void resume()}>
        {message.resume}
      </button>
    </section>
  );
};
