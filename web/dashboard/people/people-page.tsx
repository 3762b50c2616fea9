import { useCallback, useState } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import type { Browser } from "../../shared/browser.ts";
import { createFormat, type Format } from "../../shared/format.ts";
import * as message from "#message/team.ts";
import { linkTo, type Navigation } from "../navigation.ts";
import { AddPerson } from "./add-person.tsx";
import type { Crew, PeopleApi, Person } from "./people-api.ts";
import { PersonRow } from "./person-row.tsx";
import { LoadingPage } from "../page/loading-page.tsx";
import { useLoaded } from "../page/use-loaded.ts";
import { UndoBar, type Undoable } from "../page/undo-bar.tsx";

export interface PeoplePageProps {
  api: PeopleApi;
  navigation: Pick<Navigation, "go" | "href">;
  browser: Pick<Browser, "now">;
  me: { id: string; role: "owner" | "dispatcher" | "crew" };
  /** Opens the sign-in after the session ended. */
  signIn: () => void;
}

/** The people who can sign in. An owner adds, changes, signs out and removes them. */
export const PeoplePage = ({ api, navigation, browser, me, signIn }: PeoplePageProps) => {
  const load = useCallback(() => loadPeople(api), [api]);
  const { value, trouble, reload, change } = useLoaded(load, signIn);
  const [open, setOpen] = useState<string | null>(null);
  const [done, setDone] = useState<Undoable | null>(null);
  const closeBar = useCallback(() => setDone(null), []);
  if (value === null)
    return (
      <LoadingPage
        title={message.title}
        loading={message.loading}
        failed={message.failed}
        trouble={trouble}
        onRetry={() => void reload()}
      />
    );
  const { people, crews, format } = value;
  const setPeople = (next: (now: Person[]) => Person[]) => change((now) => ({ ...now, people: next(now.people) }));
  return (
    <main class="page">
      <Head navigation={navigation} isOwner={me.role === "owner"} add={open === "new" ? null : () => setOpen("new")} />
      {open === "new" && (
        <AddPerson
          api={api}
          crews={crews}
          close={() => setOpen(null)}
          added={(person) => setPeople((now) => [...now, person])}
        />
      )}
      <ul class="page-list">
        {people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            isMe={person.id === me.id}
            mayChange={me.role === "owner"}
            crews={crews}
            momentText={(at) => format.moment(Date.parse(at), browser.now())}
            api={api}
            account={linkTo(navigation, { place: "account" })}
            open={open === person.id}
            setOpen={(isOpen) => setOpen(isOpen ? person.id : null)}
            changed={(next) => setPeople((now) => now.map((other) => (other.id === next.id ? next : other)))}
            removed={() => setPeople((now) => now.filter(({ id }) => id !== person.id))}
            onNotify={setDone}
          />
        ))}
      </ul>
      {people.length === 1 && open !== "new" && <p class="quiet page-empty">{message.onlyYou}</p>}
      <UndoBar done={done} close={closeBar} />
    </main>
  );
};

interface HeadProps {
  navigation: PeoplePageProps["navigation"];
  isOwner: boolean;
  /** Null while the form of a new person is open. */
  add: (() => void) | null;
}

const Head = ({ navigation, isOwner, add }: HeadProps) => (
  <header class="page-head">
    <div>
      <h1>{message.title}</h1>
      <p class="quiet">{isOwner ? message.lead : message.readOnly}</p>
      {isOwner && (
        <a class="bare" {...linkTo(navigation, { place: "activity" })}>
          {message.activity}
        </a>
      )}
    </div>
    {isOwner && add !== null && (
      <button type="button" class="act" onClick={add}>
        {message.add}
      </button>
    )}
  </header>
);

interface People {
  people: Person[];
  crews: Crew[];
  format: Format;
}

/** Loads the people, the active crews and the business's time format. */
const loadPeople = async (api: PeopleApi): Promise<Answer<People>> => {
  const [users, crews, settings] = await Promise.all([api.listUsers(), api.listCrews(), api.getSettings()]);
  if (!users.ok) return users;
  if (!crews.ok) return crews;
  if (!settings.ok) return settings;
  const { locale, time_zone: zone } = settings.value.business;
  const active = crews.value.items.filter((crew) => crew.active);
  const value = { people: users.value.items, crews: active, format: createFormat(locale, zone) };
  return { ok: true, value, replayed: false };
};
