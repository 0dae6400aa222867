import { pauseAudio, send } from "../src/actions.ts";
import { administer } from "../src/administration.ts";
import { search, seesNoRoom } from "../src/audit.ts";
import { mine, signInPage } from "../src/signin.ts";
import { initial, reduce, type State } from "../src/state.ts";
import type { Tag } from "../src/view.ts";
import { ask, isThere, isWall, mustSignIn, notAdmitted, take, type Who } from "../src/who.ts";
import { equal } from "./check.ts";

const NURSE = { account: "ada", name: "Synthetic Ada", roles: ["nurse"], may: ["acknowledge"] };
const acts = new Proxy({}, { get: () => () => {} }) as never;

function givenWho(change: Partial<Who> = {}): Who {
  return {
    claimed: true,
    room: "Infusion room",
    note: null,
    hints: [],
    hospital: null,
    person: NURSE,
    locked: false,
    pins: [],
    ...change,
  };
}

function met(who: Who): State {
  return reduce(initial("", { page: "room" }), { t: "who", who });
}

const truly = (condition: boolean) => equal(condition, true);
const text = (tags: unknown): string => JSON.stringify(tags);

Deno.test("where there are accounts nothing is shown before somebody signs in", () => {
  truly(mustSignIn(givenWho({ person: null })));
  truly(!mustSignIn(givenWho()));
  truly(!mustSignIn(givenWho({ claimed: false, person: null })));
  truly(!mustSignIn(null));
});

Deno.test("whoever is signed in stands on the screen by name, and is asked no initials", () => {
  const state = met(givenWho());
  equal(state.desk.initials, "Synthetic Ada");
  equal(state.desk.sheet, null);
});

Deno.test("a locked screen keeps its alarms and offers the PIN of everybody who may unlock it", () => {
  const state = met(givenWho({ locked: true, pins: [{ account: "ada", name: "Synthetic Ada" }] }));
  truly(!isThere(state.who));
  const sheet = text(mine(state, acts));
  truly(sheet.includes("PIN of Synthetic Ada"));
  truly(sheet.includes("Alarms are shown and sound"));
});

Deno.test("unlocking closes the sheet that asked for it", () => {
  const locked = reduce(met(givenWho({ locked: true })), { t: "sheet", sheet: { kind: "me" } });
  equal(reduce(locked, { t: "who", who: givenWho() }).desk.sheet, null);
  equal(reduce(locked, { t: "who", who: givenWho({ locked: true }) }).desk.sheet, { kind: "me" });
});

Deno.test("only a demo offers its accounts on the page to sign in", () => {
  const page = (who: Who) => text(signInPage(met(who), acts) as Tag[]);
  truly(!page(givenWho({ person: null })).includes("Sign in as"));
  truly(
    page(givenWho({ person: null, hints: [{ account: "demo-nurse", password: "x" }] })).includes(
      "Sign in as demo-nurse",
    ),
  );
});

Deno.test("where the server knows who it is no name is sent, and the page says that it is its own", async () => {
  let how: RequestInit | undefined;
  const fetcher = (_path: RequestInfo | URL, init?: RequestInit) => {
    how = init;
    return Promise.resolve(Response.json({ ok: true }));
  };
  equal(await send(pauseAudio("3", 120), "", fetcher), "");
  equal(JSON.parse(String(how?.body)), { seconds: 120 });
  equal((how?.headers as Record<string, string>)["x-dripwatch"], "screen");
});

Deno.test("a refused sign-in is told in the server's words, and no answer is not taken for nobody", async () => {
  const refusing = () => Promise.resolve(Response.json({ error: "Wrong." }, { status: 401 }));
  equal(await take("", { account: "ada", password: "x" }, refusing), { who: null, refusal: "Wrong." });
  equal(await ask(() => Promise.reject(new TypeError("no route"))), null);
});

Deno.test("a screen on the wall sees the room and does nothing", () => {
  const wall = givenWho({ person: { account: "", name: "East wall", roles: ["screen"], may: ["see-room"] } });
  truly(isWall(wall));
  truly(!isThere(wall));
  truly(!mustSignIn(wall));
  truly(!seesNoRoom(wall));
});

Deno.test("an auditor sees no room, and searches without a word in the address", async () => {
  const auditor = { account: "kim", name: "Synthetic Kim", roles: ["auditor"], may: ["audit"] };
  truly(seesNoRoom(givenWho({ person: auditor })));
  const form = new FormData();
  form.set("words", "SYN-0001");
  form.set("to", "2026-01-01");
  let asked: [string, string] = ["", ""];
  const fetcher = (path: RequestInfo | URL, init?: RequestInit) => {
    asked = [String(path), String(init?.body)];
    return Promise.resolve(Response.json({ accesses: [], more: false }));
  };
  equal(await search(form, fetcher), { accesses: [], more: false, refusal: "" });
  equal(asked, [
    "/api/v1/accesses",
    JSON.stringify({ words: "SYN-0001", refused: false, to: Date.parse("2026-01-02") }),
  ]);
});

Deno.test("a secret is shown once: the next step forgets it", async () => {
  const rows = { accounts: [], screens: [{ name: "East", about: "", state: "" }], programs: [], devices: [] };
  const answering = (path: RequestInfo | URL) =>
    Promise.resolve(Response.json(String(path).endsWith("screens/add") ? { secret: "ABCD" } : rows));
  const made = await administer("screens/add", { name: "East" }, answering);
  equal([made.secret, made.refusal, made.rows.screens.length], ["ABCD", "", 1]);
  equal((await administer("", {}, answering)).secret, "");
});

Deno.test("where the hospital has a provider its button stands before the password and on a locked screen", () => {
  const page = text(signInPage(met(givenWho({ person: null, hospital: "Synthetic Hospital" })), acts));
  truly(page.indexOf("Sign in with Synthetic Hospital") < page.indexOf("Password"));
  truly(
    text(mine(met(givenWho({ locked: true, hospital: "Synthetic Hospital" })), acts)).includes(
      "Sign in with",
    ),
  );
  truly(!text(signInPage(met(givenWho({ person: null })), acts)).includes("Sign in with "));
});

Deno.test("whoever has no password here sets a PIN without one, and changes none", () => {
  const sheet = text(mine(met(givenWho({ person: { ...NURSE, password: false } })), acts));
  truly(sheet.includes("Set PIN"));
  truly(!sheet.includes("Password now"));
  truly(!sheet.includes("Change password"));
});

Deno.test("why the provider let nobody in is said in a sentence", () => {
  equal(notAdmitted(""), "");
  truly(notAdmitted("?sign-in=no-role").includes("no role in this room"));
  truly(notAdmitted("?sign-in=x").includes("Try again"));
});

Deno.test("a step may lead elsewhere", async () => {
  const answer = () => Promise.resolve(new Response('{"location":"https://login.example/"}'));
  equal(await take("hospital", {}, answer), { who: null, refusal: "", location: "https://login.example/" });
});
