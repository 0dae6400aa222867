package io.dripwatch.sim.monitor;

import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.Header.Transaction;
import io.dripwatch.sim.wire.Message;
import io.dripwatch.sim.wire.Segment;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the monitor's reports as IHE PCD-01 messages (PCD TF-2, 3.1 and appendix B). */
public final class MonitorEncoder implements MonitorDialect {
    private static final String MONITOR = "69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC";
    private static final String SERVICE = "182777000^monitoring of patient^SCT";

    private final Bedside bedside;

    public MonitorEncoder(Bedside bedside) {
        this.bedside = bedside;
    }

    @Override
    public Message encode(String controlId, Instant measuredAt, Instant sentAt, List<Measured> rows) {
        Header header = bedside.header();
        StringBuilder text = new StringBuilder(1500)
                .append(header.msh(Transaction.OBSERVATIONS, controlId, sentAt))
                .append(bedside.visit())
                .append(new Segment("OBR")
                        .with(1, "1")
                        .with(3, controlId + "^" + header.sender().hd())
                        .with(4, SERVICE)
                        .with(7, header.time(measuredAt))
                        .text());
        new Rows(text).write(rows);
        int readings =
                Math.toIntExact(rows.stream().filter(row -> row.value() != null).count());
        return new Message(controlId, text.toString(), readings);
    }

    /** The OBX segments of one report: the monitor, its modules, what they measured. */
    private final class Rows {
        private final StringBuilder text;
        private final Set<Module> named = EnumSet.noneOf(Module.class);
        private final Map<Sign, Integer> channels = new EnumMap<>(Sign.class);
        private int number;

        Rows(StringBuilder text) {
            this.text = text;
        }

        void write(List<Measured> rows) {
            String eui64 = bedside.header().sender().eui64();
            text.append(device(MONITOR, "1.0.0.0")
                    .with(18, eui64 + "^^" + eui64 + "^EUI-64")
                    .text());
            rows.stream().sorted((a, b) -> a.sign().compareTo(b.sign())).forEach(this::write);
        }

        private void write(Measured row) {
            Module module = row.sign().module();
            if (named.add(module) && !module.deviceRow().isEmpty()) {
                text.append(device(module.deviceRow(), module.path() + ".0.0").text());
            }
            String value = row.value();
            Segment obx = next("NM", row.sign().identifier(), path(row.sign()))
                    .with(5, value == null ? "" : value)
                    .with(6, row.sign().unit())
                    .with(8, value == null ? "NAV" : "")
                    .with(11, value == null ? "X" : "R");
            Instant taken = row.taken();
            text.append((taken == null ? obx : obx.with(14, bedside.header().time(taken))).text());
        }

        private String path(Sign sign) {
            int channel = channels.merge(sign, 1, Integer::sum);
            return sign.module().path() + "." + channel + "." + sign.metric();
        }

        private Segment device(String identifier, String path) {
            return next("", identifier, path).with(11, "X");
        }

        private Segment next(String type, String identifier, String path) {
            number++;
            return new Segment("OBX")
                    .with(1, Integer.toString(number))
                    .with(2, type)
                    .with(3, identifier)
                    .with(4, path);
        }
    }
}
