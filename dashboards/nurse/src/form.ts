/** The pieces of the sheet's forms. */
import type { Acts } from "./acts.ts";
import type { Patient } from "./actions.ts";
import type { State } from "./state.ts";
import { h, type Tag } from "./view.ts";

/** A labelled field that must be filled. */
export function field(
  acts: Acts,
  name: string,
  label: string,
  attributes: Record<string, unknown> = {},
): Tag {
  return h(
    "label",
    { key: name },
    label,
    h("input", {
      name,
      required: true,
      autocomplete: "off",
      ...attributes,
      input: (event: Event) => acts.draft(name, (event.target as HTMLInputElement).value),
    }),
  );
}

/** One of several; `chosen` holds against any redrawing of the form. Without it nothing is chosen beforehand. */
export function choice(
  acts: Acts,
  name: string,
  label: string,
  options: [string, string][],
  chosen: string | undefined,
): Tag {
  return h(
    "label",
    { key: name },
    label,
    h(
      "select",
      {
        name,
        required: !options.some(([value]) => value === ""),
        input: (event: Event) => acts.draft(name, (event.target as HTMLSelectElement).value),
      },
      ...options.map(([value, title]) =>
        h("option", { key: value, value, selected: value === chosen }, title)
      ),
    ),
  );
}

/** What a picker offers: its value, how it is called, and whether that is a name and not to be translated. */
export type Offer = readonly [value: string, title: string, name?: boolean];

/** A choice in the bar at the top, which takes effect at once. */
export function picker(
  key: string,
  label: string,
  offers: readonly Offer[],
  chosen: string,
  pick: (value: string) => void,
): Tag {
  return h(
    "select",
    {
      key,
      "aria-label": label,
      input: (event: Event) => pick((event.target as HTMLSelectElement).value),
    },
    ...offers.map(([value, title, name]) =>
      h("option", { key: value, value, selected: value === chosen, translate: name ? "no" : "yes" }, title)
    ),
  );
}

export function namesAndId(acts: Acts, id = ""): Tag[] {
  return [
    field(acts, "patient", "Patient id", { value: id }),
    field(acts, "family", "Family name"),
    field(acts, "given", "Given name"),
  ];
}

/** What the form says, without the blanks around it. */
export function checked(form: FormData, name: string): string {
  return String(form.get(name) ?? "").trim();
}

export function patientOf(form: FormData): Patient {
  return {
    id: checked(form, "patient"),
    authority: "",
    family: checked(form, "family"),
    given: checked(form, "given"),
  };
}

/** "0.5 mg/kg x 70 kg = 35 mg over 40 min", for the nurse to check against the order. */
export function dosePreview(state: State): string {
  const { weight, protocol } = state.desk.draft;
  const chosen = state.protocols.find((each) => each.id === protocol) ?? state.protocols[0];
  const kg = Number(weight);
  if (chosen === undefined || chosen.mgPerKg === null || weight === undefined || !(kg > 0)) {
    return "";
  }
  const mg = Math.round(chosen.mgPerKg * kg * 10) / 10;
  const over = chosen.doseMinutes === null ? "" : ` over ${chosen.doseMinutes} min`;
  return `${chosen.mgPerKg} mg/kg × ${kg} kg = ${mg} mg${over}`;
}
