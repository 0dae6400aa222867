package io.dripwatch.sim.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.sim.wire.AckMode;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class LoadReportTest {
    private static final LoadPlan PLAN = new LoadPlan(
            InetSocketAddress.createUnresolved("127.0.0.1", 2575),
            Transport.MLLP,
            10,
            2,
            100,
            64,
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            AckMode.ENHANCED,
            null);

    @Test
    void aSecondTellsOnlyWhatWasInIt() throws IOException {
        Score score = score();
        score.sent(0, 0, 0);
        score.sent(1, 0, 0);
        score.kept(0, 0, 0, 2_000_000, 0);
        Second first = score.secondIsOver();
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.sent()).isEqualTo(2);
        assertThat(first.acknowledged()).isEqualTo(1);
        assertThat(first.outstanding()).isEqualTo(1);
        assertThat(first.longestNanos()).isBetween(1_990_000L, 2_010_000L);
        score.kept(1, 0, 0, 9_000_000, 0);
        Second second = score.secondIsOver();
        assertThat(second.sent()).isZero();
        assertThat(second.acknowledged()).isEqualTo(1);
        assertThat(second.outstanding()).isZero();
        assertThat(second.medianNanos()).isBetween(8_950_000L, 9_050_000L);
    }

    @Test
    void theReportIsOneFileWithItsPlotsAndNumbers() throws Exception {
        Score score = score();
        for (int second = 0; second < 3; second++) {
            for (int i = 0; i < 100; i++) {
                score.sent(i, 0, 0);
                score.kept(i, second, 0, 1_000_000L * (i + 1), 0);
            }
            score.secondIsOver();
        }
        LoadResult result = score.result(0, 0, 2, Duration.ofSeconds(3));
        String html = LoadReport.html(PLAN, result, Instant.parse("2026-03-01T09:00:00Z"));
        assertThat(html)
                .contains("100.0 messages/s and 800.0 readings/s acknowledged")
                .contains("10 monitors over 2 connections by mllp, 100 messages a second")
                .contains("<td>99.0</td><td>99.")
                .doesNotContain("http:", "https:", "<script", "src=");
        assertThat(html.split("<svg ", -1)).hasSize(5);
        List<String> plots = List.of(html.split("(?=<svg )|(?<=</svg>)", -1)).stream()
                .filter(part -> part.startsWith("<svg "))
                .toList();
        for (String plot : plots) {
            Document svg = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(plot)));
            assertThat(svg.getElementsByTagName("polyline").getLength()).isPositive();
            for (String point : svg.getElementsByTagName("polyline")
                    .item(0)
                    .getAttributes()
                    .getNamedItem("points")
                    .getNodeValue()
                    .strip()
                    .split(" ", -1)) {
                assertThat(Double.parseDouble(point.split(",", -1)[0])).isBetween(0.0, 720.0);
                assertThat(Double.parseDouble(point.split(",", -1)[1])).isBetween(0.0, 240.0);
            }
        }
    }

    private static Score score() throws IOException {
        return new Score(new Ledger(null), null);
    }
}
