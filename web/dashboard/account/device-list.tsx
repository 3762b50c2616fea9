import { useRef, useState } from "preact/hooks";
import type { OpenSession } from "../../../http/api-client.ts";
import type { Format } from "../../shared/format.ts";
import * as message from "#message/account.ts";
import { problemText } from "../form/problem-text.ts";
import type { AccountApi } from "./account-api.ts";

interface Props {
  sessions: OpenSession[];
  format: Format;
  now: number;
  api: AccountApi;
  /** Some are signed out: the list is asked for anew. */
  changed: () => Promise<void>;
}

/** Where a person is signed in: each device can be signed out, or all but this one. */
export const DeviceList = ({ sessions, format, now, api, changed }: Props) => {
  const [said, setSaid] = useState("");
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const others = sessions.filter(({ current }) => !current);

  const end = async (ended: OpenSession[], text: string) => {
    if (busy) return;
    setBusy(true);
    setSaid("");
    setTrouble("");
    for (const { id } of ended) {
      const answer = await api.endSession({ id });
      // It was signed out elsewhere meanwhile: that is what was wanted.
      if (answer.ok || answer.problem?.code === "not_found") continue;
      setTrouble(problemText(answer.problem));
      setBusy(false);
      return;
    }
    await changed();
    setBusy(false);
    setSaid(text);
    // The button that was pressed is no longer there.
    heading.current?.focus();
  };

  return (
    <section class="page-card" aria-labelledby="account-devices">
      <h2 id="account-devices" ref={heading} tabIndex={-1}>
        {message.devices}
      </h2>
      <p class="quiet account-more">{others.length === 0 ? message.onlyThisDevice : message.devicesLead}</p>
      <p class="error" role="alert">
        {trouble}
      </p>
      <p class="account-done" role="status">
        {said}
      </p>
      <ul class="page-list page-flush">
        {sessions.map((session) => {
          const { id, device, current, created_at, last_seen_at } = session;
          const since = format.moment(Date.parse(created_at), now);
          return (
            <li key={id} data-session={id} data-current={current}>
              <div class="page-item">
                <div>
                  <b>{device}</b> {current && <span class="page-tag">{message.thisDevice}</span>}
                  <span class="small quiet block">
                    {message.lastSeen(format.moment(Date.parse(last_seen_at), now), since)}
                  </span>
                </div>
                {!current && (
                  <button
                    type="button"
                    class="plain"
                    aria-disabled={busy}
                    aria-label={message.signOutDevice(device, since)}
                    onClick={() => void end([session], message.signedOut(device))}
                  >
                    {message.signOut}
                  </button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {others.length > 1 && (
        <button
          type="button"
          class="plain"
          aria-disabled={busy}
          onClick={() => void end(others, message.signedOutOthers(others.length))}
        >
          {message.signOutOthers}
        </button>
      )}
    </section>
  );
};
