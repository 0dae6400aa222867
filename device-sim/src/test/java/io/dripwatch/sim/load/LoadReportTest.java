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
    private static final Destination MLLP =
            new Destination(InetSocketAddress.createUnresolved("127.0.0.1", 2575), Transport.MLLP);
    private static final Destination MQTT =
            new Destination(InetSocketAddress.createUnresolved("127.0.0.1", 1883), Transport.mqtt("ward/load"));
    private static final LoadPlan PLAN = new LoadPlan(
            List.of(MLLP),
            10,
            2,
            100,
            64,
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            AckMode.ENHANCED,
            null,
            false);

    @Test
    void aSecondTellsOnlyWhatWasInIt() throws IOException {
        Scores scores = scores(MLLP);
        Score score = scores.of(MLLP);
        score.sent(0, 0, 0);
        score.sent(1, 0, 0);
        score.kept(0, 0, 0, 2_000_000, 0);
        Second first = scores.secondIsOver();
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.sent()).isEqualTo(2);
        assertThat(first.acknowledged()).isEqualTo(1);
        assertThat(first.outstanding()).isEqualTo(1);
        assertThat(first.longestNanos()).isBetween(1_990_000L, 2_010_000L);
        score.kept(1, 0, 0, 9_000_000, 0);
        Second second = scores.secondIsOver();
        assertThat(second.sent()).isZero();
        assertThat(second.acknowledged()).isEqualTo(1);
        assertThat(second.outstanding()).isZero();
        assertThat(second.medianNanos()).isBetween(8_950_000L, 9_050_000L);
    }

    @Test
    void theReportIsOneFileWithItsPlotsAndNumbers() throws Exception {
        Scores scores = scores(MLLP);
        Score score = scores.of(MLLP);
        for (int second = 0; second < 3; second++) {
            for (int i = 0; i < 100; i++) {
                score.sent(i, 0, 0);
                score.kept(i, second, 0, 1_000_000L * (i + 1), 0);
            }
            scores.secondIsOver();
        }
        LoadResult result = scores.result(Duration.ofSeconds(3));
        String html = LoadReport.html(PLAN, result, Instant.parse("2026-03-01T09:00:00Z"));
        assertThat(html)
                .contains("100.0 messages/s and 800.0 readings/s acknowledged")
                .contains("10 monitors over 2 connections to mllp 127.0.0.1:2575, 100 messages a second")
                .contains("<td>99.0</td><td>99.")
                .doesNotContain("http:", "https:", "<script", "src=", "by itself");
        assertThat(html.split("<svg ", -1)).hasSize(5);
        List<String> plots = plots(html);
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

    /** One of them answers late and refuses, and neither is to be seen in what the report says of the other. */
    @Test
    void aMixOfTransportsIsToldApartAndAddedUp() throws IOException {
        Scores scores = scores(MLLP, MQTT, MLLP);
        for (int second = 0; second < 2; second++) {
            for (int i = 0; i < 20; i++) {
                scores.of(MLLP).sent(i, 0, 0);
                scores.of(MLLP).kept(i, second, 0, 1_000_000, 0);
            }
            for (int i = 20; i < 30; i++) {
                scores.of(MQTT).sent(i, 0, 0);
                scores.of(MQTT).kept(i, second, 0, 50_000_000, 0);
            }
            scores.of(MQTT).sent(30, 0, 0);
            scores.of(MQTT).refused(false, 0);
            Second whole = scores.secondIsOver();
            assertThat(whole.sent()).isEqualTo(31);
            assertThat(whole.acknowledged()).isEqualTo(30);
            assertThat(whole.outstanding()).isZero();
            assertThat(whole.medianNanos()).isBetween(990_000L, 1_010_000L);
            assertThat(whole.p99Nanos()).isBetween(49_900_000L, 50_100_000L);
        }
        scores.of(MLLP).over(0, 0);
        scores.of(MLLP).over(0, 0);
        scores.of(MQTT).over(3, 4);
        LoadResult result = scores.result(Duration.ofSeconds(2));
        assertThat(result.acknowledged()).isEqualTo(60);
        assertThat(result.refused()).isEqualTo(2);
        assertThat(result.unanswered()).isEqualTo(3);
        assertThat(result.unsent()).isEqualTo(4);
        assertThat(result.latency().getTotalCount()).isEqualTo(60);
        assertThat(result.parts()).extracting(LoadResult.Part::destination).containsExactly(MLLP, MQTT);
        LoadPlan plan = PLAN.over(3).to(MLLP, MQTT, MLLP);
        String html = LoadReport.html(plan, result, Instant.parse("2026-03-01T09:00:00Z"));
        assertThat(html)
                .contains("connections to mllp 127.0.0.1:2575, mqtt 127.0.0.1:1883, ")
                .contains("<th>to</th><td>mllp 127.0.0.1:2575</td><td>mqtt 127.0.0.1:1883</td>")
                .contains("<th>monitors</th><td>7</td><td>3</td>", "<th>connections</th><td>2</td><td>1</td>")
                .contains("<th>messages/s</th><td>20.0</td><td>10.0</td>", "<th>sent</th><td>40</td><td>22</td>")
                .contains("<th>acknowledged</th><td>40</td><td>20</td>", "<th>refused</th><td>0</td><td>2</td>")
                .contains("<th>unanswered</th><td>0</td><td>3</td>", "<th>unsent</th><td>0</td><td>4</td>")
                .contains("<th>50.0 %, ms</th><td>1.0</td><td>50.0</td>");
        List<String> plots = plots(html);
        assertThat(plots).hasSize(6);
        assertThat(plots.subList(4, 6)).allSatisfy(plot -> assertThat(plot)
                .contains("mllp :2575", "mqtt :1883")
                .satisfies(svg -> assertThat(svg.split("<polyline", -1)).hasSize(3)));
    }

    private static List<String> plots(String html) {
        return List.of(html.split("(?=<svg )|(?<=</svg>)", -1)).stream()
                .filter(part -> part.startsWith("<svg "))
                .toList();
    }

    private static Scores scores(Destination... destinations) throws IOException {
        return new Scores(List.of(destinations), new Ledger(null), null);
    }
}
