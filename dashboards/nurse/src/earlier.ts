/** The sessions of the same patient before the one that is shown, and one of them to compare with. */
import { fetched } from "./actions.ts";
import type { Acts } from "./acts.ts";
import { h, type Part } from "./view.ts";
import type { History } from "./wire.ts";
import * as words from "./words.ts";

export interface Earlier {
  readonly session: string;
  readonly chair: string;
  readonly title: string;
  readonly stage: string;
  readonly startedAt: number;
  /** When the drug first ran; null where it never did. */
  readonly dosingAt: number | null;
}

/** What a session is compared with. */
export interface Compared {
  /** The session that is shown. */
  readonly session: string;
  readonly earlier: readonly Earlier[];
  /** Which of them is drawn beside it; null for none. */
  readonly chosen: string | null;
  /** Its course, once it is there. */
  readonly history: History | null;
  readonly refusal: string;
}

/** Another course, moved in time so that both begin together. */
export interface Shadow {
  readonly name: string;
  readonly history: History;
  /** To be added to its moments. */
  readonly shiftMs: number;
}

/** Asks which sessions went before the one at this chair. */
export async function fetchEarlier(chair: string, ask: typeof fetch = fetch): Promise<Compared | null> {
  const path = `/api/v1/chairs/${encodeURIComponent(chair)}/earlier`;
  const { told } = await fetched<{ session: string; earlier: Earlier[] }>(path, ask);
  return told === null ? null : { ...told, chosen: null, history: null, refusal: "" };
}

/** The same with the course of one of them, or of none. */
export async function choose(
  compared: Compared,
  chosen: string | null,
  ask: typeof fetch = fetch,
): Promise<Compared> {
  if (chosen === null) {
    return { ...compared, chosen, history: null, refusal: "" };
  }
  const { told, refusal } = await fetched<History>(
    `/api/v1/sessions/${encodeURIComponent(chosen)}/history`,
    ask,
  );
  return { ...compared, chosen, history: told, refusal };
}

/** The earlier course as it is drawn beside the present one: from the start of the drug where both had it. */
export function shadow(course: History, compared: Compared | null): Shadow | null {
  const history = compared?.session === course.session.id ? compared.history : null;
  if (history === null) {
    return null;
  }
  const [here, there] = [dosing(course), dosing(history)];
  const shiftMs = here === undefined || there === undefined ? course.from - history.from : here - there;
  return { name: words.shortDay(history.from), history, shiftMs };
}

function dosing(course: History): number | undefined {
  return course.stages.find(({ stage }) => stage === "dosing")?.from;
}

/** Where the earlier session is chosen; nothing where the patient has none. */
export function comparing(course: History, compared: Compared | null, acts: Acts): Part {
  if (compared?.session !== course.session.id || compared.earlier.length === 0) {
    return null;
  }
  const { chosen, earlier, history, refusal } = compared;
  const said = refusal !== ""
    ? refusal
    : chosen !== null && history === null
    ? "Fetching the course ..."
    : "";
  return h(
    "span",
    { key: "compare", class: "compare" },
    h(
      "label",
      {},
      "Compare with",
      h(
        "select",
        { input: (event) => acts.compare((event.target as HTMLSelectElement).value || null) },
        h("option", { value: "", selected: chosen === null }, "no earlier session"),
        ...earlier.map((each) => option(each, each.session === chosen)),
      ),
    ),
    chosen !== null &&
      h("button", {
        key: "record",
        click: () => acts.go({ page: "report", session: chosen }),
      }, "Its record"),
    h("span", { role: "status" }, said),
  );
}

function option({ session, startedAt, title, dosingAt }: Earlier, selected: boolean): Part {
  const dose = dosingAt === null ? ", without the drug" : "";
  return h(
    "option",
    { key: session, value: session, selected, translate: "no" },
    `${words.isoDay(startedAt)} ${words.clock(startedAt)}, ${title}${dose}`,
  );
}
