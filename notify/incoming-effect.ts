import { keywordOf, mayMeanTheJob, seemsToAskToStop, type Keyword } from "./keyword.ts";

/** What an incoming text changes, besides being kept. */
export interface IncomingEffect {
  /** `stop` ends texts to this number, `start` allows them again. */
  texts: "stop" | "start" | null;
  /** How the customer asked to stop. The office can take back a sentence. */
  how: "keyword" | "sentence" | "provider";
  /** The keyword may mean the job: the office asks whether to cancel it. */
  may_cancel: boolean;
  needs_reply: boolean;
  /** The confirmation that carriers expect, unless the provider sends it. */
  answer: Keyword | null;
}

/**
 * Returns what a text does. `keyword` is what the provider read in it. A keyword needs no reply, except where it may be meant
 * for a person: CANCEL for the job, YES as an answer, HELP, and a sentence.
 */
export const effectOf = ({ text, keyword }: { text: string; keyword: Keyword | null }): IncomingEffect => {
  const own = keywordOf(text);
  const word = keyword ?? own;
  const may_cancel = mayMeanTheJob(text);
  if (word === "stop")
    return {
      texts: "stop",
      how: own === "stop" ? "keyword" : "provider",
      may_cancel,
      needs_reply: may_cancel,
      answer: "stop",
    };
  if (word === "start")
    return { texts: "start", how: "keyword", may_cancel, needs_reply: meansMore(text), answer: "start" };
  if (word === "help") return { texts: null, how: "keyword", may_cancel, needs_reply: true, answer: "help" };
  const asks = seemsToAskToStop(text);
  return { texts: asks ? "stop" : null, how: "sentence", may_cancel, needs_reply: true, answer: asks ? "stop" : null };
};

/** YES also answers a question. */
const meansMore = (text: string): boolean => !/^\W*(?:start|unstop)\W*$/i.test(text);
