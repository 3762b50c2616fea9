import type { Operation } from "./operations.ts";
import type { Route } from "./route.ts";
import { changeLink } from "./routes/dispatch/change-link.ts";
import { createCrew } from "./routes/people/create-crew.ts";
import { createJob } from "./routes/dispatch/create-job.ts";
import { createCustomer } from "./routes/customers/create-customer.ts";
import { distinguishCustomers } from "./routes/customers/distinguish-customers.ts";
import { forgetCustomer } from "./routes/customers/forget-customer.ts";
import { getCustomer } from "./routes/customers/get-customer.ts";
import { listCustomers } from "./routes/customers/list-customers.ts";
import { matchCustomers } from "./routes/customers/match-customers.ts";
import { mergeCustomers } from "./routes/customers/merge-customers.ts";
import { patchCustomer } from "./routes/customers/patch-customer.ts";
import { unmergeCustomers } from "./routes/customers/unmerge-customers.ts";
import { listInbox } from "./routes/messages/list-inbox.ts";
import { getInboxSummary } from "./routes/messages/get-inbox-summary.ts";
import { getConversation } from "./routes/messages/get-conversation.ts";
import { patchConversation } from "./routes/messages/patch-conversation.ts";
import { sendReply } from "./routes/messages/send-reply.ts";
import { listJobMessages } from "./routes/messages/list-job-messages.ts";
import { sendJobMessage } from "./routes/messages/send-job-message.ts";
import { listMessages } from "./routes/messages/list-messages.ts";
import { sendAgain } from "./routes/messages/send-again.ts";
import { previewChange } from "./routes/messages/preview-change.ts";
import { dismissMessage } from "./routes/messages/dismiss-message.ts";
import { receiveText } from "./routes/hook/receive-text.ts";
import { reportText } from "./routes/hook/report-text.ts";
import { getBoard } from "./routes/dispatch/get-board.ts";
import { forgetJob } from "./routes/dispatch/forget-job.ts";
import { getJob } from "./routes/dispatch/get-job.ts";
import { getSettings } from "./routes/settings/get-settings.ts";
import { listCrews } from "./routes/people/list-crews.ts";
import { listJobs } from "./routes/dispatch/list-jobs.ts";
import { patchJob } from "./routes/dispatch/patch-job.ts";
import { putSettings } from "./routes/settings/put-settings.ts";
import { setCapacity } from "./routes/settings/set-capacity.ts";
import { setJobStatus } from "./routes/dispatch/set-job-status.ts";
import { addVisit } from "./routes/visits/add-visit.ts";
import { patchVisit } from "./routes/visits/patch-visit.ts";
import { removeVisit } from "./routes/visits/remove-visit.ts";
import { setArrival } from "./routes/visits/set-arrival.ts";
import { weighVisit } from "./routes/visits/weigh-visit.ts";
import { setVisitState } from "./routes/visits/set-visit-state.ts";
import { undoJob } from "./routes/dispatch/undo-job.ts";
import { changeCrew } from "./routes/people/change-crew.ts";
import { changeUser } from "./routes/people/change-user.ts";
import { createUser } from "./routes/people/create-user.ts";
import { listUsers } from "./routes/people/list-users.ts";
import { removeCrew } from "./routes/people/remove-crew.ts";
import { removeUser } from "./routes/people/remove-user.ts";
import { listActivity } from "./routes/activity/list-activity.ts";
import { createApiToken } from "./routes/integrations/create-api-token.ts";
import { listApiTokens } from "./routes/integrations/list-api-tokens.ts";
import { listWebhooks } from "./routes/integrations/list-webhooks.ts";
import { createWebhook } from "./routes/integrations/create-webhook.ts";
import { changeWebhook } from "./routes/integrations/change-webhook.ts";
import { removeWebhook } from "./routes/integrations/remove-webhook.ts";
import { testWebhook } from "./routes/integrations/test-webhook.ts";
import { rotateWebhook } from "./routes/integrations/rotate-webhook.ts";
import { enableWebhook } from "./routes/integrations/enable-webhook.ts";
import { listDeliveries } from "./routes/integrations/list-deliveries.ts";
import { retryDelivery } from "./routes/integrations/retry-delivery.ts";
import { listCalendars } from "./routes/integrations/list-calendars.ts";
import { createCalendar } from "./routes/integrations/create-calendar.ts";
import { revokeCalendar } from "./routes/integrations/revoke-calendar.ts";
import { getCalendarFeed } from "./routes/integrations/get-calendar-feed.ts";
import { listEvents } from "./routes/integrations/list-events.ts";
import { revokeApiToken } from "./routes/integrations/revoke-api-token.ts";
import { createSampleDay } from "./routes/sample/create-sample-day.ts";
import { removeSampleDay } from "./routes/sample/remove-sample-day.ts";
import { changeEquipmentType } from "./routes/equipment/change-equipment-type.ts";
import { changeUnit } from "./routes/equipment/change-unit.ts";
import { createEquipmentType } from "./routes/equipment/create-equipment-type.ts";
import { createUnit } from "./routes/equipment/create-unit.ts";
import { getEquipment } from "./routes/equipment/get-equipment.ts";
import { getEquipmentCalendar } from "./routes/equipment/get-equipment-calendar.ts";
import { removeEquipmentType } from "./routes/equipment/remove-equipment-type.ts";
import { getMessageSettings } from "./routes/messages/get-message-settings.ts";
import { listMessageTemplates } from "./routes/messages/list-message-templates.ts";
import { previewMessage } from "./routes/messages/preview-message.ts";
import { putMessageSettings } from "./routes/messages/put-message-settings.ts";
import { putMessageTemplate } from "./routes/messages/put-message-template.ts";
import { resetMessageTemplate } from "./routes/messages/reset-message-template.ts";
import { getProviderSecrets } from "./routes/settings/get-provider-secrets.ts";
import { putProviderSecrets } from "./routes/settings/put-provider-secrets.ts";
import { removeProviderSecrets } from "./routes/settings/remove-provider-secrets.ts";
import { getMessageHealth } from "./routes/messages/get-message-health.ts";
import { resumeMessages } from "./routes/messages/resume-messages.ts";
import { testChannel } from "./routes/messages/test-channel.ts";
import { showUnsubscribe, unsubscribe } from "./routes/mail/unsubscribe.ts";
import { sendLinks } from "./routes/public/send-links.ts";
import { createSession } from "./routes/session/create-session.ts";
import { changePassword } from "./routes/session/change-password.ts";
import { deleteSession } from "./routes/session/delete-session.ts";
import { endSession } from "./routes/session/end-session.ts";
import { getSession } from "./routes/session/get-session.ts";
import { listSessions } from "./routes/session/list-sessions.ts";
import { setUp } from "./routes/session/set-up.ts";
import { createBooking } from "./routes/public/create-booking.ts";
import { createQuote } from "./routes/public/create-quote.ts";
import { getArea } from "./routes/public/get-area.ts";
import { getAvailability } from "./routes/public/get-availability.ts";
import { getCatalog } from "./routes/public/get-catalog.ts";
import { cancelBooking } from "./routes/tracking/cancel-booking.ts";
import { getTracking } from "./routes/tracking/get-tracking.ts";
import { readyForPickup } from "./routes/tracking/ready-for-pickup.ts";
import { rescheduleBooking } from "./routes/tracking/reschedule-booking.ts";
import { sendMessage } from "./routes/tracking/send-message.ts";
import { answerPrice } from "./routes/tracking/answer-price.ts";
import { answerQuote } from "./routes/tracking/answer-quote.ts";
import { approveQuote } from "./routes/price/approve-quote.ts";
import { decideOverage } from "./routes/price/decide-overage.ts";
import { sendQuote } from "./routes/price/send-quote.ts";
import { setPrice } from "./routes/price/set-price.ts";
import { extendRental } from "./routes/tracking/extend-rental.ts";
import { swapEquipment } from "./routes/tracking/swap-equipment.ts";
import { extendJob } from "./routes/dispatch/extend-job.ts";

