import { useEffect, useState } from "preact/hooks";
import type { ValueOf } from "../../../http/client.ts";
import * as message from "#message/inbox.ts";
import type { AppContext } from "../app-context.ts";
import { linkTo } from "../navigation.ts";

type Health = ValueOf<"getMessageHealth">;

const pollMs = 60_000;

/** Says that customers do not hear from the business: nothing is set up, a channel fails, or messages were not sent. */
export const MessageBanner = ({ app }: { app: AppContext }) => {
  const health = useHealth(app);
  if (health === null) return null;
  const { navigation } = app;
  const parked = health.text.parked + health.email.parked;
  const settings = linkTo(navigation, { place: "settings", section: "messages", job: null });
  const outbox = linkTo(navigation, { place: "outbox", job: null });
  const notice = noticeOf(health, !isLocal(location.hostname));
  return (
    <>
      {notice !== null && (
        <p class="notice" role="note" data-messages={notice.why}>
          {notice.text} <a {...settings}>{notice.link}</a>
        </p>
      )}
      {parked > 0 && (
        <p class="notice" role="note" data-messages="parked">
          {message.notSentCount(parked)} <a {...outbox}>{message.seeThem}</a>
        </p>
      )}
    </>
  );
};

interface Notice {
  why: "paused" | "not_set_up" | "failing" | "limit";
  text: string;
  link: string;
}

interface NoticedHealth {
  text: { state: string };
  email: { state: string };
  texts_today: { used: number; limit: number };
  paused: unknown;
}

/** The most urgent notice. On the owner's own machine it is no news that nothing is set up. */
export const noticeOf = (
  { text, email, texts_today: texts, paused }: NoticedHealth,
  isDeployed: boolean,
): Notice | null => {
  if (paused !== null) return { why: "paused", text: message.paused, link: message.openSettings };
  if (email.state === "failing") return { why: "failing", text: message.failing.email, link: message.openSettings };
  if (text.state === "failing") return { why: "failing", text: message.failing.text, link: message.openSettings };
  const isUnset = text.state === "not_set_up" && email.state === "not_set_up";
  if (isUnset && isDeployed) return { why: "not_set_up", text: message.noMessages, link: message.setUpEmail };
  const isUsedUp = text.state === "ok" && texts.limit > 0 && texts.used >= texts.limit;
  return isUsedUp ? { why: "limit", text: message.textsUsed(texts.limit), link: message.openSettings } : null;
};

const isLocal = (host: string): boolean => host === "localhost" || host === "127.0.0.1" || host === "[::1]";

const useHealth = ({ api, browser }: AppContext): Health | null => {
  const [health, setHealth] = useState<Health | null>(null);
  const [minute, setMinute] = useState(0);
  useEffect(() => {
    const load = async () => {
      const answer = await api.getMessageHealth();
      if (answer.ok) setHealth(answer.value);
    };
    void load();
    return browser.after(pollMs, () => setMinute((now) => now + 1));
  }, [api, minute]);
  return health;
};
