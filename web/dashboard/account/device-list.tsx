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
  /** Loads the list again after some devices were signed out. */
  changed: () => Promise<void>;
}

/** The devices on which a person is signed in. Each other device can be signed out, or all of them. */
export const DeviceList = ({ sessions, format, now, api, changed }: Props) => {
  const [done, setDone] = useState("");
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const others = sessions.filter(({ current }) => !current);

  const end = async (ended: OpenSession[], text: string) => {
    if (busy) return;
    setBusy(true);
    setDone("");
    setTrouble("");
    for (const { id } of ended) {
      const answer = await api.endSession({ id });
      // An unknown session was signed out elsewhere already.
      if (answer.ok || answer.problem?.code === "not_found") continue;
      setTrouble(problemText(answer.problem));
      setBusy(false);
      return;
    }
    await changed();
    setBusy(false);
    setDone(text);
    // The pressed button is gone, so the heading takes the focus.
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
        {done}
      </p>
      <ul class="page-list page-flush">
        {sessions.map((session) => (
          <Device
            key={session.id}
            {...{ session, format, now, busy }}
            signOut={() => void end([session], message.signedOut(session.device))}
          />
        ))}
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

interface DeviceProps {
  session: OpenSession;
  format: Format;
  now: number;
  busy: boolean;
  signOut: () => void;
}

const Device = ({ session, format, now, busy, signOut }: DeviceProps) => {
  const { id, device, current, created_at, last_seen_at } = session;
  const since = format.moment(Date.parse(created_at), now);
  return (
    <li data-session={id} data-current={current}>
      <div class="page-item">
        <div>
          <b>{device}</b> {current && <span class="page-tag">{message.thisDevice}</span>}
          <span class="small quiet block">{message.lastSeen(format.moment(Date.parse(last_seen_at), now), since)}</span>
        </div>
        {!current && (
          <button
            type="button"
            class="plain"
            aria-disabled={busy}
            aria-label={message.signOutDevice(device, since)}
            onClick={signOut}
          >
            {message.signOut}
          </button>
        )}
      </div>
    </li>
  );
};
