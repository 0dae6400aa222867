import { course, move, open, Outgoing, pauseAudio, send } from "../src/actions.ts";
import { dosePreview } from "../src/form.ts";
import { initial, reduce } from "../src/state.ts";
import { equal, holds } from "./check.ts";
import { givenHello, givenSession } from "./given.ts";
import type { Series } from "../src/wire.ts";

function answering(answer: Response): { ask: typeof fetch; asked: { path: string; body: unknown }[] } {
  const asked: { path: string; body: unknown }[] = [];
  const ask = (path: RequestInfo | URL, how?: RequestInit) => {
    asked.push({ path: String(path), body: JSON.parse(String(how?.body ?? "null")) });
    return Promise.resolve(answer);
  };
  return { ask, asked };
}

Deno.test("every action bears the initials of the one who did it", async () => {
  const { ask, asked } = answering(Response.json({ ok: true }));
  equal(await send(pauseAudio("3", 120), "AB", ask), "");
  equal(asked, [{ path: "/api/v1/chairs/3/audio-pause", body: { seconds: 120, by: "AB" } }]);
});

Deno.test("a session is opened with everything that the server needs", async () => {
  const { ask, asked } = answering(Response.json({ ok: true }));
  const patient = { id: "SYN-0003", authority: "", family: "Synthetic", given: "Sam" };
  await send(open("3", "ketamine-mood", patient, 70), "AB", ask);
  equal(asked[0]!.body, { protocol: "ketamine-mood", patient, weightKg: 70, by: "AB" });
});

Deno.test("a refusal is passed on in the server's own words", async () => {
  const { ask } = answering(Response.json({ error: "Chair 3 has an open session." }, { status: 409 }));
  equal(await send(pauseAudio("3", 0), "AB", ask), "Chair 3 has an open session.");
});

Deno.test("a refusal without words names its number", async () => {
  const { ask } = answering(new Response("<h1>Bad gateway</h1>", { status: 502 }));
  equal(await send(pauseAudio("3", 0), "AB", ask), "Refused (502, SyntaxError).");
});

Deno.test("a server that cannot be reached is never taken for success", async () => {
  const refusal = await send(pauseAudio("3", 0), "AB", () => Promise.reject(new TypeError("no route")));
  holds(refusal.includes("did not answer"), "the nurse is told");
});

Deno.test("a chair without a session has no course, in a sentence", async () => {
  const { ask } = answering(Response.json({ error: "none" }, { status: 404 }));
  equal((await course("3", null, ask)).refusal, "No session at this chair yet.");
});

Deno.test("a part of a course is asked for beside the outline of all, and stands in its place", async () => {
  const points = [[0, 97], [5_000, 90], [9_000, 96]] as [number, number][];
  const spo2 = (told: [number, number][]) => ({ metric: "spo2", site: 0, points: told, limits: [] });
  const told = (...series: Series[]) =>
    Response.json({ session: givenSession(), from: 0, to: 10_000, series, stages: [], events: [] });
  const asked: string[] = [];
  const ask = (path: string) => {
    asked.push(path);
    return Promise.resolve(
      path.includes("?")
        ? told(spo2([[4_000, 91], [4_500, 88], [7_999, 92], [8_000, 1]]))
        : told(spo2(points)),
    );
  };
  const { history } = await course("3", { from: 4_000, to: 8_000 }, ask as typeof fetch);
  equal(asked.sort(), ["/api/v1/chairs/3/history", "/api/v1/chairs/3/history?from=4000&to=8000"]);
  equal(history!.series[0]!.points, [[0, 97], [4_000, 91], [4_500, 88], [7_999, 92], [9_000, 96]]);
});

Deno.test("the dose is worked out before the session is opened", () => {
  let state = reduce(initial("AB", { page: "room" }), { t: "frame", frame: givenHello(), at: 0 });
  equal(dosePreview(state), "");
  state = reduce(state, { t: "draft", field: "weight", text: "70" });
  equal(dosePreview(state), "0.5 mg/kg × 70 kg = 35 mg over 40 min");
  state = reduce(state, { t: "draft", field: "weight", text: "seventy" });
  equal(dosePreview(state), "");
});

Deno.test("a press waits for the one before it, and a second press of the same is the same", async () => {
  const sent: string[] = [];
  const answers: ((refusal: string) => void)[] = [];
  const outgoing = new Outgoing((action) => {
    sent.push(String(action.body.to));
    return new Promise((answered) => answers.push(answered));
  });
  const first = outgoing.send(move("1", "held"), "AB");
  const again = outgoing.send(move("1", "held"), "AB");
  const second = outgoing.send(move("1", "dosing"), "AB");
  await Promise.resolve();
  equal(sent, ["held"]);
  answers[0]!("No.");
  equal([await first, await again], ["No.", "No."]);
  await Promise.resolve();
  answers[1]!("");
  equal([await second, sent], ["", ["held", "dosing"]]);
});
