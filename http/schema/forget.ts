import { z } from "@hono/zod-openapi";
import { DomainError, invalid } from "../../domain/domain-error.ts";
import type { Forgotten, Remains, RemainsWhere } from "../../store/forget-store.ts";
import { pathId } from "./field.ts";

const confirm = pathId.openapi({ description: "The id again, so that a slip removes no person." });

export const forgetCustomerInput = z.strictObject({ confirm }).openapi("ForgetCustomerInput");

export const forgetJobInput = z
  .strictObject({
    confirm,
    remove: z
      .boolean()
      .optional()
      .openapi({ description: "Removes the whole job, with its days and its price. It is in no count any more." }),
  })
  .openapi("ForgetJobInput");

const where = z.enum([
  "log",
  "snapshots",
  "backups",
  "exports",
  "providers",
  "customer_record",
] satisfies RemainsWhere[]);

const remains = z.object({ where, until: z.string().nullable() } satisfies Record<keyof Remains, z.ZodType>);

export const forgotten = z
  .object({
    forgotten: z.array(z.string()).openapi({ description: "The jobs whose person was removed." }),
    left: z.array(remains).openapi({
      description:
        "Where the person can still be read, and until which day; null if you decide. `log`: earlier entries of the store. `snapshots`: daily copies of an embedded store. `backups` and `exports`: files that you made. `providers`: what your email and text services keep. `customer_record`: the record has other jobs or was edited, and `POST /customers/{id}/forget` removes it.",
    }),
  })
  .openapi("Forgotten");

export const forgottenAnswer = ({ jobs, left }: Forgotten): z.infer<typeof forgotten> => ({ forgotten: jobs, left });

/** Throws `not_found` if nothing has the id, and `invalid` if the id was not repeated. */
export const assertConfirmed = async (
  what: "job" | "customer",
  { id, typed, find }: { id: string; typed: string; find: (id: string) => Promise<object | null> },
): Promise<void> => {
  if (id === typed) return;
  throw (await find(id)) === null
    ? notHere(what)
    : invalid({ field: "/confirm", code: "mismatch", message: "Repeat the id of what is to be forgotten." });
};

export const notHere = (what: "job" | "customer"): DomainError =>
  new DomainError("not_found", what === "job" ? "No such job." : "No such customer.");
