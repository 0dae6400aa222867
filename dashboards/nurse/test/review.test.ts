import { type Burden, rows } from "../src/burden.ts";
import { begun, lookBack, type Review, reviewPage, reviews } from "../src/review.ts";
import { reduce, type State } from "../src/state.ts";
import { equal, holds } from "./check.ts";
import { all, given, givenActs, text } from "./drawn.ts";
import { givenNurse, givenWall } from "./given.ts";
import { BURDEN, LIMITS, LINKS, WHAT_IF } from "./past.ts";

function looking(change: Partial<Review>): State {
  return reduce(given({}), { t: "review", change: { ...begun(0), ...change } });
}

const page = (change: Partial<Review>) => reviewPage(looking(change), givenActs().acts);

function asked(body: unknown, seen: { path: string; init: RequestInit | undefined }[]): typeof fetch {
  return ((path: string, init?: RequestInit) => {
    seen.push({ path, init });
    return Promise.resolve(Response.json(body));
  }) as typeof fetch;
}

Deno.test("the burden is told by day, limit, chair and stage, the most alarms first", () => {
  const shown = text(page({ part: "burden", burden: BURDEN }));
  holds(shown.includes("Sessions: 2, bed-hours: 3.0, alarms: 9"), shown);
  holds(shown.includes("By limit") && shown.includes("SpO2: low"), shown);
  const [first, second] = rows(BURDEN, ({ about }) => about.kind);
  equal([first!.name, first!.cells], ["low", ["6", "2.0", "50 %", "40 s", "2"]]);
  equal(second!.name, "link-lost");
});

Deno.test("hours that nobody was watched divide nothing", () => {
  const none: Burden = { ...BURDEN, bedHours: 0, days: [{ ...BURDEN.days[0]!, bedHours: 0 }] };
  holds(!text(page({ part: "burden", burden: none })).match(/Infinity|NaN/), "no number without hours");
});

Deno.test("links are told as lanes of the chairs in their order, and by device", () => {
  const shown = page({ part: "links", links: LINKS });
  const lanes = all([shown], (tag) => tag.props.class === "lane").map((lane) => text(lane.children[0]!));
  equal(lanes, ["Chair 2", "Chair 10"]);
  holds(text(shown).includes("MON-1") && text(shown).includes("-1.5"), text(shown));
});

Deno.test("only limits that were really changed are tried", async () => {
  const changes: Partial<Review>[] = [];
  const state = looking({ part: "what-if", limits: LIMITS, protocol: "ketamine-mood" });
  const shown = reviewPage(state, { ...givenActs().acts, review: (change) => void changes.push(change) });
  const [amount] = all([shown], (tag) => tag.props.type === "number");
  amount!.props.input!({ target: { valueAsNumber: 88 } } as unknown as Event);
  amount!.props.input!({ target: { valueAsNumber: 90 } } as unknown as Event);
  const tried = {
    "spo2 low high": {
      kind: "low",
      metric: "spo2",
      priority: "high",
      amount: 88,
      delaySeconds: 10,
      off: false,
    } as const,
  };
  equal(changes, [{ tries: tried }, { tries: {} }]);

  const seen: { path: string; init: RequestInit | undefined }[] = [];
  const review = { ...begun(0), part: "what-if" as const, protocol: "ketamine-mood", tries: tried };
  const answer = await lookBack(review, true, asked(WHAT_IF, seen));
  equal(answer.whatIf!.sessions, 1);
  equal(JSON.parse(String(seen[0]!.init!.body)).changes, Object.values(tried));
});

Deno.test("what vanishes and what appears stands in the plot of its session and in the table", () => {
  const shown = page({ part: "what-if", limits: LIMITS, protocol: "ketamine-mood", whatIf: WHAT_IF });
  equal(all([shown], (tag) => tag.tag === "rect").map((rect) => rect.props.class), [
    "high vanishes",
    "low appears",
  ]);
  holds(text(shown).includes("alarms a bed-hour before: 2.0, after: 1.0"), text(shown));
});

Deno.test("both days of a range count as a whole", async () => {
  const seen: { path: string; init: RequestInit | undefined }[] = [];
  await lookBack({ ...begun(0), from: "2026-03-01", to: "2026-03-01" }, false, asked(BURDEN, seen));
  const [, from, to] = /from=(\d+)&to=(\d+)/.exec(seen[0]!.path)!;
  equal(Number(to) - Number(from), 86_400_000);
});

Deno.test("the page is offered to those whose role reviews, and to nobody at the wall", () => {
  const who = { ...givenWall(), person: { ...givenNurse(), may: ["see-room", "review"] } };
  equal([reviews(who), reviews(givenWall()), reviews(null)], [true, false, true]);
});
