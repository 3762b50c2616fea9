import type { z } from "@hono/zod-openapi";
import type { MessageEvent } from "../../domain/message/event.ts";

/** One field for each event, for an object schema: a new event fails to compile until it is here. */
export const perEvent = <Schema extends z.ZodType>(schema: Schema): Record<MessageEvent, Schema> => ({
  requested: schema,
  booked: schema,
  deposit_due: schema,
  changed: schema,
  reminder: schema,
  on_the_way: schema,
  running_late: schema,
  price_waiting: schema,
  attempted: schema,
  dropped_off: schema,
  completed: schema,
  cancelled: schema,
  rental_due: schema,
  rental_overdue: schema,
  payment_received: schema,
  refund_sent: schema,
  invoice: schema,
  quote_ready: schema,
  reply: schema,
  office_new_booking: schema,
  office_customer_change: schema,
  office_message: schema,
  office_failed_stop: schema,
  office_parked: schema,
});
