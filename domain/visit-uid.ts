/** Returns the id of a visit in a calendar: the same in every file and feed, so a move updates the entry. */
export const visitUid = (job: string, visit: string, store: string): string => `${visit}.${job}@${store}`;
