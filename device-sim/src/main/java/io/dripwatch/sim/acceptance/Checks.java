package io.dripwatch.sim.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.MonitorDialect;
import io.dripwatch.sim.monitor.MonitorModel;
import io.dripwatch.sim.monitor.Sign;
import io.dripwatch.sim.patient.Body;
import io.dripwatch.sim.pump.Pump;
import io.dripwatch.sim.story.Course;
import io.dripwatch.sim.story.Pace;
import io.dripwatch.sim.story.Scene;
import io.dripwatch.sim.story.Stories;
import io.dripwatch.sim.story.Story;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.AlarmEncoder;
import io.dripwatch.sim.wire.AlarmReport;
import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.Line;
import io.dripwatch.sim.wire.Message;
import io.dripwatch.sim.wire.PatientIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Everything that is checked, in order. A check that fails throws with a sentence; one that passes says what it saw.
 */
final class Checks {
    private static final String SPO2 = "59408-5";
    private static final int MANY = 200;

    /** So many messages in quick succession, and the server expects the next one within seconds. */
    private static final int UNTIL_EXPECTED = 12;

    private static final Duration SLOWEST = Duration.ofSeconds(1);
    private static final Duration CLOCK = Duration.ofSeconds(60);

    private final Site site;
    private final Server server;
    private final Bench bench;

    /** What a check does. */
    interface Check {
        /**
         * Looks.
         *
         * @return what was seen
         * @throws Exception with a sentence, where it is not as it should be
         */
        String look() throws Exception;
    }

    /** A check and its name for people. */
    record Named(String name, Check check) {}

    Checks(Site site) {
        this.site = site;
        this.server = new Server(site);
        this.bench = new Bench(site);
    }

    List<Named> all() {
        List<Named> all = new ArrayList<>(List.of(
                new Named("The server says that it is ready", this::ready),
                new Named("A session can be opened in the chair", this::open),
                new Named("An IHE monitor is acknowledged", () -> monitor(MonitorModel.IHE, AckMode.ENHANCED, 1)),
                new Named(
                        "A monitor of the original mode is acknowledged",
                        () -> monitor(MonitorModel.IHE, AckMode.ORIGINAL, 2)),
                new Named(
                        "A Mindray monitor is acknowledged", () -> monitor(MonitorModel.MINDRAY, AckMode.ORIGINAL, 3)),
                new Named(
                        "A Philips monitor is acknowledged", () -> monitor(MonitorModel.PHILIPS, AckMode.ORIGINAL, 4)),
                new Named("A device that posts JSON is acknowledged", () -> json(bench.http(), 5)),
                new Named("A device on a WebSocket is acknowledged", () -> json(bench.webSocket(), 6)),
                new Named("A message of no known kind is not acknowledged", this::nonsense),
                new Named("A resend is acknowledged and charted once", this::resend),
                new Named("A low saturation alarms", this::low),
                new Named("An alarm can be acknowledged by a person", this::acknowledged),
                new Named("A pump that starts moves the session", this::pump),
                new Named("A probe that is off alarms", this::probeOff),
                new Named("An alarm of a pump is shown", this::occlusion),
                new Named("Another patient's name alarms", this::mismatch),
                new Named("A device that falls silent alarms", this::silence),
                new Named("A clock that is wrong by an hour alarms", this::wrongClock),
                new Named("The clocks of server and bench agree", this::clock),
                new Named("Acknowledgements come soon", this::latency),
                new Named("The chart holds what was acknowledged", () -> chart("now"))));
        Line mqtt = bench.mqtt();
        if (mqtt != null) {
            all.add(2, new Named("A device on MQTT is acknowledged", () -> json(mqtt, 13)));
        }
        if (site.restart() != null) {
            all.add(new Named("The chart holds it after a restart", this::restart));
        }
        all.add(new Named("The session can be ended", this::close));
        return all;
    }

    private String ready() throws Exception {
        int status = server.status("/health/ready");
        expect(status == 200, "expected 200 at /health/ready, got " + status);
        return "200";
    }

    private String open() throws Exception {
        String refusal = server.press(
                chair("session"),
                "{" + server.by() + "\"protocol\":\"" + site.protocol()
                        + "\",\"stage\":\"baseline\",\"weightKg\":70,"
                        + "\"patient\":{\"authority\":\"DRIPSIM\",\"id\":\"" + bench.patient() + "\"}}");
        expect(refusal.isEmpty(), "expected a session in chair " + site.chair() + ", got " + refusal);
        return "patient " + bench.patient();
    }

