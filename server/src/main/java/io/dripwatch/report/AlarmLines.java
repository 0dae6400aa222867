package io.dripwatch.report;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.report.Report.AlarmLine;
import io.dripwatch.report.Report.Response;
import io.dripwatch.vitals.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The alarms of a session, each with what was done about it. */
final class AlarmLines {
    private final Map<String, Line> byId = new LinkedHashMap<>();

    /** One alarm as it is put together. */
    private static final class Line {
        private final AlarmEvent first;
        private final List<Response> responses = new ArrayList<>();
        private AlarmEvent worst;
        private @Nullable Instant over;
        private @Nullable Long shownAfterMs;

        Line(AlarmEvent first) {
            this.first = first;
            this.worst = first;
        }

        void step(AlarmEvent event) {
            Priority priority = event.alarm().priority();
            worst = priority.compareTo(worst.alarm().priority()) > 0 ? event : worst;
            over = event.over() ? event.at() : null;
            String what = words(event);
            if (what != null) {
                responses.add(new Response(event.at(), event.by(), what));
            }
        }

        AlarmLine done() {
            return new AlarmLine(
                    worst.alarm().condition().text(),
                    worst.alarm().priority().word(),
                    !worst.alarm().condition().physiological(),
                    first.at(),
                    over,
                    shownAfterMs,
                    List.copyOf(responses));
        }
    }

    static List<AlarmLine> of(List<RoomEvent> events) {
        AlarmLines lines = new AlarmLines();
        events.forEach(lines::take);
        return lines.byId.values().stream().map(Line::done).toList();
    }

    private void take(RoomEvent event) {
        if (event instanceof RoomEvent.AlarmChanged changed) {
            AlarmEvent step = changed.alarmEvent();
            byId.computeIfAbsent(step.alarm().id(), unused -> new Line(step)).step(step);
        } else if (event instanceof RoomEvent.AlarmShown shown) {
            Line line = byId.get(shown.alarm());
            if (line != null && line.shownAfterMs == null) {
                line.shownAfterMs = shown.sinceDecided().toMillis();
            }
        }
    }

    /** Null for what nobody did. */
    private static @Nullable String words(AlarmEvent event) {
        return switch (event.phase()) {
            case ACKNOWLEDGE -> event.action().isEmpty() ? "acknowledged" : "acknowledged: " + event.action();
            case ACCEPT -> "coming";
            case RESET -> "reset";
            case NOTIFY -> "told " + event.to();
            case REMIND -> "reminded";
            case START, SIGNAL, ESCALATE, DEESCALATE, UPDATE, END -> null;
        };
    }
}
