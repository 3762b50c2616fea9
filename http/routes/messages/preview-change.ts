import type { Foreseen } from "../../../notify/foresee.ts";
import { principalOf } from "../../authorize.ts";
import { supposeChange } from "../../changed-job.ts";
import { body, json } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { told, toldInput } from "../../schema/told.ts";

export const previewChange = defineRoute(
  "previewChange",
  { roles: staff, scope: "messages:read" },
  {
    summary: "Show what a change of a job would tell its customer",
    description:
      "Send the body of the call that would make the change, under its name. Answers the messages in their words, and writes nothing. The call itself takes `notify`.",
    request: { body: body(toldInput) },
    responses: {
      200: json(told, "The messages; without one, why nothing is sent"),
    },
  },
  (services) => async (c) => {
    const supposed = await supposeChange(services, principalOf(c), c.req.valid("json"));
    // Imported on demand, with the template language, because few calls need it.
    const [{ foresee }, { contentWith }] = await Promise.all([
      import("../../../notify/foresee.ts"),
      import("../../../notify/values.ts"),
    ]);
    const parts = { ...services, health: services.channelHealth, contentOf: contentWith(() => services.urls) };
    const foreseen: Foreseen =
      supposed === null ? { messages: [], silence: "refused" } : await foresee(parts, supposed.before, supposed.job);
    return c.json(foreseen, 200);
  },
);
