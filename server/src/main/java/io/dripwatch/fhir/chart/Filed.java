package io.dripwatch.fhir.chart;

import io.dripwatch.record.Entry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** What all resources have in common that stand in the record. */
final class Filed {
    private Filed() {}

    /**
     * Names a resource by the event that began it, and its version by the last one that changed it.
     *
     * @param first of the events that the resource tells of
     * @param last of them
     */
    static <R extends DomainResource> R under(R resource, Entry first, Entry last) {
        resource.setId(Long.toString(first.seq()));
        resource.getMeta()
                .setVersionId(Long.toString(last.seq()))
                .setLastUpdatedElement(new InstantType(text(last.event().at())));
        return resource;
    }

    static DateTimeType moment(Instant at) {
        return new DateTimeType(text(at));
    }

    static Period period(Instant from, @Nullable Instant to) {
        Period period = new Period().setStartElement(moment(from));
        if (to != null) {
            period.setEndElement(moment(to));
        }
        return period;
    }

    /** A person or a part of the server as the record names them; there is no resource of theirs. */
    static Reference named(String who) {
        return new Reference().setDisplay(who);
    }

    private static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
