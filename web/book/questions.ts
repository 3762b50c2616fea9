import * as book from "#message/book.ts";
import { isQuote, type Service } from "./service.ts";
import type { Step } from "./draft.ts";

/** What the section of a step asks, and what the button says that leads there. */
interface Question {
  question: string;
  next: string;
}

export const questionOf = (step: Step, service: Service | undefined): Question => {
  if (service === undefined || step === 0 || step === 3) return book.steps[step];
  if (isQuote(service)) return step === 1 ? book.describe : book.preferredTimes;
  if (step === 2) return service.rental ? book.rentalDays : book.steps[2];
  const groups = service.groups;
  const choice = groups.find(({ kind }) => kind === "choice");
  if (choice !== undefined) return isDrawn(choice) ? book.steps[1] : { ...book.steps[1], question: choice.label };
  return groups.some(({ kind }) => kind === "quantity") ? book.quantities : book.addOns;
};

/** True if each option says how full the truck is. */
const isDrawn = ({ options }: { options: { volume_percent?: number }[] }): boolean =>
  options.every(({ volume_percent }) => volume_percent !== undefined);
