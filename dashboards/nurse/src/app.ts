/** Puts the parts together: feed -> state -> page and sound, and the nurse's presses back to the server. */
import type { Acts } from "./acts.ts";
import { type Action, course, send } from "./actions.ts";
import { audible, loudest } from "./alarms.ts";
import { chairPage } from "./chair.ts";
import { browserTimers, dialSocket, Feed } from "./feed.ts";
import { page } from "./page.ts";
import { room } from "./room.ts";
import { Confirmations } from "./shown.ts";
import { covers, type Sounding, step } from "./sound.ts";
import { Speaker } from "./speaker.ts";
import { type Event, initial, reduce, type Route, serverTime, type State } from "./state.ts";
import { patch } from "./view.ts";

const SOUND_CHECK_MS = 250;
const CLOCK_MS = 1_000;
const COURSE_MS = 30_000;
const INITIALS = "dripwatch.initials";

const root = document.getElementById("screen")!;
const confirmations = new Confirmations();
const speaker = new Speaker(() => dispatch({ t: "desk", change: { sound: speaker.on ? "on" : "blocked" } }));

let state: State = initial(sessionStorage.getItem(INITIALS) ?? "", routeOf(location.pathname));
let sounding: Sounding | null = null;
/** The alarms that the ear has been told of. */
let heard = new Set<string>();
let drawing = false;

function dispatch(event: Event): void {
  state = reduce(state, event);
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(draw);
  }
}

function draw(): void {
  drawing = false;
  const now = serverTime(state, performance.now());
  const { route } = state.desk;
  const content = route.page === "room" ? room(state, now, acts) : chairPage(state, route.chair, now, acts);
  patch(root, page(state, now, acts, content));
  document.title = route.page === "room" ? "Dripwatch" : `Chair ${route.chair} - Dripwatch`;
  measure();
  flashTogether();
  confirm();
}

/** The place for the tiles is measured, so that they fill it. */
function measure(): void {
  const { clientWidth: width, clientHeight: height } = document.querySelector(".tiles") ?? root;
  const { tiles } = state.desk;
  if (width !== tiles.width || height !== tiles.height) {
    dispatch({ t: "desk", change: { tiles: { width, height } } });
  }
}

/** All that flashes flashes in step, whenever it began. */
function flashTogether(): void {
  for (const animation of document.getAnimations()) {
    if (animation.startTime !== 0) {
      animation.startTime = 0;
    }
  }
}

function sound(): void {
  const now = performance.now();
  const tones = audible(state.chairs.values(), [...state.server], serverTime(state, now));
  const tone = state.link === "silent" ? "disconnected" : loudest(tones.map((each) => each.tone));
  const next = step(speaker.on ? sounding : null, tone, tones.map((each) => each.id), now);
  sounding = next.sounding;
  if (next.stop) {
    speaker.stop();
  }
  if (next.play !== null && speaker.on) {
    speaker.play(next.play);
    heard = new Set(tones.filter((each) => covers(tone!, each.tone)).map((each) => each.id));
  }
}

/** Tells the server which alarms now stand on this screen, and whether they were heard. */
function confirm(): void {
  const drawn = [...state.chairs.values()].flatMap((chair) => chair.alarms).concat(state.server).map((
    alarm,
  ) => alarm.id);
  confirmations.keepOnly(new Set(drawn));
  for (const shown of confirmations.due(drawn, heard)) {
    if (feed.send(shown)) {
      confirmations.confirmed(shown);
    }
  }
}

async function act(action: Action, close = false): Promise<void> {
  if (state.desk.initials === "") {
    dispatch({ t: "sheet", sheet: { kind: "initials" } });
    return;
  }
  if (state.desk.busy) {
    return;
  }
  dispatch({ t: "desk", change: { busy: true, sure: null, refusal: "" } });
  const refusal = await send(action, state.desk.initials);
  dispatch({ t: "desk", change: { busy: false, refusal } });
  if (refusal === "" && close) {
    dispatch({ t: "sheet", sheet: null });
  }
}

const acts: Acts = {
  act: (action, close) => void act(action, close),
  sheet: (sheet) => dispatch({ t: "sheet", sheet }),
  desk: (change) => dispatch({ t: "desk", change }),
  draft: (field, text) => dispatch({ t: "draft", field, text }),
  sign: (initials) => {
    sessionStorage.setItem(INITIALS, initials);
    dispatch({ t: "desk", change: { initials } });
    dispatch({ t: "sheet", sheet: null });
  },
  go: (route) => {
    history.pushState(null, "", route.page === "room" ? "/" : `/chair/${encodeURIComponent(route.chair)}`);
    turnTo(route);
  },
  unlockSound: () => void speaker.unlock(),
};

function turnTo(route: Route): void {
  dispatch({ t: "desk", change: { route } });
  void fetchCourse();
}

/** Fetches the course of the chair whose page stands open. */
async function fetchCourse(): Promise<void> {
  const { route } = state.desk;
  if (route.page === "chair") {
    dispatch({ t: "course", ...await course(route.chair) });
  }
}

function routeOf(path: string): Route {
  const chair = /^\/chair\/([^/]+)$/.exec(path)?.[1];
  return chair === undefined ? { page: "room" } : { page: "chair", chair: decodeURIComponent(chair) };
}

const url = new URL("/api/v1/live", location.href);
url.protocol = url.protocol.replace("http", "ws");
const feed = new Feed(dialSocket(url.href), browserTimers, {
  frame: (frame) => {
    if (frame.t === "hello") {
      confirmations.forget();
      void fetchCourse();
    }
    dispatch({ t: "frame", frame, at: performance.now() });
    sound();
  },
  silent: () => {
    dispatch({ t: "silent" });
    sound();
  },
  malformed: () => dispatch({ t: "malformed" }),
});

addEventListener("popstate", () => turnTo(routeOf(location.pathname)));
addEventListener("resize", () => dispatch({ t: "desk", change: {} }));
addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    acts.sheet(null);
  }
});
addEventListener("pointerdown", () => acts.unlockSound(), { once: true });
addEventListener("keydown", () => acts.unlockSound(), { once: true });
dispatch({ t: "desk", change: { sound: speaker.on ? "on" : "blocked" } });
feed.start();
setInterval(sound, SOUND_CHECK_MS);
setInterval(() => void fetchCourse(), COURSE_MS);
setInterval(() => dispatch({ t: "desk", change: {} }), CLOCK_MS);
