import type { Browser } from "../../shared/browser.ts";

/** What this browser does when a customer writes. Each person chooses it per browser. */
export interface AlertChoice {
  sound: boolean;
  notifications: boolean;
}

const name = "alerts";

export const readAlertChoice = (storage: Pick<Browser, "read">): AlertChoice => {
  const stored = storage.read(name);
  const kept: Partial<AlertChoice> = typeof stored === "object" && stored !== null ? stored : {};
  return { sound: kept.sound !== false, notifications: kept.notifications === true };
};

export const writeAlertChoice = (storage: Pick<Browser, "write">, choice: AlertChoice): void =>
  storage.write(name, choice);
