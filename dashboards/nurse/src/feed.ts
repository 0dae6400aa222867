/** Keeps one live line to the server: notices silence, drops a dead line and dials again for as long as it takes. */
import { decode, type Frame, type Shown } from "./wire.ts";

/** The time and the alarm clock, handed in so that tests can turn the hands. */
export interface Timers {
  now(): number;
  /** Runs once after so many milliseconds; the answer calls it off. */
  after(ms: number, run: () => void): () => void;
}

export interface Line {
  send(text: string): void;
  close(): void;
}

/** Dials the server; must call back later, never from within. */
export type Dial = (heard: (text: string) => void, ended: () => void) => Line;

export interface Listener {
  frame(frame: Frame): void;
  /** Nothing heard for {@link SILENCE_MS}; called once until frames come again. */
  silent(): void;
  /** A text that is no frame was dropped. */
  malformed(): void;
}

export const SILENCE_MS = 3_000;
const BACKOFF_MS = [250, 500, 1_000, 2_000];

export class Feed {
  private line: Line | null = null;
  private greeted = false;
  private failures = 0;
  private callOffSilence = () => {};
  private callOffLine = () => {};

  constructor(
    private readonly dial: Dial,
    private readonly timers: Timers,
    private readonly listener: Listener,
  ) {}

  start(): void {
    this.watchSilence();
    this.connect();
  }

  /** Tells the server what was shown; false where no line stands. */
  send(message: Shown): boolean {
    if (!this.greeted || this.line === null) {
      return false;
    }
    this.line.send(JSON.stringify(message));
    return true;
  }

  /** Dials anew at once: something else is asked for. */
  again(): void {
    if (this.line !== null) {
      this.callOffLine();
      this.line.close();
      this.greeted = false;
      this.connect();
    }
  }

  private connect(): void {
    const ours = (then: () => void) => {
      if (this.line === line) {
        then();
      }
    };
    const line: Line = this.dial(
      (text) => ours(() => this.heard(text)),
      () => ours(() => this.redial()),
    );
    this.line = line;
    this.watchLine();
  }

  private heard(text: string): void {
    const frame = decode(text);
    this.greeted ||= frame?.t === "hello";
    if (frame === null || !this.greeted) {
      this.listener.malformed();
      return;
    }
    this.failures = 0;
    this.watchSilence();
    this.watchLine();
    this.listener.frame(frame);
  }

  private redial(): void {
    this.callOffLine();
    this.line?.close();
    this.line = null;
    this.greeted = false;
    const wait = BACKOFF_MS[Math.min(this.failures, BACKOFF_MS.length - 1)]!;
    this.failures += 1;
    this.timers.after(wait, () => this.connect());
  }

  private watchSilence(): void {
    this.callOffSilence();
    this.callOffSilence = this.timers.after(SILENCE_MS, () => this.listener.silent());
  }

  private watchLine(): void {
    this.callOffLine();
    this.callOffLine = this.timers.after(SILENCE_MS, () => this.redial());
  }
}

/** Dials with the browser's own WebSocket what is the address by then. */
export function dialSocket(url: () => string): Dial {
  return (heard, ended) => {
    const socket = new WebSocket(url());
    socket.onmessage = (message) => heard(String(message.data));
    socket.onclose = ended;
    return {
      send: (text) => socket.send(text),
      close: () => socket.close(),
    };
  };
}

/** The browser's own timers. */
export const browserTimers: Timers = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
