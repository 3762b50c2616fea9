import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import * as message from "#message/integrations.ts";
import { ConfirmRow } from "./confirm-row.tsx";
import { useActs } from "./use-acts.ts";

interface Props {
  /** What the button and its question name. */
  label: string;
  /** What happens, and that it cannot be undone. */
  more: string;
  revoke: () => Promise<Answer<unknown>>;
  revoked: () => void;
  children: ComponentChildren;
}

/** A calendar or a token in its list, with a button that revokes it after a question. */
export const RevocableRow = ({ label, more, revoke, revoked, children }: Props) => {
  const [asks, setAsks] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { busy, trouble, call } = useActs();
  const close = () => {
    setAsks(false);
    button.current?.focus();
  };
  const confirm = async () => {
    // One that another owner revoked is gone too.
    const answer = await call(async () => {
      const done = await revoke();
      return !done.ok && done.problem?.code === "not_found" ? { ok: true, value: null, replayed: false } : done;
    });
    if (answer !== null) revoked();
  };
  return (
    <li>
      <div class="page-item">
        <div>{children}</div>
        <button
          type="button"
          class="plain"
          ref={button}
          aria-expanded={asks}
          aria-label={label}
          onClick={() => setAsks(!asks)}
        >
          {message.revoke}
        </button>
      </div>
      {asks && <ConfirmRow {...{ more, label, busy, close }} confirm={() => void confirm()} />}
      <p class="error int-row-error" role="alert">
        {trouble}
      </p>
    </li>
  );
};
