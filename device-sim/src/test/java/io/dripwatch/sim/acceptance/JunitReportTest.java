package io.dripwatch.sim.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.sim.acceptance.Acceptance.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class JunitReportTest {
    private static final Instant BEGUN = Instant.parse("2026-03-01T10:00:00.123Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void everyCheckIsACaseAndWhatFailedSaysWhy() throws Exception {
        Element suite = read(List.of(
                new Outcome("An alarm is shown", true, "1 alarm", Duration.ofMillis(1250)),
                new Outcome("The clocks agree", false, "<off> by \"2\" h & 3 min", Duration.ofMillis(250))));
        assertThat(suite.getAttribute("name")).isEqualTo("bench");
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("time")).isEqualTo("1.500");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(2);
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("<off> by \"2\" h & 3 min");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("The clocks agree");
    }

    /** A faulty server may answer anything, and its words stand in the report. */
    @Test
    void whatXmlCannotHoldDoesNotSpoilTheReport() throws Exception {
        String garbage = "a\u0000b\u000bc\ud800d\uffffe\ufffef\ud83d\ude00\u007fg";
        Element suite = read(List.of(new Outcome("An answer", false, garbage, Duration.ZERO)));
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("a b c d e f\ud83d\ude00\u007fg");
    }

    private Element read(List<Outcome> outcomes) throws Exception {
        Path file = folder.resolve("report.xml");
        JunitReport.write(file, "bench", BEGUN, outcomes);
        Document read =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        return read.getDocumentElement();
    }
}
