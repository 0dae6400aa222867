package io.dripwatch.device;

import io.netty.channel.ChannelPipeline;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets devices in at one listener: so many at the same time and so many a second from each address, and so many a
 * second of each device. Whoever is turned away is counted by reason, and named in the log once a minute at most.
 * Safe from every thread.
 */
public final class Doorkeeper {
    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);
    private static final int MOST_REMEMBERED = 10_000;
    private static final int NETWORK_BYTES = 8;
    private static final Duration BETWEEN_LOG_LINES = Duration.ofMinutes(1);

    private final String listener;
    private final DoorRules rules;
    private final DoorLimits limits;
    private final Counters counters;
    private final InstantSource clock;
    private final Map<String, Account> addresses = new HashMap<>();
    private final Map<String, Bucket> devices = new HashMap<>();
    private final Map<TurnedAway, Instant> logged = new HashMap<>();
    private int open;

    private static final class Account {
        private final Bucket connects;
        private int open;

        Account(Bucket connects) {
            this.connects = connects;
        }
    }

    /** One connection that was let in. */
    public final class Visit {
        private final Account account;
        private boolean left;

        private Visit(Account account) {
            this.account = account;
        }

        /** The connection has ended; to be said once, more often does no harm. */
        public void leave() {
            synchronized (Doorkeeper.this) {
                if (!left) {
                    account.open--;
                    open--;
                }
                left = true;
            }
        }
    }

    /**
     * @param listener its name in the log
     * @param rules what it bears, and how they must speak
     * @param counters of those who are turned away
     * @param clock of the pace
     */
    public Doorkeeper(String listener, DoorRules rules, Counters counters, InstantSource clock) {
        this.listener = listener;
        this.rules = rules;
        this.limits = rules.limits();
        this.counters = counters;
        this.clock = clock;
    }

    public DoorRules rules() {
        return rules;
    }

    public DoorLimits limits() {
        return limits;
    }

    /** How many are in. */
    public synchronized int open() {
        return open;
    }

    /**
     * Somebody connects.
     *
     * @param address the numeric address it connects from; null where there is none
     * @return the visit, or null where it must be closed at once
     */
    public synchronized @Nullable Visit enter(@Nullable String address) {
        Instant now = clock.instant();
        String network = network(address);
        Account account = account(network, now);
        TurnedAway reason = open >= limits.mostOpen()
                ? TurnedAway.ALL_TAKEN
                : account.open >= limits.mostOpenOfOneAddress()
                        ? TurnedAway.ADDRESS_FULL
                        : account.connects.take(now) ? null : TurnedAway.ADDRESS_HASTY;
        if (reason != null) {
            turnedAway(reason, network);
            return null;
        }
        account.open++;
        open++;
        return new Visit(account);
    }

    /**
     * A connection has said for the first time which device it is.
     *
     * @return whether it may stay
     */
    public synchronized boolean mayStay(String device) {
        Instant now = clock.instant();
        if (devices.size() >= MOST_REMEMBERED) {
            devices.values().removeIf(bucket -> bucket.isFull(now));
        }
        Bucket bucket = devices.get(device);
        if (bucket == null) {
            if (devices.size() >= MOST_REMEMBERED) {
                return true;
            }
            bucket = new Bucket(limits.deviceConnectsAtOnce(), limits.deviceConnectsPerSecond(), now);
            devices.put(device, bucket);
        }
        boolean may = bucket.take(now);
        if (!may) {
            turnedAway(TurnedAway.DEVICE_HASTY, device);
        }
        return may;
    }

    /**
     * Somebody shows who it is: by a token, or by the certificate of its connection.
     *
     * @param name what it calls itself beside the token; null where the token alone tells
     * @param secret the token; null where it shows none
     * @param pipeline of its connection
     * @param address from where it connects
     * @return null where it may not stay, which is counted
     */
    public @Nullable Admitted admit(
            @Nullable String name, @Nullable String secret, ChannelPipeline pipeline, @Nullable String address) {
        Identities identities = rules.identities();
        Admitted admitted = secret == null ? identities.ofCertificate(pipeline) : identities.ofToken(name, secret);
        if (admitted == null && secret == null && !rules.mustIdentify().getAsBoolean()) {
            return new Admitted(Speaker.UNKNOWN, null);
        }
        if (admitted == null) {
            turnedAway(TurnedAway.UNIDENTIFIED, address);
        }
        return admitted;
    }

    /** A connection stays for as long as what it has shown stands; then it is counted, and {@code end} is called. */
    public void stays(Object connection, Admitted admitted, @Nullable String address, Runnable end) {
        if (admitted.proof() != null) {
            rules.identities().opened(connection, admitted.proof(), () -> {
                turnedAway(TurnedAway.TOKEN_ENDED, address);
                end.run();
            });
        }
    }

    /** A connection of which {@link #stays} was said is over. */
    public void left(Object connection) {
        rules.identities().closed(connection);
    }

    /** A connection is ended by us, for nothing was said on it for too long. */
    public void silent() {
        counters.silentConnectionClosed();
    }

    /** A connection is ended by us. */
    public synchronized void turnedAway(TurnedAway reason, @Nullable String who) {
        counters.turnedAway(reason);
        Instant now = clock.instant();
        Instant before = logged.get(reason);
        if (before == null || Duration.between(before, now).abs().compareTo(BETWEEN_LOG_LINES) >= 0) {
            logged.put(reason, now);
            LOG.warn("A connection was turned away; listener={} reason={} who={}", listener, reason, who);
        }
    }

    /** Beyond ten thousand addresses, those that come new share an account. */
    private Account account(String network, Instant now) {
        Account known = addresses.get(network);
        if (known != null) {
            return known;
        }
        if (addresses.size() >= MOST_REMEMBERED) {
            addresses.values().removeIf(account -> account.open == 0 && account.connects.isFull(now));
        }
        String key = addresses.size() >= MOST_REMEMBERED ? "others" : network;
        return addresses.computeIfAbsent(
                key, unused -> new Account(new Bucket(limits.connectsAtOnce(), limits.connectsPerSecond(), now)));
    }

    /** One machine has a whole IPv6 network of 64 bits to itself. */
    private static String network(@Nullable String address) {
        if (address == null || address.isBlank()) {
            return "unknown";
        }
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length > NETWORK_BYTES
                    ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "::/64"
                    : InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            LOG.debug("An address is none; address={}", address, e);
            return address;
        }
    }
}
