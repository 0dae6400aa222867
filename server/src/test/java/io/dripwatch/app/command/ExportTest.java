package io.dripwatch.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.record.Journal;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.embedded.ReadingTable;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is written into files for other programs. */
final class ExportTest {
    private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");
    private static final Patient OTHER = Patient.of(new PatientId("TEST", "SYN-2"));

    private final Console console = new Console();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    ExportTest() {}

    @BeforeEach
    void readingsOfTwoPatientsAndOfNobodyAreKept() {
        Database database = Database.in(folder.resolve("data"));
        try (GroupCommit keeper = new GroupCommit(database, List.of(new Journal(), new ReadingTable()))) {
            keep(keeper, new Filing.Destination(new DeviceId("BED \"3\", LEFT"), RoomStory.SAM, "session-1", null));
            RoomEvent clock = new RoomEvent.DeviceClock(
                    AT.plusSeconds(61), "BED", new DeviceId("BED \"3\", LEFT"), Duration.ofMillis(-3_600_250));
            keep(keeper, new Decision(List.of(clock), null));
            keep(keeper, new Filing.Destination(new DeviceId("MONITOR-2"), OTHER, "session-2", null));
            keep(keeper, new Filing.Destination(new DeviceId("MONITOR-3"), null, null, "hold-1"));
        }
    }

    @Test
    void aSessionIsWrittenRowByRow() throws Exception {
        Path out = folder.resolve("one.csv");
        assertThat(export("--session", "session-1", "--out", out))
                .as(console.err())
                .isZero();
        assertThat(Files.readString(out).lines())
                .hasSize(121)
                .startsWith(
                        "patient,session,device,metric,unit,site,at,value,standing,received,clockOffsetMs",
                        RoomStory.SAM.id().authority() + "/"
                                + RoomStory.SAM.id().value()
                                + ",session-1,\"BED \"\"3\"\", LEFT\",spo2,%,0,2026-03-01T09:00:00Z,90.0,plain,"
                                + "2026-03-01T09:00:01Z,");
        assertThat(Files.readString(out).lines().toList().get(61)).endsWith(",2026-03-01T09:01:01Z,-3600250");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(out));
        assertThat(console.out())
                .contains("120 readings written to ")
                .contains("sha256 " + HexFormat.of().formatHex(hash));
    }

    @Test
    void aRangeOfAPatientIsWrittenAsJson() throws IOException {
        Path out = folder.resolve("two.ndjson");
        assertThat(export(
                        "--patient",
                        "TEST/SYN-2",
                        "--from",
                        AT.plusSeconds(10),
                        "--to",
                        AT.plusSeconds(12),
                        "--format",
                        "ndjson",
                        "--out",
                        out))
                .as(console.err())
                .isZero();
        List<JsonObject> rows =
                Files.readString(out).lines().map(JsonObject::new).toList();
        assertThat(rows).extracting(row -> row.getDouble("value")).containsExactly(90.0, 91.0);
        assertThat(rows).allMatch(row -> row.getString("patient").equals("TEST/SYN-2"));
    }

    @Test
    void minutesOfAllAreWritten() throws IOException {
        Path out = folder.resolve("all.csv");
        assertThat(export("--what", "minutes", "--out", out)).as(console.err()).isZero();
        assertThat(Files.readString(out).lines())
                .hasSize(7)
                .contains(",,MONITOR-3,spo2,%,0,2026-03-01T09:01:00Z,90.0,99.0,94.0,99.0,60,60");
    }

    @Test
    void aLongOneSaysWithABarHowFarItIs() {
        Iterator<Instant> seconds =
                Stream.iterate(AT, now -> now.plusSeconds(1)).iterator();
        StringWriter said = new StringWriter();
        int exit = new CommandLine(new ExportCommand(seconds::next))
                .setErr(new PrintWriter(said, true))
                .execute(
                        "--data",
                        folder.resolve("data").toString(),
                        "--out",
                        folder.resolve("slow.csv").toString());
        assertThat(exit).isZero();
        assertThat(said.toString().lines()).containsExactly("[#############.......]  66 % 240 readings written");
    }

    @Test
    void whatCannotBeIsToldAndNothingIsWritten() throws IOException {
        Path out = Files.writeString(folder.resolve("there.csv"), "mine");
        assertThat(export("--out", out)).isEqualTo(1);
        assertThat(console.err()).contains("exists; nothing was written");
        assertThat(out).hasContent("mine");
        assertThat(export("--session", "none", "--out", folder.resolve("none.csv")))
                .isEqualTo(1);
        assertThat(console.err()).contains("There are no readings of session none.");
        assertThat(export("--format", "xls", "--out", folder.resolve("none.csv")))
                .isEqualTo(2);
        assertThat(folder.resolve("none.csv")).doesNotExist();
    }

    private int export(Object... words) {
        Object[] all = new Object[words.length + 3];
        all[0] = "export";
        all[1] = "--data";
        all[2] = folder.resolve("data");
        System.arraycopy(words, 0, all, 3, words.length);
        return console.run(all);
    }

    private static void keep(GroupCommit keeper, Filing.Destination to) {
        for (int i = 0; i < 120; i++) {
            Instant at = AT.plusSeconds(i);
            Filing filing = new Filing(to, List.of(Reading.of(Metric.SPO2, 90 + i % 10, at)), at.plusSeconds(1));
            keep(keeper, new Decision(List.of(), filing));
        }
    }

    private static void keep(GroupCommit keeper, Decision decision) {
        CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
        keeper.keep(decision, done::complete);
        assertThat(done.join()).isNull();
    }
}
