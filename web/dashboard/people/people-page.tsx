import { useCallback, useEffect, useState } from "preact/hooks";
import type { Problem } from "../../../http/client.ts";
import type { Browser } from "../../shared/browser.ts";
import { createFormat, type Format } from "../../shared/format.ts";
import * as message from "#message/team.ts";
import * as staff from "#message/staff.ts";
import { followHere, type Navigation } from "../navigation.ts";
import { AddPerson } from "./add-person.tsx";
import type { Crew, PeopleApi, Person } from "./people-api.ts";
import { PersonRow } from "./person-row.tsx";
import { problemText } from "../form/problem-text.ts";
import { UndoBar, type Undoable } from "../page/undo-bar.tsx";

export interface PeoplePageProps {
  api: PeopleApi;
  navigation: Pick<Navigation, "go" | "href">;
  browser: Pick<Browser, "now">;
  me: { id: string; role: "owner" | "dispatcher" | "crew" };
  /** Nobody is signed in any more: to the sign-in. */
  signIn: () => void;
}

/** Who may sign in: list, add, change, a lost phone signed out, remove. */
export const PeoplePage = ({ api, navigation, browser, me, signIn }: PeoplePageProps) => {
  const [people, setPeople] = useState<Person[] | null>(null);
  const [crews, setCrews] = useState<Crew[]>([]);
  const [format, setFormat] = useState<Format | null>(null);
  const [trouble, setTrouble] = useState("");
  const [open, setOpen] = useState<string | null>(null);
  const [done, setDone] = useState<Undoable | null>(null);
  const closeBar = useCallback(() => setDone(null), []);

  const load = useCallback(async () => {
    setTrouble("");
    const [users, known, settings] = await Promise.all([api.listUsers(), api.listCrews(), api.getSettings()]);
    if (users.ok && known.ok && settings.ok) {
      const { locale, time_zone } = settings.value.business;
      setFormat(createFormat(locale, time_zone));
      setPeople(users.value.items);
      setCrews(known.value.items.filter(({ active }) => active));
      return;
    }
    const refused = [users, known, settings].find((answer) => !answer.ok);
    const problem: Problem | null = refused?.ok === false ? refused.problem : null;
    if (problem?.code === "sign_in_required") signIn();
    else setTrouble(problemText(problem));
  }, [api, signIn]);
  useEffect(() => void load(), [load]);

  if (people === null || format === null) {
    return (
      <main class="page" aria-busy={trouble === ""}>
        <h1>{message.title}</h1>
        {trouble === "" ? (
          <p class="page-late quiet">{message.loading}</p>
        ) : (
          <section class="page-card" role="alert">
            <h2>{message.failed}</h2>
            <p class="quiet">{trouble}</p>
            <button type="button" class="plain" onClick={() => void load()}>
              {staff.retry}
            </button>
          </section>
        )}
      </main>
    );
  }

  const replace = (person: Person) =>
    setPeople((now) => now?.map((one) => (one.id === person.id ? person : one)) ?? null);
  const isOwner = me.role === "owner";
  return (
    <main class="page">
      <header class="page-head">
        <div>
          <h1>{message.title}</h1>
          <p class="quiet">{isOwner ? message.lead : message.readOnly}</p>
          {isOwner && (
            <a
              class="bare"
              href={navigation.href({ place: "activity" })}
              onClick={followHere(() => navigation.go({ place: "activity" }))}
            >
              {message.activity}
            </a>
          )}
        </div>
        {isOwner && open !== "new" && (
          <button type="button" class="act" onClick={() => setOpen("new")}>
            {message.add}
          </button>
        )}
      </header>
      {open === "new" && (
        <AddPerson
          api={api}
          crews={crews}
          close={() => setOpen(null)}
          added={(person) => setPeople([...people, person])}
        />
      )}
      <ul class="page-list">
        {people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            isMe={person.id === me.id}
            mayChange={isOwner}
            crews={crews}
            momentText={(at) => format.moment(Date.parse(at), browser.now())}
            api={api}
            account={{
              href: navigation.href({ place: "account" }),
              onClick: followHere(() => navigation.go({ place: "account" })),
            }}
            open={open === person.id}
            setOpen={(yes) => setOpen(yes ? person.id : null)}
            changed={replace}
            removed={() => setPeople((now) => now?.filter(({ id }) => id !== person.id) ?? null)}
            onNotify={setDone}
          />
        ))}
      </ul>
      {people.length === 1 && open !== "new" && <p class="quiet page-empty">{message.onlyYou}</p>}
      <UndoBar done={done} close={closeBar} />
    </main>
  );
};
