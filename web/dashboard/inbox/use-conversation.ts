import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Problem } from "../../../http/client.ts";
import type { AppContext } from "../app-context.ts";
import { useWhileVisible } from "../page/use-while-visible.ts";
import type { Conversation, Message } from "./conversation.ts";

/** An open conversation sees a new message within these milliseconds. */
const pollMs = 5_000;

export interface LiveConversation {
  /** Null until it arrives. */
  value: Conversation | null;
  /** Oldest first, with the older pages that were asked for. */
  messages: Message[];
  more: boolean;
  /** Set if the last call failed. `problem` is null if the network did. */
  trouble: { problem: Problem | null } | null;
  olderFailed: boolean;
  refresh: () => Promise<void>;
  older: () => void;
  /** Takes a conversation that another call answered. */
  take: (conversation: Conversation) => void;
}

/** One conversation, read again while the page is visible. */
export const useConversation = (
  { api, browser }: Pick<AppContext, "api" | "browser">,
  id: string,
): LiveConversation => {
  const [value, setValue] = useState<Conversation | null>(null);
  const [before, setBefore] = useState<{ messages: Message[]; more: boolean } | null>(null);
  const [trouble, setTrouble] = useState<LiveConversation["trouble"]>(null);
  const [olderFailed, setOlderFailed] = useState(false);
  const turn = useRef(0);
  const take = useCallback((next: Conversation) => {
    turn.current += 1;
    setValue(next);
    setTrouble(null);
  }, []);
  const live = useMemo(() => {
    let cancel = () => {};
    let isPaused = false;
    const refresh = async (): Promise<void> => {
      cancel();
      isPaused = false;
      const own = (turn.current += 1);
      const answer = await api.getConversation({ id });
      if (turn.current === own) {
        if (answer.ok) take(answer.value);
        else setTrouble({ problem: answer.problem });
      }
      cancel();
      if (!isPaused) cancel = browser.after(pollMs, () => void refresh());
    };
    return {
      refresh,
      pause: () => {
        isPaused = true;
        cancel();
      },
    };
  }, [api, browser, id, take]);
  useWhileVisible(live, ["online", "offline"]);
  // An answer after the page moved on to another conversation is not shown.
  useEffect(() => () => void (turn.current += 1), [id]);
  const messages = mergeMessages(before?.messages ?? [], value?.messages ?? []);
  const older = async () => {
    const [first] = messages;
    if (first === undefined) return;
    const answer = await api.getConversation({ id, before: first.id });
    setOlderFailed(!answer.ok);
    if (!answer.ok) return;
    const { messages: found, more } = answer.value;
    setBefore((now) => ({ messages: mergeMessages(found, now?.messages ?? []), more }));
  };
  return {
    value,
    messages,
    more: before?.more ?? value?.more ?? false,
    trouble,
    olderFailed,
    refresh: live.refresh,
    older: () => void older(),
    take,
  };
};

/** Older messages before newer ones. A message that is in both has its newer state. */
export const mergeMessages = (older: readonly Message[], newer: readonly Message[]): Message[] => {
  const ids = new Set(newer.map(({ id }) => id));
  return [...older.filter(({ id }) => !ids.has(id)), ...newer];
};
