/** Puts the parts together: feed -> state -> page and sound, and the nurse's presses back to the server. */
import type { Acts } from "./acts.ts";
import { administrationPage } from "./administration.ts";
import { auditPage, search, seesNoRoom } from "./audit.ts";
import { type Action, Outgoing } from "./actions.ts";
import { audible } from "./alarms.ts";
import { Asking } from "./asking.ts";
import { chairPage } from "./chair.ts";
import { browserTimers, dialSocket, Feed } from "./feed.ts";
import { watchHandy } from "./handy.ts";
import { chooseLanguage, languageHere } from "./language.ts";
import { chooseTheme, entitle, present, themeHere } from "./looks.ts";
import { page } from "./page.ts";
import { readingsPage } from "./readings.ts";
import { beginPager, endPager, lookAtPager } from "./pager.ts";
import { reportPage } from "./report.ts";
import { reviewPage } from "./review.ts";
import { room } from "./room.ts";
import { addressOf, feedOf, roomOf, type Route, routeOf } from "./route.ts";
import { signInPage } from "./signin.ts";
import { Confirmations } from "./shown.ts";
import { Sizes } from "./sizes.ts";
import { Speaker } from "./speaker.ts";
import { stayAwake } from "./awake.ts";
import { type Event, initial, reduce, serverTime, type State } from "./state.ts";
import { patch, said, setTime, type Tag, turnClocks } from "./view.ts";
import { Voice } from "./voice.ts";
import * as words from "./words.ts";
import { ask, isThere, mustSignIn, notAdmitted, type Step, take, type Who } from "./who.ts";

const SOUND_CHECK_MS = 250;
const CLOCK_MS = 100;
const LOOK_MS = 1_000;
const COURSE_MS = 30_000;
const RELOAD_MS = 5_000;
const WHO_MS = 5_000;
const HERE_MS = 30_000;
const FAILED = "THIS SCREEN HAS FAILED and will reload - look at the bedside monitors";
const INITIALS = "dripwatch.initials";

const root = document.getElementById("screen")!;
const confirmations = new Confirmations();
const outgoing = new Outgoing();
const speaker = new Speaker(() => dispatch({ t: "desk", change: { sound: speaker.on ? "on" : "blocked" } }));
const voice = new Voice(speaker);

let state: State = initial(
  sessionStorage.getItem(INITIALS) ?? "",
  routeOf(location.pathname),
  roomOf(location.search),
);
const asking = new Asking(() => state, (event) => dispatch(event));
let drawing = false;
let fed = false;
let here = 0;

function dispatch(event: Event): void {
  state = reduce(state, event);
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(draw);
  }
}

/** Each clock turns at its own second: all of them at one moment would hold up the numbers of that moment. */
function tick(): void {
  turnClocks(serverTime(state, performance.now()));
}

function draw(): void {
  drawing = false;
  const now = serverTime(state, performance.now());
  setTime(now);
  const { route } = state.desk;
  if (mustSignIn(state.who) || seesNoRoom(state.who)) {
    patch(root, mustSignIn(state.who) ? signInPage(state, acts) : auditPage(state, acts));
    return;
  }
  const content = contentOf(route, now);
  patch(root, page(state, now, acts, content));
  entitle(route.page === "chair" ? `${said(`Chair ${route.chair}`)} - Dripwatch` : "Dripwatch");
  sizes.watch(document.querySelector(".tiles"));
  confirm();
}

function contentOf(route: Route, now: number): Tag {
  switch (route.page) {
    case "room":
      return room(state, now, acts);
    case "administration":
      return administrationPage(state, acts);
    case "review":
      return reviewPage(state, acts);
    case "chair":
      return chairPage(state, route.chair, now, acts);
    case "report":
      return reportPage(state, route.session, acts);
    case "readings":
      return readingsPage(state, route.session, acts);
  }
}

/** The place for the tiles is measured, so that they fill it. */
const sizes = new Sizes((tiles) => dispatch({ t: "desk", change: { tiles } }));

/** All that flashes flashes in step, whenever it began. */
function flashTogether(event: AnimationEvent): void {
  for (const animation of (event.target as Element).getAnimations()) {
    animation.startTime = 0;
  }
}

function sound(): void {
  const now = performance.now();
  const alarms = audible(state.chairs.values(), [...state.server], serverTime(state, now));
  voice.speak(alarms, state.link === "silent", now);
}

/** Tells the server which alarms now stand on this screen, and whether they were heard. */
function confirm(): void {
  const drawn = [...state.chairs.values()].flatMap((chair) => chair.alarms).concat(state.server).map((
    alarm,
  ) => alarm.id);
  confirmations.keepOnly(new Set(drawn));
  for (const shown of confirmations.due(drawn, voice.heard)) {
    if (feed.send(shown)) {
      confirmations.confirmed(shown);
    }
  }
}

async function act(action: Action, close = false): Promise<void> {
  if (!isThere(state.who) || state.desk.initials === "") {
    dispatch({ t: "sheet", sheet: { kind: state.who?.claimed ? "me" : "initials" } });
    return;
  }
  const { sheet, initials } = state.desk;
  dispatch({ t: "desk", change: { sure: null, refusal: "" } });
  const refusal = await outgoing.send(action, state.who?.claimed ? "" : initials);
  if (refusal !== "" && state.who?.claimed) {
    void fetchWho();
  }
  dispatch({ t: "desk", change: { refusal } });
  if (refusal === "" && close && state.desk.sheet === sheet) {
    dispatch({ t: "sheet", sheet: null });
  }
}

async function fetchWho(): Promise<void> {
  met(await ask());
}

