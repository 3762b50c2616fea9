import type { ApiClient } from "../../../http/api-client.ts";
import * as message from "#message/inbox.ts";
import * as staff from "#message/staff.ts";
import { nameOf } from "../inbox/name-of.ts";

/** Shows who wrote, and never what, because other people see the screen. Only while the person looks elsewhere. */
export const notifyOf = async (api: Pick<ApiClient, "listInbox">): Promise<void> => {
  if (document.hasFocus() || !("Notification" in globalThis) || Notification.permission !== "granted") return;
  const answer = await api.listInbox({ state: "open", limit: "1" });
  const [newest] = answer.ok ? answer.value.items : [];
  if (newest === undefined) return;
  await showNotification(message.newMessage(nameOf(newest) || staff.noName));
};

/** A phone shows notifications only by its worker, and a desktop without a worker only by the page. */
const showNotification = async (title: string): Promise<void> => {
  const options = { tag: "inbox" };
  const worker = await navigator.serviceWorker?.getRegistration();
  if (worker !== undefined) return worker.showNotification(title, options);
  const shown = new Notification(title, options);
  shown.addEventListener("click", () => {
    focus();
    shown.close();
  });
};
