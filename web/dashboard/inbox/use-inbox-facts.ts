import { useEffect, useState } from "preact/hooks";
import * as message from "#message/inbox.ts";
import type { AppContext } from "../app-context.ts";
import type { Person, SavedReply } from "./conversation.ts";

/** What all conversations share: the people of the office, the saved replies and the quiet hours. */
export interface InboxFacts {
  people: Person[];
  saved: readonly SavedReply[];
  quiet: { from: string; to: string };
  userName: (id: string) => string;
}

const usualNight = { from: "20:00", to: "08:00" };

/** Loads them once. Without them the Inbox still works: only names and saved replies are missing. */
export const useInboxFacts = ({ api, session }: Pick<AppContext, "api" | "session">): InboxFacts => {
  const [people, setPeople] = useState<Person[]>([]);
  const [settings, setSettings] = useState<{ saved: readonly SavedReply[]; quiet: InboxFacts["quiet"] }>({
    saved: [],
    quiet: usualNight,
  });
  useEffect(() => {
    const load = async () => {
      const [users, found] = await Promise.all([api.listUsers(), api.getMessageSettings()]);
      if (users.ok) setPeople(users.value.items.filter(({ role }) => role !== "crew"));
      if (found.ok) setSettings({ saved: found.value.saved_replies, quiet: found.value.quiet_hours });
    };
    void load();
  }, [api]);
  const userName = (id: string) =>
    id === session.me.id ? message.you : (people.find((person) => person.id === id)?.name ?? "");
  return { people, ...settings, userName };
};
