package io.dripwatch.sim.pump;

import io.dripwatch.sim.story.Delivery.Change;
import io.dripwatch.sim.story.Story;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.Header.Transaction;
import io.dripwatch.sim.wire.Message;
import io.dripwatch.sim.wire.Segment;
import java.time.Instant;
import java.util.Locale;

/** Writes the pump's reports as IHE PCD-01 and its events as PCD-10 messages (PCD TF-2, 3.10 and appendix M). */
final class PumpEncoder {
    private static final String ML = "263762^MDC_DIM_MILLI_L^MDC^mL^mL^UCUM";
    private static final String ML_PER_HOUR = "265266^MDC_DIM_MILLI_L_PER_HR^MDC^mL/h^mL/h^UCUM";
    private static final String MG_PER_ML = "264306^MDC_DIM_MILLI_G_PER_ML^MDC^mg/mL^mg/mL^UCUM";
    private static final String KG = "263875^MDC_DIM_KILO_G^MDC^kg^kg^UCUM";
    private static final String PRIMARY = "1.1.2.0";

    private final Bedside bedside;
    private final Story story;

    PumpEncoder(Bedside bedside, Story story) {
        this.bedside = bedside;
        this.story = story;
    }

    /** The steady report. */
    Message report(String controlId, Instant now, Delivered display) {
        Rows rows = new Rows();
        rows.settings(display);
        return message(Transaction.OBSERVATIONS, controlId, now, now, rows);
    }

    /**
     * One event.
     *
     * @param happenedAt OBR-7; long before it is sent where the pump was cut off
     * @param display what the pump shows upon the event
     */
    Message event(String controlId, Instant happenedAt, Instant now, Delivered display, Change change) {
        Rows rows = new Rows();
        rows.event(change);
        rows.settings(display);
        return message(Transaction.PUMP_EVENT, controlId, happenedAt, now, rows);
    }

    private Message message(Transaction transaction, String controlId, Instant at, Instant now, Rows rows) {
        Header header = bedside.header();
        String obr = new Segment("OBR")
                .with(1, "1")
                .with(3, controlId + "^" + header.sender().hd())
                .with(4, "^" + Segment.escape(story.order().drug()))
                .with(7, header.time(at))
                .text();
        String text = header.msh(transaction, controlId, now) + bedside.visit() + obr + rows.text;
        return new Message(controlId, text, rows.readings);
    }

    /** The OBX segments of one message, in the order of the containment tree. */
    private final class Rows {
        private final StringBuilder text = new StringBuilder(2000);
        private int number;
        private int readings;

        Rows() {
            String eui64 = bedside.header().sender().eui64();
            row("", "70049^MDC_DEV_PUMP_INFUS_LVP_MDS^MDC", "1.0.0.0", "", "", "X", eui64 + "^^" + eui64 + "^EUI-64");
        }

        void event(Change change) {
            token("68487^MDC_ATTR_EVT_COND^MDC", "1.0.0.1", condition(change));
            row("ST", "68488^MDC_ATTR_EVT_SOURCE^MDC", "1.0.0.2", PRIMARY, "", "R", "");
        }

        void settings(Delivered display) {
            device("70050^MDC_DEV_PUMP_INFUS_LVP_VMD^MDC", "1.1.0.0");
            device("70067^MDC_DEV_PUMP_DELIVERY_INFO^MDC", "1.1.1.0");
            token(
                    "184519^MDC_PUMP_INFUSING_STATUS^MDC",
                    "1.1.1.1",
                    display.infusing() ? "^pump-status-infusing" : "^pump-status-not-infusing");
            device("70071^MDC_DEV_PUMP_INFUSATE_SOURCE_PRIMARY^MDC", PRIMARY);
            token("158005^MDC_DEV_PUMP_CURRENT_DELIVERY_STATUS^MDC", "1.1.2.1", "^" + display.status());
            if (display.change() == Change.STOP || display.change() == Change.ALARM_STOP) {
                String reason = display.change() == Change.STOP ? "by-clinician" : "alarming";
                token("158006^MDC_DEV_PUMP_NOT_DELIVERING_REASON^MDC", "1.1.2.2", "^pump-stopped-" + reason);
            }
            if (display.change() == Change.BOLUS) {
                token("158016^MDC_DEV_PUMP_ACTIVE_SOURCES^MDC", "1.1.2.11", "^pump-source-info-clinician");
            }
            token("158008^MDC_DEV_PUMP_PROGRAM_DELIVERY_MODE^MDC", "1.1.2.3", "^pump-program-delivery-mode-continuous");
            number("157784^MDC_FLOW_FLUID_PUMP^MDC", "1.1.2.4", display.mlPerHour(), ML_PER_HOUR);
            number("157884^MDC_VOL_FLUID_TBI^MDC", "1.1.2.5", display.programmedMl(), ML);
            number("157993^MDC_VOL_FLUID_DELIV_TOTAL^MDC", "1.1.2.6", display.deliveredMl(), ML);
            number("157872^MDC_VOL_FLUID_TBI_REMAIN^MDC", "1.1.2.7", display.remainingMl(), ML);
            row(
                    "ST",
                    "184514^MDC_DRUG_NAME_LABEL^MDC",
                    "1.1.2.8",
                    Segment.escape(story.order().drug()),
                    "",
                    "R",
                    "");
            number("157760^MDC_CONC_DRUG^MDC", "1.1.2.9", story.order().mgPerMl(), MG_PER_ML);
            number("68063^MDC_ATTR_PT_WEIGHT^MDC", "1.1.2.10", story.patient().weightKg(), KG);
        }

        private void device(String identifier, String path) {
            row("", identifier, path, "", "", "X", "");
        }

        private void token(String identifier, String path, String token) {
            row("CWE", identifier, path, token, "", "R", "");
        }

        private void number(String identifier, String path, double value, String unit) {
            readings++;
            row("NM", identifier, path, String.format(Locale.ROOT, "%.2f", value), unit, "R", "");
        }

        private void row(
                String type,
                String identifier,
                String path,
                String value,
                String unit,
                String status,
                String equipment) {
            number++;
            text.append(new Segment("OBX")
                    .with(1, Integer.toString(number))
                    .with(2, type)
                    .with(3, identifier)
                    .with(4, path)
                    .with(5, value)
                    .with(6, unit)
                    .with(11, status)
                    .with(18, equipment)
                    .text());
        }
    }

    /** Only the number of the start event is known for certain; the others go by name with code 0, as many pumps do. */
    private static String condition(Change change) {
        return switch (change) {
            case START, BOLUS, KEEP_OPEN -> "197288^MDC_EVT_PUMP_DELIV_START^MDC";
            case STOP, ALARM_STOP, TRANSITION -> "0^MDC_EVT_PUMP_DELIV_STOP^MDC";
            case COMPLETE -> "0^MDC_EVT_PUMP_DELIV_COMP^MDC";
        };
    }
}
