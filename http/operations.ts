/**
 * The method and path of every API call, by operation name: the only place that states them. The route definitions
 * read them from here, and so do the typed clients. A page ships the table that it uses, and no route code.
 */

/** The paths that the first screen of the tracking page reads, without the table. */
export const catalogPath = "/api/v1/catalog";
export const trackingPath = "/api/v1/tracking";

/** Calls of customers, made from the site. */
export const siteOperations = {
  getCatalog: ["get", catalogPath],
  getArea: ["get", "/api/v1/area"],
  getAvailability: ["get", "/api/v1/availability"],
  createQuote: ["post", "/api/v1/quotes"],
  createBooking: ["post", "/api/v1/bookings"],
  getTracking: ["get", trackingPath],
  readyForPickup: ["post", "/api/v1/tracking/ready"],
  cancelBooking: ["post", "/api/v1/tracking/cancel"],
  rescheduleBooking: ["post", "/api/v1/tracking/reschedule"],
  sendMessage: ["post", "/api/v1/tracking/message"],
  answerPrice: ["post", "/api/v1/tracking/price"],
  answerQuote: ["post", "/api/v1/tracking/quote"],
  extendRental: ["post", "/api/v1/tracking/extend"],
  swapEquipment: ["post", "/api/v1/tracking/swap"],
} as const satisfies OperationTable;

