package io.dripwatch.sim.wire;

import io.dripwatch.sim.wire.Header.Transaction;
import java.time.Instant;

/** Writes a device's alarms as IHE PCD-04 messages (PCD TF-2, 3.4): one event, its facets in seven rows. */
public final class AlarmEncoder {
    private static final String GENERAL = "196616^MDC_EVT_ALARM^MDC";

    private final Bedside bedside;

    public AlarmEncoder(Bedside bedside) {
        this.bedside = bedside;
    }

    /**
     * One message.
     *
     * @param controlId never used before by this device
     * @param happenedAt when the alarm began or ended
     * @param firstId the control id of the message that told of the beginning
     */
    public Message encode(String controlId, Instant happenedAt, Instant sentAt, String firstId, AlarmReport alarm) {
        Header header = bedside.header();
        String sender = header.sender().hd();
        String text = header.msh(Transaction.ALARM, controlId, sentAt)
                + bedside.visit()
                + new Segment("OBR")
                        .with(1, "1")
                        .with(3, controlId + "^" + sender)
                        .with(4, GENERAL)
                        .with(7, header.time(happenedAt))
                        .with(29, "^" + firstId + "&" + sender.replace('^', '&'))
                        .text()
                + event(alarm)
                + row(2, "CWE", "68480^MDC_ATTR_ALERT_SOURCE^MDC", alarm.source())
                + row(3, "ST", "68481^MDC_ATTR_EVENT_PHASE^MDC", alarm.active() ? "start" : "end")
                + row(4, "ST", "68482^MDC_ATTR_ALARM_STATE^MDC", alarm.active() ? "active" : "inactive")
                + row(5, "ST", "68483^MDC_ATTR_ALARM_INACTIVATION_STATE^MDC", "enabled")
                + row(6, "ST", "68484^MDC_ATTR_ALARM_PRIORITY^MDC", alarm.priority())
                + row(7, "ST", "68485^MDC_ATTR_ALERT_TYPE^MDC", alarm.physiological() ? "SP" : "ST");
        return new Message(controlId, text, 0);
    }

    private String event(AlarmReport alarm) {
        String original = "^".repeat(alarm.event().isEmpty() ? 8 : 6) + Segment.escape(alarm.text());
        String eui64 = bedside.header().sender().eui64();
        return obx(1, "CWE", GENERAL, alarm.event() + original)
                .with(8, alarm.physiological() ? "SP" : "ST")
                .with(18, eui64 + "^^" + eui64 + "^EUI-64")
                .text();
    }

    private static String row(int facet, String type, String identifier, String value) {
        return obx(facet, type, identifier, value).text();
    }

    private static Segment obx(int facet, String type, String identifier, String value) {
        return new Segment("OBX")
                .with(1, Integer.toString(facet))
                .with(2, type)
                .with(3, identifier)
                .with(4, "1.0.0.0." + facet)
                .with(5, value)
                .with(11, "F");
    }
}
