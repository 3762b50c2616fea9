import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/price.ts";
import type { FieldErrors } from "../form/form-state.ts";

export type Overage = NonNullable<Job["overage"]>;
export type OverageItem = Overage["items"][number];

/** What the office chose for an item that is proposed. `later` leaves it open. */
export interface DraftDecision {
  action: "accept" | "edit" | "waive" | "later";
  /** As it was typed. */
  quantity: string;
  cents: number;
  reason: string;
}

export type DraftDecisions = Readonly<Record<string, DraftDecision>>;

export const proposedItems = ({ items }: Overage): OverageItem[] => items.filter(({ state }) => state === "proposed");

export const emptyDecision = ({ quantity, unit_cents: cents }: OverageItem): DraftDecision => ({
  action: "later",
  quantity: String(quantity),
  cents,
  reason: "",
});

/** The faults of the decisions, by the path of their control. */
export const decisionFaults = (overage: Overage, decisions: DraftDecisions): FieldErrors => {
  const chosen = chosenOf(overage, decisions);
  if (chosen.length === 0) return { decisions: message.nothingDecided };
  return Object.fromEntries(
    chosen.flatMap(([id, { action, quantity, reason }]) => [
      ...(action !== "accept" && reason.trim() === ""
        ? [[`decisions.${id}.reason`, message.decisionReasonNeeded]]
        : []),
      ...(action === "edit" && !(Number(quantity) > 0) ? [[`decisions.${id}.quantity`, message.countWrong]] : []),
    ]),
  );
};

export const decisionsBody = (overage: Overage, decisions: DraftDecisions) => ({
  decisions: chosenOf(overage, decisions).map(([id, { action, quantity, cents, reason }]) => ({
    id,
    action,
    ...(action === "edit" ? { quantity: Number(quantity), unit_cents: cents } : {}),
    ...(action === "accept" ? {} : { reason: reason.trim() }),
  })),
});

type Chosen = DraftDecision & { action: Exclude<DraftDecision["action"], "later"> };

/** The decisions about items that are still proposed: another person may have decided some of them. */
const chosenOf = (overage: Overage, decisions: DraftDecisions): [id: string, Chosen][] =>
  proposedItems(overage).flatMap(({ id }) => {
    const decision = decisions[id];
    return decision === undefined || decision.action === "later"
      ? []
      : [[id, { ...decision, action: decision.action }] satisfies [string, Chosen]];
  });
