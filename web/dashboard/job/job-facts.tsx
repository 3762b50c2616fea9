import type { ComponentChildren } from "preact";
import type { Job } from "../../../http/api-client.ts";
import { jobTexts } from "../../../domain/job-text.ts";
import { windowText } from "../../shared/format.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { CopyButton } from "../copy-button.tsx";
import { dialLink, directionsLink, phoneText } from "./value-text.ts";
import { nextVisit, shownVisit } from "./visit.ts";

interface Props {
  app: AppContext;
  job: Job;
  changeLink: (action: "revoke" | "replace") => void;
  /** Opens the choice of a crew for the next visit. */
  assign: () => void;
}

/** The facts of a job, in the order in which people ask for them on the phone. */
export const JobFacts = ({ app, job, changeLink, assign }: Props) => {
  const { format } = app;
  const { day, window } = shownVisit(job);
  return (
    <dl class="panel-facts">
      <Fact term={message.where}>
        <Address job={job} />
      </Fact>
      {/* Several visits have their own list. */}
      {job.visits.length === 1 && (
        <>
          <Fact term={message.when}>
            {day === null
              ? staff.notScheduled
              : `${format.day(day)}, ${window === null ? staff.anyTime : windowText(window)}`}
          </Fact>
          <Fact term={message.crew}>
            <Crew {...{ app, job, assign }} />
          </Fact>
        </>
      )}
      <Fact term={message.what}>
        <What job={job} />
      </Fact>
      <Fact term={message.customer}>
        <Customer customer={job.customer} />
      </Fact>
      <Fact term={message.link}>
        <Link {...{ job, changeLink }} />
      </Fact>
      {jobTexts.map(
        (name) =>
          typeof job[name] === "string" && (
            <Fact key={name} term={staff.jobTexts[name].label}>
              <bdi class="lines">{job[name]}</bdi>
            </Fact>
          ),
      )}
    </dl>
  );
};

const Fact = ({ term, children }: { term: string; children: ComponentChildren }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);

const Address = ({ job: { location } }: { job: Job }) => (
  <>
    <bdi>
      {location.street}, {[location.city, location.state].filter(Boolean).join(", ")} {location.postal_code}
    </bdi>{" "}
    <a
      href={directionsLink([location.street, location.city, location.state, location.postal_code])}
      target="_blank"
      rel="noreferrer"
    >
      {message.directions}
    </a>
    {location.notes !== undefined && (
      <p class="quiet">
        <bdi>{location.notes}</bdi>
      </p>
    )}
  </>
);

/** The crew of the next visit, with the button that changes it while the job is open. */
const Crew = ({ app, job, assign }: Omit<Props, "changeLink">) => {
  const { crew } = shownVisit(job);
  const isOpen = nextVisit(job) !== undefined && job.status !== "cancelled" && job.status !== "completed";
  return (
    <>
      <bdi>{crew === null ? staff.unassigned : app.crewName(crew)}</bdi>
      {isOpen && (
        <>
          {" "}
          <button type="button" class="bare" onClick={assign}>
            {crew === null ? message.assign : message.changeCrew}
          </button>
        </>
      )}
    </>
  );
};

const What = ({ job }: { job: Job }) => (
  <>
    {job.service.name}
    {job.items.length > 0 && (
      <span class="quiet">
        {" "}
        · {job.items.map(({ label, quantity }) => (quantity === 1 ? label : `${quantity} × ${label}`)).join(", ")}
      </span>
    )}
  </>
);

const Customer = ({ customer }: { customer: Job["customer"] }) => (
  <>
    {customer?.phone === undefined ? (
      <span class="quiet">{message.noPhone}</span>
    ) : (
      <a href={dialLink(customer.phone)} class="num">
        {phoneText(customer.phone)}
      </a>
    )}
    {customer?.email !== undefined && (
      <>
        {" · "}
        <bdi>{customer.email}</bdi>
      </>
    )}
  </>
);

const Link = ({ job, changeLink }: Pick<Props, "job" | "changeLink">) => {
  if (job.tracking_url === undefined || job.link !== "live") {
    return (
      <>
        <span class="quiet">{job.link === "expired" ? message.linkExpired : message.linkRevoked}</span>{" "}
        <button type="button" class="bare" onClick={() => changeLink("replace")}>
          {message.makeLink}
        </button>
      </>
    );
  }
  return (
    <div class="link-ways">
      <CopyButton text={job.tracking_url} label={message.copyLink} />
      <button type="button" class="bare" onClick={() => changeLink("replace")}>
        {message.replace}
      </button>
      <button type="button" class="bare" onClick={() => changeLink("revoke")}>
        {message.revoke}
      </button>
      {job.source === "import" && <p class="quiet small">{message.linkImported}</p>}
    </div>
  );
};
