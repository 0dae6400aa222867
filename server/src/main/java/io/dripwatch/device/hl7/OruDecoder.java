package io.dripwatch.device.hl7;

import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.hl7.SourceProfile.CodeAlias;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.DeviceReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes observation reports and alarms: ORU^R01 (IHE PCD-01), ORU^R40 (IHE PCD-04) and ORU^R42 (IHE PCD-10), in the
 * dialects that monitors and pumps really speak. Messages are told apart by MSH-9 alone; the profile they claim in
 * MSH-21 is often wrong. Safe from every thread.
 */
final class OruDecoder {
    private final SourceProfiles profiles;
    private final Words usual;
    private final Map<String, Words> words = new HashMap<>();

    /** What the words of one family mean, and what has been looked up of them. */
    private record Words(RowCodes codes, RowUnits units, RowCodes nothing) {}

    /**
     * Who sent a message.
     *
     * @param profile the family
     * @param remote for senders that do not name themselves; 1 to 200 characters
     */
    record Sender(SourceProfile profile, String remote) {}

    /** A decoder for senders of these families, and for all others. */
    OruDecoder(SourceProfiles profiles) {
        this.profiles = profiles;
        List<CodeAlias> everybodys = profiles.distinctive();
        this.usual = words(SourceProfile.USUAL, everybodys);
        profiles.all().forEach(profile -> words.put(profile.id(), words(profile, everybodys)));
    }

    private static Words words(SourceProfile profile, List<CodeAlias> everybodys) {
        SourceProfile.Codes codes = profile.codes();
        RowCodes nothing = new RowCodes(List.of(new CodeAlias("", "*", "", null, null)), List.of());
        return new Words(new RowCodes(codes.metrics(), everybodys), new RowUnits(codes.units()), nothing);
    }

    /** The family of whoever sent this message. */
    SourceProfile recognise(Message message, String remote) {
        return profiles.of(message, remote);
    }

    /** As {@link #decode(Message, Sender, Instant)}, for a message that itself tells who sent it. */
    Decoded decode(@Nullable Message message, String remote, Instant receivedAt) {
        SourceProfile profile = message == null ? SourceProfile.USUAL : recognise(message, remote);
        Message known = message == null ? null : message.assuming(profile.wire().charset());
        return decode(known, new Sender(profile, remote), receivedAt);
    }

    /**
     * Decodes one message.
     *
     * @param message the message, or null where its bytes are none
     * @param sender who sent it
     * @param receivedAt when it arrived
     */
    Decoded decode(@Nullable Message message, Sender sender, Instant receivedAt) {
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
        boolean picky = !sender.profile.values().valueMessages().isEmpty();
        Words known = words.getOrDefault(sender.profile.id(), usual);
        RowCodes codes = isOfValues(message, sender.profile) ? known.codes : known.nothing;
        Survey survey = new Survey(message, codes, sender.profile.names().device());
        if (survey.isEmpty() && !picky) {
            return rejected(RefusalReason.MISSING_PART, "MSH", WrongEnds.explain(message));
        }
        if (survey.rows().size() > Survey.MOST_ROWS) {
            return rejected(RefusalReason.TOO_LARGE, "OBX", "expected at most " + Survey.MOST_ROWS + " rows, got more");
        }
        Job job = new Job(message, sender, survey, new Times(message, profiles.zone(sender.profile), receivedAt));
        if (sender.profile.wire().role() == SourceProfile.Role.CLIENT
                && !PdsAlarms.list(message).isEmpty()) {
            return listedAlarms(job, receivedAt);
        }
        return type.tellsOfAlarm() ? alarms(job, receivedAt) : read(job, known.units, receivedAt);
    }

    /** Some families number their messages by what they hold, and only some of them hold values. */
    private static boolean isOfValues(Message message, SourceProfile profile) {
        return profile.values().valueMessages().isEmpty()
                || profile.values()
                        .valueMessages()
                        .contains(message.field(0, 10).ascii());
    }

    private record Job(Message message, Sender sender, Survey survey, Times times) {}

    private static Decoded alarms(Job job, Instant receivedAt) {
        Map<Survey.Part, List<DeviceAlarm>> byPart = new LinkedHashMap<>();
        Findings findings = new Findings();
        for (AlertRows rows : AlertRows.of(job.message, job.survey)) {
            DeviceAlarm alarm = new AlertReader(job.message, rows.rows()).read(job.times, receivedAt, findings);
            if (alarm != null) {
                byPart.computeIfAbsent(rows.part(), first -> new ArrayList<>()).add(alarm);
            }
        }
        if (byPart.isEmpty()) {
            return new Decoded.Rejected(findings.refusals().get(0));
        }
        List<DeviceReport> reports = new ArrayList<>();
        byPart.forEach((part, alarms) -> reports.add(report(job, part, receivedAt, findings, alarms)));
        return new Decoded.Read(reports, findings.refusals());
    }

    private static Decoded listedAlarms(Job job, Instant receivedAt) {
        Findings findings = new Findings();
        List<DeviceAlarm> alarms = PdsAlarms.read(job.message, job.survey.rows(), receivedAt, findings);
        DeviceReport report = report(job, job.survey.parts().get(0), receivedAt, findings, alarms);
        return new Decoded.Read(report, findings.refusals());
    }

    private static DeviceReport report(
            Job job, Survey.Part part, Instant receivedAt, Findings findings, List<DeviceAlarm> alarms) {
        Identity identity = new Identity(job.message, part.subject(), job.sender);
        return new DeviceReport(
                identity.device(part.device()),
                identity.place(),
                identity.patient(findings),
                job.times.sentAt(),
                receivedAt,
                findings.readings(),
                findings.withdrawn(),
                findings.absences(),
                findings.pumpEvents(),
                alarms,
                findings.limits());
    }

    private static Decoded read(Job job, RowUnits units, Instant receivedAt) {
        boolean training = job.message.component(0, 11, 1).is("T");
        List<DeviceReport> reports = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        boolean recognised = false;
        boolean sawForeignNumber = false;
        for (Survey.Part part : job.survey.parts()) {
            Findings findings = new Findings();
            RowReader.Circumstances circumstances =
                    new RowReader.Circumstances(part, job.sender.profile.values(), training);
            RowReader reader = new RowReader(job.message, circumstances, job.times, units, findings);
            part.rows().forEach(reader::read);
            new PumpChanges(job.message, part.rows(), reader, findings).read();
            reports.add(report(job, part, receivedAt, findings, List.of()));
            refusals.addAll(findings.refusals());
            recognised |= reader.recognised();
            sawForeignNumber |= reader.sawForeignNumber();
        }
        // A laboratory's report, most likely.
        boolean picky = !job.sender.profile.values().valueMessages().isEmpty();
        return sawForeignNumber && !recognised && !picky
                ? rejected(RefusalReason.UNKNOWN_CODE, "OBX", "expected vital signs or pump values, got none of them")
                : new Decoded.Read(reports, refusals);
    }

    private static Decoded rejected(RefusalReason reason, String where, String detail) {
        return new Decoded.Rejected(new Refusal(reason, where, detail));
    }
}
