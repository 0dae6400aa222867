package io.dripwatch.fhir.chart;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entry;
import io.dripwatch.session.Order;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Series;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading.Standing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationAdministration.MedicationAdministrationDosageComponent;
import org.hl7.fhir.r4.model.MedicationAdministration.MedicationAdministrationStatus;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Timing;
import org.jspecify.annotations.Nullable;

/** The drug of a session: as ordered by its protocol, and as given by the pump's own count. */
final class MedicationResource {
    private static final String UCUM = "http://unitsofmeasure.org";

    private final History history;

    MedicationResource(History history) {
        this.history = history;
    }

    /** What the protocol orders for this patient. */
    static List<MedicationRequest> ordered(Visit visit) {
        Session session = visit.session();
        MedicationRequest request = Filed.under(
                new MedicationRequest(),
                visit.first(),
                visit.last(event -> event.kind() == RoomEvent.Kind.WEIGHED
                        || event.kind() == RoomEvent.Kind.PATIENT_IDENTIFIED
                        || event.kind() == RoomEvent.Kind.STAGE_MOVED));
        Order order = session.protocol().order();
        request.setIntent(MedicationRequestIntent.ORDER)
                .setStatus(status(session))
                .setMedication(new CodeableConcept().setText(session.protocol().drug()))
                .setSubject(visit.subject())
                .setEncounter(visit.encounter())
                .setAuthoredOnElement(Filed.moment(session.startedAt()))
                .setRequester(Filed.named(session.protocol().id() + " version "
                        + session.protocol().version()));
        Dosage dosage = request.addDosageInstruction().setText(words(order));
        dosage.getTiming().getRepeat().setDuration(order.time().toMinutes()).setDurationUnit(Timing.UnitsOfTime.MIN);
        Double mg = session.orderedMg();
        if (mg != null) {
            dosage.addDoseAndRate().setDose(quantity(mg, "mg"));
        }
        return List.of(request);
    }

    private static MedicationRequestStatus status(Session session) {
        return switch (session.stage()) {
            case SCHEDULED, CHECK_IN, BASELINE, DOSING -> MedicationRequestStatus.ACTIVE;
            case HELD -> MedicationRequestStatus.ONHOLD;
            case OBSERVATION, READY, CLOSED -> MedicationRequestStatus.COMPLETED;
            case TRANSFERRED ->
                session.dosingSince() == null ? MedicationRequestStatus.CANCELLED : MedicationRequestStatus.STOPPED;
            case ABORTED -> MedicationRequestStatus.CANCELLED;
        };
    }

    private static String words(Order order) {
        String amount = plain(order.amount()) + (order.basis() == Order.Basis.PER_KG ? " mg/kg" : " mg");
        return amount + " over " + order.time().toMinutes() + " min"
                + (order.delivery() == Order.Delivery.PUMP ? " by pump" : "");
    }

    /** What was given; nothing while the drug has not run. */
    List<MedicationAdministration> given(Visit visit) {
        Session session = visit.session();
        Instant began = session.dosingSince();
        if (began == null) {
            return List.of();
        }
        List<Entry> pump = visit.all(event -> event.kind() == RoomEvent.Kind.PUMP_REPORTED);
        Entry first =
                visit.all(event -> event instanceof RoomEvent.StageMoved moved && moved.to() == Stage.DOSING).stream()
                        .findFirst()
                        .orElse(visit.first());
        MedicationAdministration given = Filed.under(
                new MedicationAdministration(),
                first,
                visit.last(event -> event.kind() == RoomEvent.Kind.STAGE_MOVED
                        || event.kind() == RoomEvent.Kind.PUMP_REPORTED
                        || event.kind() == RoomEvent.Kind.PATIENT_IDENTIFIED));
        given.setStatus(status(visit, pump))
                .setMedication(new CodeableConcept().setText(session.protocol().drug()))
                .setSubject(visit.subject())
                .setContext(visit.encounter())
                .setEffective(Filed.period(began, end(visit)))
                .setRequest(new Reference("MedicationRequest/" + visit.first().seq()));
        pump.stream()
                .map(entry -> ((RoomEvent.PumpReported) entry.event()).device())
                .distinct()
                .forEach(device -> given.addDevice(Visit.device(device)));
        pump.forEach(entry -> given.addEventHistory(new Reference("Provenance/" + entry.seq())));
        dose(given, visit, pump);
        return List.of(given);
    }

