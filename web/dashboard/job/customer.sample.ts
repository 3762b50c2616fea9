import type { Job } from "../../../http/api-client.ts";

/** A customer who chose nothing, for tests. */
export const customerNamed = (
  name: string,
  given: Partial<NonNullable<Job["customer"]>> = {},
): NonNullable<Job["customer"]> => ({ name, contact_by: "none", language: "en", text_consent: null, ...given });
