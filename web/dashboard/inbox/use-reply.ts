import { useEffect, useReducer, useRef } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import type { Browser } from "../../shared/browser.ts";
import type { Format } from "../../shared/format.ts";
import { withIdempotencyKey, type KeyedRequest } from "../../shared/keyed-request.ts";
import * as message from "#message/inbox.ts";
import { currentIn, problemText } from "../form/problem-text.ts";
import { phoneStorage } from "../crew/phone-storage.ts";
import type { Conversation, Message, Via } from "./conversation.ts";
import { channelOf, emptyReply, isQuiet, lengthOf, mostLetters, reduceReply, type ReplyState } from "./reply-state.ts";

/** What a reply sends. */
export interface ReplyBody {
  text: string;
  via: Via;
  send_at?: "8am";
}

export interface ReplyOptions {
  /** The name of the draft in this browser. */
  draft: string;
  browser: Pick<Browser, "now" | "key">;
  format: Format;
  /** When a text would wake the customer. */
  quiet: { from: string; to: string };
  choice: Conversation["reply"];
  /** The newest messages that the person has seen. */
  seen: readonly Message[];
  /** Sends the reply. With `anyway`, also if the conversation changed since. */
  send: (body: ReplyBody, key: string, anyway: boolean) => Promise<Answer<unknown>>;
  /** The conversation as the server has it now, after a refusal. */
  changed: (now: Conversation) => void;
  sent: () => void;
}

export interface Reply {
  state: ReplyState;
  via: Via | null;
  type: (text: string) => void;
  insert: (text: string) => void;
  choose: (via: Via) => void;
  /** Sends, unless it is late at night or the conversation changed; then it asks first. */
  send: () => void;
  sendNow: () => void;
  sendLater: () => void;
  sendAnyway: () => void;
  keepWriting: () => void;
}

/** The reply box of one conversation. Its draft survives a reload and a closed browser. */
export const useReply = (options: ReplyOptions): Reply => {
  const { browser, draft } = options;
  const storage = useRef(phoneStorage()).current;
  const kept = useRef<KeyedRequest<ReplyBody> | null>(null);
  const [state, dispatch] = useReducer(reduceReply, null, () => {
    const stored = storage.read(`reply/${draft}`);
    return emptyReply(typeof stored === "string" ? stored : "");
  });
  useEffect(() => storage.write(`reply/${draft}`, state.text.trim() === "" ? null : state.text), [state.text, draft]);
  const via = channelOf(state.via, options.choice.via, options.choice.channels);

  const post = async (more: { send_at?: "8am" }, anyway: boolean) => {
    const text = state.text.trim();
    if (state.busy) return;
    if (via === null) return dispatch({ type: "failed", trouble: message.noChannel });
    if (text === "") return dispatch({ type: "failed", trouble: message.emptyReply });
    const over = lengthOf(text) - mostLetters;
    if (over > 0) return dispatch({ type: "failed", trouble: message.tooLong(over) });
    dispatch({ type: "sending" });
    kept.current = withIdempotencyKey(kept.current, { text, via, ...more }, browser.key);
    const answer = await options.send(kept.current.body, kept.current.key, anyway);
    if (answer.ok) {
      kept.current = null;
      dispatch({ type: "sent" });
      options.sent();
      return;
    }
    const current = currentIn<Conversation>(answer.problem);
    if (answer.problem?.code !== "stale" || current === null)
      return dispatch({ type: "failed", trouble: problemText(answer.problem) });
    const known = new Set(options.seen.map(({ id }) => id));
    dispatch({ type: "asked", ask: { kind: "stale", newer: current.messages.filter(({ id }) => !known.has(id)) } });
    options.changed(current);
  };

  const isLate = via === "text" && isQuiet(options.format.wallTime(browser.now()), options.quiet);
  return {
    state,
    via,
    type: (text) => dispatch({ type: "typed", text }),
    insert: (text) => dispatch({ type: "inserted", text }),
    choose: (chosen) => dispatch({ type: "chose", via: chosen }),
    send: () => {
      if (isLate && state.text.trim() !== "")
        dispatch({ type: "asked", ask: { kind: "late", time: options.format.time(browser.now()) } });
      else void post({}, false);
    },
    sendNow: () => void post({}, false),
    sendLater: () => void post({ send_at: "8am" }, false),
    sendAnyway: () => void post({}, true),
    keepWriting: () => dispatch({ type: "kept_writing" }),
  };
};
