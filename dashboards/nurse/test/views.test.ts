import { acknowledge, check, move, score, sign } from "../src/actions.ts";
import { ACTIONS } from "../src/answering.ts";
import { chairPage } from "../src/chair.ts";
import { possible } from "../src/moves.ts";
import { CAUTION, DISCONNECTED } from "../src/page.ts";
import { arrangement } from "../src/room.ts";
import { pathOf, type Route, routeOf } from "../src/route.ts";
import { reduce, type State } from "../src/state.ts";
import type { Tag } from "../src/view.ts";
import type { Session } from "../src/session.ts";
import type { Chair, Stage } from "../src/wire.ts";
import { equal, holds } from "./check.ts";
import { all, drawn, given, givenActs, named, NOW, ofClass, text } from "./drawn.ts";
import { givenAlarm, givenSession, givenValue, givenWall } from "./given.ts";
import * as words from "../src/words.ts";

Deno.test("every page bears the caution", () => {
  holds(drawn(given({})).map(text).join().includes(CAUTION), "the caution stands on the page");
});

Deno.test("without a connection a band says so as an alert, and only then", () => {
  const live = given({});
  equal(all(drawn(live), ofClass("silent")).length, 0);
  const band = all(drawn(reduce(live, { t: "silent" })), ofClass("bar"))[0]!;
  equal([text(band), band.props.role], [DISCONNECTED, "alert"]);
});

Deno.test("where the device's own alarm begins stands beside our limits, where it says so", () => {
  const own = (change: object) =>
    all(drawn(given({ session: givenSession(), values: [givenValue(change)] })), ofClass("own")).map(text);
  equal(own({ deviceLow: 85, deviceHigh: 100 }), ["device < 85 > 100"]);
  equal(own({ deviceHigh: 100 }), ["device > 100"]);
  equal(own({}), []);
});

Deno.test("a limit has the digits of its metric, and is never rounded", () => {
  const limits = (change: object) =>
    all(drawn(given({ session: givenSession(), values: [givenValue(change)] })), ofClass("limits")).map(text);
  words.measure([{ id: "spo2", label: "SpO2", unit: "kPa", decimals: 1, kind: "vital" }]);
  equal(limits({ low: 12, high: 21.25 }), ["21.25 12.0"]);
  words.measure([{ id: "spo2", label: "SpO2", unit: "%", decimals: 0, kind: "vital" }]);
  equal(limits({ low: 92, high: 99.5 }), ["99.5 92"]);
});

Deno.test("an alarm stands in words and marks, for eye and ear", () => {
  const tags = drawn(
    given({ alarms: [givenAlarm()], session: givenSession(), values: [givenValue({ value: 84 })] }),
  );
  const alarm = all(tags, ofClass("alarm"))[0]!;
  holds(text(alarm).includes("!!!") && text(alarm).includes("SpO2 84 < 90"), "marks and words are there");
  const urgent = all(tags, (tag) => tag.props["aria-live"] === "assertive")[0]!;
  equal(text(urgent), "Chair 1: SpO2 84 < 90, high priority");
  holds(ofClass("alarming")(all(tags, ofClass("vital"))[0]!), "the number itself stands out");
});

Deno.test("an acknowledged alarm is not announced and asks for nothing more", () => {
  const tags = drawn(given({ alarms: [givenAlarm({ acknowledged: true })] }));
  equal(all(tags, (tag) => tag.props["aria-live"] !== undefined).map(text), ["", ""]);
  equal(all(tags, (tag) => String(tag.props["aria-label"]).startsWith("Acknowledge")).length, 0);
});

Deno.test("the button of an alarm acknowledges just that alarm", () => {
  const { acts, done } = givenActs();
  const tags = drawn(given({ alarms: [givenAlarm({ id: "x/1", priority: "medium" })] }), acts);
  all(tags, named("Acknowledge"))[0]!.props.click!();
  equal(done, [acknowledge("1", "x/1")]);
  equal(done[0]!.path, "/api/v1/chairs/1/alarms/x%2F1/acknowledge");
});