    private String monitor(MonitorModel model, AckMode acks, int number) {
        return accepted(bench.tell(bench.mllp(), model, bench.bedside(number, acks), Measured.of(Sign.HEART_RATE, 71)));
    }

    private String json(Line line, int number) {
        return accepted(bench.tell(line, MonitorModel.JSON, bench.bedside(number), Measured.of(Sign.HEART_RATE, 72)));
    }

    private String nonsense() {
        String id = bench.nextId();
        String text = "MSH|^~\\&|DRIPSIM_ACCEPT||||||ZZZ^Z99|" + id + "|P|2.6\rZZZ|nothing\r";
        Message message = new Message(id, text, 0);
        Answer answer = bench.deliver(bench.mllp(), message);
        expect(answer != Answer.ACCEPTED, "expected no positive acknowledgement, got one");
        return answer.toString();
    }

    private String resend() throws Exception {
        Instant now = bench.moment();
        Message message = MonitorModel.IHE
                .at(bench.bedside(7))
                .encode(bench.nextId(), now, now, List.of(Measured.of(Sign.SPO2, 93)));
        accepted(bench.deliver(bench.mllp(), message));
        accepted(bench.deliver(bench.mllp(), message));
        long charted = server.charted(bench.patient(), SPO2).stream()
                .filter(value -> value == 93)
                .count();
        expect(charted == 1, "expected the value once in the chart, got it " + charted + " times");
        return "charted once";
    }

    private String low() throws Exception {
        accepted(bench.tell(bench.mllp(), MonitorModel.IHE, bench.bedside(1), Measured.of(Sign.SPO2, 74)));
        shown("SpO2 74");
        return accepted(bench.tell(bench.mllp(), MonitorModel.IHE, bench.bedside(1), Measured.of(Sign.SPO2, 98)));
    }

    private String acknowledged() throws Exception {
        accepted(bench.tell(bench.mllp(), MonitorModel.IHE, bench.bedside(1), Measured.of(Sign.SPO2, 73)));
        JsonNode alarm = server.alarm(one -> one.path("text").asText().contains("SpO2 73"));
        String id = alarm == null ? "" : alarm.path("id").asText();
        expect(!id.isEmpty(), "expected \"SpO2 73\" on the screens within " + site.patience());
        String refusal = server.press(
                chair("alarms/" + id + "/acknowledge"), "{" + server.by() + "\"action\":\"acceptance test\"}");
        expect(refusal.isEmpty(), "expected the alarm to be acknowledged, got " + refusal);
        JsonNode taken = server.alarm(one ->
                one.path("id").asText().equals(id) && one.path("acknowledged").asBoolean());
        expect(taken != null, "expected the alarm shown as acknowledged within " + site.patience());
        return accepted(bench.tell(bench.mllp(), MonitorModel.IHE, bench.bedside(1), Measured.of(Sign.SPO2, 98)));
    }

    private String pump() throws Exception {
        Course course = new Course(Stories.find("quiet-session"));
        Instant now = bench.moment();
        Pace pace = new Pace(now, course.beginOf(Story.Stage.DOSING).plusSeconds(10), 1);
        Pump pump = new Pump(bench.bedside(12), new Scene(course, new Body(course.bodyPlan(), 1), pace));
        for (int i = 0; i < 2; i++) {
            Answer answer = bench.deliver(bench.mllp(), pump.speak(now));
            accepted(answer);
            pump.settled(answer);
        }
        shown("\"stage\":\"dosing\"");
        return "the start and a report are acknowledged";
    }

    private String probeOff() throws Exception {
        accepted(bench.tell(bench.mllp(), MonitorModel.IHE, bench.bedside(1), Measured.nothing(Sign.SPO2)));
        shown("SpO2 not available");
        return accepted(bench.tell(bench.mllp(), MonitorModel.IHE, bench.bedside(1), Measured.of(Sign.SPO2, 98)));
    }

    private String occlusion() throws Exception {
        Bedside pump = bench.bedside(8);
        String id = bench.nextId();
        accepted(bench.deliver(bench.mllp(), alarm(pump, id, id, true)));
        shown("Occlusion of the bench");
        return accepted(bench.deliver(bench.mllp(), alarm(pump, bench.nextId(), id, false)));
    }

