package io.dripwatch.fhir;

import io.dripwatch.fhir.chart.ChartType;
import io.dripwatch.fhir.chart.Parameter;
import io.dripwatch.fhir.observation.Kind;
import io.dripwatch.fhir.subscription.Topic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceOperationComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestSecurityComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ReferenceHandlingPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.UriType;

/** What this server can do, in FHIR's own words. */
final class Capabilities {
    private static final String DEFINITION = "http://hl7.org/fhir/SearchParameter/";

    private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";
    private static final String SUBSCRIPTIONS = "http://hl7.org/fhir/uv/subscriptions-backport/";
    private static final String TOPIC =
            SUBSCRIPTIONS + "StructureDefinition/capabilitystatement-subscriptiontopic-canonical";
    private static final String SOCKET = "http://hl7.org/fhir/StructureDefinition/capabilitystatement-websocket";
    private static final String OAUTH = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";
    private static final String OPERATION = "http://hl7.org/fhir/OperationDefinition/";
    private static final String BULK = "http://hl7.org/fhir/uv/bulkdata/";

    private Capabilities() {}

    /**
     * The statement.
     *
     * @param base the address of the API
     * @param since when this server began to be so
     */
    static CapabilityStatement of(String base, String version, Instant since) {
        CapabilityStatement statement = new CapabilityStatement();
        statement
                .setStatus(PublicationStatus.ACTIVE)
                .setDateElement(
                        new DateTimeType(since.truncatedTo(ChronoUnit.SECONDS).toString()))
                .setKind(CapabilityStatementKind.INSTANCE)
                .setFhirVersion(FHIRVersion._4_0_1)
                .addFormat("application/fhir+json")
                .addFormat("application/fhir+xml");
        statement.getSoftware().setName("Dripwatch").setVersion(version);
        statement
                .getImplementation()
                .setDescription("Vital signs during infusions")
                .setUrl(base);
        CapabilityStatement.CapabilityStatementRestComponent rest = statement
                .addRest()
                .setMode(RestfulCapabilityMode.SERVER)
                .setDocumentation(
                        "Read only but for subscriptions; batches hold reads and searches. Searches by POST take"
                                + " application/x-www-form-urlencoded.")
                .addResource(patient())
                .addResource(observation())
                .setSecurity(security(base));
        rest.addResource()
                .setType("Binary")
                .setProfile(BASE + "Binary")
                .setVersioning(ResourceVersionPolicy.NOVERSION)
                .setDocumentation("What a DocumentReference leads to; the file itself unless a resource is asked for")
                .addInteraction()
                .setCode(TypeRestfulInteraction.READ);
        ChartType.all().forEach(type -> rest.addResource(charted(type)));
        rest.addResource(subscription());
        rest.addExtension(SOCKET, new UriType(base.replaceFirst("^http", "ws") + BindingApi.SOCKET));
        operation(rest, "Patient", "everything", OPERATION + "Patient-everything");
        operation(rest, "Observation", "lastn", OPERATION + "Observation-lastn");
        operation(rest, "Encounter", "samples", "urn:dripwatch:operation:samples")
                .setDocumentation("What was measured again and again, as SampledData; start, end, code, period in ms");
        operation(rest, "Patient", "export", BULK + "OperationDefinition/patient-export");
        operation(rest, "Group", "export", BULK + "OperationDefinition/group-export");
        rest.addOperation().setName("export").setDefinition(BULK + "OperationDefinition/export");
        rest.addInteraction().setCode(SystemRestfulInteraction.BATCH);
        statement.addInstantiates(BULK + "CapabilityStatement/bulk-data");
        return statement;
    }

    /** Where programs get tokens (SMART App Launch 2). */
    private static CapabilityStatementRestSecurityComponent security(String base) {
        CapabilityStatementRestSecurityComponent security = new CapabilityStatementRestSecurityComponent();
        security.addService()
                .setText("SMART Backend Services: a token for a signature, see .well-known/smart-configuration")
                .addCoding()
                .setSystem("http://terminology.hl7.org/CodeSystem/restful-security-service")
                .setCode("SMART-on-FHIR")
                .setDisplay("SMART-on-FHIR");
        security.addExtension(new Extension(OAUTH))
                .getExtensionFirstRep()
                .addExtension("token", new UriType(base + "/auth/token"));
        return security;
    }

    private static CapabilityStatementRestResourceOperationComponent operation(
            CapabilityStatement.CapabilityStatementRestComponent rest, String type, String name, String definition) {
        return rest.getResource().stream()
                .filter(resource -> resource.getType().equals(type))
                .findFirst()
                .orElseThrow()
                .addOperation()
                .setName(name)
                .setDefinition(definition);
    }

