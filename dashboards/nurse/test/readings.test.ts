import { fetchReadings, FIRST, type Page, readingsPage, type Turn } from "../src/readings.ts";
import { reduce } from "../src/state.ts";
import { equal, holds } from "./check.ts";
import { all, given, givenActs, ofClass, text } from "./drawn.ts";

const PAGE: Page = {
  session: "s",
  metrics: ["heartRate", "spo2"],
  metric: "spo2",
  deleted: false,
  readings: [
    { at: 1_250, receivedAt: 2_000, site: 0, value: 97.5, device: "MON-1", standing: "plain" },
    { at: 2_250, receivedAt: 3_000, site: 0, value: 12, device: "MON-1", standing: "entered-in-error" },
  ],
  next: 9_000,
};

const answering = (status: number, body: unknown, asked: string[] = []) =>
  ((path: string) => {
    asked.push(path);
    return Promise.resolve(Response.json(body, { status }));
  }) as typeof fetch;

async function drawn(turn: Turn, turned: Turn[] = []) {
  const readings = await fetchReadings("s", turn, answering(200, PAGE));
  const { acts } = givenActs();
  const state = reduce(given({}), { t: "readings", readings });
  return readingsPage(state, "s", { ...acts, turn: (_, next) => void turned.push(next) });
}

Deno.test("every reading stands with its exact moment and value, and what was taken back says so", async () => {
  const page = text(await drawn(FIRST));
  holds(page.includes("97.5") && page.includes(".250"), page);
  equal(all([await drawn(FIRST)], ofClass("entered-in-error")).length, 1);
  holds(page.includes("entered-in-error"), page);
});

Deno.test("the next page begins where this one ends, and the way back is known", async () => {
  const turned: Turn[] = [];
  const buttons = all(
    [await drawn({ metric: "spo2", from: 500, before: [0] }, turned)],
    (tag) => tag.tag === "button",
  );
  buttons.forEach((button) => button.props.click!());
  const there = [
    { metric: "spo2", from: 0, before: [] },
    { metric: "spo2", from: 9_000, before: [0, 500] },
  ];
  equal(turned, [{ ...FIRST, metric: "heartRate" }, { ...FIRST, metric: "spo2" }, ...there, ...there]);
});

Deno.test("a page is asked for by metric and moment, and a refusal is said", async () => {
  const asked: string[] = [];
  await fetchReadings("a b", { metric: "spo2", from: 7, before: [] }, answering(200, PAGE, asked));
  equal(asked, ["/api/v1/sessions/a%20b/readings?from=7&metric=spo2"]);
  const readings = await fetchReadings("s", FIRST, answering(404, { error: "There is no such session." }));
  const state = reduce(given({}), { t: "readings", readings });
  equal(text(readingsPage(state, "s", givenActs().acts)), "There is no such session.");
});
