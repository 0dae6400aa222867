package io.dripwatch.access.web;

import io.dripwatch.access.Action;
import io.dripwatch.access.Person;
import io.dripwatch.access.Role;
import io.dripwatch.access.people.Account;
import io.dripwatch.access.people.Accounts;
import io.dripwatch.access.people.Session;
import io.dripwatch.access.people.Sessions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells a browser who is signed in on it, what they may do, and who else can unlock it. */
public final class Whoami {
    private final Accounts accounts;
    private final Sessions sessions;
    private final List<String> rooms;
    private final Map<String, String> hints;
    private final @Nullable String hospital;
    private final Supplier<@Nullable String> note;

    /**
     * @param rooms their names stand over the sign-in
     * @param hints accounts and passwords that everybody may know, those of a demo
     * @param hospital how people call the provider at which they sign in, too; null where they do not
     * @param note what is to be told on every screen; null for nothing
     */
    public Whoami(
            Accounts accounts,
            Sessions sessions,
            List<String> rooms,
            Map<String, String> hints,
            @Nullable String hospital,
            Supplier<@Nullable String> note) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.rooms = rooms;
        this.hints = hints;
        this.hospital = hospital;
        this.note = note;
    }

    JsonObject of(@Nullable Session session, @Nullable Caller caller, Instant now) {
        JsonObject told = new JsonObject()
                .put("claimed", accounts.claimed())
                .put("room", String.join(", ", rooms))
                .put("note", note.get())
                .put("idleSeconds", sessions.idle().toSeconds())
                .put("hospital", hospital)
                .put("hints", hints());
        Person person = session == null ? null : sessions.person(session);
        if (session == null || person == null) {
            told.put("locked", false).put("pins", new JsonArray());
            return caller == null ? told.putNull("person") : told.put("person", wall(caller));
        }
        return told.put("person", person(person).put("password", sessions.hasPassword(session)))
                .put(
                        "emergencyUntil",
                        session.emergency(now) ? session.emergencyUntil().toEpochMilli() : null)
                .put("locked", !session.acts(now, sessions.idle()))
                .put("pins", pins(session, now));
    }

    private JsonObject person(Person person) {
        JsonArray may = new JsonArray();
        Caller there = Caller.of(person, rooms, true, false);
        for (Action action : Action.values()) {
            if (there.may(action)) {
                may.add(Notes.word(action));
            }
        }
        JsonArray roles = new JsonArray();
        rooms.stream()
                .flatMap(room -> person.rolesIn(room).stream())
                .distinct()
                .map(Role::label)
                .forEach(roles::add);
        return new JsonObject()
                .put("account", person.id())
                .put("name", person.name())
                .put("roles", roles)
                .put("may", may);
    }

    private static JsonObject wall(Caller screen) {
        return new JsonObject()
                .put("account", "")
                .put("name", screen.name())
                .put("roles", new JsonArray().add(Role.SCREEN.label()))
                .put("may", new JsonArray().add(Notes.word(Action.SEE_ROOM)));
    }

    /** Those whose PIN opens this screen now. */
    private JsonArray pins(Session session, Instant now) {
        JsonArray pins = new JsonArray();
        for (String id : session.shifts().keySet().stream().sorted().toList()) {
            Account account = accounts.enabled(id);
            if (account != null && account.pin() != null && session.takesPin(id, now)) {
                pins.add(new JsonObject()
                        .put("account", id)
                        .put("name", account.person().name()));
            }
        }
        return pins;
    }

    private JsonArray hints() {
        JsonArray all = new JsonArray();
        hints.forEach((account, password) ->
                all.add(new JsonObject().put("account", account).put("password", password)));
        return all;
    }
}
