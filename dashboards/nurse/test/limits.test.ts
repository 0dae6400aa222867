import { reduce, type State } from "../src/state.ts";
import type { Tag } from "../src/view.ts";
import type { Treatment } from "../src/own.ts";
import { equal, holds } from "./check.ts";
import { all, drawn, given, givenActs, named, NOW, ofClass, text } from "./drawn.ts";
import { givenAlarm, givenNurse, givenSession, givenWall } from "./given.ts";

function sheetOf(state: State, kind: "limits" | "treatment", acts = givenActs().acts): Tag[] {
  const open = reduce(state, { t: "sheet", sheet: { kind, chair: "1" } });
  return all(drawn(open, acts), ofClass("sheet"));
}

Deno.test("the limits of one patient say their number, who set it, why and until when", () => {
  const own = {
    metric: "spo2",
    side: "low" as const,
    priority: "medium" as const,
    sound: 88,
    by: "CN",
    reason: "COPD",
    until: NOW,
  };
  const said = text(sheetOf(given({ session: givenSession({ ownLimits: [own] }) }), "limits")[0]!);
  holds(said.includes("88 %") && said.includes("set by CN: COPD"), said);
});

Deno.test("a limit is set with its number, its time and its reason, and the protocol's is one tap away", () => {
  const { acts, done } = givenActs();
  const own = {
    metric: "spo2",
    side: "low",
    priority: "medium",
    sound: 88,
    by: "CN",
    reason: "COPD",
    until: NOW,
  };
  const state = given({ session: givenSession({ ownLimits: [own as never] }) });
  all(sheetOf(state, "limits", acts), named("The protocol's again"))[0]!.props.click!();
  equal(done[0]!.path, "/api/v1/chairs/1/limits/clear");
  equal(done[0]!.body, { kind: "low", metric: "spo2", priority: "medium" });
  const open = reduce(state, { t: "sheet", sheet: { kind: "limits", chair: "1" } });
  const asked = reduce(open, { t: "draft", field: "limit", text: "low spo2 medium" });
  const form = all(drawn(asked, acts), (tag) => tag.tag === "form" && tag.props.submit !== undefined)[0]!;
  const filled = new FormData();
  Object.entries({ sound: "90", for: "120", reason: "Lives high up" }).forEach(([name, value]) =>
    filled.set(name, value)
  );
  form.props.submit!(filled);
  equal(done[1]!.body, {
    metric: "spo2",
    side: "low",
    priority: "medium",
    sound: 90,
    untilMinutes: 120,
    reason: "Lives high up",
  });
});

Deno.test("a limit that is off says so and why, and is turned on again by one tap", () => {
  const { acts, done } = givenActs();
  const off = [{
    kind: "low" as const,
    metric: "spo2",
    priority: "medium" as const,
    reason: "Probe is being moved",
  }];
  const tags = sheetOf(given({ session: givenSession(), off }), "limits", acts);
  holds(text(tags[0]!).includes("OFF: Probe is being moved"), "the reason is there");
  all(tags, named("On again"))[0]!.props.click!();
  equal(done[0]!.path, "/api/v1/chairs/1/on");
});

Deno.test("an alarm below high can be paused as long as the protocol allows, and says when it is heard again", () => {
  const { acts, done } = givenActs();
  const medium = givenAlarm({ id: "m", priority: "medium" });
  all(drawn(given({ session: givenSession(), alarms: [medium] }), acts), named("Pause 2 min"))[0]!.props
    .click!();
  equal(done[0]!.body, { seconds: 120 });
  const high = given({ session: givenSession(), alarms: [givenAlarm()] });
  equal(all(drawn(high), named("Pause 2 min")).length, 0);
  const paused = { ...medium, pausedUntil: NOW + 65_000 };
  const tags = drawn(given({ session: givenSession(), alarms: [paused] }), acts);
  equal(all(tags, (tag) => tag.props.class === "paused").map(text), ["Paused, on again in 1:05"]);
  all(tags, named("Signals on again"))[0]!.props.click!();
  equal(done[1]!.body, { seconds: 0 });
});

Deno.test("the course says the next visit and what came of the ones before, and who may not plan it cannot", () => {
  const course: Treatment = {
    id: "course-1",
    start: "2026-11-16",
    template: { outcome: "moaas", perWeek: [3] },
    visits: 2,
    nextDue: "2026-12-03",
    review: "Review: 2 visits without response.",
    planned: [{ on: "2026-11-16", standing: "late" }],
    scores: [{ at: 0, value: 20 }, { at: 1, value: 14 }],
  };
  const state = given({ session: givenSession(), course });
  const said = text(sheetOf(state, "treatment")[0]!);
  ["Next visit", "3", "2 visits so far", "20 \u2192 14", "done late", "Review:", "Move ..."].forEach((each) =>
    holds(said.includes(each), `${each} in ${said}`)
  );
  const nurse = reduce(state, { t: "who", who: { ...givenWall(), person: givenNurse() } });
  holds(!text(sheetOf(nurse, "treatment")[0]!).includes("Move ..."), "a nurse does not move a course");
});
