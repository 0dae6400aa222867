package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Chunks;
import io.dripwatch.fhir.rest.Coding;
import io.dripwatch.fhir.rest.DateValue;
import io.dripwatch.fhir.rest.JsonBytes;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.fhir.rest.Search.Parameter;
import io.dripwatch.fhir.rest.Spans;
import io.dripwatch.fhir.rest.Token;
import io.dripwatch.trend.Series;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that was measured again and again in one session, as one Bundle of Observations with SampledData
 * ({@code Encounter/[id]/$samples}): one for each vital sign and sensor, another after an hour without a reading. What
 * a cuff measured is no row of samples; it stands in the chart.
 */
public final class SampledSession implements Chunks {
    private static final int LARGEST_PIECE = 32 * 1024;
    private static final long USUAL_PERIOD_MS = 1000;
    private static final long SHORTEST_PERIOD_MS = 100;
    private static final long LONGEST_PERIOD_MS = 60_000;
    private static final List<String> KNOWN = List.of("start", "end", "period", "code");

    private final Observations source;
    private final Iterator<Series> series;
    private final long encounter;
    private final Wanted wanted;
    private final JsonBytes out = new JsonBytes(LARGEST_PIECE);
    private @Nullable SampleRow row;
    private boolean any;
    private boolean done;

    /** What is asked for: of which signs, measured when, one sample in how many milliseconds. */
    private static final class Wanted {
        private Spans spans = Spans.ALL;
        private long periodMs = USUAL_PERIOD_MS;
        private @Nullable List<Token> codes;

        Wanted(Search search) {
            for (Parameter parameter : search.parameters()) {
                switch (parameter.name()) {
                    case "start" -> spans = spans.and(DateValue.from(parameter));
                    case "end" -> spans = spans.and(DateValue.until(parameter));
                    case "period" -> periodMs = period(parameter.value());
                    case "code" -> codes = parameter.tokens();
                    default -> search.unknown(parameter, KNOWN);
                }
            }
        }

        private static long period(String text) {
            if (text.matches("\\d{1,6}")) {
                long period = Long.parseLong(text);
                if (period >= SHORTEST_PERIOD_MS && period <= LONGEST_PERIOD_MS) {
                    return period;
                }
            }
            throw Problem.badValue(
                    "period", text, "milliseconds from " + SHORTEST_PERIOD_MS + " to " + LONGEST_PERIOD_MS);
        }

        boolean holds(Series series) {
            List<Token> any = codes;
            return series.patient() != 0
                    && !Group.of(series.metric()).equals(Group.NIBP)
                    && (any == null
                            || Coding.of(series.metric()).stream()
                                    .anyMatch(coding -> any.stream().anyMatch(token -> token.means(coding))));
        }
    }

    /**
     * The samples of a session.
     *
     * @param encounter the id of its Encounter
     * @throws Problem where a parameter cannot be followed
     */
    SampledSession(Observations source, long encounter, String session, Search search) {
        this.source = source;
        this.encounter = encounter;
        this.wanted = new Wanted(search);
        this.series = source.history().seriesOfSession(session).stream()
                .filter(wanted::holds)
                .iterator();
        out.ascii("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[");
    }

    @Override
    public Buffer next() {
        while (out.size() < LARGEST_PIECE && !done) {
            if (row != null && row.more()) {
                row.write(LARGEST_PIECE);
            } else if (series.hasNext()) {
                row = begin(series.next());
            } else {
                out.ascii("]}");
                done = true;
            }
        }
        return out.take();
    }

    private @Nullable SampleRow begin(Series next) {
        SeriesReader reader = new SeriesReader(source.history(), next.key(), false, wanted.spans.list(), 256);
        reader.next();
        if (reader.ended()) {
            return null;
        }
        SampleRow begun = new SampleRow(out, reader, next, new SampleRow.Place(encounter, wanted.periodMs, any));
        any = true;
        return begun;
    }

    @Override
    public boolean done() {
        return done;
    }
}
