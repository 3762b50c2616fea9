import { useMemo, useState } from "preact/hooks";
import * as message from "#message/inbox.ts";
import { readAlertChoice, writeAlertChoice, type AlertChoice } from "../alert/alert-choice.ts";
import { phoneStorage } from "../crew/phone-storage.ts";

/** What this browser does when a customer writes: a sound, and notifications, which need a click to be allowed. */
export const AlertSettings = () => {
  const storage = useMemo(phoneStorage, []);
  const [choice, setChoice] = useState(() => readAlertChoice(storage));
  const [isBlocked, setBlocked] = useState(false);
  const change = (next: Partial<AlertChoice>) => {
    const all = { ...choice, ...next };
    setChoice(all);
    writeAlertChoice(storage, all);
  };
  const allow = async () => {
    const answer = "Notification" in globalThis ? await Notification.requestPermission() : "denied";
    setBlocked(answer !== "granted");
    if (answer === "granted") change({ notifications: true });
  };
  return (
    <section class="page-card" aria-labelledby="alerts-title">
      <h2 id="alerts-title">{message.alerts}</h2>
      <label class="account-alert">
        <input
          type="checkbox"
          name="sound"
          checked={choice.sound}
          onChange={({ currentTarget: { checked } }) => change({ sound: checked })}
        />
        <span>
          {message.sound}
          <span class="quiet small">{message.soundMore}</span>
        </span>
      </label>
      <p class="account-more">
        {choice.notifications ? message.notificationsOn : ""} <span class="quiet">{message.notificationsMore}</span>
      </p>
      {isBlocked && (
        <p class="error" role="alert">
          {message.notificationsBlocked}
        </p>
      )}
      {choice.notifications ? (
        <button type="button" class="plain" onClick={() => change({ notifications: false })}>
          {message.notificationsOff}
        </button>
      ) : (
        <button type="button" class="plain" onClick={() => void allow()}>
          {message.notifications}
        </button>
      )}
    </section>
  );
};
