package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.rest.Coding;
import io.dripwatch.fhir.rest.Ids;
import io.dripwatch.trend.Instrument;
import io.dripwatch.vitals.Metric;
import java.util.List;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DeviceMetric;
import org.hl7.fhir.r4.model.DeviceMetric.DeviceMetricCategory;
import org.hl7.fhir.r4.model.Reference;

/** The machines, and what each of them measures (HL7 Point-of-Care Device IG). */
final class DeviceResource {
    private static final Pattern EUI_64 = Pattern.compile("[0-9A-Fa-f]{16}");
    private static final String EUI_64_SYSTEM = "urn:oid:1.2.840.10004.1.1.1.0.0.1.0.0.1.2680";
    private static final String UCUM = "http://unitsofmeasure.org";

    private DeviceResource() {}

    static List<Device> devices(List<Instrument> instruments) {
        return instruments.stream()
                .map(Instrument::device)
                .distinct()
                .map(device -> {
                    Device resource = new Device();
                    String name = device.value();
                    resource.addIdentifier()
                            .setSystem(EUI_64.matcher(name).matches() ? EUI_64_SYSTEM : "urn:dripwatch:device")
                            .setValue(name);
                    resource.addDeviceName().setName(name).setType(Device.DeviceNameType.USERFRIENDLYNAME);
                    resource.setId(Ids.of(name));
                    return resource;
                })
                .toList();
    }

    static List<DeviceMetric> metrics(List<Instrument> instruments) {
        return instruments.stream().map(DeviceResource::metric).toList();
    }

    private static DeviceMetric metric(Instrument instrument) {
        Metric metric = instrument.metric();
        DeviceMetric resource = new DeviceMetric()
                .setType(concept(metric))
                .setSource(new Reference("Device/" + Ids.of(instrument.device().value())))
                .setCategory(category(metric));
        resource.getUnit()
                .addCoding()
                .setSystem(UCUM)
                .setCode(metric.unit().ucum())
                .setDisplay(metric.unit().label());
        resource.addIdentifier().setSystem("urn:dripwatch:metric").setValue(name(instrument));
        resource.setId(Ids.of(name(instrument)));
        return resource;
    }

    private static DeviceMetricCategory category(Metric metric) {
        return switch (metric) {
            case VOLUME_TO_BE_INFUSED, DRUG_CONCENTRATION, PUMP_WEIGHT -> DeviceMetricCategory.SETTING;
            case VOLUME_REMAINING -> DeviceMetricCategory.CALCULATION;
            default -> DeviceMetricCategory.MEASUREMENT;
        };
    }

    private static String name(Instrument instrument) {
        return instrument.device().value() + " " + instrument.metric().id() + " " + instrument.site();
    }

    private static CodeableConcept concept(Metric metric) {
        CodeableConcept concept = new CodeableConcept().setText(metric.label());
        for (Coding coding : Coding.of(metric)) {
            concept.addCoding()
                    .setSystem(coding.system())
                    .setCode(coding.code())
                    .setDisplay(coding.display());
        }
        return concept;
    }
}
