import { useState } from "preact/hooks";
import * as message from "#message/sample.ts";
import { problemText } from "../form/problem-text.ts";
import type { AppContext } from "../app-context.ts";

/** The button that creates a sample day on an empty board, for owners. */
export const TrySample = ({ app, changed }: { app: AppContext; changed: () => void }) => {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  if (app.session.me.role !== "owner") return null;
  const make = async () => {
    if (busy) return;
    setBusy(true);
    setTrouble("");
    const answer = await app.api.createSampleDay();
    setBusy(false);
    if (answer.ok) {
      changed();
      // On a phone the new jobs are far above this button.
      scrollTo(0, 0);
    } else setTrouble(problemText(answer.problem));
  };
  return (
    <div class="try-sample">
      <button type="button" class="plain" aria-disabled={busy} onClick={() => void make()}>
        {busy ? message.adding : message.tryIt}
      </button>
      <span class="small quiet">{message.tryMore}</span>
      <p class="error" role="alert">
        {trouble}
      </p>
    </div>
  );
};
