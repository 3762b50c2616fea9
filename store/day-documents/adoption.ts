import type { Adoption } from "../archive.ts";
import type { Documents } from "./documents.ts";

/** What is being brought into this store; a document of its own, whatever keeps the jobs. */
export const readAdoption = async (documents: Documents): Promise<Adoption | null> =>
  (await documents.adoption.read()).value;

export const writeAdoption = async (documents: Documents, adoption: Adoption | null): Promise<void> => {
  await documents.adoption.commit({
    apply: (draft) => {
      const same = JSON.stringify(draft.value) === JSON.stringify(adoption);
      draft.value = adoption;
      return { result: undefined, wrote: !same };
    },
  });
};
