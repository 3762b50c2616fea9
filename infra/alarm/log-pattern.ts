/**
 * Numbers out of the function's own log lines (main/lambda/log.ts), so that they are counted where they are written and
 * the function needs no right to write metrics. `alarm.test.ts` holds each pattern against real lines.
 */
export const logMetrics = {
  ServerFaults: { pattern: "{ $.status >= 500 }", value: "1" },
  StoreUnavailable: { pattern: '{ $.code = "store_unavailable" }', value: "1" },
  SignInFailed: { pattern: '{ $.code = "sign_in_failed" }', value: "1" },
  // A tick that could not ask says null, which is no number: then nothing is counted, and silence raises the alarm.
  OutboxWaiting: { pattern: '{ ($.tick = "live") && ($.outbox_waiting >= 0) }', value: "$.outbox_waiting" },
} as const;

export type LogMetric = keyof typeof logMetrics;
