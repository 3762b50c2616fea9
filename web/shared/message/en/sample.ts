/** The sample day. Owners and dispatchers read it. */
export const tryIt = "Try it with a sample day";
export const tryMore = "Jobs in every state. They use no openings and message no customers. One click removes them.";
export const adding = "Adding it";
export const title = "This is a sample day.";
export const more = "Its jobs use no openings, are in no report, and message no customers.";
export const remove = "Remove sample day";
export const removing = "Removing";
export const removed = "The sample day was removed.";
/** Beside the counters, which include samples: this counts the day's own stops. */
export const notCounted = (stops: string) => `${stops}, samples not counted`;
export const badge = "Sample";
