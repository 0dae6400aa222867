import { chairPage } from "../src/chair.ts";
import { comparing } from "../src/earlier.ts";
import { translator } from "../src/language.ts";
import { ES } from "../src/messages/es.ts";
import { page } from "../src/page.ts";
import { fetchReadings, readingsPage } from "../src/readings.ts";
import { begun, type Review, reviewPage } from "../src/review.ts";
import { reduce, type Sheet, type State } from "../src/state.ts";
import type { Part } from "../src/view.ts";
import type { Session } from "../src/session.ts";
import type { Stage } from "../src/wire.ts";
import { equal } from "./check.ts";
import { given, givenActs, NOW } from "./drawn.ts";
import { BURDEN, LIMITS, LINKS, WHAT_IF } from "./past.ts";
import { givenAlarm, givenChair, givenSession, givenValue } from "./given.ts";

const spanish = translator("es");

Deno.test("a text is said in Spanish with what stands in it", () => {
  equal(spanish("Chair 3: limits"), "Sillón 3: límites");
  equal(spanish("Press again: Turn off: SpO2 low !"), "Pulse otra vez: Apagar: SpO2 bajo !");
  equal(spanish("NIBP in 3:20"), "PANI en 3:20");
  equal(spanish("97"), "97");
  equal(spanish("Nobody has to sign in on this server"), "Nobody has to sign in on this server");
  equal(spanish("Nobody has said this before"), "Nobody has said this before");
  equal(translator("en")("Chair 3: limits"), "Chair 3: limits");
});

