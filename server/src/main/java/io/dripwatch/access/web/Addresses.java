package io.dripwatch.access.web;

import static io.dripwatch.access.Action.ACKNOWLEDGE;
import static io.dripwatch.access.Action.ADMINISTER;
import static io.dripwatch.access.Action.AUDIT;
import static io.dripwatch.access.Action.BIND_DEVICE;
import static io.dripwatch.access.Action.BREAK_GLASS;
import static io.dripwatch.access.Action.EXPORT;
import static io.dripwatch.access.Action.LEAD_SESSION;
import static io.dripwatch.access.Action.OVERRIDE;
import static io.dripwatch.access.Action.PAUSE;
import static io.dripwatch.access.Action.PLACE_READINGS;
import static io.dripwatch.access.Action.PLAN_COURSE;
import static io.dripwatch.access.Action.REVIEW;
import static io.dripwatch.access.Action.SEE_COURSE;
import static io.dripwatch.access.Action.SEE_NUMBERS;
import static io.dripwatch.access.Action.SEE_ROOM;
import static io.dripwatch.access.Action.SET_LIMITS;
import static io.dripwatch.access.Action.SIGN_DISCHARGE;
import static io.dripwatch.access.Action.SUBSCRIBE;
import static io.dripwatch.access.Action.TURN_OFF;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every address of the web port asks of those who come. The first that fits holds; what fits none is refused, so
 * that an address nobody thought of here cannot be reached.
 */
public final class Addresses {
    private static final String ANY = "*";
    private static final String CHAIR = "/api/v1/chairs/:chair/";

    private final List<Entry> entries = new ArrayList<>();

