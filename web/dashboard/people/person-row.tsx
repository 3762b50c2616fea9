import * as message from "#message/team.ts";
import * as staff from "#message/staff.ts";
import { ChangePerson } from "./change-person.tsx";
import type { Crew, PeopleApi, Person } from "./people-api.ts";
import type { Undoable } from "../page/undo-bar.tsx";

interface Props {
  person: Person;
  isMe: boolean;
  mayChange: boolean;
  crews: Crew[];
  /** An instant as text in the business's time zone. */
  momentText: (at: string) => string;
  api: PeopleApi;
  account: { href: string; onClick: (event: MouseEvent) => void };
  open: boolean;
  setOpen: (open: boolean) => void;
  changed: (person: Person) => void;
  removed: () => void;
  onNotify: (done: Undoable) => void;
}

export const PersonRow = ({ open, setOpen, ...props }: Props) => {
  const { person, isMe, mayChange, crews, momentText } = props;
  const crew = crews.find(({ id }) => id === person.crew)?.name ?? person.crew ?? "";
  return (
    <li data-person={person.login}>
      <div class="page-item">
        <div>
          <b>{person.name}</b> {isMe && <span class="page-tag">{message.you}</span>}
          <span class="small quiet block">{person.login}</span>
          {person.devices !== undefined && (
            <span class="small quiet block" data-seen>
              {message.signedInOn(person.devices)}
              {typeof person.last_seen_at === "string" && ` · ${message.lastSeen(momentText(person.last_seen_at))}`}
            </span>
          )}
        </div>
        <span class="page-role">{person.role === "crew" ? message.inCrew(crew) : message.roles[person.role]}</span>
        {mayChange && (
          <button
            type="button"
            class="plain"
            aria-expanded={open}
            aria-label={open ? staff.close : message.changePerson(person.name)}
            onClick={() => setOpen(!open)}
          >
            {open ? staff.close : message.change}
          </button>
        )}
      </div>
      {open && <ChangePerson {...props} close={() => setOpen(false)} />}
    </li>
  );
};
