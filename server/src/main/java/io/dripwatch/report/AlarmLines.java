package io.dripwatch.report;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.report.Report.AlarmLine;
import io.dripwatch.report.Report.Response;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Sentence;
import io.dripwatch.wording.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The alarms of a session, each with what was done about it. */
final class AlarmLines {
    private final Map<String, Line> byId = new LinkedHashMap<>();
    private final Wording words;

    private AlarmLines(Wording words) {
        this.words = words;
    }

    /** One alarm as it is put together. */
    private final class Line {
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
            Sentence what = answered(event);
            if (what != null) {
                responses.add(new Response(event.at(), words.signed(event.by()), words.say(what)));
            }
        }

        AlarmLine done() {
            return new AlarmLine(
                    words.say(worst.alarm().condition().text()),
                    worst.alarm().priority().word(),
                    !worst.alarm().condition().physiological(),
                    first.at(),
                    over,
                    shownAfterMs,
                    List.copyOf(responses));
        }
    }

    static List<AlarmLine> of(List<RoomEvent> events, Wording words) {
        AlarmLines lines = new AlarmLines(words);
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
    private static @Nullable Sentence answered(AlarmEvent event) {
        return switch (event.phase()) {
            case ACKNOWLEDGE ->
                event.action().isEmpty()
                        ? Sentence.of("acknowledged")
                        : Sentence.of("acknowledged: {}", event.action());
            case ACCEPT -> Sentence.of("coming");
            case RESET -> Sentence.of("reset");
            case NOTIFY -> Sentence.of("told {}", Sentence.of(event.to()));
            case REMIND -> Sentence.of("reminded");
            case START, SIGNAL, ESCALATE, DEESCALATE, UPDATE, END -> null;
        };
    }
}
