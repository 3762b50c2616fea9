import { text as readText } from "node:stream/consumers";
import { Option, type Command } from "commander";
import { openApi, type Api, type Person } from "../api.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { CommandError, localProblem, UsageError } from "../command-error.ts";
import * as message from "../message/settings.ts";
import { tabulate } from "../show/table.ts";
import { width } from "../terminal.ts";

interface NewPerson extends OutputOptions {
  role: string;
  name: string;
  login: string;
  crew?: string;
  phone?: string;
  email?: string;
  passwordStdin?: true;
}

export const addUserCommands = (root: Command): void => {
  const users = root.command("users").description("People: who can sign in to the dashboard");

  addCommand(users, "add", {
    summary: "Add a person who can sign in",
    example: "users add --role crew --crew crew-1 --name Dana --login dana --password-stdin < password.txt",
  })
    .addOption(
      new Option("--role <role>", "what the person may do")
        .choices(["owner", "dispatcher", "crew"])
        .makeOptionMandatory(),
    )
    .requiredOption("--name <name>", "the name that others see")
    .requiredOption("--login <login>", "what the person types to sign in; it may be an email address")
    .option("--crew <id>", "the crew of a crew member")
    .option("--phone <phone>", "the number that gets alerts as texts")
    .option("--email <email>", "the address that gets alerts as emails")
    .option("--password-stdin", "read the password from standard input (12 characters or more)")
    .action(async ({ role, name, login, crew, phone, email, passwordStdin, ...options }: NewPerson) => {
      const password = await readPassword(passwordStdin);
      const api = await openApi();
      const person = await api.createUser({
        body: {
          role,
          name,
          login,
          password,
          ...(crew === undefined ? {} : { crew }),
          ...(phone === undefined ? {} : { phone }),
          ...(email === undefined ? {} : { email }),
        },
      });
      await printResult(options, person, () => message.personAdded(person.name, person.login));
    });

  addCommand(users, "list", { summary: "List everyone who can sign in", example: "users list" }).action(
    async (options: OutputOptions) => {
      const page = await (await openApi()).listUsers();
      await printResult(options, page, () => (page.items.length === 0 ? message.noPeople : peopleTable(page.items)));
    },
  );

  addCommand(users, "remove", {
    summary: "Remove a person and sign them out everywhere",
    example: "users remove dana",
  })
    .argument("<login>", "the person's login or id")
    .action(async (login: string, options: OutputOptions) => {
      const api = await openApi();
      const person = await findPerson(api, login);
      await api.removeUser({ id: person.id });
      await printResult(options, person, () => message.personRemoved(person.name));
    });

  addCommand(users, "password", {
    summary: "Set a person's password and sign them out everywhere",
    example: "users password dana --password-stdin < password.txt",
  })
    .argument("<login>", "the person's login or id")
    .option("--password-stdin", "read the password from standard input (12 characters or more)")
    .action(async (login: string, { passwordStdin, ...options }: OutputOptions & { passwordStdin?: true }) => {
      const password = await readPassword(passwordStdin);
      const api = await openApi();
      const person = await api.changeUser({ id: (await findPerson(api, login)).id, body: { password } });
      await printResult(options, person, () => message.passwordChanged(person.name));
    });
};

/** Reads a password from standard input. It is never an argument, because those show up in histories and process lists. */
const readPassword = async (stdin: true | undefined): Promise<string> => {
  if (stdin === undefined) throw new UsageError(message.passwordOnStdin);
  // Files and `echo` end with a line break that is not part of the password.
  return (await readText(process.stdin)).replace(/\r?\n$/, "");
};

const findPerson = async (api: Api, login: string): Promise<Person> => {
  const { items } = await api.listUsers();
  const person =
    items.find((user) => user.login === login.trim().toLowerCase()) ?? items.find(({ id }) => id === login);
  if (person === undefined) throw new CommandError(localProblem("not_found", message.unknownPerson(login)));
  return person;
};

const peopleTable = (people: Person[]): string =>
  tabulate(
    [{ least: 12 }, { least: 12 }, {}, {}, {}],
    people.map(({ name, login, role, crew, id }) => [name, login, message.roles[role], crew ?? "", id]),
    width(),
  ).join("\n");
