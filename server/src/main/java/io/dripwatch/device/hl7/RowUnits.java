package io.dripwatch.device.hl7;

import io.dripwatch.device.ucum.UcumUnits;
import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.UnitCodes;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the unit of a row by its OBX-6: the IEEE triplet in either half of the field, UCUM, or a ward's word. Where
 * both halves are understood they must mean the same.
 */
final class RowUnits {
    private final Map<String, Conversion> own;
    private final Memo<Optional<Conversion>> memo = new Memo<>(this::read);

    /**
     * The words of one family.
     *
     * @param own what its own words mean
     */
    RowUnits(Map<String, Conversion> own) {
        this.own = own;
    }

    /** How numbers of this unit become ours; null where the unit is unknown or contradicts itself. */
    @Nullable
    Conversion of(Message message, Slice field) {
        return memo.of(message, field).orElse(null);
    }

    private Optional<Conversion> read(Message message, Slice field) {
        Slice unit = message.first(field);
        Conversion told = own.get(message.text(message.component(unit, 1)));
        if (told != null) {
            return Optional.of(told);
        }
        if (isForeign(message, unit, 1) || isForeign(message, unit, 4)) {
            return Optional.empty();
        }
        Conversion first = half(message, unit, 1);
        Conversion second = half(message, unit, 4);
        if (first == null || second == null) {
            return Optional.ofNullable(first == null ? second : first);
        }
        return first.equals(second) ? Optional.of(first) : Optional.empty();
    }

    /** Whether a half names an IEEE unit that is none of ours, or whose number is another unit's. */
    private static boolean isForeign(Message message, Slice unit, int from) {
        String refId = refId(message, unit, from);
        return !refId.isEmpty() && named(refId, Numeral.code(message.component(unit, from))) == null;
    }

    private static @Nullable Conversion half(Message message, Slice unit, int from) {
        Slice code = message.component(unit, from);
        String refId = refId(message, unit, from);
        if (!refId.isEmpty()) {
            return named(refId, Numeral.code(code));
        }
        String id = message.text(code);
        return switch (message.component(unit, from + 2).ascii()) {
            case "MDC" -> UnitCodes.ofMdcCode(Numeral.code(code));
            case "MDIL" -> MdilCodes.unit(id);
            default -> {
                Conversion byId = UcumUnits.of(id);
                yield byId == null ? UnitCodes.ofText(message.text(message.component(unit, from + 1))) : byId;
            }
        };
    }

    private static String refId(Message message, Slice unit, int from) {
        Slice id = message.component(unit, from);
        Slice name = message.component(unit, from + 1);
        Slice refId = name.startsWith("MDC_DIM_") ? name : id.startsWith("MDC_DIM_") ? id : Slice.EMPTY;
        return refId.ascii();
    }

    private static @Nullable Conversion named(String refId, int number) {
        Conversion byName = UnitCodes.ofMdcName(refId);
        Conversion byNumber = UnitCodes.ofMdcCode(number);
        return byNumber == null || byNumber.equals(byName) ? byName : null;
    }
}
