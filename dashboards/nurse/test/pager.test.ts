import { noticeOf } from "../src/notice.ts";
import { NO_PAGER, pagerPart } from "../src/pager.ts";
import { reduce } from "../src/state.ts";
import { equal, holds } from "./check.ts";
import { all, given, givenActs, NOW, text } from "./drawn.ts";

Deno.test("a notice says the chair and the priority, what it is not, and opens the chair", () => {
  const { title, body, data, tag } = noticeOf('{"chair":"4","priority":"high"}', "en-GB");
  equal([title, data, tag], ["Chair 4: high alarm", "/chair/4", "chair-4"]);
  holds(body.includes("may be late or missing"), body);
  equal(noticeOf('{"chair":"4"}', "es").title, "Sillón 4: alarma alta");
});

Deno.test("what cannot be read is shown all the same, since something must be", () => {
  for (const message of ["", "nonsense", "{}", '{"chair":4}', "null"]) {
    equal([noticeOf(message, "en").title, noticeOf(message, "en").data], ["High alarm", "/"]);
  }
});

Deno.test("nothing is offered where the server tells nobody; where it does, with what is not guaranteed", () => {
  const asked: boolean[] = [];
  const acts = { ...givenActs().acts, pager: (on: boolean) => void asked.push(on) };
  const shown = (until: number) =>
    pagerPart(reduce(given({}), { t: "pager", pager: { ...NO_PAGER, key: "k", until } }), NOW, acts);
  equal(pagerPart(given({}), NOW, acts), null);
  holds(text(shown(0)).includes("Not guaranteed"), text(shown(0)));
  for (const until of [0, NOW + 60_000]) {
    all([shown(until)], (tag) => tag.tag === "button").forEach((button) => button.props.click!());
  }
  equal(asked, [true, false]);
});
