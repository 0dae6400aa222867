/** The administrator's page: accounts, screens on the wall, programs, devices. A secret is shown once. */
import type { Acts } from "./acts.ts";
import { checked, choice, field } from "./form.ts";
import type { State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import { OWN_PAGE } from "./who.ts";

export interface Row {
  readonly name: string;
  readonly about: string;
  /** "" where it counts. */
  readonly state: string;
}

export type Kind = "accounts" | "screens" | "programs" | "devices";

export interface Administered {
  readonly rows: Readonly<Record<Kind, readonly Row[]>>;
  /** The secret that was just made; "" for none. */
  readonly secret: string;
  readonly refusal: string;
}

const PATH = "/api/v1/administration";
const PATIENCE_MS = 10_000;
const NOTHING: Administered = {
  rows: { accounts: [], screens: [], programs: [], devices: [] },
  secret: "",
  refusal: "",
};

/** Does a step, where one is named, and reads how it stands then. */
export async function administer(
  step: string,
  body: Record<string, string>,
  fetcher: typeof fetch = fetch,
): Promise<Administered> {
  const signal = () => AbortSignal.timeout(PATIENCE_MS);
  try {
    let made = { secret: "", error: "" };
    if (step !== "") {
      const answer = await fetcher(`${PATH}/${step}`, {
        method: "POST",
        headers: OWN_PAGE,
        body: JSON.stringify(body),
        signal: signal(),
      });
      made = { ...made, ...await answer.json() };
    }
    const list = await fetcher(PATH, { signal: signal() });
    const told = await list.json();
    return list.ok
      ? { rows: told, secret: made.secret, refusal: made.error }
      : { ...NOTHING, refusal: String(told.error) };
  } catch (unreachable) {
    return { ...NOTHING, refusal: `The server did not answer (${(unreachable as Error).name}).` };
  }
}

/** Nothing before the server has said what there is: whoever is to sign in first is offered nothing else. */
export function administrationPage(state: State, acts: Acts): Tag {
  const known = state.administered;
  if (known === null) {
    return h("div", { key: "administration", class: "administration" });
  }
  return h(
    "div",
    { key: "administration", class: "administration" },
    known.refusal !== "" && h("p", { key: "refusal", class: "refusal", role: "alert" }, known.refusal),
    known.secret !== "" && h(
      "p",
      { key: "secret", class: "secret", role: "status" },
      "Shown this once: ",
      h("code", { translate: "no" }, known.secret),
    ),
    part("accounts", "Accounts", known, acts, accountForm(acts)),
    part(
      "screens",
      "Screens on the wall",
      known,
      acts,
      screenForm(state, acts),
    ),
    part("programs", "Programs", known, acts, programForm(acts)),
    part("devices", "Tokens of devices", known, acts, nameForm(acts, "devices", "Device", "Make a token")),
  );
}

function part(kind: Kind, title: string, known: Administered, acts: Acts, form: Tag): Tag {
  return h(
    "section",
    { key: kind, class: "sheet", "aria-label": title },
    h("h2", {}, title),
    h("ul", {}, ...known.rows[kind].map((row, index) => entry(kind, row, index, acts))),
    form,
  );
}

function entry(kind: Kind, row: Row, index: number, acts: Acts): Tag {
  const body = kind === "accounts" ? { account: row.name } : { name: row.name };
  const does = (step: string, label: string): Part =>
    h("button", {
      key: step,
      "aria-label": `${label} ${row.name}`,
      click: () => acts.administer(`${kind}/${step}`, body),
    }, label);
  const over = row.state.startsWith("revoked");
  return h(
    "li",
    { key: `${row.name} ${index}`, class: row.state === "" ? "" : "over" },
    h(
      "span",
      {},
      h("span", { translate: "no" }, row.name),
      h("small", {}, " ", row.about, " ", row.state),
    ),
    kind === "accounts" &&
      does(row.state === "" ? "disable" : "enable", row.state === "" ? "Disable" : "Enable"),
    kind === "programs" && !over && does("rotate", "New token"),
    kind !== "accounts" && !over && does("revoke", "Revoke"),
  );
}

function accountForm(acts: Acts): Tag {
  return h(
    "form",
    {
      submit: (form) =>
        acts.administer("accounts/add", {
          account: checked(form, "new account"),
          name: checked(form, "new name"),
          roles: checked(form, "new roles"),
          password: String(form.get("new password") ?? ""),
        }),
    },
    field(acts, "new account", "Account"),
    field(acts, "new name", "Name"),
    field(acts, "new roles", "Roles, such as nurse or charge-nurse@East, biomed"),
    field(acts, "new password", "First password", { type: "password", autocomplete: "new-password" }),
    h("button", { type: "submit", class: "main" }, "Add account"),
  );
}

function nameForm(acts: Acts, kind: Kind, label: string, button: string): Tag {
  const name = `new ${kind}`;
  return h(
    "form",
    { submit: (form) => acts.administer(`${kind}/add`, { name: checked(form, name) }) },
    field(acts, name, label),
    h("button", { type: "submit", class: "main" }, button),
  );
}

/** A screen shows one room, or all. */
function screenForm(state: State, acts: Acts): Tag {
  const rooms: [string, string][] = [
    ["", "All rooms"],
    ...state.rooms.map(({ name }): [string, string] => [name, name]),
  ];
  return h(
    "form",
    {
      submit: (form) =>
        acts.administer("screens/add", { name: checked(form, "new screens"), room: checked(form, "room") }),
    },
    field(acts, "new screens", "Where it hangs"),
    state.rooms.length > 1 && choice(acts, "room", "Which room is shown", rooms, state.desk.draft.room ?? ""),
    h("button", { type: "submit", class: "main" }, "Make a code"),
  );
}

function programForm(acts: Acts): Tag {
  return h(
    "form",
    {
      submit: (form) =>
        acts.administer("programs/add", {
          name: checked(form, "new program"),
          scopes: checked(form, "scopes"),
          jwksUrl: checked(form, "keys at"),
        }),
    },
    field(acts, "new program", "Program"),
    field(acts, "scopes", "Scopes: system/*.rs, metrics", { value: "system/*.rs" }),
    field(acts, "keys at", "Where its public keys are (https), if it signs who it is"),
    h("button", { type: "submit", class: "main" }, "Add program"),
  );
}
