/**
 * Serves the bundle with a scripted room behind it, to look at and to click through; no part of the product.
 *
 * `/scene/<name>/<chairs>` sets the scene and opens the screen. Actions are printed and accepted.
 */
import type { Chair } from "../src/wire.ts";
import { file } from "./bundle.ts";
import { calm } from "./calm.ts";
import { earlier, readings } from "./past.ts";
import { burden, LIMITS, links, whatIf } from "./reviews.ts";
import { hello, history, UNPLACED } from "./room.ts";
import { type Scene, SCENES } from "./scenes.ts";

const DAY_MS = 86_400_000;
const opened = Date.now();

let name = Deno.args[1] ?? "quiet";
let count = Number(Deno.args[2] ?? 8);

function chairs(now: number): Chair[] {
  const scene: Scene = SCENES[name] ?? SCENES.quiet!;
  return Array.from({ length: count }, (_, index) => scene(calm(index, now, opened), index, now));
}

function live(request: Request): Response {
  if (name === "disconnected") {
    return new Response("gone", { status: 503 });
  }
  const { socket, response } = Deno.upgradeWebSocket(request);
  const tell = (frame: unknown) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(frame));
  let timer = 0;
  socket.onopen = () => {
    const past = Array.from({ length: 100 }, (_, index) => Date.now() - (100 - index) * 6_000);
    tell(hello(chairs(past[0]!), past[0]!, name === "all" || name === "answered" ? UNPLACED : []));
    past.forEach((now) => tell({ t: "chairs", now, chairs: chairs(now) }));
    timer = setInterval(() => {
      const now = Date.now();
      if (name === "disconnected") {
        socket.close();
      } else {
        tell({ t: "chairs", now, chairs: chairs(now) });
      }
    }, 1_000);
  };
  socket.onmessage = (message) => console.log("screen:", message.data);
  socket.onclose = () => clearInterval(timer);
  return response;
}

const NOTE = "Nobody has to sign in: this machine only. Others need an administrator (dripwatch user add).";

/** Who is here: in the scene `wall` a screen on the wall, in `sign-in` nobody yet, otherwise whoever comes. */
function who(): unknown {
  const wall = { account: "", name: "Wall 1", roles: ["wall-screen"], may: ["see-room"] };
  const claimed = name === "wall" || name === "sign-in";
  return {
    claimed,
    room: "Infusion room",
    note: claimed ? null : NOTE,
    idleSeconds: 600,
    hints: [],
    person: name === "wall" ? wall : null,
    locked: false,
    pins: [],
  };
}

/** Sets the scene and lets the page find somebody's initials. */
function chosen(path: string): Response {
  const [, , scene, number, chair] = path.split("/");
  name = scene ?? "quiet";
  count = Number(number ?? 8);
  const to = chair === undefined ? "/" : `/chair/${chair}`;
  const script = `sessionStorage.setItem("dripwatch.initials", "AB"); location = "${to}"`;
  return new Response(`<script>${script}</script>`, { headers: { "content-type": "text/html" } });
}

function review(part: string, now: number): unknown {
  switch (part) {
    case "burden":
      return burden(now);
    case "links":
      return links(now);
    case "limits":
      return LIMITS;
    default:
      return whatIf(now);
  }
}

async function action(request: Request, path: string): Promise<Response> {
  console.log("action:", path, await request.text());
  return path.endsWith("/stage")
    ? Response.json({ error: "The demo room never changes stage." }, { status: 409 })
    : Response.json({ ok: true });
}

Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.args[0] ?? 8123) }, (request) => {
  const path = new URL(request.url).pathname;
  if (path === "/api/v1/live") {
    return live(request);
  }
  if (path === "/api/v1/session") {
    return Response.json(who());
  }
  if (/^\/api\/v1\/sessions\/earlier-\d+\/history$/.test(path)) {
    const days = Number(path.split("-")[1]!.split("/")[0]);
    return Response.json(history(chairs(Date.now())[0]!, Date.now() - days * DAY_MS));
  }
  if (path.endsWith("/earlier")) {
    const chair = chairs(Date.now()).find((each) => path.includes(`/chairs/${each.chair}/`));
    return Response.json({ session: chair?.session?.id, earlier: earlier(Date.now()) });
  }
  if (path.endsWith("/readings")) {
    return Response.json(readings(path.split("/")[4]!, Date.now()));
  }
  if (path.startsWith("/api/v1/review/")) {
    return Response.json(review(path.slice("/api/v1/review/".length), Date.now()));
  }
  if (path.endsWith("/history")) {
    const chair = chairs(Date.now()).find((each) => path.includes(`/chairs/${each.chair}/`));
    return chair?.session
      ? Response.json(history(chair, Date.now()))
      : Response.json({ error: "none" }, { status: 404 });
  }
  if (request.method === "POST") {
    return action(request, path);
  }
  return path.startsWith("/scene/") ? chosen(path) : file(path);
});
