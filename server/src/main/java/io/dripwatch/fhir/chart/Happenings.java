package io.dripwatch.fhir.chart;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.fhir.rest.AlarmSteps;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entries;
import io.dripwatch.record.Entry;
import io.dripwatch.session.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what entries of the record are in the chart. The same entry is always the same. Blocks on the store. */
public final class Happenings {
    private final Shelf shelf;
    private final Entries entries;

    Happenings(Shelf shelf, Entries entries) {
        this.shelf = shelf;
        this.entries = entries;
    }

    /** What happened; null where it does not show. */
    public @Nullable Happening of(Entry entry) {
        RoomEvent event = entry.event();
        if (event instanceof RoomEvent.AlarmChanged changed && changed.session() != null) {
            return alarm(entry, changed.session(), changed.alarmEvent());
        }
        if (event instanceof RoomEvent.StageMoved moved) {
            return stage(entry, moved.session(), moved.to());
        }
        return event instanceof RoomEvent.SessionOpened opened ? stage(entry, opened.session(), opened.stage()) : null;
    }

    /** By which value an alarm changed; null where it did not, or is about none. */
    public AlarmSteps.@Nullable Step step(Entry entry) {
        return entry.event() instanceof RoomEvent.AlarmChanged
                ? AlarmResource.step(entry).orElse(null)
                : null;
    }

    private @Nullable Happening stage(Entry entry, String session, Stage stage) {
        Long encounter = shelf.of(session);
        return encounter == null
                ? null
                : new Happening(
                        Happening.Kind.STAGE_CHANGED,
                        Long.toString(encounter),
                        shelf.patient(session),
                        encounter,
                        entry.event().at(),
                        null,
                        stage);
    }

    private @Nullable Happening alarm(Entry entry, String session, AlarmEvent event) {
        Happening.Kind kind =
                switch (event.phase()) {
                    case START, SIGNAL -> Happening.Kind.ALARM_RAISED;
                    case ESCALATE, DEESCALATE, UPDATE, ACKNOWLEDGE, REMIND -> Happening.Kind.ALARM_CHANGED;
                    case END, RESET -> Happening.Kind.ALARM_ENDED;
                    case NOTIFY, ACCEPT -> null;
                };
        Long encounter = shelf.of(session);
        if (kind == null || encounter == null || !event.alarm().signalled()) {
            return null;
        }
        List<Entry> before = entries.alarms(session, 0).stream()
                .filter(other -> other.seq() < entry.seq())
                .filter(other ->
                        Visit.alarm(other).alarm().id().equals(event.alarm().id()))
                .toList();
        if (kind != Happening.Kind.ALARM_ENDED) {
            boolean again = before.stream().anyMatch(Happenings::signalled);
            kind = again ? Happening.Kind.ALARM_CHANGED : Happening.Kind.ALARM_RAISED;
        }
        long first = before.isEmpty() ? entry.seq() : before.get(0).seq();
        return new Happening(kind, Long.toString(first), shelf.patient(session), encounter, event.at(), event, null);
    }

    private static boolean signalled(Entry entry) {
        return Visit.alarm(entry).alarm().signalled();
    }
}
