package io.dripwatch.device.hl7;

import io.dripwatch.device.hl7.RowCode.Kind;
import io.dripwatch.device.hl7.SourceProfile.CodeAlias;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.MetricCodes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the OBX-3 of a row is about. The IEEE name counts before the number, for many senders put 0 or a number of
 * their own beside it; where both are known they must agree, and so must the two halves of the field. A row that
 * contradicts itself is nobody's vital sign. Only a profile that names code and name of such a row can say what it is.
 */
final class RowCodes {
    private static final List<String> NOT_READINGS = List.of(
            "MDC_DEV_", "MDC_ATTR_", "MDC_EVT_", "MDC_TIME_", "MDC_ID_", "MDC_PUMP_", "MDC_DRUG_", "MDC_OBS_", "MDCX_");

    private final List<CodeAlias> own;
    private final List<CodeAlias> everybodys;
    private final Memo<RowCode> memo = new Memo<>(this::read);

    /**
     * The words of one family.
     *
     * @param own its aliases
     * @param everybodys those that count from every sender
     */
    RowCodes(List<CodeAlias> own, List<CodeAlias> everybodys) {
        this.own = own;
        this.everybodys = everybodys;
    }

    RowCode of(Message message, Slice field) {
        return memo.of(message, field);
    }

    private RowCode read(Message message, Slice field) {
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
        return same ? first : new RowCode(Kind.CONTRADICTORY, null, first.name(), first.number(), null);
    }

    private RowCode half(Message message, Slice code, int from) {
        String id = message.component(code, from).ascii();
        String name = message.component(code, from + 1).ascii();
        String system = message.component(code, from + 2).ascii();
        int number = Numeral.code(message.component(code, from));
        CodeAlias alias = alias(own, id, name, system);
        if (alias != null && alias.isDistinctive()) {
            return aliased(alias, id, name, number);
        }
        String refId = isRefId(name) ? name : isRefId(id) ? id : "";
        if (!refId.isEmpty() && (system.isEmpty() || system.equals("MDC"))) {
            RowCode named = named(refId, number);
            return named.kind() == Kind.UNKNOWN && alias != null ? aliased(alias, id, name, number) : named;
        }
        if (alias != null) {
            return aliased(alias, id, name, number);
        }
        Metric metric = ofSystem(system, id, number);
        if (metric != null) {
            return ours(metric, metric.mdcRefId(), number);
        }
        CodeAlias shared = alias(everybodys, id, name, system);
        return shared != null
                ? aliased(shared, id, name, number)
                : new RowCode(Kind.UNKNOWN, null, id.isEmpty() ? name : id, number, null);
    }

    private static @Nullable CodeAlias alias(List<CodeAlias> aliases, String id, String name, String system) {
        for (CodeAlias alias : aliases) {
            if (alias.matches(id, name, system)) {
                return alias;
            }
        }
        return null;
    }

    private static RowCode aliased(CodeAlias alias, String id, String name, int number) {
        Metric metric = alias.metric();
        return metric == null
                ? new RowCode(Kind.NOT_A_READING, null, id.isEmpty() ? name : id, number, null)
                : new RowCode(Kind.METRIC, metric, metric.mdcRefId(), number, alias.unit());
    }

    private static boolean isRefId(String text) {
        return text.startsWith("MDC_") || text.startsWith("MDCX_");
    }

    private static RowCode named(String refId, int number) {
        Metric byName = MetricCodes.ofMdcName(refId);
        Metric byNumber = MetricCodes.ofMdcCode(number);
        if (byNumber != null && byNumber != byName) {
            return new RowCode(Kind.CONTRADICTORY, null, refId, number, null);
        }
        if (byName != null) {
            return ours(byName, refId, number);
        }
        boolean notAReading = NOT_READINGS.stream().anyMatch(refId::startsWith) || refId.endsWith("_SETTING");
        return new RowCode(notAReading ? Kind.NOT_A_READING : Kind.UNKNOWN, null, refId, number, null);
    }

    private static @Nullable Metric ofSystem(String system, String id, int number) {
        return switch (system) {
            case "MDC" -> MetricCodes.ofMdcCode(number);
            case "LN", "LOINC" -> MetricCodes.ofLoinc(id);
            case "MDIL" -> MdilCodes.metric(id);
            default -> null;
        };
    }

    private static RowCode ours(Metric metric, String name, int number) {
        return new RowCode(Kind.METRIC, metric, name, number, null);
    }
}
