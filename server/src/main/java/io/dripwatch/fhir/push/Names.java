package io.dripwatch.fhir.push;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;

/**
 * How resources of this server are known elsewhere: by an identifier that follows from the name of this server, the
 * type and the id, so that whatever is sent twice is recognised. A patient is known by the number of the hospital,
 * where an authority stands behind it; a number alone could be anybody's.
 */
final class Names {
    private final String server;

    /** @param server the name under which this server is known to those it sends to */
    Names(String server) {
        this.server = server;
    }

    /** Where a resource comes from. */
    String source() {
        return "urn:dripwatch:" + server;
    }

    private String system(String type) {
        return source() + ":" + type;
    }

    /** By what a resource of this server is known elsewhere. */
    Identifier identifier(String type, String id) {
        return new Identifier().setSystem(system(type)).setValue(id);
    }

    /** The place of a resource within one transaction. */
    String place(String type, String id) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes((system(type) + "/" + id).getBytes(StandardCharsets.UTF_8));
    }

    /** Gives a resource its identifier, and says by which search it is found where it is already. */
    String known(DomainResource resource, String type, String id) {
        Identifier own = identifier(type, id);
        if (resource instanceof Patient patient
                && patient.getIdentifierFirstRep().hasSystem()) {
            return query(patient.getIdentifierFirstRep());
        }
        Identifiers.add(resource, own);
        return query(own);
    }

    private static String query(Identifier identifier) {
        String token = identifier.getSystem() + "|" + identifier.getValue();
        return "identifier=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    }
}
