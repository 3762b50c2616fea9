import { useLayoutEffect, useRef } from "preact/hooks";
import * as message from "#message/integrations.ts";

interface Props {
  /** What happens, and that it cannot be undone. */
  more: string;
  /** The button that does it names the thing. */
  label: string;
  busy: boolean;
  confirm: () => void;
  close: () => void;
  /** False for an act that a person can repeat. */
  isDanger?: boolean;
}

/** Asks before an act that has no undo. */
export const ConfirmRow = ({ more, label, busy, confirm, close, isDanger = true }: Props) => {
  const keep = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => keep.current?.focus(), []);
  return (
    <div
      class="page-inset int-confirm"
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <p class="small">{more}</p>
      <div class="page-buttons">
        <button type="button" class={isDanger ? "plain page-danger" : "plain"} aria-disabled={busy} onClick={confirm}>
          {label}
        </button>
        <button type="button" class="plain" ref={keep} onClick={close}>
          {message.keep}
        </button>
      </div>
    </div>
  );
};
