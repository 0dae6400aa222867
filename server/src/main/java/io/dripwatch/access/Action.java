package io.dripwatch.access;

import static io.dripwatch.access.Role.ADMINISTRATOR;
import static io.dripwatch.access.Role.AUDITOR;
import static io.dripwatch.access.Role.BIOMED;
import static io.dripwatch.access.Role.CHARGE_NURSE;
import static io.dripwatch.access.Role.NURSE;
import static io.dripwatch.access.Role.PHYSICIAN;
import static io.dripwatch.access.Role.SCREEN;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The one table of who may do what. It holds in each room for those who have the role there; what is about all rooms at
 * once may be done by those who have the role in each of them.
 */
public enum Action {
    SEE_ROOM("see the room and its alarms", NURSE, CHARGE_NURSE, PHYSICIAN, BIOMED, ADMINISTRATOR, SCREEN),
    SEE_COURSE("see the course of a session", NURSE, CHARGE_NURSE, PHYSICIAN),
    ACKNOWLEDGE("acknowledge and accept alarms", NURSE, CHARGE_NURSE, PHYSICIAN),
    PAUSE("pause tones and alarms", NURSE, CHARGE_NURSE, PHYSICIAN),
    LEAD_SESSION("lead sessions, write the chart", NURSE, CHARGE_NURSE, PHYSICIAN),
    CORRECT("correct the chart", NURSE, CHARGE_NURSE, PHYSICIAN),
    SIGN_DISCHARGE("sign that a patient may go", NURSE, CHARGE_NURSE, PHYSICIAN),
    SET_LIMITS("set limits of one patient", CHARGE_NURSE, PHYSICIAN),
    TURN_OFF("turn off tones and limits", CHARGE_NURSE, PHYSICIAN),
    OVERRIDE("go on in spite of a block", CHARGE_NURSE, PHYSICIAN),
    PLAN_COURSE("plan courses of treatment", CHARGE_NURSE, PHYSICIAN),
    PLACE_READINGS("give readings to a patient", NURSE, CHARGE_NURSE),
    BIND_DEVICE("bind devices to chairs", NURSE, CHARGE_NURSE, BIOMED),
    REVIEW("look back at alarms, limits, links", CHARGE_NURSE, PHYSICIAN, BIOMED),
    BREAK_GLASS("do more than that in an emergency", NURSE, CHARGE_NURSE, PHYSICIAN),
    EXPORT("read the chart as FHIR", PHYSICIAN),
    SUBSCRIBE("be told of what is new in the chart"),
    SEE_NUMBERS("see the server's numbers", BIOMED, ADMINISTRATOR),
    AUDIT("search the record of accesses", AUDITOR),
    ADMINISTER("administer accounts, screens, tokens", ADMINISTRATOR);

    private static final Set<Action> IN_AN_EMERGENCY = EnumSet.range(SEE_ROOM, BIND_DEVICE);
    private static final Set<Action> OF_ALL_ROOMS = EnumSet.range(EXPORT, ADMINISTER);
    private static final Set<Action> ON_A_LOCKED_SCREEN = EnumSet.of(SEE_ROOM, SEE_COURSE);

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // It is a list that nobody can change.
    private final List<Role> roles;

    Action(String words, Role... roles) {
        this.words = words;
        this.roles = List.of(roles);
    }

    /** What it is to read resources of a type of FHIR. */
    public static Action reading(String type) {
        return type.equals("AuditEvent") ? AUDIT : EXPORT;
    }

    /** What it is, for people. */
    public String words() {
        return words;
    }

    /** Whether a role allows it. */
    public boolean allows(Role role) {
        return roles.contains(role);
    }

    /** Whether it is about all rooms at once: the whole chart, the whole record, the server. */
    public boolean ofAllRooms() {
        return OF_ALL_ROOMS.contains(this);
    }

    /** Whether somebody may do it who has broken the glass: all that is about patients in the room. */
    public boolean inAnEmergency() {
        return IN_AN_EMERGENCY.contains(this);
    }

    /** Whether it goes on while a screen is locked: whoever sits before an alarm sees it. */
    public boolean onALockedScreen() {
        return ON_A_LOCKED_SCREEN.contains(this);
    }
}
