import type { ObjectStore } from "../../../store/port/object-store.ts";

/** A point at which a process can stop: before a call is sent, or after its answer and before the process uses it. */
export interface StepPlan {
  /** `kill`: SIGKILL to itself. `stop`: SIGSTOP, until the parent resumes it. */
  act: "kill" | "stop";
  step: string;
  /** The occurrence of that name, from 1. */
  occurrence: number;
}

const around = (step: string): string[] => [`before ${step}`, `after ${step}`];

/** The writes of a store, named by the first folder of their key. */
export const killSteps: string[] = [
  ...["days", "calendar", "snapshots", "open", "due", "keys"].map((folder) => `put ${folder}`),
  ...["due", "days", "snapshots"].map((folder) => `delete ${folder}`),
].flatMap(around);
/** Where a suspension matters most: between what a process knows of a log and the use that it makes of that. */
export const stopSteps: string[] = ["put days", "get days", "put calendar", "put due", "delete due"].flatMap(around);

/** A store in which a process can stop at a named step. */
export const withSteps = (
  inner: ObjectStore,
  plan: StepPlan | null,
  act: (plan: StepPlan, key: string) => void,
): ObjectStore => {
  let seen = 0;
  const pass = (step: string, key: string): void => {
    if (plan === null || step !== plan.step) return;
    seen += 1;
    if (seen === plan.occurrence) act(plan, key);
  };
  const step = async <Answer>(verb: string, key: string, call: () => Promise<Answer>): Promise<Answer> => {
    const name = `${verb} ${key.split("/")[0]}`;
    pass(`before ${name}`, key);
    const answer = await call();
    pass(`after ${name}`, key);
    return answer;
  };
  return {
    partBytes: inner.partBytes,
    maxBodyBytes: inner.maxBodyBytes,
    get: (key, options) => step("get", key, () => inner.get(key, options)),
    list: (prefix, options) => inner.list(prefix, options),
    put: (key, ...rest) => step("put", key, () => inner.put(key, ...rest)),
    delete: (key) => step("delete", key, () => inner.delete(key)),
  };
};
