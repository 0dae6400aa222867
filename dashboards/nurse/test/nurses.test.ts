import { answerFor } from "../src/actions.ts";
import { chosenChairs, handOver, hiddenBar, nurseFilter } from "../src/nurses.ts";
import { reduce } from "../src/state.ts";
import { equal, holds } from "./check.ts";
import { all, given, givenActs, NOW, text } from "./drawn.ts";
import { givenAlarm, givenChair, givenSession, givenWall } from "./given.ts";
import { page } from "../src/page.ts";
import { room } from "../src/room.ts";

const chairOf = (chair: string, responsible: string) =>
  givenChair({
    chair,
    session: givenSession({ responsible }),
    alarms: [givenAlarm({ id: `a${chair}`, chair })],
  });

const ROOM = given({}, { chairs: [chairOf("1", "AB"), chairOf("2", "CD"), chairOf("3", "AB")] });

Deno.test("the chairs of one nurse are shown, and the alarms of all", () => {
  const { acts } = givenActs();
  const filtered = reduce(ROOM, { t: "desk", change: { nurse: "AB" } });
  equal(chosenChairs(filtered).map(({ chair }) => chair), ["1", "3"]);
  const drawn = page(filtered, NOW, acts, room(filtered, NOW, acts));
  equal(all(drawn, (tag) => tag.tag === "li" && tag.props.class === "high").length, 3);
  equal(
    text(hiddenBar(filtered, acts)),
    "Only chairs of AB: 1 hidden, their alarms are listed. Tap to show all.",
  );
});

Deno.test("there is a choice only where there is something to choose, and none on the wall", () => {
  const { acts } = givenActs();
  equal(all([nurseFilter(ROOM, acts)], (tag) => tag.tag === "option").map(text), [
    "All chairs",
    "Chairs of AB",
    "Chairs of CD",
  ]);
  equal(nurseFilter(given({ session: givenSession() }), acts), null);
  equal(nurseFilter(reduce(ROOM, { t: "who", who: givenWall() }), acts), null);
});

Deno.test("all chairs of a nurse are handed over by one tap", () => {
  const { acts, done } = givenActs();
  const tags = handOver(ROOM, acts).filter((part) => part !== false);
  holds(text(tags[0]!).includes("Your chairs: 1, 3"), "both are named");
  all(tags, (tag) => tag.tag === "button" && text(tag) === "Hand over to CD")[0]!.props.click!();
  equal(done, [answerFor("1", "CD"), answerFor("3", "CD")]);
});
