package io.dripwatch.device.hl7;

import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.DeviceReport;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes observation reports and alarms: ORU^R01 (IHE PCD-01), ORU^R40 (IHE PCD-04) and ORU^R42 (IHE PCD-10), in the
 * dialects that monitors and pumps really speak. Messages are told apart by MSH-9 alone; the profile they claim in
 * MSH-21 is often wrong. Safe from every thread.
 */
final class OruDecoder {
    private final ZoneId sourceZone;
    private final List<SourcePolicy> policies;
    private final RowCodes codes = new RowCodes();
    private final RowUnits units = new RowUnits();

    /**
     * @param sourceZone on whose clock the times are that carry no offset
     * @param policies what is known of particular senders; the first that matches counts
     */
    OruDecoder(ZoneId sourceZone, List<SourcePolicy> policies) {
        this.sourceZone = sourceZone;
        this.policies = List.copyOf(policies);
    }

    /**
     * Decodes one message.
     *
     * @param message the message, or null where its bytes are none
     * @param remote who sent it, for senders that do not name themselves; 1 to 200 characters
     * @param receivedAt when it arrived
     */
    Decoded decode(@Nullable Message message, String remote, Instant receivedAt) {
        if (message == null) {
            return rejected(
                    RefusalReason.UNREADABLE,
                    "MSH",
                    "expected MSH with four or five different separators, got something else");
        }
        MessageType type = MessageType.of(message);
        Refusal refusal = type.refusal();
        if (refusal != null) {
            return new Decoded.Rejected(refusal);
        }
        if (message.component(0, 11, 1).is("D")) {
            return rejected(RefusalReason.DEBUGGING, "MSH-11", "a message for debugging, never patient data");
        }
        Dialect dialect = Dialect.of(message);
        Survey survey = new Survey(message, codes, dialect);
        if (survey.isEmpty() && dialect == Dialect.USUAL) {
            return rejected(RefusalReason.MISSING_PART, "MSH", WrongEnds.explain(message));
        }
        if (survey.rows().size() > Survey.MOST_ROWS) {
            return rejected(RefusalReason.TOO_LARGE, "OBX", "expected at most " + Survey.MOST_ROWS + " rows, got more");
        }
        Sender sender = new Sender(survey, dialect, remote);
        return type.tellsOfAlarm() ? alarm(message, sender, receivedAt) : read(message, sender, receivedAt);
    }

    private record Sender(Survey survey, Dialect dialect, String remote) {}

    private Decoded alarm(Message message, Sender sender, Instant receivedAt) {
        Findings findings = new Findings();
        Times times = new Times(message, sourceZone, receivedAt);
        DeviceAlarm alarm = new AlertReader(message, sender.survey().rows()).read(times, receivedAt, findings);
        if (alarm == null) {
            return new Decoded.Rejected(findings.refusals().get(0));
        }
        return new Decoded.Read(report(message, sender, times, receivedAt, findings, List.of(alarm)), List.of());
    }

    private static DeviceReport report(
            Message message,
            Sender sender,
            Times times,
            Instant receivedAt,
            Findings findings,
            List<DeviceAlarm> alarms) {
        Identity identity = new Identity(message);
        return new DeviceReport(
                identity.device(sender.survey().device(), sender.dialect(), sender.remote()),
                identity.place(),
                identity.patient(findings),
                times.sentAt(),
                receivedAt,
                findings.readings(),
                findings.absences(),
                findings.pumpEvents(),
                alarms);
    }

    private Decoded read(Message message, Sender sender, Instant receivedAt) {
        Survey survey = sender.survey();
        Findings findings = new Findings();
        Times times = new Times(message, sourceZone, receivedAt);
        boolean training = message.component(0, 11, 1).is("T");
        SourcePolicy policy = SourcePolicy.of(message, policies);
        RowReader.Circumstances circumstances = new RowReader.Circumstances(survey, sender.dialect(), policy, training);
        RowReader reader = new RowReader(message, circumstances, times, units, findings);
        survey.rows().forEach(reader::read);
        if (reader.understoodNothing()) {
            return rejected(RefusalReason.UNKNOWN_CODE, "OBX", "expected vital signs or pump values, got none of them");
        }
        new PumpChanges(message, survey.rows(), reader, findings).read();
        DeviceReport report = report(message, sender, times, receivedAt, findings, List.of());
        return new Decoded.Read(report, findings.refusals());
    }

    private static Decoded rejected(RefusalReason reason, String where, String detail) {
        return new Decoded.Rejected(new Refusal(reason, where, detail));
    }
}
