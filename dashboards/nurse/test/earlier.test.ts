import { between, zoomed } from "../src/course.ts";
import { choose, type Compared, comparing, fetchEarlier, shadow } from "../src/earlier.ts";
import type { History } from "../src/wire.ts";
import { equal } from "./check.ts";
import { all, givenActs, text } from "./drawn.ts";
import { givenSession } from "./given.ts";

const MINUTE = 60_000;

function course(session: string, from: number, dosing: number | null): History {
  return {
    session: givenSession({ id: session }),
    from,
    to: from + 60 * MINUTE,
    series: [],
    stages: [
      { stage: "baseline", from, to: dosing },
      ...(dosing === null ? [] : [{ stage: "dosing" as const, from: dosing, to: null }]),
    ],
    events: [],
  };
}

function compared(history: History | null, change: Partial<Compared> = {}): Compared {
  return {
    session: "now",
    earlier: [{
      session: "then",
      chair: "2",
      title: "IV ketamine for mood",
      stage: "closed",
      startedAt: 0,
      dosingAt: 5 * MINUTE,
    }],
    chosen: history === null ? null : "then",
    history,
    refusal: "",
    ...change,
  };
}

const answering = (status: number, body: unknown) =>
  ((path: string) => Promise.resolve(Response.json({ path, ...body as object }, { status }))) as typeof fetch;

Deno.test("both sessions begin together where the drug began", () => {
  const here = course("now", 1_000 * MINUTE, 1_012 * MINUTE);
  const there = course("then", 0, 5 * MINUTE);
  equal(shadow(here, compared(there))!.shiftMs, 1_007 * MINUTE);
});

Deno.test("where one of them had no drug they begin together at the door", () => {
  const here = course("now", 1_000 * MINUTE, null);
  equal(shadow(here, compared(course("then", 0, 5 * MINUTE)))!.shiftMs, 1_000 * MINUTE);
});

Deno.test("what was chosen beside another session is not drawn beside this one", () => {
  equal(shadow(course("next", 0, null), compared(course("then", 0, null))), null);
});

Deno.test("a patient without an earlier session is asked nothing", () => {
  const { acts } = givenActs();
  equal(comparing(course("now", 0, null), compared(null, { earlier: [] }), acts), null);
  const offered = comparing(course("now", 0, null), compared(null), acts);
  equal(all([offered], (tag) => tag.tag === "option").length, 2);
});

Deno.test("the course of the chosen session is fetched, and a refusal is said", async () => {
  const listed = await fetchEarlier("3", answering(200, { session: "now", earlier: [] }));
  equal(listed!.session, "now");
  const shown = await choose(compared(null), "then", answering(200, { from: 7 }));
  equal([shown.chosen, shown.history!.from], ["then", 7]);
  const refused = await choose(compared(null), "then", answering(503, { error: "Not now." }));
  equal([refused.history, refused.refusal], [null, "Not now."]);
  equal(text(comparing(course("now", 0, null), refused, givenActs().acts)).includes("Not now."), true);
  equal((await choose(shown, null)).history, null);
});

Deno.test("zooming keeps the moment in its place and stays within the session", () => {
  const whole = { from: 0, to: 60 * MINUTE };
  equal(zoomed(whole, null, 2, 30 * MINUTE), { from: 15 * MINUTE, to: 45 * MINUTE });
  equal(zoomed(whole, null, 2, 60 * MINUTE), { from: 30 * MINUTE, to: 60 * MINUTE });
  equal(zoomed(whole, { from: 30 * MINUTE, to: 60 * MINUTE }, 0.5, 45 * MINUTE), null);
  equal(zoomed(whole, { from: 0, to: MINUTE }, 8, 0), { from: 0, to: MINUTE / 2 });
});

Deno.test("who drags over less than can be read sees half a minute, over all sees all", () => {
  const whole = { from: 0, to: 60 * MINUTE };
  equal(between(whole, 20 * MINUTE, 10 * MINUTE), { from: 10 * MINUTE, to: 20 * MINUTE });
  equal(between(whole, 0, 1_000), { from: 0, to: MINUTE / 2 });
  equal(between(whole, 0, 60 * MINUTE), null);
});