Deno.test("a high alarm is taken with what is done about it", () => {
  const { acts, done } = givenActs();
  const state = given({ alarms: [givenAlarm({ id: "x" })] });
  const asked = all(drawn(state, acts), named("Acknowledge"))[0]!;
  asked.props.click!();
  equal(done, []);
  const tags = drawn(reduce(state, { t: "desk", change: { sure: "x" } }), acts);
  const actions = ACTIONS.map((action) => all(tags, named(`${action}: Chair 1, SpO2 84 < 90`))[0]!);
  actions[2]!.props.click!();
  equal(done, [acknowledge("1", "x", "Oxygen given")]);
});

Deno.test("a screen on the wall offers no answer to an alarm", () => {
  const wall = reduce(given({ alarms: [givenAlarm()] }), { t: "who", who: givenWall() });
  equal(all(drawn(wall), named("Acknowledge")).length, 0);
  equal(all(drawn(wall), ofClass("wall")).length, 1);
  const pressed = reduce(wall, { t: "sheet", sheet: { kind: "open", chair: "1" } });
  equal(pressed.desk.sheet, { kind: "me" });
});

Deno.test("a narrow screen shows the trends where there is no session to lead through", () => {
  const part = (state: State) =>
    all([chairPage(state, "1", NOW, givenActs().acts)], ofClass("course"))[0]!.props.class;
  equal(part(given({ session: givenSession() })), "course shows-session");
  equal(part(given({})), "course shows-trends");
});

Deno.test("who is coming is said, and nobody is asked again", () => {
  const tags = drawn(given({ alarms: [givenAlarm({ acceptedBy: "CD" })] }));
  equal(all(tags, ofClass("coming")).map(text), ["CD is coming"]);
  equal(all(tags, named("I am coming")).length, 0);
});

Deno.test("the pulse stands in where the heart rate is missing", () => {
  const pulse = givenValue({ metric: "pulseRate", value: 71 });
  const both = [givenValue({ metric: "heartRate", value: 72 }), pulse];
  const missing = [givenValue({ metric: "heartRate", value: null, absent: "sensor-off" }), pulse];
  const figures = (values: Chair["values"]) => all(drawn(given({ values })), ofClass("figure")).map(text);
  holds(figures(both).includes("72"), "the heart rate is shown where there is one");
  holds(figures(missing).includes("71"), "the pulse is shown otherwise");
});

Deno.test("an empty chair offers a session and shows no numbers", () => {
  const tags = drawn(given({}));
  equal(all(tags, ofClass("vital")).length, 0);
  equal(all(tags, ofClass("vacancy")).length, 3);
});

Deno.test("every button has a name and every chair is a labelled region", () => {
  const tags = drawn(given({ alarms: [givenAlarm()], session: givenSession(), values: [givenValue()] }));
  for (const button of all(tags, (tag) => tag.tag === "button")) {
    holds(text(button) !== "" || button.props["aria-label"] !== undefined, "the button has a name");
  }
  equal(all(tags, ofClass("tile"))[0]!.props["aria-label"], "Chair 1, Dosing: Synthetic, Sam");
});

Deno.test("a chair offers only the moves that its stage allows", () => {
  const held = givenSession({ stage: "held", moves: ["dosing", "observation", "transferred"] });
  const state = reduce(given({ session: held }), { t: "sheet", sheet: { kind: "chair", chair: "1" } });
  const { acts, done } = givenActs();
  const buttons = all(all(drawn(state, acts), ofClass("buttons")), (tag) => tag.tag === "button");
  equal(buttons.map(text), [
    "Resume dosing",
    "Observe",
    "Transfer ...",
    "Pause sound 2 min",
    "Limits ...",
    "Course ...",
    "Session and trends",
  ]);
  buttons[0]!.props.click!();
  buttons[2]!.props.click!();
  equal(done, [move("1", "dosing")]);
});

