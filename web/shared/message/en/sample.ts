/** What is read about the sample day, in English. */
export const tryIt = "Try it with a sample day";
export const tryMore = "Jobs in every state. Nobody is messaged, nothing is counted, one click removes them.";
export const making = "Making it";
export const title = "This is a sample day.";
export const more = "Its jobs take no place, are in no count, and nobody is messaged.";
export const remove = "Remove";
export const removing = "Removing";
export const removed = "The sample day is gone.";
export const mark = "Sample";
