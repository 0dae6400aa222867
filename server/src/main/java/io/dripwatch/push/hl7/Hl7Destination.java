package io.dripwatch.push.hl7;

import io.dripwatch.push.AlarmNews;
import io.dripwatch.push.Destination;
import io.dripwatch.push.Endpoint;
import io.dripwatch.push.Measurement;
import io.dripwatch.push.Told;
import io.dripwatch.push.Whom;
import io.dripwatch.vitals.DeviceId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A receiver of HL7 v2 over MLLP. What it answers with E it is sent again until it takes it; what it answers with R it
 * does not want.
 */
public final class Hl7Destination implements Destination<Told> {
    private final ObservationMessages observations;
    private final AlarmMessage alarms;
    private final Sender.Asking asking;
    private final String place;
    private final MllpLine line;

    /**
     * A receiver to which there is no connection yet.
     *
     * @param patience how long an answer may take
     */
    public Hl7Destination(Sender sender, Endpoint endpoint, Duration patience, InstantSource clock) {
        this.observations = new ObservationMessages(sender);
        this.alarms = new AlarmMessage(sender);
        this.asking = sender.asking();
        this.place = endpoint.host() + ":" + endpoint.port();
        this.line = new MllpLine(endpoint, patience, clock);
    }

    private record Bedside(Whom whom, DeviceId device) {}

    /** What one device measured of one patient travels together, alarms alone; an alarm overtakes nothing. */
    @Override
    public List<List<Told>> parcels(List<Told> items) {
        List<List<Told>> parcels = new ArrayList<>();
        Map<Bedside, List<Told>> gathered = new LinkedHashMap<>();
        for (Told item : items) {
            if (item instanceof Measurement measured) {
                gathered.computeIfAbsent(new Bedside(measured.whom(), measured.device()), unused -> new ArrayList<>())
                        .add(item);
            } else {
                parcels.addAll(gathered.values());
                gathered = new LinkedHashMap<>();
                parcels.add(List.of(item));
            }
        }
        parcels.addAll(gathered.values());
        return parcels;
    }

    @Override
    public void deliver(List<Told> parcel) throws Away, Refused {
        for (Outgoing message : messages(parcel)) {
            Answer answer = line.exchange(message, asking);
            switch (answer.verdict()) {
                case TAKEN -> {}
                case FAULTY -> throw new Away("it answers " + answer.sentence());
                case REJECTED -> throw new Refused(answer.sentence(), answer.reason());
            }
        }
    }

    private List<Outgoing> messages(List<Told> parcel) {
        List<Outgoing> messages = new ArrayList<>();
        List<Measurement> measurements = new ArrayList<>();
        for (Told item : parcel) {
            switch (item.kind()) {
                case MEASUREMENT -> measurements.add((Measurement) item);
                case ALARM -> messages.add(alarms.of((AlarmNews) item));
            }
        }
        messages.addAll(observations.of(measurements));
        return messages;
    }

    @Override
    public String name(Told item) {
        return item.name();
    }

    @Override
    public String whose(Told item) {
        return item.whom().folder();
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public void close() {
        line.close();
    }
}
