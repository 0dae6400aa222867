package io.dripwatch.review;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Stage;
import io.dripwatch.trend.History;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is kept of one session.
 *
 * @param opened its opening
 * @param events all that decided it, in their order: bindings of devices to its chair, even before it was opened, what
 *     its pump did, its own events, its alarms and who acknowledged them
 * @param reports what its devices measured, in the order in which it was received
 */
public record Course(RoomEvent.SessionOpened opened, List<RoomEvent> events, List<DeviceReport> reports) {

    /**
     * A part of the session.
     *
     * @param stage where the session stood; never closed
     * @param from since when
     * @param to until when
     */
    public record Span(Stage stage, Instant from, Instant to) {}

    public Course {
        events = List.copyOf(events);
        reports = List.copyOf(reports);
    }

    /**
     * Puts a session together.
     *
     * @param events as {@code record.JournalReader.course} gives them; empty is refused
     * @param history where its readings are
     * @throws IllegalArgumentException where the events open no session
     */
    public static Course of(List<RoomEvent> events, History history) {
        RoomEvent.SessionOpened opened = opening(events);
        if (opened == null) {
            throw new IllegalArgumentException("expected the events of a session, got none that opens it");
        }
        return new Course(opened, events, new Heard(history, opened.session(), events).reports());
    }

    static RoomEvent.@Nullable SessionOpened opening(List<RoomEvent> events) {
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.SessionOpened opened) {
                return opened;
            }
        }
        return null;
    }

    public String session() {
        return opened.session();
    }

    public ChairId chair() {
        return opened.chair();
    }

    /** The protocol under which it was recorded. */
    public Protocol protocol() {
        return opened.protocol();
    }

    /** When it was closed; where it was not, when it was last heard of. */
    public Instant end() {
        Instant last = opened.at();
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.StageMoved moved && moved.to().over()) {
                return moved.at();
            }
            last = event.at().isAfter(last) ? event.at() : last;
        }
        for (DeviceReport report : reports) {
            last = report.receivedAt().isAfter(last) ? report.receivedAt() : last;
        }
        return last;
    }

    /** Its stages, in their order, without a gap. */
    public List<Span> spans() {
        return spans(events, end());
    }

    /**
     * The stages in the events of a session.
     *
     * @param until the end of the last stage where the session was not closed
     */
    static List<Span> spans(List<RoomEvent> events, Instant until) {
        RoomEvent.SessionOpened opened = Objects.requireNonNull(opening(events), "expected the opening of a session");
        List<Span> spans = new ArrayList<>();
        Stage stage = opened.stage();
        Instant from = opened.at();
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.StageMoved moved) {
                spans.add(new Span(stage, from, moved.at()));
                stage = moved.to();
                from = moved.at();
            }
        }
        if (!stage.over()) {
            spans.add(new Span(stage, from, until.isBefore(from) ? from : until));
        }
        return List.copyOf(spans);
    }
}
