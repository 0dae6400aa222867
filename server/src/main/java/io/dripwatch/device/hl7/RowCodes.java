package io.dripwatch.device.hl7;

import io.dripwatch.device.hl7.RowCode.Kind;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.MetricCodes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the OBX-3 of a row is about. The IEEE name counts before the number, for many senders put 0 or a number of
 * their own beside it; where both are known they must agree, and so must the two halves of the field. A row that
 * contradicts itself is nobody's vital sign.
 */
final class RowCodes {
    private static final List<String> NOT_READINGS = List.of(
            "MDC_DEV_", "MDC_ATTR_", "MDC_EVT_", "MDC_TIME_", "MDC_ID_", "MDC_PUMP_", "MDC_DRUG_", "MDC_OBS_", "MDCX_");

    private final Memo<RowCode> memo = new Memo<>(RowCodes::read);

    RowCode of(Message message, Slice field, Dialect dialect) {
        return switch (dialect) {
            case USUAL -> memo.of(message, field);
            case PDS_VALUES -> pds(message, field);
            case PDS_OTHER -> new RowCode(Kind.NOT_A_READING, null, field.ascii(), -1);
        };
    }

    private static RowCode pds(Message message, Slice field) {
        Slice id = message.component(field, 1);
        boolean local = message.component(field, 3).isEmpty();
        Metric metric = local ? VendorCodes.pds(Numeral.code(id)) : null;
        return metric == null ? read(message, field) : ours(metric, id.ascii(), -1);
    }

    private static RowCode read(Message message, Slice field) {
        Slice code = message.first(field);
        RowCode first = half(message, code, 1);
        if (message.component(code, 4).isEmpty() && message.component(code, 5).isEmpty()) {
            return first;
        }
        return agreed(first, half(message, code, 4));
    }

    private static RowCode agreed(RowCode first, RowCode second) {
        if (first.kind() == Kind.CONTRADICTORY || second.kind() == Kind.UNKNOWN) {
            return first;
        }
        if (first.kind() == Kind.UNKNOWN || second.kind() == Kind.CONTRADICTORY) {
            return second;
        }
        boolean same = first.kind() == second.kind() && first.metric() == second.metric();
        return same ? first : new RowCode(Kind.CONTRADICTORY, null, first.name(), first.number());
    }

    private static RowCode half(Message message, Slice code, int from) {
        String id = message.component(code, from).ascii();
        String name = message.component(code, from + 1).ascii();
        String system = message.component(code, from + 2).ascii();
        String refId = isRefId(name) ? name : isRefId(id) ? id : "";
        int number = Numeral.code(message.component(code, from));
        if (!refId.isEmpty() && (system.isEmpty() || system.equals("MDC"))) {
            return named(refId, number);
        }
        Metric metric = ofSystem(system, id, name, number);
        return metric == null
                ? new RowCode(Kind.UNKNOWN, null, id.isEmpty() ? name : id, number)
                : ours(metric, metric.mdcRefId(), number);
    }

    private static boolean isRefId(String text) {
        return text.startsWith("MDC_") || text.startsWith("MDCX_");
    }

    private static RowCode named(String refId, int number) {
        Metric byName = MetricCodes.ofMdcName(refId);
        Metric byNumber = MetricCodes.ofMdcCode(number);
        if (byNumber != null && byNumber != byName) {
            return new RowCode(Kind.CONTRADICTORY, null, refId, number);
        }
        if (byName != null) {
            return ours(byName, refId, number);
        }
        boolean notAReading = NOT_READINGS.stream().anyMatch(refId::startsWith) || refId.endsWith("_SETTING");
        return new RowCode(notAReading ? Kind.NOT_A_READING : Kind.UNKNOWN, null, refId, number);
    }

    private static @Nullable Metric ofSystem(String system, String id, String name, int number) {
        return switch (system) {
            case "MDC" -> MetricCodes.ofMdcCode(number);
            case "LN", "LOINC" -> MetricCodes.ofLoinc(id);
            case "MDIL" -> VendorCodes.mdil(id);
            case "EHC" -> VendorCodes.numbered(id, name);
            case "" -> {
                Metric metric = VendorCodes.numbered(id, name);
                yield metric == null ? VendorCodes.track(id, name) : metric;
            }
            default -> null;
        };
    }

    private static RowCode ours(Metric metric, String name, int number) {
        return new RowCode(Kind.METRIC, metric, name, number);
    }
}
