import { useEffect, useState } from "preact/hooks";
import { digitsOf } from "../../../domain/phone.ts";
import type { MatchedCustomer } from "../../../http/api-client.ts";
import * as message from "#message/customers.ts";
import type { AppContext } from "../app-context.ts";
import type { NewJob } from "../new-job/new-job-draft.ts";
import { filledFrom } from "./filled-from.ts";

interface Props {
  app: AppContext;
  draft: NewJob;
  set: (change: Partial<NewJob>) => void;
}

/** Offers the customers with the typed phone number. Nothing fills by itself, and what was typed stays. */
export const FillFrom = ({ app, draft, set }: Props) => {
  const { api, browser, format } = app;
  const phone = draft.phone.trim();
  const [found, setFound] = useState<{ phone: string; matches: MatchedCustomer[] }>({ phone: "", matches: [] });
  useEffect(() => {
    if (digitsOf(phone).length < shortestNumber) return;
    let isLatest = true;
    const look = async () => {
      const answer = await api.matchCustomers({ phone });
      // A number that is not complete is refused, and then there is nothing to offer.
      if (isLatest) setFound({ phone, matches: answer.ok ? answer.value.matches : [] });
    };
    const cancel = browser.after(typingMs, () => void look());
    return () => {
      isLatest = false;
      cancel();
    };
  }, [phone, api, browser]);
  if (draft.customer !== "") {
    return (
      <p class="fill-from" role="status">
        <span>{message.filledFrom(draft.customerName)}</span>
        <button type="button" class="bare" onClick={() => set({ customer: "", customerName: "" })}>
          {message.notThem}
        </button>
      </p>
    );
  }
  if (found.phone !== phone || found.matches.length === 0) return null;
  return (
    <ul class="fill-from">
      {found.matches.map((match) => (
        <li key={match.id}>
          <button type="button" class="plain" data-fill={match.id} onClick={() => set(filledFrom(draft, match))}>
            {message.fillFrom(
              match.name,
              message.jobs(match.jobs),
              match.last_job === null ? "" : format.day(match.last_job.day),
            )}
          </button>
        </li>
      ))}
    </ul>
  );
};

const typingMs = 250;
/** A shorter text is not a whole number in any country. */
const shortestNumber = 7;
