import { removeUser as remove, userById } from "../../../domain/user.ts";
import { recordAudit } from "../../audit.ts";
import { problemResponses } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { userParams } from "./change-user.ts";

export const removeUser = defineRoute(
  "removeUser",
  { roles: ["owner"], scope: null },
  {
    summary: "Remove a person and end their sessions",
    request: { params: userParams },
    responses: {
      204: { description: "Removed" },
      ...problemResponses("last_owner"),
    },
  },
  (services) => async (c) => {
    const { id } = c.req.valid("param");
    let subject = "";
    await services.people.change((now) => {
      subject = userById(now, id).name;
      return remove(now, id);
    });
    services.sessions.forget();
    await recordAudit(services, c, { what: "person_removed", subject });
    return c.body(null, 204);
  },
);
