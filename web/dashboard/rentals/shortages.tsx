import * as message from "#message/rentals.ts";
import { linkTo, type Navigation } from "../navigation.ts";
import { shortagesOf, type Conflict, type Fleet, type RentedJob, type Shortage } from "./fleet.ts";

interface Props {
  fleet: Fleet;
  jobs: readonly RentedJob[];
  navigation: Pick<Navigation, "go" | "href">;
  dayText: (day: string) => string;
}

/** What the office has to solve, each once, with its ways out. */
export const Shortages = ({ fleet, jobs, navigation, dayText }: Props) => {
  const open = (job: string) => linkTo(navigation, { place: "jobs", job });
  return (
    <>
      {shortagesOf(fleet).map((one) => (
        <Notice key={one.type.id} text={shortText(one, dayText)}>
          {one.late?.job !== undefined && (
            <a class="plain" {...open(one.late.job)}>
              {message.setPickup(one.late.id)}
            </a>
          )}
          {one.job !== null && (
            <a class="plain" {...open(one.job)}>
              {message.moveJob(jobs.find(({ id }) => id === one.job)?.customer?.name ?? one.job)}
            </a>
          )}
        </Notice>
      ))}
      {fleet.conflicts.map((one) =>
        one.kind === "short" ? null : <UnitConflict key={keyOf(one)} {...{ one, open, dayText }} />,
      )}
    </>
  );
};

interface UnitConflictProps {
  one: Exclude<Conflict, { kind: "short" }>;
  open: (job: string) => ReturnType<typeof linkTo>;
  dayText: (day: string) => string;
}

const UnitConflict = ({ one, open, dayText }: UnitConflictProps) =>
  one.kind === "no_unit" ? (
    <Notice text={message.noUnit}>
      <a class="plain" {...open(one.job)}>
        {message.chooseUnit}
      </a>
    </Notice>
  ) : (
    <Notice text={message.unitTwice(one.unit, dayText(one.day))}>
      {one.jobs.slice(0, 2).map((job) => (
        <a key={job} class="plain" {...open(job)}>
          {message.openJob}
        </a>
      ))}
    </Notice>
  );

const Notice = ({ text, children }: { text: string; children: preact.ComponentChildren }) => (
  <section class="rentals-notice">
    <p>{text}</p>
    <div class="rentals-ways">{children}</div>
  </section>
);

const shortText = ({ type, day, missing, more }: Shortage, dayText: (day: string) => string): string =>
  [message.short(missing, type.name, dayText(day)), ...(more > 0 ? [message.moreShort(more)] : [])].join(" ");

const keyOf = (one: Exclude<Conflict, { kind: "short" }>): string =>
  one.kind === "no_unit" ? `no_unit ${one.job}` : `${one.unit} ${one.day}`;
