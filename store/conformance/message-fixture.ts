import type { MessageEvent } from "../../domain/message/event.ts";
import type { Append, Hook, Plan, Planned, PlannedChange } from "../job-store.ts";
import type { AppendEntry, HookEntry, NewEntry, NewSend } from "../queued-entry.ts";
import type { TestParts } from "./fixture.ts";

/** Plans nothing, and tells no other system. */
export const noTelling: Required<Pick<TestParts, "plan" | "append" | "hook">> = {
  plan: { prepare: () => Promise.resolve(() => []) },
  append: () => Promise.resolve(),
  hook: () => Promise.resolve(),
};

export type Messages = (change: PlannedChange) => NewEntry[];

/** A message of a change, sent in any case. `more` says what is different. */
export const message =
  (event: MessageEvent, more: Partial<NewSend> | ((change: PlannedChange) => Partial<NewSend>) = {}): Messages =>
  (change) => {
    const { job } = change;
    const cause = job.history.at(-1)?.id ?? "";
    const given = typeof more === "function" ? more(change) : more;
    return [{ ...plainSend, id: `${event} ${job.id} ${cause}`, event, cause, ...given }];
  };

export const plainSend: Omit<NewSend, "id" | "event" | "cause"> = {
  kind: "send",
  audience: "customer",
  channels: ["text", "email"],
  lane: "customer/text",
  visit: null,
  while: "none",
  not_before: 0,
  expires_at: Number.MAX_SAFE_INTEGER,
  quiet: "send",
};

/** A message that is right while its visit stands. */
export const reminder: Messages = message("reminder", ({ job: { visits } }) => {
  const { id, day, window } = visits[0] ?? { id: "", day: null, window: null };
  return { visit: { id, day, window }, while: "same_visit" };
});

/** Plans what a test asked for with a write. */
export class TestPlan implements Plan {
  readonly #asked = new Map<string, Messages>();

  ask(write: string, messages: Messages): void {
    this.#asked.set(write, messages);
  }

  prepare(): Promise<Planned> {
    return Promise.resolve((change) => this.#asked.get(change.job.history.at(-1)?.id ?? "")?.(change) ?? []);
  }
}

/** Records what other systems and conversations receive, and fails when a test asks for it. */
export class RecordingTells {
  readonly appended: AppendEntry[] = [];
  readonly hooked: HookEntry[] = [];
  failing = false;

  readonly append: Append = async (_job, entry) => {
    this.#fail();
    this.appended.push(entry);
  };

  readonly hook: Hook = async (_job, entry) => {
    this.#fail();
    this.hooked.push(entry);
  };

  #fail(): void {
    if (this.failing) throw new Error("The telling fails on request");
  }
}
