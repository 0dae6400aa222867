/**
 * The part of the screens that a browser keeps when their page is closed: it shows that a chair has a high alarm, and
 * opens that chair. It keeps nothing, fetches nothing and answers no request.
 */
import { noticeOf } from "./notice.ts";

/** What a service worker has of the browser, as far as it is used here. */
interface WorkerScope {
  readonly registration: { showNotification(title: string, options: Record<string, unknown>): Promise<void> };
  readonly clients: {
    matchAll(options: Record<string, unknown>): Promise<readonly Window[]>;
    openWindow(address: string): Promise<unknown>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(name: string, listener: (event: WorkerEvent) => void): void;
}

interface Window {
  navigate(address: string): Promise<unknown>;
  focus(): Promise<unknown>;
}

interface WorkerEvent {
  readonly data: { text(): string } | null;
  readonly notification: { close(): void; readonly data: string };
  waitUntil(done: Promise<unknown>): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.addEventListener("install", (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));

scope.addEventListener("push", (event) => {
  const { title, ...options } = noticeOf(event.data?.text() ?? "", navigator.language);
  event.waitUntil(scope.registration.showNotification(title, options));
});

scope.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

/** In a window that stands open already, or else in a new one. */
async function open(address: string): Promise<void> {
  const [first] = await scope.clients.matchAll({ type: "window" });
  if (first === undefined) {
    await scope.clients.openWindow(address);
  } else {
    await first.navigate(address);
    await first.focus();
  }
}
