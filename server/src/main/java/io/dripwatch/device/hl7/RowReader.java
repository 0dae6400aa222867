package io.dripwatch.device.hl7;

import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.hl7.SourceProfile.UnderX;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.DeviceLimit;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Numbers;
import io.dripwatch.vitals.Reading.Standing;
import io.dripwatch.vitals.Unit;
import io.dripwatch.vitals.Withdrawal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one message: each becomes a reading, a word that there is none, or a refusal with its reason. */
final class RowReader {
    private final Message message;
    private final Circumstances circumstances;
    private final Findings findings;
    private final Times times;
    private final RowUnits units;
    private int requestEntered = Integer.MIN_VALUE;
    private boolean recognised;
    private boolean sawForeignNumber;

    /**
     * What holds for all rows of a message.
     *
     * @param survey the first look over the rows of its device
     * @param values how the sender's numbers are to be taken
     * @param training whether the sender is in training (MSH-11 T)
     */
    record Circumstances(Survey.Part survey, SourceProfile.Values values, boolean training) {}

    RowReader(Message message, Circumstances circumstances, Times times, RowUnits units, Findings findings) {
        this.message = message;
        this.circumstances = circumstances;
        this.times = times;
        this.units = units;
        this.findings = findings;
    }

    void read(Row row) {
        enterRequest(row);
        switch (row.code().kind()) {
            case METRIC -> {
                recognised = true;
                metric(row, Objects.requireNonNull(row.code().metric()));
            }
            case NOT_A_READING -> {
                recognised = true;
                refuse(RefusalReason.NOT_A_READING, row, 3, "a row of the device itself");
            }
            case CONTRADICTORY -> {
                recognised = true;
                refuse(
                        RefusalReason.CODE_NAME_MISMATCH,
                        row,
                        3,
                        "expected one metric, got codes of two: " + named(row));
            }
            case UNKNOWN -> unknown(row);
        }
    }

    /** The time of a row, as {@link Times#of(int)}, under the OBR it stands below. */
    Timestamp time(Row row) {
        enterRequest(row);
        return times.of(row.segment());
    }

    private void enterRequest(Row row) {
        if (row.request() != requestEntered) {
            requestEntered = row.request();
            times.enter(requestEntered);
        }
    }

    /** Whether any row was known here. */
    boolean recognised() {
        return recognised;
    }

    /** Whether numbers came of which nothing is known here. */
    boolean sawForeignNumber() {
        return sawForeignNumber;
    }

    private void unknown(Row row) {
        String type = message.field(row.segment(), 2).ascii();
        boolean valued = !message.field(row.segment(), 5).isAbsent();
        if (type.equals("NM") || type.equals("SN") || (type.isEmpty() && valued)) {
            sawForeignNumber |= valued;
            refuse(
                    RefusalReason.UNKNOWN_CODE,
                    row,
                    3,
                    "expected the code of a vital sign or pump value, got " + named(row));
        } else {
            refuse(RefusalReason.NOT_A_READING, row, 2, "expected a number (NM), got type " + clipped(type));
        }
    }

    private void metric(Row row, Metric metric) {
        DeviceFlag flag = DeviceFlag.of(message, message.field(row.segment(), 8));
        if (isNoMeasurement(row, metric)) {
            refuse(RefusalReason.NOT_A_READING, row, 3, "not a measurement in this message: " + named(row));
            return;
        }
        if (flag == DeviceFlag.DEMONSTRATION) {
            refuse(RefusalReason.DEMONSTRATION, row, 8, "simulated by the device");
            return;
        }
        Timestamp time = time(row);
        if (time.state() != Timestamp.State.GIVEN) {
            refuse(RefusalReason.BAD_TIME, row, 14, "expected a time such as 20260102030405+0000, got something else");
            return;
        }
        int site = findings.site(metric, time.at(), message.field(row.segment(), 3), message.field(row.segment(), 4));
        boolean valued = !message.field(row.segment(), 5).isAbsent();
        if (!valued && status(row) == ResultStatus.WITHDRAWS && !circumstances.training()) {
            findings.add(new Withdrawal(metric, site, time.at()));
        } else if (!isWithheld(row, metric, flag, time.at())) {
            value(row, new Measured(metric, site, time.at(), standing(row, flag)));
        }
    }

    private boolean isNoMeasurement(Row row, Metric metric) {
        boolean text =
                switch (message.field(row.segment(), 2).ascii()) {
                    case "NM", "", "ST", "TX" -> false;
                    default -> true;
                };
        boolean weightOfMonitor =
                metric == Metric.PUMP_WEIGHT && !circumstances.survey().tellsOfPump();
        return text || weightOfMonitor || circumstances.survey().isSuperseded(row);
    }

    private ResultStatus status(Row row) {
        ResultStatus status = ResultStatus.of(message.field(row.segment(), 11));
        boolean valued = !message.field(row.segment(), 5).isAbsent();
        return isValueUnderX(status, valued) ? ResultStatus.STANDS : status;
    }

    private boolean isValueUnderX(ResultStatus status, boolean valued) {
        return status == ResultStatus.CANNOT_BE_OBTAINED
                && valued
                && circumstances.values().underX() != UnderX.ABSENT;
    }

