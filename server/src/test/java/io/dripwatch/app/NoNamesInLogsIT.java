package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.dripwatch.store.Database;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.vitals.PatientId;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Goes through good and bad messages, commands and searches, and looks for the patients in errors and metrics; {@link
 * NobodyNamed} looks for them in the log. An error may repeat to whoever wrote a name in the wrong place what they
 * wrote; no log may.
 */
@Execution(ExecutionMode.CONCURRENT)
final class NoNamesInLogsIT {
    private static final List<String> PATIENT = List.of("SYN-739158", "Quillfeather", "Zephyrine", "violet-note");
    private static final String ORU =
            "MSH|^~\\&|MON^0000000000000007^EUI-64|W|||20260101080000||ORU^R01^ORU_R01|%s|P|2.6\r"
                    + "PID|||SYN-739158^^^W^PI||Quillfeather^Zephyrine\rPV1||I|INFUSION^^1\r"
                    + "OBR|1|||182777000^monitoring of patient^SCT|||20260101080000\r"
                    + "OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.1.1.1|%s|262688^MDC_DIM_PERCENT^MDC|||||R|||20260101080000\r";

    private static final Path AS_SHIPPED = Path.of("src/main/resources/logback.xml");
    private static final Pattern MANY_READINGS = Pattern.compile("dripwatch_readings_total \\d{4}");

    private final List<String> answers = new ArrayList<>();

    @Test
    void noPatientIsFoundInLogsMetricsAddressesOrErrors(@TempDir Path data) throws Exception {
        GivenAccounts.add(data, "ada", Role.CHARGE_NURSE, Instant.now().minusSeconds(9));
        GivenAccounts.add(data, "doc", Role.PHYSICIAN, Instant.now().minusSeconds(9));
        GivenAccounts.add(data, "tech", Role.BIOMED, Instant.now().minusSeconds(9));
        try (Server server =
                Server.start(Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(0, 0))) {
            devices(server);
            people(server);
            answers.add(SignedIn.as("tech", server.httpPort()).get("/metrics").body());
            answers.add(new SignedIn(server.httpPort()).get("/health/ready").body());
        }
        for (String identifier : PATIENT) {
            assertThat(answers)
                    .noneMatch(text -> text.toLowerCase(Locale.ROOT).contains(identifier.toLowerCase(Locale.ROOT)));
        }
    }

    @Test
    void theDemoNamesNobodyInItsLogsNorItsMetrics(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("demo");
        try (ChildServer demo = ChildServer.run(
                folder.resolve("stderr"),
                Map.of("logback.configurationFile", AS_SHIPPED.toAbsolutePath().toString()),
                "demo",
                "--data",
                data.toString(),
                "--http-port",
                "0",
                "--mllp-port",
                "0",
                "--speed",
                "60")) {
            SignedIn biomed = new SignedIn(demo.http().getPort());
            assertThat(biomed.signIn("demo-biomed", "throw-away-demo").statusCode())
                    .isEqualTo(200);
            String metrics = "";
            while (!MANY_READINGS.matcher(metrics).find()) {
                assertThat(demo.endsWithin(Duration.ofMillis(200))).isFalse();
                metrics = biomed.get("/metrics").body();
            }
            assertThat(demo.terminate()).isZero();
            try (EmbeddedHistory history = new EmbeddedHistory(Database.existing(data))) {
                assertThat(history.patientsBy(new PatientId("DRIPSIM", "SYN-0001")))
                        .as("they stand in the store")
                        .isNotEmpty();
            }
            assertThat(demo.errors()).as("it does log").contains("INFO");
            assertThat(demo.errors() + metrics).doesNotContainPattern("SYN-\\d|Synthetic, |Patient \\d");
        }
    }

    private void devices(Server server) throws Exception {
        try (Socket monitor = new Socket(InetAddress.getLoopbackAddress(), server.mllpPort())) {
            monitor.setSoTimeout(10_000);
            hear(monitor, ORU.formatted("1", "97"));
            hear(monitor, ORU.formatted("2", "nonsense"));
            hear(monitor, ORU.formatted("3", "970"));
            hear(monitor, ORU.formatted("4", "97").replace("PID|||", "PID|Zephyrine|"));
            hear(monitor, ORU.formatted("5", "97").replace("OBR|", "Quillfeather|"));
            hear(monitor, ORU.formatted("6", "97").replace("|P|2.6", "|P|9.9"));
            hear(monitor, "PID|||SYN-739158^^^W^PI||Quillfeather^Zephyrine\r");
        }
        SignedIn device = new SignedIn(server.httpPort());
        told(device.post("/api/v1/readings", "{\"device\":\"B\",\"patient\":{\"id\":\"SYN-739158\"},\"readings\":[]}"));
        told(device.post("/api/v1/readings", "{\"device\":\"B\",\"patient\":{\"id\":\"SYN-739158\""));
    }

    private static void hear(Socket monitor, String message) throws Exception {
        OutputStream out = monitor.getOutputStream();
        out.write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
        out.flush();
        InputStream in = monitor.getInputStream();
        int octet = in.read();
        while (octet >= 0 && octet != 0x1c) {
            octet = in.read();
        }
    }

    private void people(Server server) throws Exception {
        SignedIn nurse = SignedIn.as("ada", server.httpPort());
        String patient = "\"patient\":{\"id\":\"SYN-739158\",\"family\":\"Quillfeather\",\"given\":\"Zephyrine\"}";
        String open = "{\"protocol\":\"ketamine-mood\"," + patient + "}";
        told(nurse.post("/api/v1/chairs/1/session", open));
        told(nurse.post("/api/v1/chairs/1/session", open));
        nurse.post("/api/v1/chairs/SYN-739158/session", open.replace("ketamine-mood", "none"));
        told(nurse.post("/api/v1/chairs/1/chart", "{\"kind\":\"note\",\"text\":\"violet-note\"}"));
        told(nurse.post("/api/v1/chairs/1/chart", "{\"kind\":\"violet-note\",\"text\":\"violet-note\"}"));
        nurse.post("/api/v1/chairs/1/stage", "{\"to\":\"Zephyrine\"}");
        told(nurse.post("/api/v1/pool/assign", "{\"id\":\"x\"," + patient + "}"));
        told(nurse.post("/api/v1/courses", "{" + patient + ",\"protocol\":\"none\",\"start\":\"2026-01-01\"}"));
        SignedIn physician = SignedIn.as("doc", server.httpPort());
        told(physician.get("/fhir/Patient/SYN-739158"));
        physician.get("/fhir/Observation?patient=SYN-739158&date=Zephyrine");
        told(physician.get("/fhir/Observation?Quillfeather=1"));
        told(physician.get("/fhir/Zephyrine/1"));
        told(new SignedIn(server.httpPort()).signIn("Quillfeather", "Zephyrine"));
        told(new SignedIn(server.httpPort()).get("/fhir/Patient?identifier=SYN-739158"));
    }

    /** What was refused is an error; what was done may say whose it was. */
    private void told(HttpResponse<String> answer) {
        if (answer.statusCode() >= 400) {
            answers.add(answer.body());
        }
    }
}
