package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dripwatch.flow.Chair;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.CheckIn;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.Discharge;
import io.dripwatch.session.News2;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.session.StartGate;
import io.dripwatch.vitals.Scale;
import io.dripwatch.wording.Wording;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what leads a nurse through a session: what holds the start, what was charted, whether the patient may go.
 *
 * <p>It is written for every chair that changed, so each stage has only what it needs.
 */
final class WorkflowView {
    private WorkflowView() {}

    /** The chair is null where a session is looked back at. */
    static void write(JsonGenerator json, Wording words, Session session, @Nullable Chair chair, Instant now)
            throws IOException {
        answers(json, words, session.checkIn());
        findings(json, words, session, chair, now);
        json.writeArrayFieldStart("startedAgainst");
        for (String block : session.checkIn().startedAgainst()) {
            json.writeString(words.say(StartGate.about(session.protocol(), block)));
        }
        json.writeEndArray();
        Duration observed = chair == null ? session.clock().at(now) : chair.observed(now);
        json.writeNumberField("observedSeconds", observed.toSeconds());
        json.writeBooleanField("clockRuns", session.clock().running());
        discharge(json, words, session, chair, now);
        chart(json, words, session);
        news2(json, words, session, chair, now);
    }

    private static void answers(JsonGenerator json, Wording words, CheckIn checkIn) throws IOException {
        json.writeObjectFieldStart("answers");
        for (Map.Entry<String, CheckIn.Answered> entry : checkIn.answers().entrySet()) {
            json.writeObjectFieldStart(entry.getKey());
            json.writeStringField("answer", CommandBody.wordOf(entry.getValue().answer()));
            json.writeStringField("by", words.signed(entry.getValue().by()));
            json.writeNumberField("at", entry.getValue().at().toEpochMilli());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Before the drug all of them; afterwards only the cautions count. */
    private static void findings(JsonGenerator json, Wording words, Session session, @Nullable Chair chair, Instant now)
            throws IOException {
        json.writeArrayFieldStart("findings");
        if (chair != null) {
            boolean before = session.dosingSince() == null;
            for (StartGate.Finding finding : StartGate.findings(session, chair, now)) {
                if (before || finding.bearing() == CheckItem.Bearing.CAUTION) {
                    finding(json, words, session, finding);
                }
            }
        }
        json.writeEndArray();
    }

    /** The question itself is known to the screen, and long. */
    private static void finding(JsonGenerator json, Wording words, Session session, StartGate.Finding finding)
            throws IOException {
        boolean unanswered = session.protocol().item(finding.id()) != null
                && !session.checkIn().answers().containsKey(finding.id());
        CheckIn.Waiver waived = finding.waived();
        json.writeStartObject();
        json.writeStringField("id", finding.id());
        json.writeStringField("text", unanswered ? words.say("Not answered") : words.say(finding.text()));
        json.writeStringField("bearing", CommandBody.wordOf(finding.bearing()));
        ChairView.signed(json, words, "waivedBy", waived == null ? null : waived.by());
        json.writeEndObject();
    }

    private static void discharge(
            JsonGenerator json, Wording words, Session session, @Nullable Chair chair, Instant now) throws IOException {
        json.writeArrayFieldStart("discharge");
        if (chair != null && (session.stage() == Stage.OBSERVATION || session.stage() == Stage.READY)) {
            for (Discharge.Criterion criterion : Discharge.criteria(session, chair, now)) {
                json.writeStartObject();
                json.writeStringField("id", criterion.id());
                json.writeStringField("text", words.say(criterion.text()));
                json.writeBooleanField("met", criterion.met());
                json.writeStringField("evidence", words.say(criterion.evidence()));
                ChairView.number(json, "at", criterion.at());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void chart(JsonGenerator json, Wording words, Session session) throws IOException {
        json.writeArrayFieldStart("chart");
        for (ChartEntry entry : session.chart().current()) {
            json.writeStartObject();
            json.writeStringField("id", entry.id());
            json.writeStringField("kind", CommandBody.wordOf(entry.kind()));
            json.writeNumberField("at", entry.at().toEpochMilli());
            json.writeStringField("by", words.signed(entry.by()));
            json.writeStringField("text", entry.text());
            json.writeStringField(
                    "scale", entry.scale() == null ? null : entry.scale().id());
            ChairView.number(json, "value", entry.value());
            ChairView.number(json, "until", entry.until());
            json.writeStringField("amends", entry.amends());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void news2(JsonGenerator json, Wording words, Session session, @Nullable Chair chair, Instant now)
            throws IOException {
        if (chair == null || !session.stage().watched()) {
            json.writeNullField("news2");
            return;
        }
        News2 news2 = News2.of(
                chair,
                session.stage(),
                News2.SaturationScale.ONE,
                now,
                session.protocol().discharge().freshFor());
        json.writeObjectFieldStart("news2");
        if (news2.complete()) {
            json.writeNumberField("score", news2.total());
        } else {
            json.writeNullField("score");
        }
        json.writeNumberField("atLeast", news2.total());
        json.writeArrayFieldStart("missing");
        for (String part : news2.missing()) {
            json.writeString(words.tell(part));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What of a protocol does not change while its sessions run. */
    static void checklist(JsonGenerator json, Wording words, Protocol protocol) throws IOException {
        json.writeArrayFieldStart("checklist");
        for (CheckItem item : protocol.checklist()) {
            json.writeStartObject();
            json.writeStringField("id", item.id());
            json.writeStringField("ask", words.say(item.asked()));
            json.writeStringField("part", CommandBody.wordOf(item.part()));
            json.writeStringField("safe", item.safe() == null ? null : CommandBody.wordOf(item.safe()));
            json.writeStringField("bearing", CommandBody.wordOf(item.bearing()));
            json.writeStringField("onlyIf", item.onlyIf());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void scales(JsonGenerator json, Wording words) throws IOException {
        json.writeArrayFieldStart("scales");
        for (Scale scale : Scale.values()) {
            json.writeStartObject();
            json.writeStringField("id", scale.id());
            json.writeStringField("label", words.label(scale));
            json.writeNumberField("lowest", scale.lowest());
            json.writeNumberField("highest", scale.highest());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
