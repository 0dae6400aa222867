package io.dripwatch.access.people;

import io.dripwatch.access.Person;
import io.dripwatch.access.Secret;
import io.dripwatch.access.file.FileUnusable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is signed in where. A session ends by itself when its account is disabled or gets another password or role.
 * Beyond a thousand the one that has been idle for longest ends. Safe from every thread.
 */
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final int MOST = 1_000;

    private final Accounts accounts;
    private final SessionFile file;
    private final Duration idle;
    private final Map<String, Session> byHash = new LinkedHashMap<>();
    private boolean changed;

    /**
     * Takes up those that were kept.
     *
     * @param idle after how long without a press a screen is locked
     */
    public Sessions(Accounts accounts, SessionFile file, Duration idle) {
        this.accounts = accounts;
        this.file = file;
        this.idle = idle;
        try {
            file.sessions().forEach(session -> byHash.put(session.hash(), session));
        } catch (FileUnusable e) {
            LOG.error("Nobody is signed in any more: what was kept of it cannot be read", e);
        }
    }

    public Duration idle() {
        return idle;
    }

    /** The session of a cookie; null where there is none, or none any more. */
    public synchronized @Nullable Session of(@Nullable String secret, Instant now) {
        return standing(secret == null ? null : Secret.hash(secret), now);
    }

    /** The session of a hash; null where it stands no longer. */
    public synchronized @Nullable Session standing(@Nullable String hash, Instant now) {
        Session session = hash == null ? null : byHash.get(hash);
        return session != null && stands(session, now) ? session : null;
    }

    /** Whether a session is still one. */
    public synchronized boolean stands(String hash, Instant now) {
        return standing(hash, now) != null;
    }

    private boolean stands(Session session, Instant now) {
        Account account = accounts.enabled(session.account());
        return account != null && !session.proven().isBefore(account.since()) && session.shows(now);
    }

    /** Whoever the session is of; null where it stands no longer. */
    public @Nullable Person person(Session session) {
        Account account = accounts.enabled(session.account());
        return account == null ? null : account.person();
    }

    /** Whether whoever the session is of has a password here, and does not sign in at the provider. */
    public boolean hasPassword(Session session) {
        Account account = accounts.enabled(session.account());
        return account != null && account.password() != null;
    }

    /**
     * Somebody has proven who they are.
     *
     * @param before the session of the same browser; it ends here, and its secret is worth nothing any more
     * @param proof by what
     * @return the secret of the new session
     */
    public synchronized String begin(@Nullable Session before, String account, Proof proof, Instant now) {
        Map<String, Shift> shifts = new HashMap<>();
        if (before != null) {
            byHash.remove(before.hash());
            shifts.putAll(before.shifts());
        }
        shifts.values().removeIf(shift -> !now.isBefore(shift.until()));
        if (proof.full()) {
            shifts.put(account, new Shift(now.plus(Session.SHIFT), proof.atProvider()));
        }
        String secret = Secret.fresh();
        String hash = Secret.sha256(secret);
        if (byHash.size() >= MOST) {
            byHash.values().stream()
                    .min((one, other) -> one.lastAct().compareTo(other.lastAct()))
                    .ifPresent(longest -> byHash.remove(longest.hash()));
        }
        byHash.put(hash, new Session(hash, account, now, shifts, now, false, 0, Instant.EPOCH));
        changed = true;
        return secret;
    }

    /** Something was done. */
    public void acted(Session session, Instant now) {
        change(session, known -> known.at(now));
    }

    public void lock(Session session) {
        change(session, Session::asLocked);
    }

    /** Somebody breaks the glass: for a while they may do more than their role allows. */
    public void breakGlass(Session session, Instant now) {
        change(session, known -> known.inAnEmergency(now.plus(Session.EMERGENCY)));
    }

    /** On how many screens the glass is broken. */
    public synchronized long emergencies(Instant now) {
        return byHash.values().stream()
                .filter(session -> session.emergency(now))
                .count();
    }

    /** A PIN was not that of the person. */
    public void wrongPin(Session session) {
        change(session, Session::afterWrongPin);
    }

    private synchronized void change(Session session, UnaryOperator<Session> change) {
        byHash.computeIfPresent(session.hash(), (hash, known) -> change.apply(known));
    }

    /** Whether a PIN of that person suffices on this screen now. */
    synchronized boolean takesPin(Session session, String id, Instant now) {
        Session known = byHash.get(session.hash());
        return known != null && known.takesPin(id, now);
    }

    /** Somebody signs out. */
    public synchronized void end(Session session) {
        changed |= byHash.remove(session.hash()) != null;
    }

    /** Somebody has left everywhere: screens are locked and left to others who are on shift there, or end. */
    public void endAll(String account) {
        endShifts(each -> each.getKey().equals(account));
    }

    /**
     * A session at the hospital's provider has ended, and with it what was begun by it here.
     *
     * @return whose it was; none where nothing was begun by it
     */
    public Set<String> endAtProvider(String session) {
        return endShifts(each -> session.equals(each.getValue().atProvider()));
    }

    private synchronized Set<String> endShifts(Predicate<Map.Entry<String, Shift>> which) {
        Set<String> whose = new HashSet<>();
        for (Session session : List.copyOf(byHash.values())) {
            Map<String, Shift> left = new HashMap<>(session.shifts());
            if (left.entrySet().removeIf(which)) {
                session.shifts().keySet().stream()
                        .filter(id -> !left.containsKey(id))
                        .forEach(whose::add);
                if (left.isEmpty()) {
                    byHash.remove(session.hash());
                } else {
                    byHash.put(session.hash(), session.leftTo(left));
                }
                changed = true;
            }
        }
        return whose;
    }

    /** Keeps what has changed, and forgets sessions that are over. Blocks. */
    public void keep(Instant now) {
        List<Session> standing = changed(now);
        if (standing == null) {
            return;
        }
        try {
            file.keep(standing);
        } catch (FileUnusable e) {
            LOG.warn("Who is signed in could not be kept; it is tried again", e);
            again();
        }
    }

    private synchronized @Nullable List<Session> changed(Instant now) {
        changed |= byHash.values().removeIf(session -> !stands(session, now));
        List<Session> standing = changed ? List.copyOf(byHash.values()) : null;
        changed = false;
        return standing;
    }

    private synchronized void again() {
        changed = true;
    }
}
