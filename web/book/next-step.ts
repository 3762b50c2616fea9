import { allSteps, isDone, type Step } from "./draft.ts";
import { asks, isQuote, serviceOf } from "./service.ts";
import type { BookState } from "./state.ts";

/** The section that the button opens next: the first that has no answer yet. What the customer may leave out is offered once. */
export const nextStep = ({ catalog, draft, reached }: BookState): Step => {
  const service = serviceOf(catalog, draft.fields);
  const isOffered = (step: Step) => step === 1 || isQuote(service) || !isDone(step, catalog, service, draft.fields);
  return allSteps.find((step) => step > reached && asks(step, service) && isOffered(step)) ?? 3;
};
