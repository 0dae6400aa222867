package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.SessionEvents;
import io.dripwatch.record.JournalReader;
import io.dripwatch.session.Session;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.Reach;
import io.dripwatch.wording.Wording;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which sessions of the same patient went before one: those in which anything was measured, the newest first. */
final class EarlierSessions {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST = 24;
    private static final Set<RoomEvent.Kind> STEPS =
            EnumSet.of(RoomEvent.Kind.SESSION_OPENED, RoomEvent.Kind.PATIENT_IDENTIFIED, RoomEvent.Kind.STAGE_MOVED);

    private final JournalReader journal;
    private final History history;
    private final Reach reach;
    private final Wording words;

    /**
     * @param reach of whoever asks
     * @param words in which titles are told
     */
    EarlierSessions(JournalReader journal, History history, Reach reach, Wording words) {
        this.journal = journal;
        this.history = history;
        this.reach = reach;
        this.words = words;
    }

    /** As JSON, in the shape of {@code server/docs/screens.md}; null where there is no such session. */
    @Nullable
    String json(String session) throws SQLException, IOException {
        Session present = session(session);
        if (present == null) {
            return null;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("session", session);
            json.writeArrayFieldStart("earlier");
            for (Session earlier : before(present)) {
                write(json, earlier);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private List<Session> before(Session present) throws SQLException {
        Patient patient = present.visit().patient();
        List<Session> before = new ArrayList<>();
        if (patient != null) {
            for (String id : measured(patient)) {
                Session candidate = session(id);
                if (candidate != null && goesBefore(candidate, present, patient)) {
                    before.add(candidate);
                }
            }
        }
        before.sort(
                Comparator.comparing((Session each) -> each.visit().startedAt()).reversed());
        return before;
    }

    private boolean goesBefore(Session candidate, Session present, Patient patient) {
        Patient whose = candidate.visit().patient();
        return whose != null
                && reach.covers(candidate.visit().chair())
                && whose.id().equals(patient.id())
                && candidate.visit().startedAt().isBefore(present.visit().startedAt());
    }

    /** The sessions in which something was measured of this patient last, and one more for the present one. */
    private Set<String> measured(Patient patient) {
        List<Series> series = new ArrayList<>();
        for (StoredPatient stored : history.patientsBy(patient.id())) {
            series.addAll(history.seriesOf(stored.key(), EnumSet.allOf(Metric.class)));
        }
        series.sort(Comparator.comparingLong(Series::key).reversed());
        Set<String> sessions = new LinkedHashSet<>();
        for (Series one : series) {
            if (one.session() != null && sessions.size() <= MOST) {
                sessions.add(one.session());
            }
        }
        return sessions;
    }

    private @Nullable Session session(String id) throws SQLException {
        Session session = null;
        for (RoomEvent event : journal.ofSession(id, STEPS)) {
            if (event instanceof RoomEvent.SessionOpened opened) {
                session = opened.begin();
            } else if (session != null) {
                session = SessionEvents.after(session, event);
            }
        }
        return session;
    }

    private void write(JsonGenerator json, Session session) throws IOException {
        json.writeStartObject();
        json.writeStringField("session", session.id());
        json.writeStringField("chair", session.visit().chair().value());
        json.writeStringField("title", words.say(session.visit().protocol().title()));
        json.writeStringField("stage", session.stage().word());
        json.writeNumberField(
                "startedAt", Objects.requireNonNull(session.visit().startedAt()).toEpochMilli());
        ChairView.number(json, "dosingAt", session.progress().dosingSince());
        json.writeEndObject();
    }
}
