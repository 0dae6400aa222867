import { Confirmations } from "../src/shown.ts";
import { equal } from "./check.ts";

function tell(confirmations: Confirmations, drawn: string[], sounded: string[]) {
  const due = confirmations.due(drawn, new Set(sounded));
  due.forEach((shown) => confirmations.confirmed(shown));
  return due.map(({ alarms, sounded }) => ({ alarms, sounded }));
}

Deno.test("what was heard and what was only seen are told apart, each once", () => {
  const confirmations = new Confirmations();
  equal(tell(confirmations, ["a1", "a2"], ["a1"]), [
    { alarms: ["a1"], sounded: true },
    { alarms: ["a2"], sounded: false },
  ]);
  equal(tell(confirmations, ["a1", "a2"], ["a1"]), []);
});

Deno.test("an alarm seen in silence is told again once it was heard", () => {
  const confirmations = new Confirmations();
  tell(confirmations, ["a1"], []);
  equal(tell(confirmations, ["a1"], ["a1"]), [{ alarms: ["a1"], sounded: true }]);
});

Deno.test("an alarm that was heard and is now paused is not told to be silent", () => {
  const confirmations = new Confirmations();
  tell(confirmations, ["a1"], ["a1"]);
  equal(tell(confirmations, ["a1"], []), []);
});

Deno.test("a new line is told everything again", () => {
  const confirmations = new Confirmations();
  tell(confirmations, ["a1"], ["a1"]);
  confirmations.forget();
  equal(tell(confirmations, ["a1"], ["a1"]), [{ alarms: ["a1"], sounded: true }]);
});

Deno.test("an alarm that comes back under its old name is news", () => {
  const confirmations = new Confirmations();
  tell(confirmations, ["a1"], ["a1"]);
  confirmations.keepOnly(new Set());
  equal(tell(confirmations, ["a1"], []), [{ alarms: ["a1"], sounded: false }]);
});
