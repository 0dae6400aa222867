import { rail } from "../src/rail.ts";
import { roomBeside, roomSwitch } from "../src/rooms.ts";
import { addressOf, feedOf, roomOf } from "../src/route.ts";
import { reduce } from "../src/state.ts";
import { equal, holds } from "./check.ts";
import { all, drawn, given, givenActs, NOW, text } from "./drawn.ts";
import { givenAlarm, givenChair, givenWall } from "./given.ts";

const EAST = { name: "East", chairs: ["1"] };
const WEST = { name: "West", chairs: ["11"] };
const ALARM = [givenAlarm({ id: "a11", chair: "11" })];
const CHAIRS = [givenChair({ chair: "1" }), givenChair({ chair: "11", alarms: ALARM })];

const BOTH = given({}, {
  room: { name: "East, West", chairs: ["1", "11"] },
  rooms: [EAST, WEST],
  chairs: CHAIRS,
});
const ONLY_WEST = given({}, { room: WEST, rooms: [EAST, WEST], chairs: [CHAIRS[1]!] });

const options = (state: typeof BOTH) =>
  all([roomSwitch(state, givenActs().acts)], (tag) => tag.tag === "option");
const chosen = (state: typeof BOTH) => options(state).filter((tag) => tag.props.selected).map(text);

Deno.test("one of several rooms is chosen, or all of them", () => {
  equal(options(BOTH).map(text), ["All rooms", "East", "West"]);
  equal(chosen(BOTH), ["All rooms"]);
  equal(chosen(ONLY_WEST), ["West"]);
});

Deno.test("there is no choice where one room may be shown, on the wall and on other pages", () => {
  const { acts } = givenActs();
  equal(roomSwitch(given({}, { room: WEST, rooms: [WEST], chairs: [CHAIRS[1]!] }), acts), null);
  equal(roomSwitch(reduce(BOTH, { t: "who", who: givenWall() }), acts), null);
  equal(roomSwitch(reduce(BOTH, { t: "desk", change: { route: { page: "review" } } }), acts), null);
});

Deno.test("where chairs of several rooms are shown each says in which it stands, and so does its alarm", () => {
  equal(roomBeside(BOTH, "11"), "West");
  equal(roomBeside(BOTH, null), "");
  equal(roomBeside(ONLY_WEST, "11"), "");
  equal(roomBeside(given({}), "1"), "");
  const beside = (tags: ReturnType<typeof drawn>) =>
    all(tags, (tag) => String(tag.props.class).split(" ").includes("in-room")).map(text);
  equal(beside([rail(BOTH, NOW, givenActs().acts)]), ["West"]);
  equal(beside(drawn(BOTH)), ["East", "West", "West"]);
  equal(beside(drawn(ONLY_WEST)), []);
});

Deno.test("the name of what is shown stands large over the chairs", () => {
  const title = all(drawn(ONLY_WEST), (tag) => tag.tag === "h1")[0]!;
  equal(text(title), "West");
  holds(title.props.class === "room-name", "read from afar");
});

Deno.test("a screen of one room keeps it in its address, on every page", () => {
  equal(addressOf({ page: "room" }, "Room 1 & 2"), "/?room=Room%201%20%26%202");
  equal(addressOf({ page: "chair", chair: "11" }, "West"), "/chair/11?room=West");
  equal(addressOf({ page: "review" }, null), "/review");
  equal(roomOf("?room=Room%201%20%26%202"), "Room 1 & 2");
  equal(roomOf(""), null);
  equal(feedOf("West", "https://room.example/?room=West"), "wss://room.example/api/v1/live?room=West");
  equal(feedOf(null, "http://127.0.0.1:8080/chair/1"), "ws://127.0.0.1:8080/api/v1/live");
});
