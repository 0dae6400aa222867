package io.dripwatch.device.json;

import io.dripwatch.device.Counters;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.Intake;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.Speaker;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Takes in messages of readings, whatever carried them, counts them, and says when they are durable. */
public final class ReadingsDoor {
    private final ReadingsReader reader = new ReadingsReader();
    private final TemplateReader mapped = new TemplateReader();
    private final Templates templates;
    private final Intake intake;
    private final Counters counters;
    private final InstantSource clock;

    /**
     * @param templates for messages that are not in our own shape
     * @param intake through which every report enters
     * @param counters of what came
     * @param clock the time of arrival
     */
    public ReadingsDoor(Templates templates, Intake intake, Counters counters, InstantSource clock) {
        this.templates = templates;
        this.intake = intake;
        this.counters = counters;
        this.clock = clock;
    }

    /** Whether there is a template for messages of this topic. */
    public boolean maps(String topic) {
        return templates.of(topic) != null;
    }

    /**
     * Takes a message in our own shape.
     *
     * @param speaker who sent it
     * @return succeeds with what became of it when all that is usable is durable, or could not be made so; never fails
     */
    public Future<Outcome> take(byte[] message, Speaker speaker) {
        return take(reader.read(message, clock.instant()).saidBy(speaker));
    }

    /** Takes a message of a topic: in the shape that a template tells of, or in our own. */
    public Future<Outcome> take(byte[] message, String topic, Speaker speaker) {
        Templates.Match match = templates.of(topic);
        return match == null
                ? take(message, speaker)
                : take(mapped.read(message, topic, match, clock.instant()).saidBy(speaker));
    }

    private Future<Outcome> take(ReadingsReader.Message message) {
        List<Refusal> refusals = new ArrayList<>();
        List<DeviceId> devices = new ArrayList<>(1);
        List<Future<Void>> kept = new ArrayList<>(1);
        int readings = 0;
        for (Decoded decoded : message.outcomes()) {
            if (decoded instanceof Decoded.Read read) {
                refusals.addAll(read.refusals());
                devices.add(read.report().device());
                if (read.report().isOfReadings() || !read.report().absences().isEmpty()) {
                    readings += read.report().readings().size();
                    kept.add(offer(read.report()));
                }
            } else if (decoded instanceof Decoded.Rejected rejected) {
                refusals.add(rejected.refusal());
            }
        }
        refusals.forEach(counters::refused);
        int count = readings;
        Future<?> all = kept.size() == 1 ? kept.get(0) : Future.join(kept);
        return all.transform(done -> Future.succeededFuture(
                new Outcome(message.seq(), done.failed() ? 0 : count, refusals, done.failed(), devices)));
    }

    private Future<Void> offer(DeviceReport report) {
        int count = report.readings().size();
        Future<Void> offered;
        try {
            offered = intake.offer(report);
        } catch (RuntimeException unforeseen) {
            offered = Future.failedFuture(unforeseen);
        }
        return offered.onComplete(done -> {
            if (done.succeeded()) {
                counters.kept(count);
            } else {
                counters.notKept();
            }
        });
    }
}