    private static MedicationAdministrationStatus status(Visit visit, List<Entry> pump) {
        boolean cut = visit.session().protocol().order().delivery() == Order.Delivery.PUMP
                && pump.stream().noneMatch(entry -> {
                    PumpEvent.Change change = change(entry);
                    return change == PumpEvent.Change.COMPLETED || change == PumpEvent.Change.KEEP_VEIN_OPEN;
                })
                && pump.stream().anyMatch(entry -> change(entry) == PumpEvent.Change.STOPPED);
        return switch (visit.session().stage()) {
            case HELD -> MedicationAdministrationStatus.ONHOLD;
            case OBSERVATION, READY, CLOSED ->
                cut ? MedicationAdministrationStatus.STOPPED : MedicationAdministrationStatus.COMPLETED;
            case TRANSFERRED -> MedicationAdministrationStatus.STOPPED;
            case SCHEDULED, CHECK_IN, BASELINE, DOSING, ABORTED -> MedicationAdministrationStatus.INPROGRESS;
        };
    }

    private static PumpEvent.Change change(Entry entry) {
        return ((RoomEvent.PumpReported) entry.event()).pumpEvent().change();
    }

    private static @Nullable Instant end(Visit visit) {
        Instant end = null;
        for (Entry entry : visit.entries()) {
            if (entry.event() instanceof RoomEvent.StageMoved moved) {
                boolean stopped = moved.from() == Stage.DOSING && moved.to() != Stage.HELD;
                boolean after = moved.from() == Stage.HELD && moved.to() != Stage.DOSING;
                end = moved.to() == Stage.DOSING ? null : stopped || after ? moved.at() : end;
            }
        }
        return end;
    }

    /** By the pump's counter, which is carried over its resets, and the concentration it tells, or else the ordered. */
    private void dose(MedicationAdministration given, Visit visit, List<Entry> pump) {
        List<Series> series = history.seriesOfSession(visit.session().id());
        Double counter = last(series, Metric.VOLUME_INFUSED);
        Double told = last(series, Metric.DRUG_CONCENTRATION);
        Double mgPerMl =
                told == null || told == 0 ? visit.session().protocol().order().mgPerMl() : told;
        MedicationAdministrationDosageComponent dosage = new MedicationAdministrationDosageComponent();
        if (counter != null && mgPerMl != null) {
            dosage.setDose(quantity(Math.max(0, counter + carried(visit)) * mgPerMl, "mg"));
        }
        for (Entry entry : pump) {
            Double rate = ((RoomEvent.PumpReported) entry.event()).pumpEvent().rateMlPerHour();
            if (rate != null && change(entry) == PumpEvent.Change.STARTED) {
                dosage.setRate(quantity(rate, "mL/h"));
            }
        }
        if (dosage.hasDose() || dosage.hasRate()) {
            given.setDosage(dosage);
        } else {
            given.addNote().setText("How much was given is not known to this system.");
        }
    }

    private static double carried(Visit visit) {
        double carried = 0;
        for (Entry entry : visit.entries()) {
            carried = entry.event() instanceof RoomEvent.DoseCarried moved ? moved.ml() : carried;
        }
        return carried;
    }

    private @Nullable Double last(List<Series> all, Metric metric) {
        double[] value = {Double.NaN};
        long[] at = {Long.MIN_VALUE};
        for (Series series : all) {
            if (series.metric() == metric) {
                history.points(series.key(), 0, Long.MAX_VALUE, true, 1, (atMs, number, standing, received) -> {
                    if (standing != Standing.ENTERED_IN_ERROR && atMs > at[0]) {
                        at[0] = atMs;
                        value[0] = number;
                    }
                });
            }
        }
        return Double.isNaN(value[0]) ? null : (Double) value[0];
    }

    private static Quantity quantity(double value, String unit) {
        return new Quantity()
                .setValue(new BigDecimal(plain(value)))
                .setUnit(unit)
                .setSystem(UCUM)
                .setCode(unit);
    }

    private static String plain(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