/** Every call, in the order of the contract. */
const routesByName = {
  getCatalog,
  getArea,
  getAvailability,
  createQuote,
  createBooking,
  getTracking,
  readyForPickup,
  cancelBooking,
  rescheduleBooking,
  sendMessage,
  answerPrice,
  answerQuote,
  extendRental,
  swapEquipment,
  createSession,
  getSession,
  deleteSession,
  setUp,
  listSessions,
  endSession,
  changePassword,
  listJobs,
  createJob,
  getJob,
  patchJob,
  setJobStatus,
  addVisit,
  patchVisit,
  removeVisit,
  setArrival,
  weighVisit,
  setVisitState,
  extendJob,
  undoJob,
  forgetJob,
  changeLink,
  setPrice,
  decideOverage,
  sendQuote,
  approveQuote,
  listCustomers,
  createCustomer,
  // Before `getCustomer`, whose path has an id in this place.
  matchCustomers,
  getCustomer,
  patchCustomer,
  mergeCustomers,
  forgetCustomer,
  unmergeCustomers,
  distinguishCustomers,
  listInbox,
  getInboxSummary,
  getConversation,
  patchConversation,
  sendReply,
  listJobMessages,
  sendJobMessage,
  listMessages,
  sendAgain,
  previewChange,
  dismissMessage,
  getBoard,
  getSettings,
  putSettings,
  listCrews,
  createCrew,
  changeCrew,
  removeCrew,
  listUsers,
  createUser,
  changeUser,
  removeUser,
  setCapacity,
  createSampleDay,
  removeSampleDay,
  getEquipment,
  getEquipmentCalendar,
  createEquipmentType,
  changeEquipmentType,
  removeEquipmentType,
  createUnit,
  changeUnit,
  listEvents,
  listWebhooks,
  createWebhook,
  changeWebhook,
  removeWebhook,
  testWebhook,
  rotateWebhook,
  enableWebhook,
  listDeliveries,
  retryDelivery,
  listCalendars,
  createCalendar,
  revokeCalendar,
  getCalendarFeed,
  listApiTokens,
  createApiToken,
  revokeApiToken,
  listActivity,
  getMessageSettings,
  putMessageSettings,
  testChannel,
  getMessageHealth,
  resumeMessages,
  getProviderSecrets,
  putProviderSecrets,
  removeProviderSecrets,
  listMessageTemplates,
  previewMessage,
  putMessageTemplate,
  resetMessageTemplate,
  showUnsubscribe,
  unsubscribe,
  sendLinks,
  receiveText,
  reportText,
} satisfies { [Name in Operation]: Route<Name> };

export type RoutesByName = typeof routesByName;

export const routes: Route[] = Object.values(routesByName);
