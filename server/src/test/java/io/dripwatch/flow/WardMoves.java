package io.dripwatch.flow;

import io.dripwatch.session.Stage;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No illegal move, and nothing of a session after it is over. */
final class WardMoves implements WardRule {
    private static final Set<Stage> OVER = EnumSet.of(Stage.CLOSED, Stage.ABORTED, Stage.TRANSFERRED);
    private static final Map<Stage, Set<Stage>> NURSE = new EnumMap<>(Stage.class);
    private static final Map<Stage, Set<Stage>> PUMP = new EnumMap<>(Stage.class);

    static {
        NURSE.put(Stage.SCHEDULED, EnumSet.of(Stage.CHECK_IN, Stage.ABORTED));
        NURSE.put(Stage.CHECK_IN, EnumSet.of(Stage.BASELINE, Stage.DOSING, Stage.ABORTED, Stage.TRANSFERRED));
        NURSE.put(Stage.BASELINE, EnumSet.of(Stage.CHECK_IN, Stage.DOSING, Stage.ABORTED, Stage.TRANSFERRED));
        NURSE.put(Stage.DOSING, EnumSet.of(Stage.BASELINE, Stage.HELD, Stage.OBSERVATION, Stage.TRANSFERRED));
        NURSE.put(Stage.HELD, EnumSet.of(Stage.DOSING, Stage.OBSERVATION, Stage.TRANSFERRED));
        NURSE.put(Stage.OBSERVATION, EnumSet.of(Stage.DOSING, Stage.HELD, Stage.READY, Stage.TRANSFERRED));
        NURSE.put(Stage.READY, EnumSet.of(Stage.DOSING, Stage.OBSERVATION, Stage.CLOSED, Stage.TRANSFERRED));
        PUMP.put(Stage.CHECK_IN, EnumSet.of(Stage.DOSING));
        PUMP.put(Stage.BASELINE, EnumSet.of(Stage.DOSING));
        PUMP.put(Stage.DOSING, EnumSet.of(Stage.HELD, Stage.OBSERVATION));
        PUMP.put(Stage.HELD, EnumSet.of(Stage.DOSING, Stage.OBSERVATION));
        PUMP.put(Stage.OBSERVATION, EnumSet.of(Stage.DOSING));
        PUMP.put(Stage.READY, EnumSet.of(Stage.DOSING));
    }

    private final Set<String> over = new HashSet<>();
    private final Set<String> signed = new HashSet<>();

    @Override
    public void after(WardInput input, List<RoomEvent> events, Room room) {
        for (RoomEvent event : events) {
            String session = event.session();
            WardRule.must(session == null || !over.contains(session), "nothing of a session after it is over", event);
            if (event instanceof RoomEvent.DischargeSigned) {
                signed.add(String.valueOf(session));
            }
            if (event instanceof RoomEvent.StageMoved moved) {
                moved(moved, input instanceof WardInput.Told);
            }
        }
        for (Chair chair : room.chairs()) {
            WardRule.must(
                    chair.session() != null || chair.alarms().isEmpty(), "an empty chair has no alarms", chair.id());
        }
    }

    private void moved(RoomEvent.StageMoved moved, boolean byPump) {
        Set<Stage> allowed = (byPump ? PUMP : NURSE).getOrDefault(moved.from(), Set.of());
        WardRule.must(allowed.contains(moved.to()), "no illegal move", moved);
        if (moved.to() == Stage.READY || moved.to() == Stage.CLOSED) {
            WardRule.must(signed.contains(moved.session()), "nobody goes unsigned", moved);
        } else {
            signed.remove(moved.session());
        }
        if (OVER.contains(moved.to())) {
            over.add(moved.session());
        }
    }
}
