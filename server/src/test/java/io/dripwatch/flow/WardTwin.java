package io.dripwatch.flow;

import io.dripwatch.vitals.ChairId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The same inputs give the same events, the events give the same room, and a chair is the same without the others. */
final class WardTwin {
    private final RoomPlan plan;
    private final Room nobody;

    WardTwin(RoomPlan plan) {
        this.plan = plan;
        this.nobody = new Room(plan);
    }

    /** Rebuilds the room from its record. */
    void rebuilt(Room room, List<RoomEvent> events) {
        Room rebuilt = new Room(plan);
        events.forEach(rebuilt::restore);
        for (Chair before : room.chairs()) {
            Chair after = Objects.requireNonNull(rebuilt.chair(before.id()));
            same("session", before.session(), after.session());
            same("alarms", List.copyOf(before.alarms()), List.copyOf(after.alarms()));
            same("silence", before.inactivations().all(), after.inactivations().all());
            same(
                    "last reminder",
                    before.inactivations().reminded(),
                    after.inactivations().reminded());
            same("pump", before.pump(), after.pump());
            same(
                    "volume carried on",
                    before.pumpMeter().carriedMl(),
                    after.pumpMeter().carriedMl());
            same("devices", before.devices(), after.devices());
        }
        same(
                "courses",
                List.copyOf(room.courses().all()),
                List.copyOf(rebuilt.courses().all()));
        same("holds", holds(room), holds(rebuilt));
    }

    private static List<Hold> holds(Room room) {
        return room.holds().all().stream().map(Holds.Waiting::hold).toList();
    }

    /** Runs the same inputs once more. */
    void again(List<WardInput> inputs, List<RoomEvent> events) {
        Room room = new Room(plan);
        int at = 0;
        for (WardInput input : inputs) {
            for (RoomEvent event : Ward.enter(input, room)) {
                same("event " + at, events.get(at), event);
                at++;
            }
        }
        same("count of events", events.size(), at);
    }

    /** Runs the inputs of one chair without those of the others; no device may have moved. */
    void alone(ChairId chair, List<WardInput> inputs, List<RoomEvent> events) {
        Room room = new Room(plan);
        List<RoomEvent> alone = new ArrayList<>();
        for (WardInput input : inputs) {
            if (concerns(input, chair)) {
                alone.addAll(Ward.enter(input, room));
            }
        }
        List<RoomEvent> among = alarms(events, chair);
        List<RoomEvent> its = alarms(alone, chair);
        for (int i = 0; i < Math.min(among.size(), its.size()); i++) {
            same("alarm of chair " + chair + " alone", among.get(i), its.get(i));
        }
        same("alarms of chair " + chair + " alone", among.size(), its.size());
    }

    private static List<RoomEvent> alarms(List<RoomEvent> events, ChairId chair) {
        return events.stream()
                .filter(event -> event instanceof RoomEvent.AlarmChanged && chair.equals(event.chair()))
                .toList();
    }

    private boolean concerns(WardInput input, ChairId chair) {
        if (input instanceof WardInput.Told told) {
            return WardChairs.belongs(told.report().device(), chair);
        }
        if (input instanceof WardInput.Wanted wanted) {
            if (wanted.command() instanceof Command.ReleaseDevice release) {
                return WardChairs.belongs(release.device(), chair);
            }
            return chair.equals(WardChairs.chair(wanted.command(), nobody));
        }
        return true;
    }

    private static void same(String what, @Nullable Object before, @Nullable Object after) {
        WardRule.must(
                Objects.equals(before, after),
                "the record tells the same " + what,
                String.valueOf(before),
                String.valueOf(after));
    }
}
