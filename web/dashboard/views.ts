import { lazy } from "./lazy.tsx";

/** The pages of the dashboard, each in its own chunk. A new page needs a line here, a place in route.ts and a case in shell.tsx. */
export const views = {
  board: lazy(async () => (await import("./board/board-page.tsx")).BoardPage),
  jobs: lazy(async () => (await import("./jobs/jobs-page.tsx")).JobsPage),
  rentals: lazy(async () => (await import("./rentals/rentals-page.tsx")).RentalsPage),
  inbox: lazy(async () => (await import("./inbox/inbox-page.tsx")).InboxPage),
  outbox: lazy(async () => (await import("./outbox/outbox-page.tsx")).OutboxPage),
  customers: lazy(async () => (await import("./customers/customers-page.tsx")).CustomersPage),
  people: lazy(async () => (await import("./people/people-page.tsx")).PeoplePage),
  messages: lazy(async () => (await import("./messages/messages-page.tsx")).MessagesPage),
  integrations: lazy(async () => (await import("./integrations/integrations-page.tsx")).IntegrationsPage),
  settings: lazy(async () => (await import("./settings/settings-page.tsx")).SettingsPage),
  activity: lazy(async () => (await import("./activity/activity-page.tsx")).ActivityPage),
  account: lazy(async () => (await import("./account/account-page.tsx")).AccountPage),
  crew: lazy(async () => (await import("./crew/crew-page.tsx")).CrewPage),
  setup: lazy(async () => (await import("./setup/setup-page.tsx")).SetupPage),
};
