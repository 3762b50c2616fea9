import { useState } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import { problemText } from "../form/problem-text.ts";

/** One call at a time, with what is wrong if it is refused. */
export interface Acts {
  busy: boolean;
  trouble: string;
  /** Returns the value; null if the call was refused, or if another call is running. */
  call: <T>(send: () => Promise<Answer<T>>) => Promise<{ value: T } | null>;
}

export const useActs = (): Acts => {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  return {
    busy,
    trouble,
    call: async (send) => {
      if (busy) return null;
      setBusy(true);
      setTrouble("");
      const answer = await send();
      setBusy(false);
      if (answer.ok) return { value: answer.value };
      setTrouble(problemText(answer.problem));
      return null;
    },
  };
};
