import { removeUser as remove } from "../../../domain/user.ts";
import { refuses } from "../../answer.ts";
import { defineRoute } from "../../route.ts";
import { userParams } from "./change-user.ts";

export const removeUser = defineRoute(
  {
    operationId: "remove_user",
    summary: "Remove somebody; they are signed out everywhere",
    method: "delete",
    path: "/api/v1/users/{id}",
    request: { params: userParams },
    responses: {
      204: { description: "Gone" },
      ...refuses(
        "sign_in_required",
        "role_not_allowed",
        "cross_origin",
        "not_found",
        "last_owner",
        "store_unavailable",
      ),
    },
  },
  { origin: "dashboard", access: ["owner"] },
  ({ people, sessions }) =>
    async (c) => {
      await people.change((now) => remove(now, c.req.valid("param").id));
      sessions.forget();
      return c.body(null, 204);
    },
);
