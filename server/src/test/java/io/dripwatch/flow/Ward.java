package io.dripwatch.flow;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.session.AlarmPolicy;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.Criteria;
import io.dripwatch.session.Escalation;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Protocol;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A room with several chairs, led through a long random time, with every rule checked at every step. */
public final class Ward {
    /** How many inputs are shown of a ward in which a rule was broken. */
    private static final int SHOWN = 20;

    /** So many wards are led twice; of a long row after them one in so many. */
    private static final int TWINS = 40;

    private static final List<ChairId> CHAIRS = List.of(new ChairId("1"), new ChairId("2"), new ChairId("3"));

    private final long seed;
    private final SplittableRandom random;
    private final boolean moving;
    private final RoomPlan plan;
    private final Room room;
    private final WardStreams streams;
    private final WardNurse nurse;
    private final List<WardRule> rules = List.of(
            new WardMoves(), new WardAnswers(), new WardChairs(), new WardLimits(), new WardGates(), new WardDoses());
    private final List<WardInput> inputs = new ArrayList<>();
    private final List<RoomEvent> events = new ArrayList<>();
    private final Map<String, Integer> seen = new TreeMap<>();
    private Instant now = RoomStory.START;
    private int turn;

    private Ward(long seed, Map<String, Protocol> protocols) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.moving = seed % 2 == 0;
        this.plan = new RoomPlan("Infusion room", "INFUSION", CHAIRS, protocols, seed % 3 == 0);
        this.room = new Room(plan);
        this.streams = new WardStreams(random.split(), CHAIRS, moving);
        this.nurse = new WardNurse(random.split(), CHAIRS, streams);
    }

    /**
     * Leads a ward through so many steps, twice, and rebuilds it from its record.
     *
     * @return how often each kind of event was seen
     * @throws AssertionError naming the seed, the step and the last inputs, where a rule is broken
     */
    public static Map<String, Integer> live(long seed, int steps, Map<String, Protocol> protocols) {
        Ward ward = new Ward(seed, protocols);
        ward.live(steps);
        return ward.seen;
    }

    /** The protocols of the tests, by id: the simple one, and the clinic with everything that a protocol can allow. */
    public static Map<String, Protocol> protocols() {
        Protocol clinic = clinic();
        Map<String, Protocol> protocols = new LinkedHashMap<>();
        protocols.put(clinic.id(), clinic);
        protocols.put("test", RoomStory.protocol());
        return protocols;
    }

    private static Protocol clinic() {
        Protocol clinic = Clinic.protocol();
        List<Limit> limits = new ArrayList<>();
        for (Limit usual : clinic.limits()) {
            boolean waits = usual.metric() == Metric.SPO2;
            Limit.Delay delay = waits
                    ? new Limit.Delay(usual.delay().condition(), Duration.ofSeconds(5), 80.0, Duration.ZERO)
                    : usual.delay();
            limits.add(new Limit(
                    usual.metric(),
                    usual.side(),
                    usual.priority(),
                    usual.sound(),
                    usual.clear(),
                    delay,
                    new Limit.Handling(usual.handling().latching(), true, "Look", 85.0, 150.0, true),
                    Clinic.DRUG));
        }
        List<CheckItem> checklist = new ArrayList<>(clinic.checklist());
        checklist.add(RoomStory.SAME_LIMB);
        return new Protocol(
                "clinic",
                3,
                clinic.title(),
                clinic.drug(),
                null,
                clinic.order(),
                checklist,
                clinic.gates(),
                limits,
                clinic.continuous(),
                clinic.schedules(),
                new Criteria(Duration.ofMinutes(3), 9, 20, 5, 3, true, Duration.ofMinutes(15)),
                new AlarmPolicy(
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(2),
                        true,
                        List.of(new Escalation(Priority.MEDIUM, Duration.ofSeconds(20), "charge nurse")),
                        new AlarmPolicy.CuffHold(Set.of(Metric.SPO2), Duration.ofSeconds(60), "same-limb")),
                null);
    }

    private void live(int steps) {
        WardTwin twin = new WardTwin(plan);
        try {
            for (int i = 0; i < steps; i++) {
                step();
                if (random.nextInt(steps) == 0) {
                    twin.rebuilt(room, events);
                }
            }
            twin.rebuilt(room, events);
            if (seed <= TWINS || seed % TWINS == 0) {
                twin.again(inputs, events);
            }
            if (!moving && seed <= TWINS) {
                CHAIRS.forEach(chair -> twin.alone(chair, inputs, events));
            }
        } catch (RuntimeException | AssertionError broken) {
            StringBuilder last = new StringBuilder();
            inputs.subList(Math.max(0, inputs.size() - SHOWN), inputs.size())
                    .forEach(input -> last.append("\n  ").append(input));
            throw new AssertionError(
                    "seed " + seed + ", step " + inputs.size() + " of " + steps + ": " + broken.getMessage()
                            + "\nthe last inputs:" + last,
                    broken);
        }
    }

    private void step() {
        WardInput input = input();
        if (input == null) {
            return;
        }
        inputs.add(input);
        rules.forEach(rule -> rule.before(input, room));
        List<RoomEvent> happened = enter(input, room);
        for (RoomEvent event : happened) {
            WardRule.must(event.at().equals(input.at()), "an event happens when its input enters", event);
            seen.merge(word(event), 1, Integer::sum);
        }
        events.addAll(happened);
        rules.forEach(rule -> rule.after(input, happened, room));
    }

    /** Nothing but a refusal in a sentence, or a field that no entry of a chart has, may come back from a person's wish. */
    static List<RoomEvent> enter(WardInput input, Room room) {
        try {
            return input.into(room).events();
        } catch (CommandRefused refused) {
            WardRule.must(
                    input instanceof WardInput.Wanted
                            && String.valueOf(refused.getMessage()).endsWith("."),
                    "a refusal is a sentence",
                    String.valueOf(refused.getMessage()));
        } catch (IllegalArgumentException unsayable) {
            WardRule.must(
                    input instanceof WardInput.Wanted wanted
                            && wanted.command().kind() == Command.Kind.CHART
                            && String.valueOf(unsayable.getMessage()).startsWith("expected"),
                    "only an entry can be unsayable",
                    unsayable.toString());
        }
        return List.of();
    }

    private @Nullable WardInput input() {
        int what = random.nextInt(100);
        if (random.nextInt(2500) == 0) {
            now = now.plusSeconds(random.nextInt(900));
        }
        if (what < 62) {
            now = now.plusMillis(1 + random.nextInt(600));
            turn += 1 + random.nextInt(2);
            return new WardInput.Told(streams.next(turn, now));
        }
        now = now.plusMillis(1 + random.nextInt(900));
        if (what < 90) {
            return new WardInput.Ticked(now);
        }
        Command command = nurse.next(room, now);
        return command == null ? null : new WardInput.Wanted(command, now);
    }

    private static String word(RoomEvent event) {
        if (event instanceof RoomEvent.AlarmChanged changed) {
            AlarmEvent alarm = changed.alarmEvent();
            return alarm.phase() + " " + alarm.alarm().key().kind();
        }
        return event instanceof RoomEvent.StageMoved moved
                ? "TO " + moved.to()
                : event.kind().name();
    }
}