Deno.test("no message loses or gains what stands in it", () => {
  const holes = (text: string) => [...text.matchAll(/\{#?\}/g)].join();
  equal(
    Object.entries(ES).filter(([english, said]) => holes(english) !== holes(said)).map(([key]) => key),
    [],
  );
});

/** What a nurse reads on a page that is not yet Spanish; what the server or a person has said is theirs. */
function english(part: Part): string[] {
  if (part === null || typeof part === "string") {
    const said = part === null ? "" : spanish(part);
    const own = (part ?? "").replace(NAMES, "");
    return said === part && /[a-z]{4,}/i.test(own) ? [part] : [];
  }
  if (part.props.translate === "no") {
    return [];
  }
  const told = part.props.clock === undefined
    ? part.children.flatMap(english)
    : english(part.props.clock(NOW));
  const labels = ["aria-label", "title"].flatMap((name) => english(String(part.props[name] ?? "")));
  return [...told, ...labels];
}

/** What the server names: protocols, scales, questions, people; and words that both languages share. */
const NAMES =
  /Synthetic, Sam|IV ketamine for mood|Has the patient consented\?|Escort here|Observed|NIBP( sys)?|SpO2|Nausea|Infusion room|Sedation|MOAA|Dripwatch|Español|MON-1|Known|heartRate|mmHg|Sensor/g;

function pages(change: Partial<Session>, sheet: Sheet | null): Part[] {
  const session = givenSession({
    responsible: "CD",
    chart: [{
      id: "e1",
      kind: "side-effect",
      at: 0,
      by: "AB",
      text: "Nausea",
      scale: null,
      value: null,
      until: null,
      amends: null,
    }],
    findings: [
      { id: "consent", text: "Not answered", bearing: "block", waivedBy: null },
      { id: "gate.nibpSys", text: "NIBP sys 150 > 140", bearing: "block", waivedBy: null },
      { id: "caution", text: "Known", bearing: "caution", waivedBy: null },
    ],
    startedAgainst: ["SpO2"],
    ownLimits: [{
      metric: "spo2",
      side: "low",
      priority: "medium",
      sound: 90,
      by: "AB",
      reason: "Known",
      until: NOW,
    }],
    ...change,
  });
  const chair = givenChair({
    session,
    values: [
      givenValue(),
      givenValue({ metric: "heartRate", stale: true }),
      givenValue({ metric: "nibpSys" }),
    ],
    alarms: [givenAlarm(), givenAlarm({ id: "m", priority: "medium", pausedUntil: NOW + 5_000 })],
    devices: [{
      device: "MON-1",
      kind: "monitor",
      withPatient: false,
      linked: false,
      lastSeen: NOW,
      clockOffsetMs: null,
    }],
    pump: { state: "infusing", since: 0, rateMlPerHour: 52.5, reason: "", late: false },
    due: [{ metric: "moaas", label: "Sedation (MOAA/S)", dueAt: NOW + 5_000, overdue: false }],
    audioPausedUntil: NOW + 60_000,
    off: [{ kind: "low", metric: "spo2", priority: "medium", reason: "Known" }],
    course: {
      id: "course-1",
      start: "2026-11-16",
      template: { outcome: "moaas", perWeek: [3] },
      visits: 2,
      nextDue: "2026-12-03",
      review: null,
      planned: [{ on: "2026-11-16", standing: "late" }, { on: "2026-12-03", standing: "due" }],
      scores: [],
    },
  });
  const room: State = { ...given({}, { chairs: [chair] }), course: null };
  const state = reduce(reduce(room, { t: "desk", change: { route: { page: "chair", chair: "1" } } }), {
    t: "sheet",
    sheet,
  });
  const { acts } = givenActs();
  return page(state, NOW, acts, chairPage(state, "1", NOW, acts));
}

Deno.test("what looks back at sessions speaks Spanish", async () => {
  const { acts } = givenActs();
  const stored = { at: 0, receivedAt: 0, site: 0, value: 97, device: "MON-1", standing: "plain" };
  const page = {
    session: "s",
    metrics: ["spo2"],
    metric: "spo2",
    deleted: true,
    readings: [stored],
    next: 9,
  };
  const ask = (() => Promise.resolve(Response.json(page))) as typeof fetch;
  const readings = await fetchReadings("s", { metric: "spo2", from: 5, before: [0] }, ask);
  const full = readingsPage(reduce(given({}), { t: "readings", readings }), "s", acts);
  const none = readingsPage(given({}), "s", acts);
  const history = { session: givenSession(), from: 0, to: 9, series: [], stages: [], events: [] };
  const one = { session: "then", chair: "1", title: "", stage: "closed", startedAt: 0, dosingAt: 0 };
  const compared = { session: "session-1", earlier: [one], chosen: "then", history: null, refusal: "" };
  equal([full, none, comparing(history, compared, acts)].flatMap(english), []);
});

Deno.test("the page of reviews speaks Spanish in all its parts", () => {
  const { acts } = givenActs();
  const kinds = ["high", "falling", "rising", "stale", "sensor-off", "overdue", "patient-mismatch", "unseen"];
  const outages = kinds.map((kind) => ({
    ...LINKS.outages[0]!,
    about: { ...LINKS.outages[0]!.about, kind, metric: "spo2" },
  }));
  const parts: Partial<Review>[] = [
    { part: "burden", burden: BURDEN, working: true },
    { part: "links", links: { ...LINKS, outages } },
    { part: "what-if", limits: LIMITS, protocol: "ketamine-mood", whatIf: WHAT_IF },
  ];
  const left = parts.flatMap((change) =>
    english(reviewPage(reduce(given({}), { t: "review", change: { ...begun(0), ...change } }), acts))
  );
  equal([...new Set(left)], []);
});

Deno.test("a chair speaks Spanish in every stage, and so do its sheets", () => {
  const stages: Stage[] = ["scheduled", "check-in", "baseline", "dosing", "held", "observation", "ready"];
  const criterion = { id: "escort", text: "Escort here", met: false, evidence: "not answered", at: null };
  const left = stages.flatMap((stage) =>
    pages({ stage, discharge: [criterion], moves: ["aborted", "held"] }, null)
  );
  const sheets: Sheet[] = [
    { kind: "initials" },
    { kind: "chair", chair: "1" },
    { kind: "limits", chair: "1" },
    { kind: "treatment", chair: "1" },
    { kind: "open", chair: "1" },
    { kind: "handover" },
  ];
  const all = [...left, ...sheets.flatMap((sheet) => pages({}, sheet))].flatMap(english);
  equal([...new Set(all)], []);
});
