package io.dripwatch.push.hl7;

import io.dripwatch.push.Measurement;
import io.dripwatch.push.Whom;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Reading.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes Observations of the chart as IHE PCD-01 (ORU^R01): a message for each patient and device, in it an OBR for
 * each moment, since OBX-4 is unique below its OBR only.
 */
final class ObservationMessages {
    private static final Comparator<Part> BY_PLACE = Comparator.comparingInt(
                    (Part part) -> Terms.group(part.reading.metric()))
            .thenComparingInt(part -> part.reading.site())
            .thenComparingInt(part -> Terms.term(part.reading.metric()));

    private final Header header;
    private final Subject subject;
    private final String name;

    ObservationMessages(Sender sender) {
        this.header = new Header(sender);
        this.subject = new Subject(sender);
        this.name = Escapes.text(sender.name());
    }

    /** A reading and the Observation that it is a part of. */
    private record Part(Measurement of, Reading reading) {
        String place() {
            return Terms.containment(reading.metric(), reading.site());
        }
    }

    /** What shares a message. */
    private record Envelope(Whom whom, DeviceId device, boolean training) {}

    /** The messages for some Observations, in the order in which their patients and devices first come up. */
    List<Outgoing> of(List<Measurement> measurements) {
        Map<Envelope, List<Part>> envelopes = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            for (Reading reading : measurement.readings()) {
                boolean training = reading.standing() == Standing.TRAINING;
                Envelope envelope = new Envelope(measurement.whom(), measurement.device(), training);
                envelopes.computeIfAbsent(envelope, unused -> new ArrayList<>()).add(new Part(measurement, reading));
            }
        }
        List<Outgoing> messages = new ArrayList<>();
        envelopes.forEach((envelope, parts) -> messages.add(message(envelope, parts)));
        return messages;
    }

    private Outgoing message(Envelope envelope, List<Part> parts) {
        boolean pump = parts.stream().anyMatch(part -> part.reading.metric().kind() == Metric.Kind.PUMP);
        Map<Instant, List<Part>> moments = new TreeMap<>();
        for (Part part : parts) {
            moments.computeIfAbsent(part.reading.at(), unused -> new ArrayList<>())
                    .add(part);
        }
        List<Segment> body = new ArrayList<>(subject.of(envelope.whom));
        int number = 1;
        for (List<Part> ofMoment : moments.values()) {
            body.add(request(number++, ofMoment.get(0)));
            body.add(system(envelope.device, pump));
            ofMoment.sort(BY_PLACE);
            for (int row = 0; row < ofMoment.size(); row++) {
                body.add(row(row + 2, ofMoment.get(row)));
            }
        }
        Instant known = parts.stream()
                .map(part -> part.of.arrivedAt())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return header.over(Header.Transaction.OBSERVATIONS, known, envelope.training, body);
    }

    private Segment request(int number, Part first) {
        String id = first.of.observation() + "^" + name;
        return new Segment("OBR")
                .with(1, Integer.toString(number))
                .with(3, id)
                .with(4, "182777000^monitoring of patient^SCT")
                .with(7, Terms.time(first.reading.at()));
    }

    private static Segment system(DeviceId device, boolean pump) {
        return new Segment("OBX")
                .with(1, "1")
                .with(3, Terms.device(pump))
                .with(4, Terms.SYSTEM)
                .with(11, "X")
                .with(18, Escapes.text(device.value()));
    }

    private Segment row(int number, Part part) {
        Reading reading = part.reading;
        return new Segment("OBX")
                .with(1, Integer.toString(number))
                .with(2, "NM")
                .with(3, Terms.metric(reading.metric()))
                .with(4, part.place())
                .with(5, Terms.number(reading.value()))
                .with(6, Terms.unit(reading.metric()))
                .with(8, reading.standing() == Standing.QUESTIONABLE ? "QUES" : "")
                .with(11, status(reading.standing()))
                .with(14, Terms.time(reading.at()))
                .with(21, id(part) + "^" + name);
    }

    /** Unique to the row: the parts of one pressure are told apart behind the id that they share. */
    private static String id(Part part) {
        String observation = part.of.observation();
        return part.of.readings().size() == 1
                ? observation
                : observation + "/" + part.reading.metric().id();
    }

    private static String status(Standing standing) {
        return switch (standing) {
            case PLAIN, QUESTIONABLE, TRAINING -> "F";
            case CORRECTED -> "C";
            case ENTERED_IN_ERROR -> "W";
        };
    }
}
