import { useLayoutEffect, useRef } from "preact/hooks";
import * as message from "#message/inbox.ts";
import type { Format } from "../../shared/format.ts";
import type { Message } from "./conversation.ts";
import { bodyOf, daysOf, eventText, isAutomatic, isTrouble, sourceText, stateText } from "./message-text.ts";

interface Props {
  messages: readonly Message[];
  /** The customer's name. */
  name: string;
  format: Format;
  now: number;
  label: string;
}

/** The messages of a conversation by day, oldest first. Ours are on the right, and automatic ones have an outline. */
export const Thread = ({ messages, name, format, now, label }: Props) => {
  const list = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1)?.id;
  useLayoutEffect(() => {
    // The newest message is what a person came for.
    const pane = list.current?.parentElement;
    if (pane) pane.scrollTop = pane.scrollHeight;
  }, [newest]);
  return (
    <div class="thread" role="log" aria-label={label} ref={list}>
      {daysOf(messages, format, now).map(({ day, label: text, messages: ofDay }) => (
        <section key={day} aria-label={text}>
          <h3 class="thread-day">{text}</h3>
          <ol>
            {ofDay.map((one) => (
              <Bubble key={one.id} message={one} name={name} format={format} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
};

const Bubble = ({ message: one, name, format }: { message: Message; name: string; format: Format }) => {
  const isAuto = isAutomatic(one);
  const state = stateText(one);
  return (
    <li
      class="bubble"
      data-message={one.id}
      data-state={one.state}
      data-dir={one.dir}
      data-auto={isAuto}
      data-trouble={isTrouble(one.state)}
    >
      {isAuto && <b class="vh">{eventText(one.event)}</b>}
      <p class="bubble-text lines">
        <bdi>{bodyOf(one)}</bdi>
      </p>
      {one.photos !== undefined && one.text !== "" && <p class="bubble-meta">{message.photos(one.photos)}</p>}
      <p class="bubble-meta">
        {sourceText(one, name, format)}
        {state !== "" && <span class={isTrouble(one.state) ? "bad" : ""}> · {state}</span>}
      </p>
    </li>
  );
};
