package io.dripwatch.sim.acceptance;

import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.MonitorDialect;
import io.dripwatch.sim.monitor.MonitorModel;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.ControlIds;
import io.dripwatch.sim.wire.DeviceName;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.HttpLine;
import io.dripwatch.sim.wire.Line;
import io.dripwatch.sim.wire.Message;
import io.dripwatch.sim.wire.MllpLine;
import io.dripwatch.sim.wire.MqttLine;
import io.dripwatch.sim.wire.Patience;
import io.dripwatch.sim.wire.PatientIdentity;
import io.dripwatch.sim.wire.PatientSender;
import io.dripwatch.sim.wire.Tally;
import io.dripwatch.sim.wire.WebSocketLine;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The engineer's bench of test devices, all of them connected to the same invented patient. */
final class Bench {
    private static final String EUI64 = "02D51F%02X%08X";

    private final Site site;
    private final PatientIdentity patient;
    private final ControlIds ids = new ControlIds(Instant.now());
    private final int run = (int) (System.currentTimeMillis() & 0x7FFFFFFF);
    private Instant lastMoment = Instant.EPOCH;

    Bench(Site site) {
        this.site = site;
        this.patient = new PatientIdentity(
                "ACC-" + Long.toString(System.currentTimeMillis(), 36).toUpperCase(Locale.ROOT),
                "Synthetic",
                "Acceptance");
    }

    String patient() {
        return patient.id();
    }

    String nextId() {
        return ids.next();
    }

    /** A device of this number beside the chair. */
    Bedside bedside(int number, AckMode acks) {
        DeviceName name = new DeviceName("DRIPSIM_ACCEPT", EUI64.formatted(number, run));
        return new Bedside(new Header(name, acks, ZoneId.systemDefault()), patient, site.unit(), site.chair());
    }

    Bedside bedside(int number) {
        return bedside(number, AckMode.ENHANCED);
    }

    /** Now, never twice the same. */
    Instant moment() {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        lastMoment = now.isAfter(lastMoment) ? now : lastMoment.plusMillis(1);
        return lastMoment;
    }

    Line mllp() {
        return new MllpLine(site.mllp(), site.ofDevices());
    }

    Line http() {
        return new HttpLine(site.http(), site.badge(), site.tls());
    }

    /** Null where the site has no MQTT. */
    @Nullable
    Line mqtt() {
        InetSocketAddress address = site.mqtt();
        return address == null
                ? null
                : new MqttLine(address, "dripsimaccept", "dripwatch/acceptance", site.badge(), site.ofDevices());
    }

    Line webSocket() {
        String scheme = site.isSecured() ? "wss://" : "ws://";
        return new WebSocketLine(URI.create(scheme + site.http().getAuthority()), site.badge(), site.tls());
    }

    /** Sends one report and tells the answer. */
    Answer tell(Line line, MonitorModel model, Bedside bedside, Measured... rows) {
        MonitorDialect dialect = model.at(bedside);
        Instant now = moment();
        return deliver(line, dialect.encode(ids.next(), now, now, List.of(rows)));
    }

    /** Sends a message and tells the answer. */
    Answer deliver(Line line, Message message) {
        Duration wait = site.patience().dividedBy(2);
        Patience once = new Patience(wait, 0, Duration.ofMillis(100), Duration.ofMillis(500), site.patience());
        try (PatientSender sender = new PatientSender(line, once, new Tally())) {
            return sender.deliver(message);
        }
    }
}