    private static CapabilityStatementRestResourceComponent charted(ChartType<?> type) {
        CapabilityStatementRestResourceComponent resource = resource(type.name());
        parameter(resource, "_id", "Resource-id", SearchParamType.TOKEN);
        parameter(resource, "_lastUpdated", "Resource-lastUpdated", SearchParamType.DATE);
        for (Parameter<?> known : type.parameters()) {
            SearchParamType sort = SearchParamType.fromCode(known.sort().name().toLowerCase(Locale.ROOT));
            parameter(resource, known.name(), known.definition(), sort);
            if (known.sort() == Parameter.Sort.REFERENCE) {
                resource.addSearchInclude(type.name() + ":" + known.name());
            }
        }
        if (type.from().versioned()) {
            resource.setVersioning(ResourceVersionPolicy.VERSIONED);
            resource.addInteraction().setCode(TypeRestfulInteraction.VREAD);
        }
        if (type.from() == ChartType.From.SESSION) {
            resource.addSearchRevInclude("Provenance:target");
        }
        String profile = type.profile();
        if (profile != null) {
            resource.addSupportedProfile(profile);
        }
        return resource;
    }

    private static CapabilityStatementRestResourceComponent patient() {
        CapabilityStatementRestResourceComponent patient = resource("Patient");
        parameter(patient, "_id", "Resource-id", SearchParamType.TOKEN);
        parameter(patient, "identifier", "Patient-identifier", SearchParamType.TOKEN);
        parameter(patient, "name", "Patient-name", SearchParamType.STRING);
        parameter(patient, "family", "individual-family", SearchParamType.STRING);
        parameter(patient, "given", "individual-given", SearchParamType.STRING);
        parameter(patient, "birthdate", "individual-birthdate", SearchParamType.DATE);
        parameter(patient, "gender", "individual-gender", SearchParamType.TOKEN);
        return patient;
    }

    private static CapabilityStatementRestResourceComponent observation() {
        CapabilityStatementRestResourceComponent observation = resource("Observation");
        List<String> profiles = Kind.all().stream()
                .map(Kind::profile)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        profiles.forEach(observation::addSupportedProfile);
        observation.addSearchRevInclude("Provenance:target");
        observation.addReferencePolicy(ReferenceHandlingPolicy.LITERAL);
        parameter(observation, "_id", "Resource-id", SearchParamType.TOKEN);
        parameter(observation, "patient", "clinical-patient", SearchParamType.REFERENCE);
        parameter(observation, "subject", "Observation-subject", SearchParamType.REFERENCE);
        parameter(observation, "encounter", "clinical-encounter", SearchParamType.REFERENCE);
        parameter(observation, "device", "Observation-device", SearchParamType.REFERENCE);
        parameter(observation, "_lastUpdated", "Resource-lastUpdated", SearchParamType.DATE);
        parameter(observation, "combo-code", "Observation-combo-code", SearchParamType.TOKEN);
        parameter(observation, "component-code", "Observation-component-code", SearchParamType.TOKEN);
        observation
                .addSearchParam()
                .setName("resolution")
                .setType(SearchParamType.TOKEN)
                .setDocumentation(
                        "charted (one a minute, each cuff measurement, each correction; where left out)," + " or full");
        parameter(observation, "code", "clinical-code", SearchParamType.TOKEN)
                .setDocumentation("LOINC or IEEE 11073-10101; the code of a component finds its panel.");
        parameter(observation, "category", "Observation-category", SearchParamType.TOKEN);
        parameter(observation, "date", "clinical-date", SearchParamType.DATE)
                .setDocumentation("Prefixes eq ne gt lt ge le sa eb ap; without a zone it is UTC.");
        parameter(observation, "status", "Observation-status", SearchParamType.TOKEN);
        return observation;
    }

    private static CapabilityStatementRestResourceComponent subscription() {
        CapabilityStatementRestResourceComponent subscription = resource("Subscription");
        subscription.addSupportedProfile(SUBSCRIPTIONS + "StructureDefinition/backport-subscription");
        for (Topic topic : Topic.values()) {
            subscription.addExtension(TOPIC, new CanonicalType(topic.url()));
        }
        subscription.addInteraction().setCode(TypeRestfulInteraction.CREATE);
        subscription.addInteraction().setCode(TypeRestfulInteraction.UPDATE);
        subscription.addInteraction().setCode(TypeRestfulInteraction.DELETE);
        parameter(subscription, "_id", "Resource-id", SearchParamType.TOKEN);
        parameter(subscription, "status", "Subscription-status", SearchParamType.TOKEN);
        parameter(subscription, "url", "Subscription-url", SearchParamType.URI);
        for (String operation : List.of("status", "events", "get-ws-binding-token")) {
            subscription
                    .addOperation()
                    .setName(operation)
                    .setDefinition(SUBSCRIPTIONS + "OperationDefinition/backport-subscription-" + operation);
        }
        return subscription;
    }

    private static CapabilityStatementRestResourceComponent resource(String type) {
        CapabilityStatementRestResourceComponent resource = new CapabilityStatementRestResourceComponent();
        resource.setType(type).setVersioning(ResourceVersionPolicy.NOVERSION);
        resource.setProfile(BASE + type);
        resource.addInteraction().setCode(TypeRestfulInteraction.READ);
        resource.addInteraction().setCode(TypeRestfulInteraction.SEARCHTYPE);
        return resource;
    }

    private static CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent parameter(
            CapabilityStatementRestResourceComponent resource, String name, String definition, SearchParamType type) {
        return resource.addSearchParam().setName(name).setType(type).setDefinition(DEFINITION + definition);
    }
}
