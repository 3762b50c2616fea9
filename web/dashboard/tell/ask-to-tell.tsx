import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Told } from "../../../http/api-client.ts";
import * as message from "#message/tell.ts";
import type { AppContext } from "../app-context.ts";
import { TellThem } from "./tell-them.tsx";

/** A change that waits for a person, because it sends a message. */
export interface Asking {
  /** What the person pressed, as the label of the button that does it. */
  label: string;
  told: Told;
  /** True tells the customer, false does not, and null leaves everything as it is. */
  answer: (notify: boolean | null) => void;
}

interface Props {
  app: AppContext;
  name: string | undefined;
  asking: Asking;
  /** True while an answer is being saved. */
  busy?: boolean;
  class: string;
}

/** The words of a message, before the press that sends it. */
export const AskToTell = ({ app, name, asking: { label, told, answer }, busy = false, class: look }: Props) => {
  const [notify, change] = useState(true);
  const element = useFocusInside();
  return (
    <section class={`ask-to-tell ${look}`} aria-label={label} ref={element}>
      <TellThem {...{ app, name }} tell={{ told, notify, change }} open />
      <div class="panel-acts">
        <button type="button" class="orange" name="tell" aria-disabled={busy} onClick={() => busy || answer(notify)}>
          {label}
        </button>
        <button type="button" class="plain" onClick={() => answer(null)}>
          {message.leave}
        </button>
      </div>
    </section>
  );
};

/** It opens on a press, so its button takes the focus, and gives it back. */
const useFocusInside = () => {
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    element.current?.querySelector<HTMLElement>("[name=tell]")?.focus({ preventScroll: true });
    element.current?.scrollIntoView({ block: "nearest" });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return element;
};
