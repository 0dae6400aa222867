package io.dripwatch.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.MonitorEncoder;
import io.dripwatch.sim.monitor.Sign;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.ControlIds;
import io.dripwatch.sim.wire.DeviceName;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.MllpSender;
import io.dripwatch.sim.wire.Patience;
import io.dripwatch.sim.wire.PatientIdentity;
import io.dripwatch.sim.wire.Tally;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A nurse who opens and closes sessions, measures blood pressure by hand, acknowledges alarms and pauses tones, and remembers
 * what she was told is done. What she had no answer to when the server died she counts as either done or not.
 */
final class Nurse {
    /** What the cuff shows when it is too much, and when all is well. */
    private static final int HYPERTENSION = 185;

    private static final int WELL = 120;
    private static final Duration PAUSE = Duration.ofSeconds(180);
    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(10), 0, Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(100));

    /** How the alarm for high pressure stands. */
    enum Alarm {
        NONE,
        ACTIVE,
        ACKNOWLEDGED,
        LATCHED
    }

    /**
     * What is known of one chair.
     *
     * @param stage the session's; empty where there is none
     * @param alarm for high pressure
     * @param pausedUntilMs no earlier than this the tones come back
     */
    record Known(String stage, Alarm alarm, long pausedUntilMs) {
        static final Known EMPTY = new Known("", Alarm.NONE, 0);

        Known with(Alarm next) {
            return new Known(stage, next, pausedUntilMs);
        }
    }

    /**
     * A cuff measurement that was acknowledged.
     *
     * @param chair also the number of its patient
     */
    record Cuff(int chair, long atMs, int mmHg) {}

    private final SplittableRandom random;
    private final Known[] known;
    private final List<Cuff> measured = new ArrayList<>();
    private final ControlIds ids = new ControlIds(Instant.now());
    private int doubtful = -1;
    private Known doubt = Known.EMPTY;
    private long answered;
    private long lastAtMs;

    Nurse(SplittableRandom random, int chairs) {
        this.random = random;
        this.known = new Known[chairs];
        Arrays.fill(known, Known.EMPTY);
    }

    /** How many commands and measurements were answered positively so far. */
    long answered() {
        return answered;
    }

    List<Cuff> measured() {
        return List.copyOf(measured);
    }

    /** Works until the server does not answer any more. */
    void work(ChildServer server) throws InterruptedException {
        Screen screen = new Screen(server.http());
        try (MllpSender cuff = new MllpSender(server.mllp(), PATIENCE, new Tally())) {
            while (!Thread.currentThread().isInterrupted()) {
                step(random.nextInt(known.length), screen, cuff);
            }
        } catch (IOException gone) {
            if (!server.endsWithin(Duration.ofSeconds(5))) {
                throw new AssertionError("the server did not answer and yet lives", gone);
            }
        }
    }

    private void step(int chair, Screen screen, MllpSender cuff) throws IOException, InterruptedException {
        Known now = known[chair];
        if (!now.stage().isEmpty() && random.nextInt(6) == 0) {
            long until = System.currentTimeMillis() + PAUSE.toMillis();
            press(chair, new Known(now.stage(), now.alarm(), until), screen, "audio-pause", "\"seconds\":180");
        } else if (now.stage().isEmpty()) {
            press(chair, new Known("baseline", Alarm.NONE, 0), screen, "session", opening(chair));
        } else if (now.stage().equals("baseline") && random.nextBoolean()) {
            press(chair, now, screen, "check", "\"item\":\"consent\",\"answer\":\"yes\"");
        } else if (now.stage().equals("baseline")) {
            move(chair, "dosing", screen);
        } else {
            treat(chair, now, screen, cuff);
        }
    }

    private void treat(int chair, Known now, Screen screen, MllpSender cuff) throws IOException, InterruptedException {
        switch (now.alarm()) {
            case NONE -> {
                if (!now.stage().equals("dosing") || random.nextInt(3) == 0) {
                    goOn(chair, now, screen);
                } else {
                    measure(chair, now.with(Alarm.ACTIVE), cuff, HYPERTENSION);
                }
            }
            case ACTIVE -> acknowledge(chair, now.with(Alarm.ACKNOWLEDGED), screen);
            case ACKNOWLEDGED -> measure(chair, now.with(Alarm.LATCHED), cuff, WELL);
            case LATCHED -> acknowledge(chair, now.with(Alarm.NONE), screen);
        }
    }

    /** From dosing to the way home. */
    private void goOn(int chair, Known now, Screen screen) throws IOException, InterruptedException {
        switch (now.stage()) {
            case "dosing" -> move(chair, "observation", screen);
            case "observation" -> {
                Known ready = new Known("ready", now.alarm(), now.pausedUntilMs());
                press(chair, ready, screen, "discharge", "\"overrideReason\":\"Seen by the physician\"");
            }
            default -> press(chair, Known.EMPTY, screen, "stage", "\"to\":\"closed\"");
        }
    }

    private void move(int chair, String stage, Screen screen) throws IOException, InterruptedException {
        Known before = known[chair];
        Known after = new Known(stage, before.alarm(), before.pausedUntilMs());
        press(chair, after, screen, "stage", "\"to\":\"" + stage + "\"");
    }

    private static String opening(int chair) {
        return "\"stage\":\"baseline\",\"protocol\":\"ketamine-mood\",\"weightKg\":70,\"patient\":{\"authority\":\"DRIPSIM\",\"id\":\"SYN-"
                + chair + "\",\"family\":\"Synthetic\",\"given\":\"Load " + chair + "\"}";
    }

    private void acknowledge(int chair, Known next, Screen screen) throws IOException, InterruptedException {
        JsonNode alarm = alarmOf(screen.room().path("chairs").path(chair));
        if (alarm == null) {
            throw new AssertionError("no alarm on the screen of chair " + chair + ", known: " + known[chair]);
        }
        press(
                chair,
                next,
                screen,
                "alarms/" + alarm.path("id").asText() + "/acknowledge",
                "\"action\":\"Looked after\"");
    }

    private void press(int chair, Known next, Screen screen, String what, String fields)
            throws IOException, InterruptedException {
        begin(chair, next);
        String body = "{\"by\":\"RN\"" + (fields.isEmpty() ? "" : ",") + fields + "}";
        int status = screen.press("/api/v1/chairs/" + chair + "/" + what, body);
        if (status != 200) {
            throw new AssertionError(what + " at chair " + chair + " was answered with " + status + ", known: "
                    + known[chair] + ", room: " + screen.room().path("chairs").path(chair));
        }
        done();
    }

    private void measure(int chair, Known next, MllpSender cuff, int mmHg) throws IOException {
        begin(chair, next);
        lastAtMs = Math.max(lastAtMs + 1, System.currentTimeMillis());
        Instant at = Instant.ofEpochMilli(lastAtMs);
        Header header = new Header(
                new DeviceName("DRIPSIM_CUFF", "02D51E%010X".formatted(chair)), AckMode.ORIGINAL, ZoneOffset.UTC);
        PatientIdentity patient = new PatientIdentity("SYN-" + chair, "Synthetic", "Load " + chair);
        MonitorEncoder encoder =
                new MonitorEncoder(new Bedside(header, patient, KillIT.POINT_OF_CARE, Integer.toString(chair)));
        Answer answer = cuff.deliver(encoder.encode(ids.next(), at, at, List.of(Measured.of(Sign.NIBP_SYS, mmHg))));
        if (answer != Answer.ACCEPTED) {
            throw new IOException("the cuff was answered: " + answer);
        }
        measured.add(new Cuff(chair, lastAtMs, mmHg));
        done();
    }

    private void begin(int chair, Known next) {
        doubtful = chair;
        doubt = next;
    }

    private void done() {
        known[doubtful] = doubt;
        doubtful = -1;
        answered++;
    }

    /**
     * Compares the room after a restart with what she knows.
     *
     * @return what is not as it was, one sentence for each chair; empty where all is well
     */
    List<String> disappointments(JsonNode room) {
        List<String> sentences = new ArrayList<>();
        long now = room.path("now").asLong();
        for (int chair = 0; chair < known.length; chair++) {
            JsonNode shown = room.path("chairs").path(chair);
            if (chair == doubtful && !agrees(shown, known[chair], now) && agrees(shown, doubt, now)) {
                known[chair] = doubt;
            }
            if (!agrees(shown, known[chair], now)) {
                sentences.add("chair " + chair + ": expected " + known[chair]
                        + (chair == doubtful ? " or " + doubt : "") + ", got " + shown);
            }
        }
        doubtful = -1;
        return sentences;
    }

    private static boolean agrees(JsonNode shown, Known expected, long now) {
        String stage = shown.path("session").path("stage").asText("");
        boolean quiet = expected.pausedUntilMs() <= now
                || shown.path("audioPausedUntil").asLong() >= expected.pausedUntilMs();
        return stage.equals(expected.stage()) && state(alarmOf(shown)) == expected.alarm() && quiet;
    }

    private static Alarm state(@Nullable JsonNode alarm) {
        if (alarm == null) {
            return Alarm.NONE;
        }
        if (alarm.path("state").asText().equals("latched")) {
            return Alarm.LATCHED;
        }
        return alarm.path("acknowledged").asBoolean() ? Alarm.ACKNOWLEDGED : Alarm.ACTIVE;
    }

    private static @Nullable JsonNode alarmOf(JsonNode chair) {
        for (JsonNode alarm : chair.path("alarms")) {
            if (alarm.path("metric").asText().equals("nibpSys")
                    && alarm.path("kind").asText().equals("physiological")) {
                return alarm;
            }
        }
        return null;
    }
}
