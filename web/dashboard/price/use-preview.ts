import { useEffect, useRef, useState } from "preact/hooks";
import type { Answer, Problem } from "../../../http/client.ts";
import type { AppContext } from "../app-context.ts";
import type { Pricing } from "./price-draft.ts";

export interface Preview {
  /** The newest price that the server worked out; null before the first. */
  pricing: Pricing | null;
  /** Why the server refused what is typed now; null if it did not. */
  problem: Problem | null;
}

/** A person types faster than the server answers, so it is asked after a short rest. */
const rest_ms = 300;

/** The price of what is typed, worked out by the server. `typed` is null while the form has a fault. */
export const usePreview = (
  { browser }: Pick<AppContext, "browser">,
  typed: string | null,
  ask: () => Promise<Answer<{ pricing?: Pricing | undefined }>>,
): Preview => {
  const [preview, setPreview] = useState<Preview>({ pricing: null, problem: null });
  const newest = useRef<string | null>(null);
  useEffect(() => {
    newest.current = typed;
    if (typed === null) return undefined;
    const work = async () => {
      const answer = await ask();
      // An answer to something that was typed before says nothing about this price.
      if (newest.current !== typed) return;
      if (answer.ok) setPreview({ pricing: answer.value.pricing ?? null, problem: null });
      else setPreview((now) => ({ ...now, problem: answer.problem }));
    };
    return browser.after(rest_ms, () => void work());
  }, [typed]);
  return preview;
};
