package io.dripwatch.app.config;

import io.dripwatch.device.hl7.CharacterSet;
import io.dripwatch.device.hl7.SourceProfile;
import io.dripwatch.device.hl7.SourceProfile.Acknowledging;
import io.dripwatch.device.hl7.SourceProfile.CodeAlias;
import io.dripwatch.device.hl7.SourceProfile.DeviceFrom;
import io.dripwatch.device.hl7.SourceProfile.PatientFrom;
import io.dripwatch.device.hl7.SourceProfile.Recognition;
import io.dripwatch.device.hl7.SourceProfile.Role;
import io.dripwatch.device.hl7.SourceProfile.UnderX;
import io.dripwatch.device.ucum.UcumUnits;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.outbound.Backoff;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.Metric;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source profile as it stands in YAML, key by key; {@code profile.schema.json} says what each means and has been
 * checked before. What is left out has its default here.
 */
record ProfileText(
        String id,
        String title,
        @Nullable Recognise recognise,
        @Nullable String role,
        @Nullable Integer port,
        @Nullable Call call,
        @Nullable String acknowledge,
        @Nullable String charset,
        @Nullable String zone,
        @Nullable String underX,
        @Nullable Set<Double> sentinels,
        @Nullable Boolean inOwnUnit,
        @Nullable Set<String> valueMessages,
        @Nullable String device,
        @Nullable String patient,
        @Nullable Set<String> nobody,
        @Nullable List<Code> codes,
        @Nullable List<UnitWord> units,
        @Nullable List<Location> places) {

    record Recognise(
            @Nullable List<String> sender,
            @Nullable Set<String> address,
            @Nullable String version,
            @Nullable Boolean nameless,
            @Nullable Boolean shortControlId) {
        Recognition recognition() {
            return new Recognition(
                    Default.of(sender, List.of()),
                    Default.of(address, Set.of()),
                    version,
                    Default.of(nameless, false),
                    Default.of(shortControlId, false));
        }
    }

    record Call(
            @Nullable Double querySeconds,
            @Nullable Double heartbeatSeconds,
            @Nullable Double silenceSeconds,
            @Nullable Double firstPauseSeconds,
            @Nullable Double longestPauseSeconds) {
        SourceProfile.Call call() {
            return new SourceProfile.Call(
                    seconds(querySeconds, 60),
                    seconds(heartbeatSeconds, 3),
                    seconds(silenceSeconds, 10),
                    new Backoff(seconds(firstPauseSeconds, 1), seconds(longestPauseSeconds, 30)));
        }

        private static Duration seconds(@Nullable Double written, double otherwise) {
            return Duration.ofMillis(Math.round(Default.of(written, otherwise) * 1000));
        }
    }

    record Code(
            @Nullable String code,
            @Nullable String name,
            @Nullable String system,
            @Nullable String metric,
            @Nullable String unit) {
        CodeAlias alias() {
            return new CodeAlias(
                    Default.of(code, ""),
                    Default.of(name, ""),
                    Default.of(system, ""),
                    metric == null ? null : Metric.ofId(metric),
                    unit == null ? null : conversion(unit));
        }
    }

    record UnitWord(String sent, String means) {}

    record Location(@Nullable String sent, @Nullable String address, String chair) {}

    /**
     * The profile.
     *
     * @throws IllegalArgumentException naming the place and what was expected
     */
    SourceProfile profile(RoomPlan room) {
        return new SourceProfile(
                id,
                title,
                Default.of(recognise, new Recognise(null, null, null, null, null))
                        .recognition(),
                wire(),
                new SourceProfile.Values(
                        UnderX.valueOf(Default.of(underX, "absent").toUpperCase(Locale.ROOT)),
                        Default.of(sentinels, SourceProfile.Values.USUAL_SENTINELS),
                        Default.of(inOwnUnit, false),
                        Default.of(valueMessages, Set.of())),
                new SourceProfile.Codes(Place.each("codes", codes, Code::alias), unitWords(units)),
                new SourceProfile.Names(
                        DeviceFrom.valueOf(Default.of(device, "system").toUpperCase(Locale.ROOT)),
                        patientFrom(),
                        Default.of(nobody, Set.of()),
                        chairs(room)));
    }

    private SourceProfile.Wire wire() {
        boolean client = "client".equals(role);
        Call calling = client && call == null ? new Call(null, null, null, null, null) : call;
        return new SourceProfile.Wire(
                client ? Role.CLIENT : Role.SERVER,
                Default.of(port, 0),
                Acknowledging.valueOf(Default.of(acknowledge, "as-asked")
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')),
                charset == null ? null : Place.at("charset", () -> CharacterSet.of(charset)),
                zone == null ? null : zoneId(zone),
                calling == null ? null : Place.at("call", calling::call));
    }

    static ZoneId zoneId(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone: expected a zone such as Europe/Vienna, got " + name, e);
        }
    }

    private PatientFrom patientFrom() {
        return switch (Default.of(patient, "PID-3")) {
            case "PID-2" -> PatientFrom.EXTERNAL;
            case "PID-18" -> PatientFrom.ACCOUNT;
            case "none" -> PatientFrom.NOWHERE;
            default -> PatientFrom.IDENTIFIER;
        };
    }

    static Map<String, Conversion> unitWords(@Nullable List<UnitWord> units) {
        Map<String, Conversion> words = new HashMap<>();
        for (UnitWord word : Default.of(units, List.<UnitWord>of())) {
            if (words.put(word.sent(), conversion(word.means())) != null) {
                throw new IllegalArgumentException("units: " + word.sent() + " stands there twice");
            }
        }
        return words;
    }

    static Conversion conversion(String ucum) {
        Conversion conversion = UcumUnits.of(ucum);
        if (conversion == null) {
            throw new IllegalArgumentException("expected a unit that becomes one of ours, such as /min, got " + ucum);
        }
        return conversion;
    }

    private Map<String, io.dripwatch.vitals.Place> chairs(RoomPlan room) {
        Map<String, io.dripwatch.vitals.Place> meant = new HashMap<>();
        for (Location location : Default.of(places, List.<Location>of())) {
            String from = location.sent() != null ? location.sent() : Default.of(location.address(), "");
            if (meant.put(from, chair(location.chair(), room)) != null) {
                throw new IllegalArgumentException("places: " + from + " stands there twice");
            }
        }
        return meant;
    }

    /** The place of a chair. */
    static io.dripwatch.vitals.Place chair(String chair, RoomPlan room) {
        return Place.at("places", () -> room.rooms().placeOf(new ChairId(chair)));
    }
}
