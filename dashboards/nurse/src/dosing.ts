/** While the drug runs: how much is in, and whether the pump does what was ordered. */
import { h, type Part, type Tag } from "./view.ts";
import type { Session } from "./session.ts";
import type { Chair } from "./wire.ts";
import * as words from "./words.ts";

export function dosing(chair: Chair, session: Session): Tag {
  const { dose } = session;
  const fraction = Math.min(1, Math.max(0, dose.fraction ?? 0));
  return h(
    "section",
    { key: "dosing", class: "dosing", "aria-label": "Dose" },
    h(
      "p",
      { class: "big" },
      words.dose(session) || "Dose not known",
      h(
        "small",
        {},
        dose.givenMgPerKg === null ? "" : ` ${words.decimal(dose.givenMgPerKg.toFixed(2))} mg/kg`,
      ),
    ),
    h("div", { class: "gauge", vars: { "--given": String(fraction) } }),
    h(
      "dl",
      {},
      ...pair("Planned rate", millilitres(dose.plannedMlPerHour, "mL/h")),
      ...pair("Pump", chair.pump === null ? "not heard" : words.pump(chair.pump)),
      ...pair("Volume in", `${millilitres(dose.infusedMl, "mL")} of ${millilitres(dose.plannedMl, "mL")}`),
      ...pair("Planned time", session.plannedDoseMinutes === null ? "" : `${session.plannedDoseMinutes} min`),
    ),
    startedAgainst(session),
    cautions(session),
  );
}

function pair(name: string, value: string): Tag[] {
  return [h("dt", { key: `name ${name}` }, name), h("dd", { key: name }, value)];
}

function millilitres(value: number | null, unit: string): string {
  return value === null ? words.DASHES : `${words.decimal(String(Math.round(value * 10) / 10))} ${unit}`;
}

function startedAgainst(session: Session): Part {
  if (session.startedAgainst.length === 0) {
    return null;
  }
  return h(
    "div",
    { key: "against", class: "against" },
    h("h3", {}, "! Started although not cleared"),
    h("ul", {}, ...session.startedAgainst.map((what) => h("li", { key: what }, what))),
  );
}

/** What is to be remembered all through the session. */
export function cautions(session: Session): Part {
  const known = session.findings.filter((finding) => finding.bearing === "caution");
  return known.length === 0 ? null : h(
    "div",
    { key: "cautions", class: "cautions" },
    h("h3", {}, "! Remember"),
    h("ul", {}, ...known.map((finding) => h("li", { key: finding.id }, finding.text))),
  );
}
