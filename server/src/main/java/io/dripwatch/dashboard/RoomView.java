package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dripwatch.flow.Chair;
import io.dripwatch.flow.Concerned;
import io.dripwatch.flow.DeviceLink;
import io.dripwatch.flow.Hold;
import io.dripwatch.flow.Holds;
import io.dripwatch.flow.Room;
import io.dripwatch.health.Trouble;
import io.dripwatch.session.Order;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.NamedRoom;
import io.dripwatch.vitals.Reading;
import io.dripwatch.wording.Wording;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes the messages of the live feed for those screens that show the same. Runs where the room runs. */
final class RoomView {
    private static final JsonFactory JSON = new JsonFactory();

    private final Room room;
    private final Sight sight;
    private final Set<ChairId> shown;
    private final ChairView chairs;
    private final String version;
    private final Wording words;

    /** What goes into a message. */
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    RoomView(Room room, Sight sight, String version, Wording words) {
        this.room = room;
        this.sight = sight;
        this.shown = sight.chairs();
        this.chairs = new ChairView(room, words);
        this.version = version;
        this.words = words;
    }

    /** Whether a chair is shown; one that stands in no room any more is, where all rooms are. */
    boolean shows(ChairId chair) {
        return shown.contains(chair) || (sight.whole() && room.plan().rooms().of(chair) == null);
    }

    private List<Chair> shown(Collection<Chair> some) {
        return some.stream().filter(chair -> shows(chair.id())).toList();
    }

    String hello(Instant now, List<Trouble> troubles) {
        return message("hello", now, json -> {
            json.writeStringField("version", version);
            json.writeStringField("language", words.language().code());
            json.writeFieldName("room");
            room(
                    json,
                    sight.shown().title(),
                    shown(room.chairs()).stream().map(Chair::id).toList());
            json.writeArrayFieldStart("rooms");
            for (NamedRoom each : sight.may().all()) {
                room(json, each.name(), each.chairs());
            }
            json.writeEndArray();
            metrics(json);
            protocols(json);
            WorkflowView.scales(json, words);
            chairs(json, shown(room.chairs()), now);
            pool(json, now);
            json.writeFieldName("server");
            troubles(json, troubles);
        });
    }

    /** Empty where none of them is shown. */
    String chairs(Collection<Chair> changed, Instant now) {
        List<Chair> some = shown(changed);
        return some.isEmpty() ? "" : message("chairs", now, json -> chairs(json, some, now));
    }

    /** What of unknown devices waits for a person belongs to every room. */
    String pool(Instant now) {
        return message("pool", now, json -> pool(json, now));
    }

    String server(List<Trouble> troubles, Instant now) {
        return message("server", now, json -> {
            json.writeFieldName("alarms");
            troubles(json, troubles);
        });
    }

    String tick(Instant now) {
        return message("tick", now, json -> {});
    }

