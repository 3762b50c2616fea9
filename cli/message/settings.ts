/** What the commands for settings, days, crews, people and the sample day print, in English. */
export const stopsOnDay = (count: number, day: string) =>
  count === 1
    ? `1 stop on ${day}. Move it first, or close the day anyway.`
    : `${count} stops on ${day}. Move them first, or close the day anyway.`;
export const closingQuestion = "Close the day anyway? yes or no";
export const closingOption = "--yes closes the day anyway. tailboard jobs list --day DAY lists its jobs.";
export const nothingSaved = "Nothing was saved.";
export const closed = "closed";
export const booked = (taken: number, capacity: number) => `${taken} of ${capacity} booked`;
export const windowsOrClosed = "Use either --windows or --closed.";
export const dayFormat = "This day does not exist. Write it as 2026-11-27.";

export const confirmed = "Confirmed: the services, prices and hours are yours. The pages no longer call them samples.";
export const stillSample = "Services and prices are samples. Set your own, then run: tailboard settings confirm";
export const currencyChange = (from: string, to: string) =>
  `Prices are in ${from}. To change to ${to}, either keep the numbers (600 ${from} becomes 600 ${to}), or clear the prices and set new ones.`;
export const currencyOptions = "Run the command again with --prices keep or --prices clear.";
export const currencyQuestion = "keep or clear";
export const currencyAnswer = (answer: string) => `"${answer}" is neither keep nor clear. ${nothingSaved}`;

export const lineFormat = (line: string) =>
  `"${line}" is not a setting. Write it as path=value, as in business.name="Coastline Hauling".`;
export const unknownSetting = (path: string) =>
  `There is no setting "${path}". Run tailboard settings show to list them.`;
export const notJson = (path: string) => `The value of ${path} is not valid JSON.`;
export const serviceFormat = (id: string) =>
  `Write services.${id} as JSON in braces, or as none to remove the service.`;
export const wholeNumber = (path: string, text: string, optional: boolean) =>
  `${path} must be a whole number${optional ? " or none" : ""}, not "${text}".`;
export const decimal = (path: string, text: string) =>
  `${path} must be a number with at most three decimals, not "${text}".`;
export const yesOrNo = (path: string, text: string) => `${path} must be yes or no, not "${text}".`;

export const crewAdded = (name: string, id: string) => `Added ${name} (${id}).`;
export const crewInactive = "not active";
export const noCrews = 'No crews yet. Add one: tailboard crews add --id crew-2 --name "Ana\'s crew"';

export const roles = { owner: "Owner", dispatcher: "Dispatcher", crew: "Crew" };
export const personAdded = (name: string, login: string) => `${name} can now sign in as ${login}.`;
export const personRemoved = (name: string) => `Removed ${name} and signed them out everywhere.`;
export const passwordChanged = (name: string) =>
  `${name} has a new password. They were signed out everywhere and need to sign in again.`;
export const noPeople =
  "No one can sign in yet. Open the link that tailboard serve prints, or run: tailboard users add --help";
export const unknownPerson = (login: string) =>
  `No person has the login or id "${login}". Run tailboard users list to see everyone.`;
export const passwordOnStdin =
  "Send the password on standard input and add --password-stdin. This keeps it out of the shell's history.";

export const sampleDayAdded = (jobs: number, day: string) =>
  `${jobs} sample jobs are on the board, around ${day}. Remove them with: tailboard demo --remove`;
export const sampleDayRemoved = (removed: number) =>
  removed === 0 ? "There is no sample day to remove." : `Removed ${removed} sample jobs.`;
