import { useLayoutEffect, useRef, useState } from "preact/hooks";
import * as message from "#message/team.ts";

interface Props {
  name: string;
  login: string;
  password: string;
  close: () => void;
}

/** Shows a new password once, to copy and hand over. */
export const HandOver = ({ name, login, password, close }: Props) => {
  const [copied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(message.copyText(location.origin, login, password));
      setCopied(true);
    } catch {
      setCopied(false); // no leave to write the clipboard: it stands there to be read
    }
  };
  return (
    <section class="page-card page-good">
      <h2 tabIndex={-1} ref={heading}>
        {message.canSignIn(name)}
      </h2>
      <p class="quiet">{message.canSignInMore}</p>
      <dl class="page-facts">
        <dt>{message.login}</dt>
        <dd>{login}</dd>
        <dt>{message.password}</dt>
        <dd data-password>{password}</dd>
      </dl>
      <div class="page-buttons">
        <button type="button" class="act" onClick={() => void copy()}>
          {copied ? message.copied : message.copy}
        </button>
        <button type="button" class="plain" onClick={close}>
          {message.done}
        </button>
      </div>
    </section>
  );
};
