import { useState } from "preact/hooks";
import * as message from "#message/message-settings.ts";
import { problemText } from "../form/problem-text.ts";
import type { MessagesContext } from "./messages-page.tsx";
import { isOn, saveSettings, type MessageEvent } from "./messages-api.ts";
import { TemplateEditor } from "./template-editor.tsx";

/** The list of messages with a switch each, and the editor of the chosen one. */
export const WordsPart = ({ context }: { context: MessagesContext }) => {
  const [event, setEvent] = useState<MessageEvent>("on_the_way");
  return (
    <div class="msg-words">
      <ul class="msg-events" aria-label={message.showWords}>
        {eventNames.map((name) => (
          <EventRow key={name} name={name} isOpen={name === event} open={() => setEvent(name)} context={context} />
        ))}
      </ul>
      <TemplateEditor key={event} event={event} context={context} />
    </div>
  );
};

interface RowProps {
  name: MessageEvent;
  isOpen: boolean;
  open: () => void;
  context: MessagesContext;
}

const EventRow = ({ name, isOpen, open, context }: RowProps) => {
  const { api, messages, change, onNotify } = context;
  const [title, when] = message.events[name];
  const toggle = async (on: boolean) => {
    const before = messages.settings;
    const events = { ...before.events, [name]: { ...before.events[name], on } };
    change({ settings: { ...before, events } });
    const saved = await saveSettings(api, before, { events });
    change({ settings: saved.ok ? saved.settings : before });
    if (!saved.ok) onNotify(problemText(saved.problem));
  };
  return (
    <li class="msg-event" data-open={isOpen}>
      <button type="button" class="bare" aria-current={isOpen ? "true" : undefined} onClick={open}>
        <b>{title}</b>
        <span class="quiet small">{when}</span>
      </button>
      {/* A person's own answer always goes out. */}
      {name !== "reply" && (
        <input
          type="checkbox"
          class="msg-switch"
          role="switch"
          aria-label={message.turnOn(title)}
          checked={isOn(messages.settings, name)}
          onChange={({ currentTarget }) => void toggle(currentTarget.checked)}
        />
      )}
    </li>
  );
};

/** The messages of invoices and payments follow when those are there. */
const eventNames = Object.keys(message.events) as MessageEvent[]; // the catalog has exactly the events
