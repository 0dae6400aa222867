package io.dripwatch.fhir.subscription;

import io.dripwatch.fhir.rest.Hapi;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** What a subscriber is told: a Bundle of type history whose first entry says of which subscription and what. */
final class Notification {
    private static final String PROFILES = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";
    private static final String BUNDLE = PROFILES + "backport-subscription-notification-r4";
    private static final String STATUS = PROFILES + "backport-subscription-status-r4";

    private final Kept kept;
    private final Type type;
    private final Terms.Content content;

    /** FHIR's subscription-notification-type. */
    enum Type {
        HANDSHAKE("handshake"),
        HEARTBEAT("heartbeat"),
        EVENTS("event-notification"),
        QUERY_STATUS("query-status"),
        QUERY_EVENT("query-event");

        private final String code;

        Type(String code) {
            this.code = code;
        }
    }

    /** Reads a resource of a type and id as JSON; null where it is no longer there. */
    interface Reader extends Function<String, @Nullable String> {}

    Notification(Kept kept, Type type, Terms.Content content) {
        this.kept = kept;
        this.type = type;
        this.content = content;
    }

    /** Where a subscription stands. */
    Parameters status(List<Kept.Event> events) {
        Parameters status = new Parameters();
        status.setId(name(events));
        status.getMeta().addProfile(STATUS);
        status.addParameter().setName("subscription").setValue(new Reference(url()));
        if (content != Terms.Content.EMPTY) {
            status.addParameter()
                    .setName("topic")
                    .setValue(new CanonicalType(kept.terms().topic().url()));
        }
        status.addParameter().setName("status").setValue(new CodeType(SubscriptionResource.code(kept.status())));
        status.addParameter().setName("type").setValue(new CodeType(type.code));
        long upTo = type == Type.EVENTS ? events.get(events.size() - 1).number() : kept.generated();
        status.addParameter().setName("events-since-subscription-start").setValue(new StringType(Long.toString(upTo)));
        events.forEach(event -> event(status.addParameter().setName("notification-event"), event));
        if (!kept.error().isEmpty()) {
            status.addParameter().setName("error").setValue(new CodeableConcept().setText(kept.error()));
        }
        return status;
    }

    /** The same events have the same name. */
    private String name(List<Kept.Event> events) {
        String what = url() + " " + type
                + (events.isEmpty()
                        ? " " + kept.generated()
                        : " " + events.get(0).number());
        return UUID.nameUUIDFromBytes(what.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    private void event(ParametersParameterComponent parameter, Kept.Event event) {
        parameter.addPart().setName("event-number").setValue(new StringType(Long.toString(event.number())));
        parameter.addPart().setName("timestamp").setValue(new InstantType(event.at()));
        if (content != Terms.Content.EMPTY) {
            parameter.addPart().setName("focus").setValue(new Reference(url(event)));
        }
    }

    private String url() {
        return kept.base() + "/Subscription/" + kept.id();
    }

    private String url(Kept.Event event) {
        return kept.base() + "/" + type(event);
    }

    private String type(Kept.Event event) {
        return kept.terms().topic().type() + "/" + event.id();
    }

    /**
     * The whole Bundle.
     *
     * @param reader of what stands in it in full
     */
    Bundle bundle(List<Kept.Event> events, Instant now, Hapi hapi, Reader reader) {
        Bundle bundle = new Bundle();
        bundle.setType(BundleType.HISTORY)
                .setTimestampElement(
                        new InstantType(now.truncatedTo(ChronoUnit.MILLIS).toString()));
        bundle.getMeta().addProfile(BUNDLE);
        Parameters status = status(events);
        bundle.setId(status.getIdElement().getIdPart());
        BundleEntryComponent first = bundle.addEntry()
                .setFullUrl("urn:uuid:" + status.getIdElement().getIdPart())
                .setResource(status);
        first.getRequest().setMethod(HTTPVerb.GET).setUrl("Subscription/" + kept.id() + "/$status");
        first.getResponse().setStatus("200");
        if (content == Terms.Content.FULL_RESOURCE) {
            events.stream().map(this::type).distinct().forEach(what -> full(bundle, what, hapi, reader));
        }
        return bundle;
    }

    private void full(Bundle bundle, String what, Hapi hapi, Reader reader) {
        String json = reader.apply(what);
        IBaseResource resource = json == null ? null : hapi.read(json);
        if (resource instanceof Resource whole) {
            BundleEntryComponent entry =
                    bundle.addEntry().setFullUrl(kept.base() + "/" + what).setResource(whole);
            entry.getRequest().setMethod(HTTPVerb.PUT).setUrl(what);
            entry.getResponse().setStatus("200");
        }
    }
}
