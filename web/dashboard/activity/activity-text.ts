import type { ActivityEntry } from "../../../http/api-client.ts";
import * as message from "#message/activity.ts";
import * as job from "#message/job.ts";
import { hourText } from "./hour-text.ts";
import { historyText, type Words } from "../job/history-text.ts";

/** An activity entry as a sentence. An entry of a job reads as in the job's own history. */
export const activityText = (entry: ActivityEntry, words: Words & { zone: string }): string => {
  const { by, what, subject = "", fields = [], from = null, to = null } = entry;
  if (what === "sign_in_failed")
    return message.failedSignIns(entry.count ?? 1, subject, hourText(entry.at, words.zone));
  const act = message.events[what];
  if (entry.job === undefined && act !== undefined) {
    const shown = /^\d{4}-\d{2}-\d{2}$/.test(subject) ? words.format.day(subject) : subject;
    return act(by.name, shown, job.and(partsOf(fields)));
  }
  return historyText({ ...entry, from, to }, words);
};

/** The changed parts of the settings. All fields of `booking` are one part. */
const partsOf = (fields: string[]): string[] => {
  const named = fields.flatMap((field) => message.fields[field] ?? message.fields[field.split(".")[0] ?? ""] ?? []);
  return named.length === 0 ? [message.otherField] : [...new Set(named)];
};
