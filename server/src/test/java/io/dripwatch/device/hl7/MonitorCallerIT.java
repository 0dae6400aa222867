package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.app.config.ShippedProfiles;
import io.dripwatch.device.Counters;
import io.dripwatch.device.Presence;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.hl7.FakeMonitor.Manner;
import io.dripwatch.outbound.Backoff;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Place;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A monitor that is called, however it behaves. */
@Timeout(60)
final class MonitorCallerIT {
    private final Vertx vertx = Vertx.vertx();
    private final Counters counters = new Counters();
    private final RememberingIntake intake = new RememberingIntake();
    private final SourceProfiles profiles = ShippedProfiles.at(ZoneOffset.UTC);
    private final List<DeviceId> lost = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private SourceProfile pds() {
        SourceProfile shipped = profiles.all().stream()
                .filter(profile -> profile.id().equals("mindray-pds"))
                .findFirst()
                .orElseThrow();
        SourceProfile.Wire wire = shipped.wire();
        SourceProfile.Call quick = new SourceProfile.Call(
                Duration.ofMillis(200),
                Duration.ofMillis(50),
                Duration.ofMillis(400),
                new Backoff(Duration.ofMillis(20), Duration.ofMillis(100)));
        return new SourceProfile(
                shipped.id(),
                shipped.title(),
                shipped.recognition(),
                new SourceProfile.Wire(wire.role(), wire.port(), wire.acknowledging(), wire.charset(), null, quick),
                shipped.values(),
                shipped.codes(),
                shipped.names());
    }

    private MonitorCaller calling(FakeMonitor monitor) {
        open.add(monitor);
        Place chair = new Place("INFUSION", "", "3");
        MonitorCaller.Address address = new MonitorCaller.Address(
                pds().standing("127.0.0.1:" + monitor.port(), chair), "127.0.0.1", monitor.port(), 1);
        MonitorCaller caller = new MonitorCaller(
                vertx,
                address,
                profiles,
                new MonitorCaller.Doors(intake, new Presence(lost::add), counters, InstantSource.fixed(Given.NOW)));
        caller.start();
        return caller;
    }

    private int seen;

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void aMonitorIsAskedForItsValuesAndToldThatWeAreThere() throws Exception {
        FakeMonitor monitor = new FakeMonitor();
        MonitorCaller caller = calling(monitor);
        until(() -> !intake.reports().isEmpty());
        DeviceReport report = intake.reports().get(0);
        assertThat(Given.value(report, Metric.SPO2)).isEqualTo(97);
        assertThat(report.readings()).as("-100 is no pulse").hasSize(1);
        assertThat(report.device().value()).isEqualTo("127.0.0.1:" + monitor.port());
        assertThat(report.place()).isEqualTo(new Place("INFUSION", "", "3"));
        String query = monitor.heard().take();
        assertThat(query)
                .startsWith("MSH|^~\\&|||||||QRY^R02|1203|P|2.3.1\rQRD|20260102030405|R|I|Q1|||||RES\r")
                .contains("QRF|MON||||0&0^1^1^0^101&151&160&161\r", "QRF|MON||||0&0^3^1^1^", "QRF|MON||||0&0^4^1^1^");
        String second = monitor.heard().take();
        assertThat(second).isEqualTo("MSH|^~\\&|||||||ORU^R01|106|P|2.3.1|");
        until(() -> monitor.heard().stream().anyMatch(said -> said.contains("QRY^R02")));
        assertThat(caller.isConnected()).isTrue();
        assertThat(caller.linksLost()).isZero();
    }

    @Test
    void anAlarmThatIsListedNoMoreHasEnded() throws Exception {
        FakeMonitor monitor = new FakeMonitor();
        calling(monitor);
        until(() -> !intake.reports().isEmpty());
        String list = "MSH|^~\\&|||||||ORU^R01|54|P|2.3.1|\r";
        String low = "OBX||CE|2|1|10002^**HR TOO LOW||||||F|||20200106193145|\r";
        String high = "OBX||CE|2|1|10033^***SpO2 TOO HIGH||||||F|||20200106193145|\r";
        monitor.says(list + low + high + "OBX||CE|2040^||0^||||||F\r");
        assertThat(alarms(2))
                .containsExactly("PDS 10002 HR TOO LOW MEDIUM ACTIVE", "PDS 10033 SpO2 TOO HIGH HIGH ACTIVE");
        monitor.says("MSH|^~\\&|||||||ORU^R01|56|P|2.3.1|\rOBX||CE|4||5^ECG Lead Off||||||F|\r");
        assertThat(alarms(1)).containsExactly("PDS 5 ECG Lead Off null ACTIVE");
        monitor.says(list + high);
        assertThat(alarms(2))
                .containsExactly("PDS 10033 SpO2 TOO HIGH HIGH ACTIVE", "PDS 10002 HR TOO LOW MEDIUM INACTIVE");
        monitor.says(list);
        assertThat(alarms(1)).containsExactly("PDS 10033 SpO2 TOO HIGH HIGH INACTIVE");
        monitor.says("MSH|^~\\&|||||||ORU^R01|56|P|2.3.1|\r");
        assertThat(alarms(1)).containsExactly("PDS 5 ECG Lead Off null INACTIVE");
    }

    /** The alarms of the next report that has so many. */
    private List<String> alarms(int count) {
        List<DeviceAlarm> found = new ArrayList<>();
        until(() -> {
            List<DeviceReport> reports = intake.reports();
            for (int i = seen; i < reports.size(); i++) {
                if (reports.get(i).alarms().size() == count) {
                    seen = i + 1;
                    found.addAll(reports.get(i).alarms());
                    return true;
                }
            }
            return false;
        });
        return found.stream()
                .map(alarm -> alarm.code() + " " + alarm.text() + " " + alarm.priority() + " " + alarm.state())
                .toList();
    }

    @Test
    void aMonitorThatMisbehavesIsCalledAgainUntilItBehaves() throws Exception {
        FakeMonitor monitor = new FakeMonitor(
                Manner.CLOSES_AT_ONCE, Manner.SILENT, Manner.GARBAGE, Manner.HALF_A_FRAME_THEN_CLOSES, Manner.WELL);
        MonitorCaller caller = calling(monitor);
        until(() -> !intake.reports().isEmpty());
        assertThat(monitor.left()).isZero();
        assertThat(caller.linksLost()).isEqualTo(4);
        assertThat(counters.refusals().get(RefusalReason.UNREADABLE)).isGreaterThan(100);
        assertThat(intake.reports()).as("half a frame is no report").allSatisfy(report -> assertThat(report.readings())
                .hasSize(1));
    }

    @Test
    void aLinkThatIsLostIsSeenAndMadeAgain() throws Exception {
        FakeMonitor monitor = new FakeMonitor();
        MonitorCaller caller = calling(monitor);
        until(caller::isConnected);
        monitor.cut();
        until(() -> caller.linksLost() >= 1);
        assertThat(lost).as("told at once").containsExactly(new DeviceId("127.0.0.1:" + monitor.port()));
        until(caller::isConnected);
        monitor.close();
        until(() -> caller.linksLost() >= 4);
        assertThat(caller.isConnected()).isFalse();
    }

    @Test
    void aCallerThatStopsCallsNoMore() throws Exception {
        FakeMonitor monitor = new FakeMonitor();
        MonitorCaller caller = calling(monitor);
        until(caller::isConnected);
        caller.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(caller.isConnected()).isFalse();
        assertThat(caller.linksLost()).isZero();
        assertThat(lost).as("ended as agreed").isEmpty();
    }
}
