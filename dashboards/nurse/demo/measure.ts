/**
 * Measures how long a reading takes from the server's mouth to the painted page, in a real browser; no part of the product.
 *
 * `measure.ts <chairs> <together|apart> [<scene> [<reports a second> [<seconds>]]]`: monitors report all at one moment or
 * each at its own, once a second for 15 s where not said otherwise.
 */
import type { Chair } from "../src/wire.ts";
import { file } from "./bundle.ts";
import { calm } from "./calm.ts";
import { hello } from "./room.ts";
import { SCENES } from "./scenes.ts";

const FLUSH_MS = 20;
const WARM_MS = 5_000;
const count = Number(Deno.args[0] ?? 8);
const together = Deno.args[1] !== "apart";
const scene = SCENES[Deno.args[2] ?? "quiet"]!;
const each = 1_000 / Number(Deno.args[3] ?? 1);
const MEASURE_MS = 1_000 * Number(Deno.args[4] ?? 15);
const opened = Date.now();

/** A chair whose numbers differ with every report, as a patient's do. */
function report(index: number, now: number): Chair {
  const chair = scene(calm(index, now, opened), index, now);
  const swing = (value: number | null) => value === null ? null : value + Math.floor(Math.random() * 4);
  const values = chair.values.map((value) =>
    value.metric.startsWith("nibp") ? value : { ...value, value: swing(value.value) }
  );
  return { ...chair, values };
}

function live(request: Request): Response {
  const { socket, response } = Deno.upgradeWebSocket(request);
  const tell = (frame: unknown) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(frame));
  const said = new Map<number, number>();
  let timer = 0;
  socket.onopen = () => {
    const now = Date.now();
    tell(hello(Array.from({ length: count }, (_, index) => report(index, now)), now, []));
    timer = setInterval(() => {
      const now = Date.now();
      const due = Array.from({ length: count }, (_, index) => index).filter((index) => {
        const beat = Math.floor((now - (together ? 0 : index * each / count)) / each);
        const fresh = said.get(index) !== beat;
        said.set(index, beat);
        return fresh;
      });
      if (due.length > 0) {
        tell({ t: "chairs", now, chairs: due.map((index) => report(index, now)) });
      }
    }, FLUSH_MS);
  };
  socket.onclose = () => clearInterval(timer);
  return response;
}

/** Runs in the page before its own script: notes when each frame was said, came in and stood painted on the page. */
function watch(): void {
  const notes: { said: number; heard: number; painted: number }[] = [];
  const waiting: { said: number; heard: number; painted: number }[] = [];
  const clock = () => performance.timeOrigin + performance.now();
  const Plain = WebSocket;
  globalThis.WebSocket = class extends Plain {
    constructor(url: string | URL) {
      super(url);
      this.addEventListener("message", (message) => {
        const frame = JSON.parse(message.data);
        if (frame.t === "chairs") {
          waiting.push({ said: frame.now, heard: clock(), painted: 0 });
        }
      });
    }
  };
  const after = new MessageChannel();
  after.port1.onmessage = (message) => {
    const painted = clock();
    for (const note of message.data as typeof notes) {
      notes.push({ ...note, painted });
    }
  };
  new MutationObserver(() => {
    if (waiting.length > 0) {
      after.port2.postMessage(waiting.splice(0));
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  const frames: number[] = [];
  let last = 0;
  const frame = (at: number) => {
    frames.push(at - last);
    last = at;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  Object.assign(globalThis, { notes, frames });
}

class Browser {
  private readonly waiting = new Map<number, (result: Record<string, unknown>) => void>();
  private last = 0;

  private constructor(private readonly process: Deno.ChildProcess, private readonly line: WebSocket) {
    line.onmessage = (message) => {
      const answer = JSON.parse(message.data);
      this.waiting.get(answer.id)?.(answer.result ?? answer);
    };
  }

  static async start(): Promise<Browser> {
    const process = new Deno.Command(Deno.env.get("CHROMIUM") ?? "chromium", {
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--window-size=1920,1080",
        "--remote-debugging-port=0",
        `--user-data-dir=${Deno.makeTempDirSync()}`,
      ],
      stderr: "piped",
      stdout: "null",
    }).spawn();
    let said = "";
    for await (const piece of process.stderr.pipeThrough(new TextDecoderStream())) {
      said += piece;
      const port = /ws:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port !== undefined) {
        const pages = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
        const line = new WebSocket(
          pages.find((page: { type: string }) => page.type === "page").webSocketDebuggerUrl,
        );
        await new Promise((opened) => line.onopen = opened);
        return new Browser(process, line);
      }
    }
    throw new Error(`the browser did not start: ${said}`);
  }

  ask(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const id = this.last += 1;
    this.line.send(JSON.stringify({ id, method, params }));
    return new Promise((answered) => this.waiting.set(id, answered));
  }

  async metrics(): Promise<Record<string, number>> {
    const { metrics } = await this.ask("Performance.getMetrics") as {
      metrics: { name: string; value: number }[];
    };
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  }

  async evaluate(expression: string): Promise<unknown> {
    const { result } = await this.ask("Runtime.evaluate", { expression, returnByValue: true }) as {
      result: { value: unknown };
    };
    return result.value;
  }

  close(): void {
    this.process.kill();
  }
}

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

function percentiles(values: number[]): string {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN).toFixed(0);
  return `p50 ${at(0.5)}  p90 ${at(0.9)}  p99 ${at(0.99)}  max ${at(1)} ms`;
}

async function measure(origin: string): Promise<void> {
  const browser = await Browser.start();
  try {
    await browser.ask("Page.enable");
    await browser.ask("Performance.enable");
    const source = `sessionStorage.setItem("dripwatch.initials", "AB"); (${watch})()`;
    await browser.ask("Page.addScriptToEvaluateOnNewDocument", { source });
    await browser.ask("Page.navigate", { url: origin + "/" });
    await sleep(WARM_MS);
    await browser.ask("HeapProfiler.collectGarbage");
    const before = await browser.metrics();
    await browser.evaluate("notes.length = 0; frames.length = 0");
    await sleep(MEASURE_MS);
    const frames = await browser.evaluate("frames") as number[];
    await browser.ask("HeapProfiler.collectGarbage");
    const after = await browser.metrics();
    const notes = await browser.evaluate("notes") as { said: number; heard: number; painted: number }[];
    const tiles = await browser.evaluate("document.querySelectorAll('.tile .figure').length");
    console.log(
      `${count} chairs, ${together ? "together" : "apart"}, ${notes.length} frames, ${tiles} figures`,
    );
    console.log("  said to painted: ", percentiles(notes.map((note) => note.painted - note.said)));
    console.log("  heard to painted:", percentiles(notes.map((note) => note.painted - note.heard)));
    console.log("  between frames:  ", percentiles(frames));
    const heap = (metrics: Record<string, number>) => (metrics.JSHeapUsedSize! / 1e6).toFixed(1);
    console.log(`  heap after a collection: ${heap(before)} MB, at the end ${heap(after)} MB`);
    for (const name of ["ScriptDuration", "RecalcStyleDuration", "LayoutDuration", "TaskDuration"]) {
      const share = (after[name]! - before[name]!) / (MEASURE_MS / 1_000);
      console.log(`  ${name}: ${(share * 1_000).toFixed(0)} ms a second`);
    }
  } finally {
    browser.close();
  }
}

const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
  const path = new URL(request.url).pathname;
  return path === "/api/v1/live" ? live(request) : file(path);
});
await measure(`http://127.0.0.1:${server.addr.port}`);
await server.shutdown();
