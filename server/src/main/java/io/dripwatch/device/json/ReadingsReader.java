package io.dripwatch.device.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.Speaker;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads our own message of readings, in the shape of {@code readings.schema.json}: one report, an array of them, or
 * {@code {"seq": 7, "reports": [...]}}. Nothing is read into a tree; a bad row costs none of the others. Safe from
 * every thread.
 */
public final class ReadingsReader {
    private static final int DEEPEST = 10;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Arrivals arrivals = new Arrivals();

    /**
     * A message that was read.
     *
     * @param seq the number that its device gave it; null where it gave none
     * @param outcomes one for each report, in their order
     */
    public record Message(@Nullable Long seq, List<Decoded> outcomes) {
        /** The same without what {@code speaker} may not say. */
        public Message saidBy(Speaker speaker) {
            return new Message(seq, outcomes.stream().map(speaker::mayHaveSaid).toList());
        }
    }

    /** Reads a message. Never throws. */
    public Message read(byte[] message, Instant receivedAt) {
        Reading reading = new Reading();
        try (JsonParser in = JSON.createParser(message)) {
            reading.all(in);
        } catch (IOException e) {
            return notJson(e);
        } catch (Unreadable problem) {
            return new Message(reading.seq, List.of(new Decoded.Rejected(problem.refusal())));
        }
        boolean untimed = reading.seq != null && reading.reports.stream().anyMatch(ReportReader::untimed);
        Instant untimedAt =
                untimed && reading.seq != null ? arrivals.first(reading.seq, "", message, receivedAt) : receivedAt;
        List<Decoded> outcomes = new ArrayList<>(reading.reports.size());
        for (ReportReader report : reading.reports) {
            outcomes.add(report.decoded(untimedAt, receivedAt));
        }
        return new Message(reading.seq, outcomes);
    }

    static Message notJson(IOException e) {
        return rejected(RefusalReason.UNREADABLE, "", "expected JSON, got something else: " + firstLine(e));
    }

    static Message rejected(RefusalReason reason, String where, String detail) {
        return new Message(null, List.of(new Decoded.Rejected(new Refusal(reason, where, detail))));
    }

    private static String firstLine(IOException e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    /** The message as far as it was read. */
    private static final class Reading {
        private final List<ReportReader> reports = new ArrayList<>(1);
        private @Nullable Long seq;

        void all(JsonParser in) throws IOException {
            JsonToken first = in.nextToken();
            if (first == JsonToken.START_ARRAY) {
                reports(in, "");
            } else if (first == JsonToken.START_OBJECT) {
                object(in);
            } else {
                throw shape();
            }
            if (in.nextToken() != null) {
                throw new Unreadable(RefusalReason.UNREADABLE, "", "expected one message, got more behind it");
            }
        }

        private void reports(JsonParser in, String where) throws IOException {
            for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) {
                ReportReader report = new ReportReader(where + "[" + i + "]");
                report.read(in);
                reports.add(report);
            }
            if (reports.isEmpty()) {
                throw shape();
            }
        }

        /** A report by itself, or a numbered list of them: which of the two shows in its keys. */
        private void object(JsonParser in) throws IOException {
            ReportReader single = new ReportReader("");
            boolean own = false;
            Unreadable problem = null;
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String key = in.currentName();
                in.nextToken();
                try {
                    if (key.equals("seq")) {
                        seq = Tokens.seqOrNull(in, "");
                    } else if (key.equals("reports") && in.currentToken() == JsonToken.START_ARRAY) {
                        reports(in, ".reports");
                    } else {
                        own = true;
                        single.take(key, in);
                    }
                } catch (Unreadable unusable) {
                    in.skipChildren();
                    problem = problem == null ? unusable : problem;
                }
            }
            if (problem != null) {
                throw problem;
            }
            if (reports.isEmpty()) {
                reports.add(single);
            } else if (own) {
                throw new Unreadable(
                        RefusalReason.UNREADABLE, "", "expected seq and reports, or the keys of one report, got both");
            }
        }

        private static Unreadable shape() {
            return new Unreadable(
                    RefusalReason.UNREADABLE, "", "expected a report with device and readings, or an array of them");
        }
    }
}