/** The room is fed once it may be seen; who signed out elsewhere begins anew, with nothing left of what was shown. */
function met(who: Who | null): void {
  if (who !== null) {
    if (mustSignIn(who) && (fed || seesNoRoom(state.who))) {
      location.reload();
      return;
    }
    dispatch({ t: "who", who });
  }
  if (!fed && !mustSignIn(who) && !seesNoRoom(who)) {
    fed = true;
    feed.start();
    asking.page(state.desk.route);
  }
}

async function identify(step: Step, body: Record<string, string>): Promise<void> {
  dispatch({ t: "desk", change: { refusal: "" } });
  const { who, refusal, location: elsewhere } = await take(step, body);
  if (refusal !== "") {
    dispatch({ t: "desk", change: { refusal } });
    return;
  }
  if (elsewhere !== undefined) {
    location.assign(elsewhere);
    return;
  }
  if (step === "pair" || step === "end") {
    location.reload();
    return;
  }
  if (step === "pin" || step === "password" || step === "emergency") {
    dispatch({ t: "sheet", sheet: null });
  }
  met(who);
}

/** Says now and then that somebody is before the screen, so that it is not locked under their hands. */
function isHere(): void {
  const now = performance.now();
  if (state.who?.claimed && isThere(state.who) && now - here > HERE_MS) {
    here = now;
    void take("here", {});
  }
}

const acts: Acts = {
  act: (action, close) => void act(action, close),
  sheet: (sheet) => {
    dispatch({ t: "sheet", sheet });
    if (sheet?.kind === "me" && isThere(state.who)) {
      void lookAtPager().then((pager) => dispatch({ t: "pager", pager }));
    }
  },
  desk: (change) => dispatch({ t: "desk", change }),
  span: (span) => {
    dispatch({ t: "desk", change: { span } });
    void asking.course();
  },
  draft: (field, text) => dispatch({ t: "draft", field, text }),
  sign: (initials) => {
    sessionStorage.setItem(INITIALS, initials);
    dispatch({ t: "desk", change: { initials } });
    dispatch({ t: "sheet", sheet: null });
  },
  identify: (step, body) => void identify(step, body),
  search: (form) => void search(form).then((found) => dispatch({ t: "found", found })),
  administer: (step, body) => void asking.administer(step, body),
  compare: (session) => void asking.compare(session),
  review: (change, ask, trying) => void asking.review(change, ask, trying),
  turn: (session, turn) => void asking.turn(session, turn),
  go: (route) => {
    history.pushState(null, "", addressOf(route, state.desk.room));
    turnTo(route);
  },
  room: (room) => {
    history.pushState(null, "", addressOf(state.desk.route, room));
    show(room);
  },
  language: (language) => {
    chooseLanguage(language);
    location.reload();
  },
  theme: (theme) => {
    chooseTheme(theme);
    dispatch({ t: "desk", change: present(theme, state.desk.language) });
  },
  pager: (on) =>
    void (on ? beginPager(state.pager) : endPager(state.pager)).then((pager) =>
      dispatch({ t: "pager", pager })
    ),
  print: () => globalThis.print(),
  unlockSound: () => void speaker.unlock(),
};

function turnTo(route: Route): void {
  dispatch({ t: "desk", change: { route, span: null } });
  void asking.course();
  asking.page(route);
}

/** Only what is shown is fed: nothing else is sounded here, nor confirmed. */
function show(room: string | null): void {
  if (room !== state.desk.room) {
    acts.sheet(null);
    dispatch({ t: "desk", change: { room, nurse: null } });
    feed.again();
  }
}

const feed = new Feed(dialSocket(() => feedOf(state.desk.room, location.href)), browserTimers, {
  frame: (frame) => {
    if (frame.t === "hello") {
      words.measure(frame.metrics);
      confirmations.forget();
      void asking.course();
    }
    dispatch({ t: "frame", frame, at: performance.now() });
    sound();
    asking.follow();
  },
  silent: () => {
    dispatch({ t: "silent" });
    sound();
  },
  malformed: () => dispatch({ t: "malformed" }),
});

/** A screen that no longer works must not look as if it did. */
function fail(): void {
  drawing = true;
  root.className = "bar silent";
  root.textContent = FAILED;
  setTimeout(() => location.reload(), RELOAD_MS);
}

addEventListener("error", fail);
addEventListener("unhandledrejection", fail);
document.addEventListener("visibilitychange", () => void stayAwake());
addEventListener("popstate", () => {
  turnTo(routeOf(location.pathname));
  show(roomOf(location.search));
});
addEventListener("animationstart", flashTogether);
addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    acts.sheet(null);
  }
});
addEventListener("pointerdown", isHere);
addEventListener("keydown", isHere);
/** Not while the finger is still down: what stands on the page moves when the bar about sound goes. */
addEventListener("click", () => acts.unlockSound(), { once: true });
addEventListener("keydown", () => acts.unlockSound(), { once: true });
dispatch({ t: "desk", change: { sound: speaker.on ? "on" : "blocked" } });
void stayAwake();
const refusal = notAdmitted(location.search);
if (refusal !== "") {
  history.replaceState(null, "", location.pathname);
  dispatch({ t: "desk", change: { refusal } });
}
void fetchWho();
watchHandy((handy) => dispatch({ t: "desk", change: { handy } }));
dispatch({
  t: "desk",
  change: present(themeHere(), languageHere(document.documentElement.dataset.language ?? "")),
});
setInterval(() => void fetchWho(), WHO_MS);
setInterval(sound, SOUND_CHECK_MS);
setInterval(tick, CLOCK_MS);
setInterval(() => dispatch({ t: "desk", change: {} }), LOOK_MS);
setInterval(() => void asking.course(), COURSE_MS);
