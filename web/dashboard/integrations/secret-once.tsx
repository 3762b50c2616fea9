import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import * as message from "#message/integrations.ts";

interface Props {
  /** What the secret belongs to. */
  name: string;
  /** What the secret is called, for a screen reader. */
  label: string;
  secret: string;
  /** Where the secret goes. */
  more: string;
  close: () => void;
}

/** Shows a secret once, with a button that copies it. */
export const SecretOnce = ({ name, label, secret, more, close }: Props) => {
  const [copied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  // A secret that is not stored anywhere else is lost with the page.
  useEffect(() => {
    if (copied) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      setCopied(true);
    } catch {
      field.current?.select(); // plain http has no clipboard, so the person copies it by hand
    }
  };
  return (
    <section class="page-card page-good int-secret" aria-labelledby="int-secret">
      <h2 id="int-secret" tabIndex={-1} ref={heading}>
        {message.onceTitle(name)}
      </h2>
      <p class="quiet">{more}</p>
      <div class="int-secret-row">
        <input
          ref={field}
          class="box"
          readOnly
          spellcheck={false}
          data-secret
          aria-label={label}
          value={secret}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <button type="button" class="act" onClick={() => void copy()}>
          {copied ? message.copyAgain : message.copy}
        </button>
      </div>
      <div class="int-secret-end">
        <p class="int-once">
          {message.once} <span role="status">{copied ? message.copied : ""}</span>
        </p>
        <button type="button" class="plain" onClick={close}>
          {message.stored}
        </button>
      </div>
    </section>
  );
};