/** Calls of the staff, made from the dashboard. */
export const dashboardOperations = {
  createSession: ["post", "/api/v1/session"],
  getSession: ["get", "/api/v1/session"],
  deleteSession: ["delete", "/api/v1/session"],
  setUp: ["post", "/api/v1/setup"],
  listSessions: ["get", "/api/v1/sessions"],
  endSession: ["delete", "/api/v1/sessions/{id}"],
  changePassword: ["put", "/api/v1/session/password"],
  listJobs: ["get", "/api/v1/jobs"],
  createJob: ["post", "/api/v1/jobs"],
  getJob: ["get", "/api/v1/jobs/{id}"],
  patchJob: ["patch", "/api/v1/jobs/{id}"],
  setJobStatus: ["post", "/api/v1/jobs/{id}/status"],
  addVisit: ["post", "/api/v1/jobs/{id}/visits"],
  patchVisit: ["patch", "/api/v1/jobs/{id}/visits/{visit_id}"],
  removeVisit: ["delete", "/api/v1/jobs/{id}/visits/{visit_id}"],
  setArrival: ["post", "/api/v1/jobs/{id}/visits/{visit_id}/arrival"],
  weighVisit: ["post", "/api/v1/jobs/{id}/visits/{visit_id}/weight"],
  setVisitState: ["post", "/api/v1/jobs/{id}/visits/{visit_id}/state"],
  extendJob: ["post", "/api/v1/jobs/{id}/extend"],
  undoJob: ["post", "/api/v1/jobs/{id}/undo"],
  changeLink: ["post", "/api/v1/jobs/{id}/link"],
  setPrice: ["post", "/api/v1/jobs/{id}/price"],
  decideOverage: ["post", "/api/v1/jobs/{id}/overage"],
  sendQuote: ["post", "/api/v1/jobs/{id}/quote"],
  approveQuote: ["post", "/api/v1/jobs/{id}/approve"],
  listCustomers: ["get", "/api/v1/customers"],
  createCustomer: ["post", "/api/v1/customers"],
  matchCustomers: ["get", "/api/v1/customers/match"],
  getCustomer: ["get", "/api/v1/customers/{id}"],
  patchCustomer: ["patch", "/api/v1/customers/{id}"],
  mergeCustomers: ["post", "/api/v1/customers/{id}/merge"],
  unmergeCustomers: ["post", "/api/v1/customers/{id}/unmerge"],
  distinguishCustomers: ["post", "/api/v1/customers/{id}/distinct"],
  listInbox: ["get", "/api/v1/inbox"],
  getInboxSummary: ["get", "/api/v1/inbox/summary"],
  getConversation: ["get", "/api/v1/conversations/{id}"],
  patchConversation: ["patch", "/api/v1/conversations/{id}"],
  sendReply: ["post", "/api/v1/conversations/{id}/messages"],
  listJobMessages: ["get", "/api/v1/jobs/{id}/messages"],
  sendJobMessage: ["post", "/api/v1/jobs/{id}/messages"],
  listMessages: ["get", "/api/v1/messages"],
  sendAgain: ["post", "/api/v1/messages/{id}/send-again"],
  previewChange: ["post", "/api/v1/messages/preview"],
  dismissMessage: ["post", "/api/v1/messages/{id}/dismiss"],
  getBoard: ["get", "/api/v1/board"],
  getSettings: ["get", "/api/v1/settings"],
  putSettings: ["put", "/api/v1/settings"],
  listCrews: ["get", "/api/v1/crews"],
  createCrew: ["post", "/api/v1/crews"],
  changeCrew: ["patch", "/api/v1/crews/{id}"],
  removeCrew: ["delete", "/api/v1/crews/{id}"],
  listUsers: ["get", "/api/v1/users"],
  createUser: ["post", "/api/v1/users"],
  changeUser: ["patch", "/api/v1/users/{id}"],
  removeUser: ["delete", "/api/v1/users/{id}"],
  setCapacity: ["put", "/api/v1/days/{day}/capacity"],
  createSampleDay: ["post", "/api/v1/sample-day"],
  removeSampleDay: ["delete", "/api/v1/sample-day"],
  getEquipment: ["get", "/api/v1/equipment"],
  getEquipmentCalendar: ["get", "/api/v1/equipment/calendar"],
  createEquipmentType: ["post", "/api/v1/equipment/types"],
  changeEquipmentType: ["patch", "/api/v1/equipment/types/{id}"],
  removeEquipmentType: ["delete", "/api/v1/equipment/types/{id}"],
  createUnit: ["post", "/api/v1/equipment/types/{id}/units"],
  changeUnit: ["patch", "/api/v1/equipment/units/{unit}"],
  listEvents: ["get", "/api/v1/events"],
  listWebhooks: ["get", "/api/v1/webhooks"],
  createWebhook: ["post", "/api/v1/webhooks"],
  changeWebhook: ["patch", "/api/v1/webhooks/{id}"],
  removeWebhook: ["delete", "/api/v1/webhooks/{id}"],
  testWebhook: ["post", "/api/v1/webhooks/{id}/test"],
  rotateWebhook: ["post", "/api/v1/webhooks/{id}/rotate"],
  enableWebhook: ["post", "/api/v1/webhooks/{id}/enable"],
  listDeliveries: ["get", "/api/v1/webhooks/{id}/deliveries"],
  retryDelivery: ["post", "/api/v1/webhooks/{id}/retry"],
  listCalendars: ["get", "/api/v1/calendars"],
  createCalendar: ["post", "/api/v1/calendars"],
  revokeCalendar: ["delete", "/api/v1/calendars/{id}"],
  getCalendarFeed: ["get", "/api/v1/calendar/{secret}.ics"],
  listApiTokens: ["get", "/api/v1/api-tokens"],
  createApiToken: ["post", "/api/v1/api-tokens"],
  revokeApiToken: ["delete", "/api/v1/api-tokens/{id}"],
  listActivity: ["get", "/api/v1/activity"],
  getMessageSettings: ["get", "/api/v1/message-settings"],
  putMessageSettings: ["put", "/api/v1/message-settings"],
  testChannel: ["post", "/api/v1/message-settings/test"],
  getMessageHealth: ["get", "/api/v1/message-settings/health"],
  resumeMessages: ["post", "/api/v1/message-settings/resume"],
  getProviderSecrets: ["get", "/api/v1/settings/secrets"],
  putProviderSecrets: ["put", "/api/v1/settings/secrets/{provider}"],
  removeProviderSecrets: ["delete", "/api/v1/settings/secrets/{provider}"],
  listMessageTemplates: ["get", "/api/v1/message-templates"],
  previewMessage: ["post", "/api/v1/message-templates/preview"],
  putMessageTemplate: ["put", "/api/v1/message-templates/{event}/{channel}/{language}"],
  resetMessageTemplate: ["delete", "/api/v1/message-templates/{event}/{channel}/{language}"],
} as const satisfies OperationTable;

/** Calls of vendors and mail programs, made to the site. No page makes them. */
export const hookOperations = {
  showUnsubscribe: ["get", "/api/v1/unsubscribe/{token}"],
  unsubscribe: ["post", "/api/v1/unsubscribe/{token}"],
  sendLinks: ["post", "/api/v1/links"],
  receiveText: ["post", "/api/v1/hooks/twilio/message"],
  reportText: ["post", "/api/v1/hooks/twilio/status"],
} as const satisfies OperationTable;

export type OperationTable = Record<
  string,
  readonly ["get" | "post" | "put" | "patch" | "delete", `/api/v1/${string}`]
>;

export type Operations = typeof siteOperations & typeof dashboardOperations & typeof hookOperations;

export type Operation = keyof Operations;
