/** What is read about the sample day, in English. */
export const tryIt = "Try it with a sample day";
export const tryMore = "Jobs in every state. They take no place, nobody is messaged, and one click removes them.";
export const making = "Making it";
export const title = "This is a sample day.";
export const more = "Its jobs take no place, are in no report, and nobody is messaged.";
export const remove = "Remove";
export const removing = "Removing";
export const removed = "The sample day is gone.";
/** The counters beside it filter what is shown, samples too; this one counts the day. */
export const aside = (stops: string) => `${stops}, samples aside`;
export const mark = "Sample";
