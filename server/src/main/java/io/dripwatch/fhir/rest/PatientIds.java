package io.dripwatch.fhir.rest;

import io.dripwatch.trend.History;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.vitals.PatientId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Between the authorities that devices name and the URIs that FHIR wants as systems of identifiers. */
public final class PatientIds {
    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9]\\d*))+");
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\S+");
    private static final String OID_PREFIX = "urn:oid:";
    private static final String NAMED_PREFIX = "urn:dripwatch:authority:";

    private PatientIds() {}

    /** The system of an authority: an OID and a URI as themselves, a mere name under our own prefix; null for none. */
    public static @Nullable String system(String authority) {
        if (authority.isEmpty()) {
            return null;
        }
        if (OID.matcher(authority).matches()) {
            return OID_PREFIX + authority;
        }
        return URI.matcher(authority).matches() && !authority.startsWith(OID_PREFIX)
                ? authority
                : NAMED_PREFIX + URLEncoder.encode(authority, StandardCharsets.UTF_8);
    }

    /** The inverse of {@link #system}; null for a system that no authority has. */
    private static @Nullable String authority(String system) {
        String authority;
        if (system.startsWith(OID_PREFIX)) {
            authority = system.substring(OID_PREFIX.length());
        } else if (system.startsWith(NAMED_PREFIX)) {
            try {
                authority = URLDecoder.decode(system.substring(NAMED_PREFIX.length()), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notOurs) {
                return null;
            }
        } else {
            authority = system;
        }
        return system.equals(system(authority)) ? authority : null;
    }

    /**
     * The patients that an identifier means.
     *
     * @throws Problem where the token has no value
     */
    public static List<StoredPatient> find(History history, Token token, String parameter) {
        String system = token.system();
        if (token.code().isBlank()) {
            throw Problem.badValue(parameter, token.code(), "an identifier, with or without its system");
        }
        String authority = system == null || system.isEmpty() ? "" : authority(system);
        if (authority == null) {
            return List.of();
        }
        PatientId id;
        try {
            id = new PatientId(authority, token.code());
        } catch (IllegalArgumentException neverStored) {
            return List.of();
        }
        return history.patientsBy(id).stream()
                .filter(found ->
                        system == null || found.patient().id().authority().equals(authority))
                .toList();
    }

    /** The key that an id of a Patient is; null for what this server never gave out. */
    public static @Nullable Long key(String id) {
        if (!id.matches("[1-9]\\d{0,18}")) {
            return null;
        }
        try {
            return Long.valueOf(id);
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }
}
