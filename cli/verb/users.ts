import { text } from "node:stream/consumers";
import { Option, type Command } from "commander";
import { Failed, localProblem, UsageError } from "../failure.ts";
import * as message from "../message.ts";
import { openApi, type Api, type Person } from "../api.ts";
import { tabulate } from "../show/column.ts";
import { width } from "../terminal.ts";
import { reply, verb, type Said } from "../verb.ts";

export const userVerbs = (root: Command): void => {
  const users = root.command("users").description("People: who may sign in to the dashboard");

  verb(users, "add", {
    summary: "Let somebody sign in",
    example: "users add --role crew --crew crew-1 --name Dana --login dana --password-stdin < password.txt",
  })
    .addOption(
      new Option("--role <role>", "what they may do").choices(["owner", "dispatcher", "crew"]).makeOptionMandatory(),
    )
    .requiredOption("--name <name>", "as others read it")
    .requiredOption("--login <login>", "what they type to sign in; an email address is fine")
    .option("--crew <id>", "the crew that a crew member works in")
    .option("--password-stdin", "read the password from standard input (12 characters or more)")
    .action(async ({ role, name, login, crew, passwordStdin, ...options }: Said & Added) => {
      const password = await readPassword(passwordStdin);
      const added = await (
        await openApi()
      ).createUser({ role, name, login, password, ...(crew === undefined ? {} : { crew }) });
      await reply(options, added, () => message.personAdded(added.name, added.login));
    });

  verb(users, "list", { summary: "Everybody who may sign in", example: "users list" }).action(async (options: Said) => {
    const page = await (await openApi()).users();
    await reply(options, page, () => (page.items.length === 0 ? message.noPeople : table(page.items)));
  });

  verb(users, "remove", { summary: "Remove somebody; they are signed out everywhere", example: "users remove dana" })
    .argument("<login>", "their login, or their id")
    .action(async (login: string, options: Said) => {
      const api = await openApi();
      const person = await find(api, login);
      await api.removeUser(person.id);
      await reply(options, person, () => message.personRemoved(person.name));
    });

  verb(users, "password", {
    summary: "Give somebody a new password; they sign in again everywhere",
    example: "users password dana --password-stdin < password.txt",
  })
    .argument("<login>", "their login, or their id")
    .option("--password-stdin", "read the password from standard input (12 characters or more)")
    .action(async (login: string, { passwordStdin, ...options }: Said & { passwordStdin?: true }) => {
      const password = await readPassword(passwordStdin);
      const api = await openApi();
      const changed = await api.changeUser((await find(api, login)).id, { password });
      await reply(options, changed, () => message.passwordChanged(changed.name));
    });
};

interface Added {
  role: string;
  name: string;
  login: string;
  crew?: string;
  passwordStdin?: true;
}

/** Never an argument: arguments stand in the shell's history and in the list of processes. */
const readPassword = async (stdin: true | undefined): Promise<string> => {
  if (stdin === undefined) throw new UsageError(message.passwordByPipe);
  // Files and `echo` end with a line end that nobody meant.
  return (await text(process.stdin)).replace(/\r?\n$/, "");
};

const find = async (api: Api, login: string): Promise<Person> => {
  const { items } = await api.users();
  const found =
    items.find((person) => person.login === login.trim().toLowerCase()) ?? items.find(({ id }) => id === login);
  if (found === undefined) throw new Failed(localProblem("not_found", message.nobody(login)));
  return found;
};

const table = (people: Person[]): string =>
  tabulate(
    [{ least: 12 }, { least: 12 }, {}, {}, {}],
    people.map(({ name, login, role, crew, id }) => [name, login, message.roles[role], crew ?? "", id]),
    width(),
  ).join("\n");
