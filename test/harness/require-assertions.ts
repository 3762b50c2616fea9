import { beforeEach, expect } from "vitest";

/**
 * A test that reaches no `expect` fails, because it could not fail for any other reason. Journeys and engine tests assert
 * by waiting for a page, and simulations by an auditor that throws.
 */
beforeEach(({ task }) => {
  if (!/^test\/(?:e2e|engines|simulation)\//.test(task.file.name)) expect.hasAssertions();
});
