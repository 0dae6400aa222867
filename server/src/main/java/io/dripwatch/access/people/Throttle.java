package io.dripwatch.access.people;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Slows those down who guess passwords: after some wrong ones each further attempt has to wait, twice as long every
 * time, up to five minutes. Counted for an account from one address, for an address, and for an account from all
 * addresses together. Only the first of the three holds for an address from which that account has signed in before:
 * nobody else's guessing keeps a nurse out of her own station. Who is signed in is not asked here at all. Safe from
 * every thread.
 */
public final class Throttle {
    private static final int FREE_OF_PAIR = 5;
    private static final int FREE_OF_MANY = 30;
    private static final int MOST_DOUBLINGS = 9;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN = Duration.ofMinutes(30);
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<String, Misses> misses = new LinkedHashMap<>();
    private final Set<String> home = new LinkedHashSet<>();

    private record Misses(int count, Instant last) {
        Misses another(Instant now) {
            return new Misses(now.isAfter(last.plus(FORGOTTEN)) ? 1 : count + 1, now);
        }

        Duration wait(int free, Instant now) {
            if (count < free || now.isAfter(last.plus(FORGOTTEN))) {
                return Duration.ZERO;
            }
            Duration whole = FIRST_WAIT.multipliedBy(1L << Math.min(count - free, MOST_DOUBLINGS));
            Duration capped = whole.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : whole;
            Duration left = Duration.between(now, last.plus(capped));
            return left.isNegative() ? Duration.ZERO : left;
        }
    }

    /** How long an attempt has to wait still; zero where it may be made. */
    public synchronized Duration wait(String account, String address, Instant now) {
        Duration pair = of("pair " + account + " " + address, FREE_OF_PAIR, now);
        if (home.contains(account + " " + address)) {
            return pair;
        }
        Duration byAddress = of("address " + address, FREE_OF_MANY, now);
        Duration byAccount = of("account " + account, FREE_OF_MANY, now);
        Duration others = byAddress.compareTo(byAccount) > 0 ? byAddress : byAccount;
        return pair.compareTo(others) > 0 ? pair : others;
    }

    private Duration of(String whom, int free, Instant now) {
        Misses known = misses.get(whom);
        return known == null ? Duration.ZERO : known.wait(free, now);
    }

    /** An attempt was wrong. */
    public synchronized void missed(String account, String address, Instant now) {
        for (String whom :
                new String[] {"pair " + account + " " + address, "address " + address, "account " + account}) {
            Misses known = misses.remove(whom);
            misses.put(whom, known == null ? new Misses(1, now) : known.another(now));
        }
        while (misses.size() > MOST_REMEMBERED) {
            misses.remove(misses.keySet().iterator().next());
        }
    }

    /** An attempt was right. */
    public synchronized void hit(String account, String address) {
        misses.remove("pair " + account + " " + address);
        home.remove(account + " " + address);
        home.add(account + " " + address);
        if (home.size() > MOST_REMEMBERED) {
            home.remove(home.iterator().next());
        }
    }
}