    private static String message(String kind, Instant now, Body body) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("t", kind);
            json.writeNumberField("now", now.toEpochMilli());
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be written", e);
        }
        return text.toString();
    }

    private void chairs(JsonGenerator json, Collection<Chair> which, Instant now) throws IOException {
        json.writeArrayFieldStart("chairs");
        for (Chair chair : which) {
            chairs.write(json, chair, now);
        }
        json.writeEndArray();
    }

    private static void room(JsonGenerator json, String name, List<ChairId> chairs) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeArrayFieldStart("chairs");
        for (ChairId chair : chairs) {
            json.writeString(chair.value());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void metrics(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("metrics");
        for (Metric metric : Metric.values()) {
            json.writeStartObject();
            json.writeStringField("id", metric.id());
            json.writeStringField("label", words.label(metric));
            json.writeStringField("unit", words.unit(metric));
            json.writeNumberField("decimals", words.units().decimals(metric));
            json.writeStringField("kind", metric.kind().name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Those of the clinic, then older versions that open sessions began with. */
    private void protocols(JsonGenerator json) throws IOException {
        Map<String, Protocol> older = new LinkedHashMap<>();
        json.writeArrayFieldStart("protocols");
        for (Protocol protocol : room.plan().protocols().values()) {
            protocol(json, protocol, true);
        }
        for (Chair chair : shown(room.chairs())) {
            Session session = chair.session();
            if (session != null && !current(session.protocol())) {
                older.putIfAbsent(
                        session.protocol().id() + " " + session.protocol().version(), session.protocol());
            }
        }
        for (Protocol protocol : older.values()) {
            protocol(json, protocol, false);
        }
        json.writeEndArray();
    }

    private boolean current(Protocol protocol) {
        Protocol planned = room.plan().protocols().get(protocol.id());
        return planned != null && planned.version() == protocol.version();
    }

    private void protocol(JsonGenerator json, Protocol protocol, boolean current) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", protocol.id());
        json.writeNumberField("version", protocol.version());
        json.writeBooleanField("current", current);
        json.writeStringField("title", words.say(protocol.title()));
        boolean perKg = protocol.order().basis() == Order.Basis.PER_KG;
        ChairView.number(json, "mgPerKg", perKg ? (Double) protocol.order().amount() : null);
        json.writeNumberField("doseMinutes", protocol.order().time().toMinutes());
        json.writeBooleanField("escort", protocol.discharge().escort());
        WorkflowView.checklist(json, words, protocol);
        LimitView.settable(json, words, protocol);
        json.writeEndObject();
    }

    private void pool(JsonGenerator json, Instant now) throws IOException {
        json.writeArrayFieldStart("pool");
        for (Holds.Waiting waiting : room.holds().all()) {
            ChairId from = Concerned.chairOf(room, waiting.hold());
            if (from == null || shows(from)) {
                waiting(json, waiting);
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("unbound");
        for (DeviceLink link : room.unboundDevices()) {
            ChairView.device(json, link, false, now);
        }
        json.writeEndArray();
    }

    private void waiting(JsonGenerator json, Holds.Waiting waiting) throws IOException {
        Hold hold = waiting.hold();
        json.writeStartObject();
        json.writeStringField("id", hold.id());
        json.writeStringField("device", hold.device().value());
        json.writeStringField("place", hold.place() == null ? "" : hold.place().text());
        json.writeStringField(
                "patient", hold.patient() == null ? null : hold.patient().id().value());
        json.writeStringField("reason", hold.reason().word());
        json.writeNumberField("held", waiting.count());
        json.writeNumberField("firstAt", hold.since().toEpochMilli());
        json.writeNumberField("lastAt", waiting.lastAt().toEpochMilli());
        json.writeArrayFieldStart("values");
        for (Reading reading : waiting.newest()) {
            json.writeStartObject();
            json.writeStringField("metric", reading.metric().id());
            ChairView.shown(json, words, "value", reading.metric(), reading.value());
            json.writeNumberField("at", reading.at().toEpochMilli());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void troubles(JsonGenerator json, List<Trouble> troubles) throws IOException {
        json.writeStartArray();
        for (Trouble trouble : troubles) {
            json.writeStartObject();
            json.writeStringField("id", "server." + trouble.id());
            json.writeNullField("chair");
            json.writeStringField("kind", "technical");
            json.writeNullField("metric");
            json.writeStringField("priority", trouble.priority().word());
            json.writeStringField("state", "active");
            json.writeBooleanField("acknowledged", false);
            json.writeStringField("text", words.tell(trouble.text()));
            json.writeNullField("value");
            json.writeNullField("limit");
            json.writeNumberField("since", trouble.since().toEpochMilli());
            json.writeStringField("advice", "");
            json.writeStringField("origin", "");
            json.writeNullField("acceptedBy");
            json.writeNullField("pausedUntil");
            json.writeArrayFieldStart("inactivation");
            json.writeString("enabled");
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
