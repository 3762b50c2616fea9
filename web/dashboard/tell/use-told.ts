import { useEffect, useRef, useState } from "preact/hooks";
import type { Told, ToldInput } from "../../../http/api-client.ts";
import type { AppContext } from "../app-context.ts";

/** A person types faster than the server answers, so it is asked after a short rest. */
const rest_ms = 300;

/** What a form needs of its "Tell them" line. */
export interface Tell {
  /** Null until the server answered, and for a form that makes no call yet. */
  told: Told | null;
  notify: boolean;
  change: (notify: boolean) => void;
}

/** What a call would tell the customer, and the switch. `call` is null while the form has nothing to send. */
export const useTell = ({ api, browser }: Pick<AppContext, "api" | "browser">, call: ToldInput | null): Tell => {
  const [told, setTold] = useState<Told | null>(null);
  const [notify, change] = useState(true);
  const key = call === null ? null : JSON.stringify(call);
  const newest = useRef(key);
  newest.current = key;
  useEffect(() => {
    if (call === null) {
      setTold(null);
      return undefined;
    }
    const ask = async () => {
      const answer = await api.previewChange({ body: call });
      // An answer about what was typed before says nothing about this call.
      if (newest.current === key) setTold(answer.ok ? answer.value : null);
    };
    return browser.after(rest_ms, () => void ask());
  }, [key]);
  return { told, notify, change };
};
