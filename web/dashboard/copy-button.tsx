import { useEffect, useState } from "preact/hooks";
import * as message from "#message/board.ts";

/** Copies a text. If the browser forbids it, shows the text selected, to copy by hand. */
export const CopyButton = ({ text, label }: { text: string; label: string }) => {
  const [copied, setCopied] = useState(false);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 4_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      setRefused(true); // plain http on a LAN has no clipboard
    }
  };
  return (
    <>
      <button type="button" class="plain" onClick={() => void copy()}>
        {label}
      </button>
      <span class="copied" role="status">
        {copied ? message.copied : ""}
      </span>
      {refused && (
        <input
          class="box"
          readOnly
          value={text}
          aria-label={label}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      )}
    </>
  );
};
