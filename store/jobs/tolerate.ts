/** Runs one part of a round. A failure is reported, leaves the part to a later round, and stops no other part. */
export const tolerate = async (report: (error: unknown) => void, part: () => Promise<void>): Promise<boolean> => {
  try {
    await part();
    return true;
  } catch (error) {
    report(error);
    return false;
  }
};
