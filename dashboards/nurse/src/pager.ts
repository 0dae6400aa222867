/** Whether this browser is told of high alarms while its page is closed, and how somebody asks for it. */
import type { Acts } from "./acts.ts";
import { fetched } from "./actions.ts";
import type { State } from "./state.ts";
import { h, type Part } from "./view.ts";
import { OWN_PAGE } from "./who.ts";
import * as words from "./words.ts";

/** How it stands with this browser. */
export interface Pager {
  /** The server's key; "" where it tells nobody. */
  readonly key: string;
  /** Until when this browser is told; 0 where it is not. */
  readonly until: number;
  readonly refusal: string;
}

export const NO_PAGER: Pager = { key: "", until: 0, refusal: "" };

const PATH = "/api/v1/pager";
const STORED = "dripwatch.paged-until";
const PATIENCE_MS = 10_000;

/** Whether a browser can do it at all: only on pages that came by https, or from this machine. */
function able(): boolean {
  return "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
}

/** Asks the server whether it tells anybody. */
export async function lookAtPager(): Promise<Pager> {
  if (!able()) {
    return NO_PAGER;
  }
  const { told } = await fetched<{ key: string }>(PATH);
  return { ...NO_PAGER, key: told?.key ?? "", until: Number(localStorage.getItem(STORED) ?? 0) };
}

/** Has this browser told of high alarms; the browser asks the person whether it may. */
export async function beginPager(pager: Pager): Promise<Pager> {
  if (await Notification.requestPermission() !== "granted") {
    return { ...pager, refusal: "This browser may show no notices: allow them in its settings." };
  }
  try {
    await navigator.serviceWorker.register("/worker.js");
    const worker = await navigator.serviceWorker.ready;
    const subscription = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytes(pager.key),
    });
    const body = {
      endpoint: subscription.endpoint,
      key: text(subscription.getKey("p256dh")!),
      secret: text(subscription.getKey("auth")!),
    };
    const { told, refusal } = await post<{ until: number }>(PATH, body);
    localStorage.setItem(STORED, String(told?.until ?? 0));
    return { ...pager, until: told?.until ?? 0, refusal };
  } catch (failure) {
    return { ...pager, refusal: `This browser's push service did not answer (${(failure as Error).name}).` };
  }
}

/** Has it told no more; where the server does not hear it, its time runs out by itself. */
export async function endPager(pager: Pager): Promise<Pager> {
  localStorage.removeItem(STORED);
  const worker = await navigator.serviceWorker.getRegistration();
  const subscription = await worker?.pushManager.getSubscription();
  const { refusal } = subscription
    ? await post(`${PATH}/end`, { endpoint: subscription.endpoint })
    : { refusal: "" };
  await subscription?.unsubscribe();
  return { ...pager, until: 0, refusal };
}

function post<T>(path: string, body: Record<string, string>) {
  return fetched<T>(path, (address) =>
    fetch(address, {
      method: "POST",
      headers: OWN_PAGE,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }));
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    atob(base64url.replaceAll("-", "+").replaceAll("_", "/")),
    (each) => each.charCodeAt(0),
  );
}

function text(buffer: ArrayBuffer): string {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The button, and what must be known about it; nothing where the server tells nobody. */
export function pagerPart({ pager }: State, now: number, acts: Acts): Part {
  if (pager.key === "") {
    return null;
  }
  const on = pager.until > now;
  return h(
    "section",
    { key: "pager", class: "pager", "aria-label": "Notices of high alarms" },
    h("h3", {}, "Notices of high alarms"),
    h(
      "p",
      {},
      "Not guaranteed: a notice may come late or not at all, names only the chair, and counts as shown on no screen.",
    ),
    on && h("p", { key: "until", role: "status" }, `On in this browser until ${words.clock(pager.until)}`),
    h(
      "button",
      { key: on ? "off" : "on", click: () => acts.pager(!on) },
      on ? "No notices in this browser" : "Notices in this browser for 12 hours",
    ),
    pager.refusal !== "" && h("p", { key: "refusal", class: "refusal", role: "alert" }, pager.refusal),
  );
}
