/** The auditor's page: who saw or did what. */
import type { Acts } from "./acts.ts";
import { mine } from "./signin.ts";
import type { State } from "./state.ts";
import { h, type Tag } from "./view.ts";
import { OWN_PAGE, type Who } from "./who.ts";

export interface Access {
  readonly at: number;
  readonly by: string;
  readonly account: string;
  readonly what: string;
  readonly chair: string;
  readonly whose: string;
  readonly from: string;
  readonly refused: boolean;
  /** How often since the last such line. */
  readonly times: number;
}

export interface Found {
  readonly accesses: readonly Access[];
  readonly more: boolean;
  readonly refusal: string;
}

const PATIENCE_MS = 20_000;
const DAY_MS = 86_400_000;

/** Whether this person sees no room, and has this page instead. */
export function seesNoRoom(who: Who | null): boolean {
  return who?.claimed === true && who.person !== null && !who.person.may.includes("see-room");
}

/** Searches; what is looked for never stands in an address. */
export async function search(form: FormData, fetcher: typeof fetch = fetch): Promise<Found> {
  const day = (name: string, days: number) => {
    const at = Date.parse(String(form.get(name) ?? ""));
    return Number.isNaN(at) ? {} : { [name]: at + days * DAY_MS };
  };
  const body = {
    words: String(form.get("words") ?? ""),
    refused: form.get("refused") !== null,
    ...day("from", 0),
    ...day("to", 1),
  };
  try {
    const answer = await fetcher("/api/v1/accesses", {
      method: "POST",
      headers: OWN_PAGE,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const told = await answer.json();
    return answer.ok
      ? { ...told, refusal: "" }
      : { accesses: [], more: false, refusal: String(told.error ?? `Refused (${answer.status}).`) };
  } catch (unreachable) {
    const why = (unreachable as Error).name;
    return { accesses: [], more: false, refusal: `The server did not answer (${why}).` };
  }
}

/** All there is for somebody who sees no room. */
export function auditPage(state: State, acts: Acts): Tag[] {
  const audits = state.who?.person?.may.includes("audit") === true;
  return [
    h(
      "header",
      { key: "top", class: "top" },
      h("div", { class: "line" }, h("h1", {}, "Who saw or did what")),
    ),
    h("div", { key: "bars", class: "bars" }),
    h(
      "main",
      { key: "audit", class: "audit" },
      audits
        ? h("section", { key: "search" }, questions(acts), answers(state))
        : h("p", {}, "Your role has nothing to see here."),
      h(
        "section",
        { key: "me", class: "sheet", "aria-label": "Who is here?" },
        h("h2", {}, "Who is here?"),
        ...mine(state, acts),
      ),
    ),
    h(
      "footer",
      { key: "foot", class: "foot" },
      state.desk.refusal === ""
        ? h("span", { key: "hint" }, "Searches stand in the record, too.")
        : h("span", { key: "refusal", role: "alert" }, state.desk.refusal),
    ),
  ];
}

function questions(acts: Acts): Tag {
  const day = (name: string, label: string) =>
    h("label", { key: name }, label, h("input", { name, type: "date" }));
  return h(
    "form",
    { key: "questions", class: "questions", submit: (form) => acts.search(form) },
    h(
      "label",
      { key: "words" },
      "Words: name, action, chair, patient, address",
      h("input", { name: "words" }),
    ),
    day("from", "From"),
    day("to", "To"),
    h("label", { key: "refused" }, h("input", { name: "refused", type: "checkbox" }), "Refused only"),
    h("button", { type: "submit", class: "main" }, "Search"),
  );
}

function answers(state: State): Tag {
  const found = state.found;
  if (found === null) {
    return h("p", { key: "none" }, "The last seven days, where no day is named.");
  }
  const told = found.refusal !== ""
    ? found.refusal
    : `${found.accesses.length} found${found.more ? ", and more: narrow it down" : ""}`;
  return h(
    "div",
    { key: "found", class: "found" },
    h("p", { role: "status" }, told),
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ...["When", "Who", "What", "Chair", "Whose", "From", "Note"].map((each) =>
            h("th", { scope: "col" }, each)
          ),
        ),
      ),
      h("tbody", {}, ...found.accesses.map(row)),
    ),
  );
}

function row(access: Access): Tag {
  const when = new Date(access.at).toISOString().replace("T", " ").slice(0, 19);
  const note = `${access.refused ? "refused" : ""}${access.times > 1 ? ` ${access.times} times` : ""}`;
  const cells = [when, access.by, access.what, access.chair, access.whose, access.from];
  return h(
    "tr",
    { class: access.refused ? "refused" : "" },
    ...cells.map((each) => h("td", { translate: "no" }, each)),
    h("td", {}, note.trim()),
  );
}
