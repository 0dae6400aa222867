/** Whether the screen is so small that its page scrolls as a whole: in the hand, or at 200 % zoom. As in handy.css. */
const SMALL = "(max-width: 600px), (max-height: 600px)";

/** Says so now, and whenever it changes. */
export function watchHandy(say: (handy: boolean) => void): void {
  const small = matchMedia(SMALL);
  small.addEventListener("change", () => say(small.matches));
  say(small.matches);
}