    /** {@code :name} stands for one part of a path, {@code *} at its end for any number of them. */
    private record Entry(String method, List<String> parts, Need need) {
        boolean fits(String asked, List<String> path) {
            if (!method.equals(ANY) && !method.equals(asked)) {
                return false;
            }
            boolean open = !parts.isEmpty() && parts.get(parts.size() - 1).equals(ANY);
            int fixed = open ? parts.size() - 1 : parts.size();
            if (open ? path.size() < fixed : path.size() != fixed) {
                return false;
            }
            for (int i = 0; i < fixed; i++) {
                if (!parts.get(i).startsWith(":") && !parts.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    public Addresses() {
        own();
        commands();
        add("GET", "/api/v1/administration", Need.to(ADMINISTER));
        add("POST", "/api/v1/administration/:kind/:step", Need.to(ADMINISTER));
        add("POST", "/api/v1/accesses", Need.to(AUDIT));
        add("GET", "/api/v1/live", Need.to(SEE_ROOM));
        add("GET", CHAIR + "history", Need.to(SEE_COURSE));
        add("GET", CHAIR + "earlier", Need.to(SEE_COURSE));
        add("GET", "/api/v1/sessions/:session/history", Need.to(SEE_COURSE));
        add("GET", "/api/v1/sessions/:session/readings", Need.to(SEE_COURSE));
        add("GET", "/api/v1/sessions/:session/report", Need.to(SEE_COURSE));
        add("GET", "/api/v1/sessions/:session/report.pdf", Need.to(SEE_COURSE));
        add("GET", "/api/v1/trend", Need.to(SEE_COURSE));
        add("GET", "/api/v1/review/limits", Need.to(REVIEW));
        add("GET", "/api/v1/review/burden", Need.to(REVIEW));
        add("GET", "/api/v1/review/links", Need.to(REVIEW));
        add("POST", "/api/v1/review/what-if", Need.to(REVIEW));
        add("GET", "/api/v1/readings.schema.json", Need.NOTHING);
        add(ANY, "/api/v1/readings", Need.DEVICE);
        add("GET", "/fhir/metadata", Need.NOTHING);
        add("GET", "/fhir/.well-known/smart-configuration", Need.NOTHING);
        add("POST", "/fhir/auth/token", Need.SIGNED);
        add("GET", "/fhir/$subscription-socket", Need.SIGNED);
        add("POST", "/fhir/Subscription", Need.to(SUBSCRIBE));
        add("PUT", "/fhir/Subscription/:id", Need.to(SUBSCRIBE));
        add("DELETE", "/fhir/Subscription/:id", Need.to(SUBSCRIBE));
        add("GET", "/fhir/Subscription/$get-ws-binding-token", Need.to(SUBSCRIBE));
        add("GET", "/fhir/Subscription/:id/$get-ws-binding-token", Need.to(SUBSCRIBE));
        add(ANY, "/fhir/AuditEvent", Need.to(AUDIT));
        add(ANY, "/fhir/AuditEvent/*", Need.to(AUDIT));
        add(ANY, "/fhir/*", Need.to(EXPORT));
        add("GET", "/metrics", Need.to(SEE_NUMBERS));
        add("GET", "/health/live", Need.NOTHING);
        add("GET", "/health/ready", Need.NOTHING);
        add("GET", "/", Need.NOTHING);
        add("GET", "/chair/:chair", Need.NOTHING);
        add("GET", "/session/:session/report", Need.NOTHING);
        add("GET", "/session/:session/readings", Need.NOTHING);
        add("GET", "/administration", Need.NOTHING);
        add("GET", "/review", Need.NOTHING);
        add("GET", "/:file", Need.NOTHING);
    }

    private void own() {
        add("GET", "/api/v1/session", Need.NOTHING);
        add("POST", "/api/v1/session", Need.NOTHING);
        add("POST", "/api/v1/session/unlock", Need.NOTHING);
        add("POST", "/api/v1/session/pair", Need.NOTHING);
        add("POST", "/api/v1/session/lock", Need.NOTHING);
        add("POST", "/api/v1/session/end", Need.NOTHING);
        add("POST", "/api/v1/session/hospital", Need.NOTHING);
        add("GET", "/api/v1/session/hospital/back", Need.NOTHING);
        add("POST", "/api/v1/session/hospital/ended", Need.PROVIDER);
        add("POST", "/api/v1/session/here", Need.PERSON);
        add("POST", "/api/v1/session/emergency", Need.to(BREAK_GLASS));
        add("POST", "/api/v1/session/password", Need.PERSON);
        add("POST", "/api/v1/session/pin", Need.PERSON);
        add("GET", "/api/v1/pager", Need.PERSON);
        add("POST", "/api/v1/pager", Need.PERSON);
        add("POST", "/api/v1/pager/end", Need.PERSON);
    }

    private void commands() {
        for (String what : List.of("session", "check", "weigh", "stage", "stage/confirm", "nurse", "chart")) {
            add("POST", CHAIR + what, Need.to(LEAD_SESSION));
        }
        add("POST", CHAIR + "override", Need.to(OVERRIDE));
        add("POST", CHAIR + "discharge", Need.to(SIGN_DISCHARGE));
        add("POST", CHAIR + "limits", Need.to(SET_LIMITS));
        add("POST", CHAIR + "limits/clear", Need.to(SET_LIMITS));
        add("POST", CHAIR + "off", Need.to(TURN_OFF));
        add("POST", CHAIR + "on", Need.to(TURN_OFF));
        add("POST", CHAIR + "audio-pause", Need.to(PAUSE));
        add("POST", CHAIR + "alarms/:alarm/acknowledge", Need.to(ACKNOWLEDGE));
        add("POST", CHAIR + "alarms/:alarm/accept", Need.to(ACKNOWLEDGE));
        add("POST", CHAIR + "alarms/:alarm/pause", Need.to(PAUSE));
        add("POST", "/api/v1/courses", Need.to(PLAN_COURSE));
        add("POST", "/api/v1/courses/:course", Need.to(PLAN_COURSE));
        add("POST", "/api/v1/courses/:course/end", Need.to(PLAN_COURSE));
        add("POST", "/api/v1/devices/assign", Need.to(BIND_DEVICE));
        add("POST", "/api/v1/devices/release", Need.to(BIND_DEVICE));
        add("POST", "/api/v1/pool/assign", Need.to(PLACE_READINGS));
    }

    private void add(String method, String path, Need need) {
        entries.add(new Entry(method, parts(path), need));
    }

    /** What an address asks; null where there is none. */
    public @Nullable Need need(String method, String path) {
        List<String> parts = parts(path);
        for (Entry entry : entries) {
            if (entry.fits(method, parts)) {
                return entry.need();
            }
        }
        return null;
    }

    static List<String> parts(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return parts;
    }
}
