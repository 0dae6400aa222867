/** Keeps the screen lit. */

/** Asks the tablet not to fall asleep; it may refuse, and forgets whenever the page was hidden. */
export async function stayAwake(): Promise<void> {
  if (document.visibilityState === "visible") {
    await navigator.wakeLock?.request("screen").catch(() => null);
  }
}
