import { setTimeout as sleep } from "node:timers/promises";

/** A registry that does not answer now may answer in a moment: three tries. `fetch` says whether all is there. */
export const fetched = async (fetch: () => boolean): Promise<boolean> => {
  for (let attempt = 1; !fetch(); attempt += 1) {
    if (attempt === 3) return false;
    console.error("That did not work; once more in five seconds.");
    await sleep(5_000);
  }
  return true;
};
