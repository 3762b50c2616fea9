import type { Answer, Problem } from "../../../http/client.ts";
import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/price.ts";
import { currentIn } from "../form/problem-text.ts";
import { undoAfter } from "../job/undo-after.ts";
import type { Pricing } from "./price-draft.ts";
import type { PriceFormProps } from "./price-form.ts";

/** What a form about a price does with its answer: it closes after a save, and shows the newer job after a refusal. */
export const outcomeOf = ({ actions, take, close }: PriceFormProps, said: (job: Job) => string) => ({
  saved: (job: Job) => {
    close();
    actions.saved(job, { text: said(job), undo: undoAfter(job, actions.undo) });
  },
  refused: (problem: Problem | null) => {
    const newer = currentIn<Job>(problem);
    if (newer !== null) take(newer);
  },
  explain: (problem: Problem | null) => (problem?.code === "stale" ? message.stale : undefined),
});

/** The job of an answer to `setPrice`. Only a preview answers a price without a job, and a form never saves a preview. */
export const savedJob = (answer: Answer<Job | { pricing: Pricing }>): Answer<Job> => {
  if (!answer.ok) return answer;
  const { value } = answer;
  if (!("id" in value)) throw new TypeError("A price was saved, so the answer is a job");
  return { ...answer, value };
};