Deno.test("the start is no button while something holds it", () => {
  const moves: Stage[] = ["check-in", "dosing", "aborted"];
  const finding = { id: "consent", text: "Not answered", bearing: "block" as const, waivedBy: null };
  const session = givenSession({ stage: "baseline", moves, findings: [finding] });
  equal(possible(session), ["check-in", "aborted"]);
  equal(possible({ ...session, findings: [{ ...finding, waivedBy: "Dr. Synthetic" }] })[0], "dosing");
  equal(possible(givenSession({ stage: "observation", moves: ["ready", "dosing"] })), ["dosing"]);
});

function panel(session: Partial<Session>, acts = givenActs().acts, change: Partial<Chair> = {}): Tag[] {
  const state = given({ session: givenSession(session), ...change });
  return [chairPage(state, "1", NOW, acts)];
}

Deno.test("an item of the checklist is answered by one tap", () => {
  const { acts, done } = givenActs();
  const tags = panel({ stage: "check-in" }, acts);
  all(tags, named("Yes: Has the patient consented?"))[0]!.props.click!();
  equal(done, [check("1", "consent", "yes")]);
});

Deno.test("a score is one tap, and the chart can be put right", () => {
  const { acts, done } = givenActs();
  const due = [{ metric: "moaas", label: "Sedation (MOAA/S)", dueAt: NOW - 1_000, overdue: false }];
  const entry = {
    id: "entry-1",
    kind: "note" as const,
    at: 1,
    by: "AB",
    text: "Calm",
    scale: null,
    value: null,
  };
  const tags = panel({ chart: [{ ...entry, until: null, amends: null }] }, acts, { due });
  holds(all(tags, ofClass("overdue")).map(text).includes("! due for 0:01"), "what is due says so");
  all(tags, named("Sedation (MOAA/S) 4"))[0]!.props.click!();
  equal(done, [score("1", "moaas", 4)]);
  holds(all(tags, named("Withdraw: Calm")).length === 1, "an entry can be withdrawn");
});

Deno.test("what is missing for the way home is said, and signing asks why", () => {
  const criterion = { id: "time", text: "Observed for 60 min", met: false, evidence: "5 min", at: null };
  const tags = panel({ stage: "observation", discharge: [criterion], observedSeconds: 300 });
  holds(tags.map(text).join().includes("clock stands: data missing"), "a clock that stands says why");
  holds(tags.map(text).join().includes("Sign although 1 criterion is not met"), "signing asks for a reason");
  const { acts, done } = givenActs();
  const met = panel({ stage: "observation", discharge: [{ ...criterion, met: true }] }, acts);
  all(met, ofClass("sign"))[0]!.props.click!();
  equal(done, [sign("1", "")]);
});

Deno.test("tiles are as large as the screen allows", () => {
  const grids = [1, 4, 8, 16, 32].map((tiles) => arrangement(tiles, { width: 1_550, height: 990 }));
  equal(grids.map(({ columns, rows }) => `${columns}x${rows}`), ["1x1", "2x2", "3x3", "4x4", "7x5"]);
  for (let tiles = 1; tiles <= 32; tiles++) {
    const { columns, rows } = arrangement(tiles, { width: 1_550, height: 990 });
    holds(columns * rows >= tiles, `${tiles} tiles have a place`);
  }
});

Deno.test("every page has its address, and the address its page", () => {
  const routes: Route[] = [
    { page: "room" },
    { page: "administration" },
    { page: "chair", chair: "3 b" },
    { page: "report", session: "session-1-x" },
  ];
  routes.forEach((route) => equal(routeOf(pathOf(route)), route));
});

Deno.test("an empty chair offers a session to open, but not on the wall", () => {
  const offers = (state: State) => drawn(state).map(text).join(" ").includes("Open session");
  const desk = given({});
  holds(offers(desk), "the desk offers it");
  holds(!offers(reduce(desk, { t: "who", who: givenWall() })), "the wall does not");
});