    private Message alarm(Bedside pump, String id, String firstId, boolean active) {
        Instant now = bench.moment();
        AlarmReport report = new AlarmReport(
                "196940^MDC_EVT_FLUID_LINE_OCCL^MDC",
                "Occlusion of the bench",
                "PM",
                false,
                active,
                "70049^MDC_DEV_PUMP_INFUS_LVP_MDS^MDC");
        return new AlarmEncoder(pump).encode(id, now, now, firstId, report);
    }

    private String mismatch() throws Exception {
        Bedside other = bench.bedside(9).with(new PatientIdentity("ACC-OTHER", "Synthetic", "Another"));
        accepted(bench.tell(bench.mllp(), MonitorModel.IHE, other, Measured.of(Sign.HEART_RATE, 73)));
        shown("Device names another patient: " + other.header().sender().eui64());
        return accepted(bench.tell(bench.mllp(), MonitorModel.IHE, bench.bedside(9), Measured.of(Sign.HEART_RATE, 73)));
    }

    private String silence() throws Exception {
        Bedside silent = bench.bedside(10);
        for (int i = 0; i < UNTIL_EXPECTED; i++) {
            accepted(bench.tell(bench.mllp(), MonitorModel.IHE, silent, Measured.of(Sign.HEART_RATE, 74)));
        }
        shown("Monitor link lost: " + silent.header().sender().eui64());
        return "within " + site.patience();
    }

    private String wrongClock() throws Exception {
        Bedside bedside = bench.bedside(11);
        MonitorDialect dialect = MonitorModel.IHE.at(bedside);
        Instant wrong = bench.moment().plus(Duration.ofHours(1));
        accepted(bench.deliver(
                bench.mllp(), dialect.encode(bench.nextId(), wrong, wrong, List.of(Measured.of(Sign.HEART_RATE, 75)))));
        shown("Clock of " + bedside.header().sender().eui64() + " is wrong");
        return "shown";
    }

    private String clock() throws Exception {
        Duration off = server.clockOffset();
        expect(off.abs().compareTo(CLOCK) <= 0, "expected the clocks within " + CLOCK + ", got them " + off + " apart");
        return off.toMillis() + " ms apart";
    }

    private String latency() {
        MonitorDialect dialect = MonitorModel.IHE.at(bench.bedside(1));
        long[] nanos = new long[MANY];
        for (int i = 0; i < MANY; i++) {
            Instant now = bench.moment();
            Message message =
                    dialect.encode(bench.nextId(), now, now, List.of(Measured.of(Sign.TEMPERATURE, 36 + i / 1000.0)));
            long begun = System.nanoTime();
            accepted(bench.deliver(bench.mllp(), message));
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        Duration slow = Duration.ofNanos(nanos[MANY * 95 / 100]);
        expect(slow.compareTo(SLOWEST) <= 0, "expected 95 of 100 within " + SLOWEST + ", got " + slow);
        return "median %.1f ms, 95 of 100 within %.1f ms, with a connection for each"
                .formatted(nanos[MANY / 2] / 1e6, slow.toNanos() / 1e6);
    }

    private String chart(String when) throws Exception {
        List<Double> values = server.charted(bench.patient(), SPO2);
        for (double expected : new double[] {93, 74, 98}) {
            expect(values.contains(expected), "expected SpO2 " + expected + " in the chart, got " + values);
        }
        return values.size() + " values of saturation, " + when;
    }

    private String restart() throws Exception {
        Site.Restart restart = site.restart();
        if (restart != null) {
            restart.run();
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!server.isReady()) {
            expect(System.nanoTime() < deadline, "expected the server back within two minutes");
            TimeUnit.MILLISECONDS.sleep(250);
        }
        return chart("after the restart");
    }

    private String close() throws Exception {
        String refusal = server.press(
                chair("stage"), "{" + server.by() + "\"to\":\"transferred\",\"reason\":\"acceptance test\"}");
        expect(refusal.isEmpty(), "expected the session to end, got " + refusal);
        return "transferred";
    }

    private String chair(String button) {
        return "/api/v1/chairs/" + site.chair() + "/" + button;
    }

    private void shown(String text) throws Exception {
        expect(server.shows(text), "expected \"" + text + "\" on the screens within " + site.patience());
    }

    private static String accepted(Answer answer) {
        expect(answer == Answer.ACCEPTED, "expected a positive acknowledgement, got " + answer);
        return "acknowledged";
    }

    private static void expect(boolean so, String otherwise) {
        if (!so) {
            throw new AssertionError(otherwise);
        }
    }
}