    /** Whether the row, by its flag, status or emptiness, has no value to offer; says so to the findings. */
    private boolean isWithheld(Row row, Metric metric, DeviceFlag flag, Instant at) {
        boolean valued = !message.field(row.segment(), 5).isAbsent();
        ResultStatus status = status(row);
        if (status == ResultStatus.NOT_YET || (status == ResultStatus.WITHDRAWS && circumstances.training())) {
            refuse(RefusalReason.STATUS, row, 11, "expected a result status under which a value counts");
            return true;
        }
        if (status == ResultStatus.WITHDRAWS) {
            return false;
        }
        Absence.Reason reason = absence(flag, metric);
        if (reason != null) {
            refuse(RefusalReason.INVALID_BY_DEVICE, row, 8, "the device says that there is no valid value");
        } else if (status == ResultStatus.CANNOT_BE_OBTAINED) {
            reason = Absence.Reason.UNAVAILABLE;
            refuse(RefusalReason.STATUS, row, 11, "the device says that the value cannot be obtained");
        } else if (!valued) {
            reason = Absence.Reason.UNAVAILABLE;
            refuse(RefusalReason.NO_VALUE, row, 5, "expected a value, got none");
        }
        if (reason != null) {
            findings.add(new Absence(metric, at, reason));
        }
        return reason != null;
    }

    private static Absence.@Nullable Reason absence(DeviceFlag flag, Metric metric) {
        return switch (flag) {
            case INVALID -> Absence.Reason.INVALID;
            case SENSOR_OFF -> Absence.Reason.SENSOR_OFF;
            case UNAVAILABLE -> Absence.Reason.UNAVAILABLE;
            case MEASURING -> ofCuff(metric) ? Absence.Reason.MEASURING : Absence.Reason.UNAVAILABLE;
            case USABLE, QUESTIONABLE, DEMONSTRATION -> null;
        };
    }

    /** Only a cuff takes so long that it makes sense to say so. */
    private static boolean ofCuff(Metric metric) {
        return switch (metric) {
            case NIBP_SYS, NIBP_DIA, NIBP_MEAN, NIBP_PULSE -> true;
            default -> false;
        };
    }

    private Standing standing(Row row, DeviceFlag flag) {
        if (circumstances.training()) {
            return Standing.TRAINING;
        }
        boolean doubted = circumstances.values().underX() == UnderX.QUESTIONABLE
                && ResultStatus.of(message.field(row.segment(), 11)) == ResultStatus.CANNOT_BE_OBTAINED;
        return switch (status(row)) {
            case WITHDRAWS -> Standing.ENTERED_IN_ERROR;
            case CORRECTS -> Standing.CORRECTED;
            case STANDS, CANNOT_BE_OBTAINED, NOT_YET ->
                flag == DeviceFlag.QUESTIONABLE || doubted ? Standing.QUESTIONABLE : Standing.PLAIN;
        };
    }

    /** A reading of which only the number is still missing. */
    private record Measured(Metric metric, int site, Instant at, Standing standing) {}

    private void value(Row row, Measured measured) {
        Slice text = message.field(row.segment(), 5);
        double sent = Numeral.read(text);
        if (Double.isNaN(sent)) {
            refuse(RefusalReason.NOT_NUMERIC, row, 5, "expected a number, got " + text.length() + " other characters");
            return;
        }
        if (circumstances.values().sentinels().contains(sent)) {
            findings.add(new Absence(measured.metric(), measured.at(), Absence.Reason.UNAVAILABLE));
            refuse(RefusalReason.SENTINEL, row, 5, "the device's mark for no value: " + Numbers.plain(sent));
            return;
        }
        Conversion conversion = conversion(row, measured.metric());
        if (conversion == null || conversion.to() != measured.metric().unit()) {
            Slice unit = message.field(row.segment(), 6);
            String got = unit.isAbsent() ? "none" : clipped(message.text(unit));
            refuse(
                    RefusalReason.UNKNOWN_UNIT,
                    row,
                    6,
                    "expected a unit of " + measured.metric().id() + ", got " + got);
            return;
        }
        keep(row, measured, conversion.apply(sent));
        limits(row, measured.metric(), conversion);
    }

    private void limits(Row row, Metric metric, Conversion conversion) {
        if (message.field(row.segment(), 7).isAbsent()) {
            return;
        }
        DeviceLimit limit = ReferenceRange.read(message, row.segment(), metric, conversion);
        if (limit == null) {
            refuse(RefusalReason.NOT_NUMERIC, row, 7, "expected limits such as 50-120, got something else");
        } else {
            findings.add(limit);
        }
    }

    private void keep(Row row, Measured measured, double value) {
        Metric metric = measured.metric();
        if (metric.plausible(value)) {
            findings.add(row, metric, measured.site(), value, measured.at(), measured.standing());
        } else {
            String range = metric.id() + " within " + metric.plausibleRange();
            refuse(RefusalReason.IMPLAUSIBLE, row, 5, "expected " + range + ", got " + Numbers.plain(value));
        }
    }

    private @Nullable Conversion conversion(Row row, Metric metric) {
        Slice unit = message.field(row.segment(), 6);
        if (!unit.isAbsent()) {
            return units.of(message, unit);
        }
        Conversion told = row.code().unit();
        if (told != null) {
            return told;
        }
        boolean unitless =
                circumstances.values().inOwnUnit() || (!circumstances.survey().hasUnits() && hasOnlyOneUnit(metric));
        return unitless ? Conversion.none(metric.unit()) : null;
    }

    /**
     * Rates are per minute and saturation is in percent all over the world; pressures, temperatures, volumes are not.
     */
    private static boolean hasOnlyOneUnit(Metric metric) {
        return metric.unit() == Unit.PER_MINUTE || metric.unit() == Unit.PERCENT;
    }

    private void refuse(RefusalReason reason, Row row, int field, String detail) {
        findings.refuse(reason, row.field(field), detail);
    }

    private static String named(Row row) {
        return clipped(row.code().name());
    }

    private static String clipped(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
