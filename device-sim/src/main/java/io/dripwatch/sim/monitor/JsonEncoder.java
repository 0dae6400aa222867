package io.dripwatch.sim.monitor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.Message;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Writes reports in the JSON of {@code /api/v1/readings}, numbered; what a sensor does not give is left out. */
final class JsonEncoder implements MonitorDialect {
    private final Bedside bedside;
    private long seq;

    JsonEncoder(Bedside bedside) {
        this.bedside = bedside;
    }

    @Override
    public Message encode(String controlId, Instant measuredAt, Instant sentAt, List<Measured> rows) {
        seq++;
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("seq", seq);
        report.put("device", bedside.header().sender().eui64());
        report.put("place", bedside.unit() + "^^" + bedside.chair());
        report.put("sentAt", sentAt.toString());
        report.putObject("patient")
                .put("authority", "DRIPSIM")
                .put("id", bedside.patient().id());
        ArrayNode readings = report.putArray("readings");
        for (Measured row : rows) {
            String value = row.value();
            if (value != null) {
                Instant taken = row.taken();
                readings.addObject()
                        .put("metric", row.sign().identifier().split("\\^", -1)[1])
                        .put("value", new BigDecimal(value))
                        .put("at", (taken == null ? measuredAt : taken).toEpochMilli());
            }
        }
        return new Message(Long.toString(seq), report.toString(), readings.size());
    }
}
