import { addDays, type Day } from "../domain/day.ts";
import { DomainError } from "../domain/domain-error.ts";

/**
 * Adds `latest` to an `equipment_unavailable` error: the day before the first one without a free unit. The store asks
 * for the days of an extension in order, so all days before it had one. Other errors pass unchanged.
 */
export const withLatestDay = async <T>(attempt: () => Promise<T>): Promise<T> => {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "equipment_unavailable") throw error;
    const { day } = error.facts as { day?: Day };
    if (day === undefined) throw error;
    throw new DomainError("equipment_unavailable", error.message, {
      facts: { ...error.facts, latest: addDays(day, -1) },
    });
  }
};
