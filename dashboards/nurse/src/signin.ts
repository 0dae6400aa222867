/** The page to sign in, and the sheet of whoever is signed in: lock, unlock, change, leave. */
import type { Acts } from "./acts.ts";
import { checked, field } from "./form.ts";
import { handOverButton } from "./nurses.ts";
import { CAUTION } from "./page.ts";
import { pagerPart } from "./pager.ts";
import { reviews } from "./review.ts";
import type { State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import { isWall, mustSignIn, type Who } from "./who.ts";

/** All there is before somebody signs in. */
export function signInPage(state: State, acts: Acts): Tag[] {
  return [
    h(
      "header",
      { key: "top", class: "top" },
      h("div", { class: "line" }, h("h1", {}, state.who?.room ?? "")),
    ),
    h("div", { key: "bars", class: "bars" }),
    h(
      "main",
      { key: "sign in", class: "signin" },
      h("h2", {}, "Sign in to see the room"),
      hospital(state, acts),
      passwordForm(state, acts, ""),
      ...(state.who?.hints ?? []).map(({ account, password }) =>
        h(
          "button",
          { key: account, click: () => acts.identify("", { account, password }) },
          `Sign in as ${account}`,
        )
      ),
      codeForm(acts),
      lookButtons(state, acts),
    ),
    h("footer", { key: "foot", class: "foot" }, h("span", {}, CAUTION)),
  ];
}

/** What whoever is here can do about that. */
export function mine(state: State, acts: Acts): (Part | false)[] {
  const { who } = state;
  if (who?.person == null) {
    return [];
  }
  if (isWall(who)) {
    return [
      h("p", {}, `${who.person.name}: a screen on the wall. Sign in to do something.`),
      lookButtons(state, acts),
      passwordForm(state, acts, ""),
    ];
  }
  return who.locked
    ? [
      h("p", {}, "Alarms are shown and sound. Unlock this screen to do something."),
      ...who.pins.map(({ account, name }) => pinForm(account, name, acts)),
      hospital(state, acts),
      h("h3", {}, "With a password"),
      passwordForm(state, acts, who.person.account),
      leave(acts),
    ]
    : [
      h("p", {}, `${who.person.name}, ${who.person.roles.join(", ")}`),
      handOverButton(state, acts),
      h("button", { key: "lock", class: "main", click: () => acts.identify("lock", {}) }, "Lock this screen"),
      who.person.may.includes("administer") &&
      h(
        "button",
        { key: "administration", click: () => acts.go({ page: "administration" }) },
        "Administration",
      ),
      changeForm(
        acts,
        "pin",
        "PIN for locked screens, 4 to 12 digits",
        "Set PIN",
        who.person.password ?? true,
      ),
      who.person.password !== false &&
      changeForm(acts, "password", "New password, 12 characters or more", "Change password", true),
      pagerPart(state, Date.now(), acts),
      emergency(who, acts),
      lookButtons(state, acts),
      leave(acts),
    ];
}

/** Another light in the room, another language; both are remembered at this screen. */
export function lookButtons(state: State, acts: Acts): Tag {
  const theme = state.desk.theme === "dark" ? "light" : "dark";
  const language = state.desk.language === "en" ? "es" : "en";
  return h(
    "div",
    { key: "look", class: "buttons" },
    reviews(state.who) && h("button", { key: "review", click: () => acts.go({ page: "review" }) }, "Review"),
    h("button", { key: "theme", click: () => acts.theme(theme) }, `Make this screen ${theme}`),
    h(
      "button",
      { key: "language", lang: language, translate: "no", click: () => acts.language(language) },
      language === "es" ? "Español" : "English",
    ),
  );
}

/** More than the role allows, for a while, with a reason that is read later. */
function emergency(who: Who, acts: Acts): Part {
  if (!who.person?.may.includes("break-glass")) {
    return null;
  }
  return h(
    "form",
    {
      key: "emergency",
      submit: (form) => acts.identify("emergency", { reason: checked(form, "emergency") }),
    },
    h("h3", {}, "Emergency"),
    h(
      "p",
      {},
      "For 15 minutes you may do what your role does not allow. Every screen says so; it is reviewed.",
    ),
    field(acts, "emergency", "Reason", { minlength: 5, maxlength: 200 }),
    h("button", { type: "submit", class: "sure" }, "Begin emergency access"),
  );
}

function leave(acts: Acts): Tag {
  return h("button", { key: "end", click: () => acts.identify("end", {}) }, "Sign out of this screen");
}

/** Where the hospital looks after passwords. */
function hospital({ who }: State, acts: Acts): Part {
  return who?.hospital == null ? null : h(
    "button",
    { key: "hospital", class: "main", click: () => acts.identify("hospital", {}) },
    `Sign in with ${who.hospital}`,
  );
}

function passwordForm(state: State, acts: Acts, account: string): Tag {
  return h(
    "form",
    {
      key: "password",
      submit: (form) =>
        acts.identify("", {
          account: checked(form, "account"),
          password: String(form.get("password") ?? ""),
        }),
    },
    field(acts, "account", "Account", { autocomplete: "username", autocapitalize: "none", value: account }),
    field(acts, "password", "Password", { type: "password", autocomplete: "current-password" }),
    mustSignIn(state.who) && state.desk.refusal !== "" &&
      h("p", { key: "refusal", class: "refusal", role: "alert" }, state.desk.refusal),
    h("button", { type: "submit", class: "main" }, "Sign in"),
  );
}

/** A screen on the wall is told who it is once, by a code that an administrator has made. */
function codeForm(acts: Acts): Tag {
  return h(
    "details",
    { key: "wall" },
    h("summary", {}, "This is a screen on the wall"),
    h(
      "form",
      { submit: (form) => acts.identify("pair", { code: checked(form, "code") }) },
      field(acts, "code", "Code", { autocapitalize: "characters" }),
      h("button", { type: "submit" }, "Pair this screen"),
    ),
  );
}

function pinForm(account: string, name: string, acts: Acts): Tag {
  const pin = `pin ${account}`;
  return h(
    "form",
    { key: pin, submit: (form) => acts.identify("unlock", { account, pin: checked(form, pin) }) },
    field(acts, pin, `PIN of ${name}`, { type: "password", inputmode: "numeric", autocomplete: "off" }),
    h("button", { type: "submit", class: "main" }, `Unlock as ${name}`),
  );
}

function changeForm(
  acts: Acts,
  step: "pin" | "password",
  label: string,
  button: string,
  proven: boolean,
): Tag {
  const next = step === "pin" ? "pin" : "next";
  return h(
    "form",
    {
      key: `change ${step}`,
      submit: (form) =>
        acts.identify(step, {
          password: String(form.get(`${step} password`) ?? ""),
          [next]: String(form.get(`${step} next`) ?? ""),
        }),
    },
    h("h3", {}, button),
    proven &&
      field(acts, `${step} password`, "Password now", { type: "password", autocomplete: "current-password" }),
    field(acts, `${step} next`, label, {
      type: "password",
      autocomplete: step === "pin" ? "off" : "new-password",
      ...(step === "pin" ? { inputmode: "numeric" } : {}),
    }),
    h("button", { type: "submit" }, button),
  );
}
